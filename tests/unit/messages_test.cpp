// SPDX-License-Identifier: Apache-2.0
// What the program says: both languages have the same keys with the same places, and no text is empty.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

namespace {

using Catalogue = std::map<std::string, std::string>;

#define MESSAGE(key, text) {#key, text},
const std::initializer_list<std::pair<const char*, const char*>> indonesian{
#include "cli/messages_id.def"
};
const std::initializer_list<std::pair<const char*, const char*>> english{
#include "cli/messages_en.def"
};
#undef MESSAGE

#define SAY(key, text) {#key, text},
const std::initializer_list<std::pair<const char*, const char*>> sentences_id{
#include "cli/describe/sentences_id.def"
};
const std::initializer_list<std::pair<const char*, const char*>> sentences_en{
#include "cli/describe/sentences_en.def"
};
#undef SAY

#define WORD(key, text) {#key, text},
const std::initializer_list<std::pair<const char*, const char*>> words_id{
#include "cli/summary/words_id.def"
};
const std::initializer_list<std::pair<const char*, const char*>> words_en{
#include "cli/summary/words_en.def"
};
#undef WORD

Catalogue catalogue(const std::initializer_list<std::pair<const char*, const char*>>& rows) {
    Catalogue result;
    for (const auto& [key, text] : rows) {
        INFO(key);
        CHECK(result.emplace(key, text).second);
        CHECK(std::string(text) != "");
    }
    return result;
}

std::set<std::string> places_in(const std::string& text) {
    std::set<std::string> places;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}') places.insert(text.substr(i, 3));
    return places;
}

void compare(const Catalogue& id, const Catalogue& en) {
    for (const auto& [key, text] : id) {
        INFO(key);
        REQUIRE(en.count(key) == 1);
        CHECK(places_in(text) == places_in(en.at(key)));
    }
    for (const auto& [key, text] : en) {
        INFO(key);
        CHECK(id.count(key) == 1);
    }
}

}  // namespace

TEST_CASE("the program's messages are complete in both languages", "[messages]") {
    compare(catalogue(indonesian), catalogue(english));
}

TEST_CASE("the sentences of describe are complete in both languages", "[messages]") {
    compare(catalogue(sentences_id), catalogue(sentences_en));
}

TEST_CASE("the words of summaries are complete in both languages", "[messages]") {
    compare(catalogue(words_id), catalogue(words_en));
}
