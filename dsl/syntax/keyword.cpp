// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/keyword.hpp"

#include <algorithm>
#include <array>

namespace tepat::syntax {

namespace {

struct Row {
    Keyword keyword;
    std::string_view name;
    std::array<std::string_view, 2> spellings;
    KeywordUse use;
};

constexpr Row rows[] = {
    {Keyword::none, "none", {"", ""}, KeywordUse::word},
#define KEYWORD(role, indonesian, english, use) {Keyword::role, #role, {indonesian, english}, KeywordUse::use},
#include "dsl/syntax/keywords.def"
#undef KEYWORD
};

std::vector<std::string_view> collect_reserved(KeywordLanguage language) {
    std::vector<std::string_view> words;
    for (const Row& row : rows) {
        std::string_view word = row.spellings[static_cast<std::size_t>(language)];
        if (row.use == KeywordUse::reserved && word.find(' ') == word.npos) words.push_back(word);
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool in_name(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string_view spelling(Keyword keyword, KeywordLanguage language) {
    return rows[static_cast<std::size_t>(keyword)].spellings[static_cast<std::size_t>(language)];
}

std::string_view role_name(Keyword keyword) { return rows[static_cast<std::size_t>(keyword)].name; }

KeywordUse use_of(Keyword keyword) { return rows[static_cast<std::size_t>(keyword)].use; }

const std::vector<Keyword>& all_keywords() {
    static const std::vector<Keyword> all = [] {
        std::vector<Keyword> keywords;
        for (const Row& row : rows)
            if (row.keyword != Keyword::none) keywords.push_back(row.keyword);
        return keywords;
    }();
    return all;
}

const std::vector<std::string_view>& reserved_words(KeywordLanguage language) {
    static const std::array<std::vector<std::string_view>, 2> words = {collect_reserved(KeywordLanguage::id),
                                                                       collect_reserved(KeywordLanguage::en)};
    return words[static_cast<std::size_t>(language)];
}

bool is_reserved(std::string_view word, KeywordLanguage language) {
    const auto& words = reserved_words(language);
    return std::binary_search(words.begin(), words.end(), std::string_view(lower_case(word)));
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::size_t match_keyword(std::string_view text, Keyword keyword, KeywordLanguage language) {
    std::size_t at = 0;
    for (char c : spelling(keyword, language)) {
        if (at == text.size()) return 0;
        if (c != ' ') {
            if (lower(text[at++]) != c) return 0;
            continue;
        }
        if (!is_blank(text[at])) return 0;
        while (at < text.size() && is_blank(text[at])) ++at;
    }
    return at < text.size() && in_name(text[at]) ? 0 : at;
}

}  // namespace tepat::syntax
