// SPDX-License-Identifier: Apache-2.0
// tepat format: the meaning stays, comments survive, formatting twice changes nothing, both keyword languages.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "dsl/syntax/format.hpp"
#include "dsl/syntax/keyword_language.hpp"
#include "tests/unit/parsed.hpp"

using namespace tepat;
using syntax::KeywordLanguage;
using tests::Parsed;

namespace {

namespace fs = std::filesystem;

std::string formatted(const std::string& text, KeywordLanguage language = KeywordLanguage::id) {
    Parsed parsed(text);
    REQUIRE(parsed.problems().empty());
    const auto result = syntax::format(parsed.sources.files().front(), parsed.module, language);
    REQUIRE(result);
    return *result;
}

std::vector<std::string> comments_of(const Parsed& parsed) {
    const text::SourceFile& file = parsed.sources.files().front();
    std::vector<std::string> comments;
    for (const text::Comment& comment : text::lay_out(file, syntax::layout_words(parsed.module.language)).comments) {
        std::string text(file.text(comment.span));
        comments.push_back(text.substr(0, text.find_last_not_of(" \t") + 1));
    }
    std::sort(comments.begin(), comments.end());
    return comments;
}

/// Without the line that names the language.
std::string meaning(const Parsed& parsed) {
    std::string tree = syntax::print_canonical(parsed.module);
    return tree.starts_with("language\n") ? tree.substr(9) : tree;
}

void check_properties(const std::string& name, const std::string& text) {
    INFO(name);
    const Parsed parsed(text);
    if (parsed.sink.has_errors()) return;
    for (KeywordLanguage language : {KeywordLanguage::id, KeywordLanguage::en}) {
        const auto result = syntax::format(parsed.sources.files().front(), parsed.module, language);
        CHECK(result);
        if (!result) continue;
        const Parsed again(*result);
        INFO(*result);
        CHECK(again.problems().empty());
        CHECK(again.module.language == language);
        CHECK(meaning(again) == meaning(parsed));
        CHECK(comments_of(again) == comments_of(parsed));
        CHECK(syntax::format(again.sources.files().front(), again.module, language) == result);
        const auto back = syntax::format(again.sources.files().front(), again.module, parsed.module.language);
        REQUIRE(back);
        CHECK(meaning(Parsed(*back)) == meaning(parsed));
    }
}

std::vector<fs::path> rule_files() {
    std::vector<fs::path> files;
    for (const char* folder : {"rules", "examples", "tests/golden"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(TEPAT_SOURCE_DIR) / folder))
            if (entry.path().extension() == ".aturan") files.push_back(entry.path());
    return files;
}

}  // namespace

TEST_CASE("formatting keeps what every shipped and every golden file means", "[format]") {
    REQUIRE(rule_files().size() > 20);
    for (const fs::path& path : rule_files()) {
        std::ifstream in(path, std::ios::binary);
        check_properties(path.string(), {std::istreambuf_iterator<char>(in), {}});
    }
}
