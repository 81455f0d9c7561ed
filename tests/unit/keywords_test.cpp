// SPDX-License-Identifier: Apache-2.0
// Keywords are roles: both spellings of every role, which words are reserved, and which language a file is in.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "dsl/syntax/keyword_language.hpp"
#include "tests/unit/parsed.hpp"

using namespace tepat;
using syntax::Keyword;
using syntax::KeywordLanguage;
using tests::Parsed;

TEST_CASE("a keyword matches whole words, in any case, with blanks as wide as they come") {
    auto id = KeywordLanguage::id;
    CHECK(syntax::match_keyword("Paling   SEDIKIT 1", Keyword::at_least, id) == 16);
    CHECK(syntax::match_keyword("paling sedikitnya", Keyword::at_least, id) == 0);
    CHECK(syntax::match_keyword("palingsedikit", Keyword::at_least, id) == 0);
    CHECK(syntax::match_keyword("paling", Keyword::at_least, id) == 0);
    CHECK(syntax::match_keyword("dan(", Keyword::logical_and, id) == 3);
    CHECK(syntax::match_keyword("danañ", Keyword::logical_and, id) == 0);
    CHECK(syntax::match_keyword("and x", Keyword::logical_and, KeywordLanguage::en) == 3);
    CHECK(syntax::match_keyword("and x", Keyword::logical_and, id) == 0);
}

TEST_CASE("spellings are lower case, one blank between words, and not empty") {
    for (Keyword keyword : syntax::all_keywords())
        for (auto language : {KeywordLanguage::id, KeywordLanguage::en}) {
            std::string spelling(syntax::spelling(keyword, language));
            INFO(spelling);
            CHECK_FALSE(spelling.empty());
            CHECK(spelling == syntax::lower_case(spelling));
            CHECK(spelling.find("  ") == std::string::npos);
        }
}

TEST_CASE("only words of expressions are reserved; program, sejak, belum, bersama, sedang are free") {
    for (const char* word : {"dan", "atau", "tidak", "ada", "semua", "bila", "yang", "dari", "Total", "TANGGAL_ACUAN", "adalah"})
        CHECK(syntax::is_reserved(word, KeywordLanguage::id));
    for (const char* word : {"program", "sejak", "belum", "bersama", "sedang", "lain", "hari", "and", "wilayah"})
        CHECK_FALSE(syntax::is_reserved(word, KeywordLanguage::id));
    for (const char* word : {"and", "is", "in", "to", "with", "when"}) CHECK(syntax::is_reserved(word, KeywordLanguage::en));
    for (const char* word : {"other", "number", "from", "dan"}) CHECK_FALSE(syntax::is_reserved(word, KeywordLanguage::en));
}

TEST_CASE("a reserved word is a name in backquotes; names keep their case") {
    Parsed parsed("istilah `dan` untuk k adalah `tidak`.`Ada` = 1\nistilah Umur untuk k adalah umur\n");
    CHECK(parsed.problems().empty());
    CHECK(parsed.tree() == "term dan for k\n  equal\n    path tidak.Ada\n    whole 1\nterm Umur for k\n  path umur\n");
}

TEST_CASE("the language is the declared one, else that of the first word of one language only, else Indonesian") {
    CHECK(syntax::keyword_language("bahasa en\n") == KeywordLanguage::en);
    CHECK(syntax::keyword_language("\xEF\xBB\xBF# x\nlanguage id\nrule\n") == KeywordLanguage::id);
    CHECK(syntax::keyword_language("parameter rule: bilangan\n") == KeywordLanguage::id);
    CHECK(syntax::keyword_language("parameter aturan: number\n") == KeywordLanguage::en);
    CHECK(syntax::keyword_language("# rule\nparameter p \"rule\": rupiah\n") == KeywordLanguage::id);
    CHECK(syntax::keyword_language("rule a for each b\n") == KeywordLanguage::en);
    CHECK(syntax::keyword_language("") == KeywordLanguage::id);
}

namespace {

std::string read(const std::string& path) {
    std::ifstream file(std::string(TEPAT_SOURCE_DIR) + "/" + path);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

/// What the tables of docs/language/keywords.md must say.
std::string reserved_section() {
    std::string section;
    for (auto language : {KeywordLanguage::id, KeywordLanguage::en}) {
        section += language == KeywordLanguage::id ? "Indonesian: " : "English: ";
        std::string list;
        for (std::string_view word : syntax::reserved_words(language)) list += (list.empty() ? "`" : ", `") + std::string(word) + "`";
        section += list + ".\n\n";
    }
    return section;
}
std::string roles_table() {
    const char* uses[] = {"declaration", "clause", "type", "expression", "word"};
    std::string table = "| role | Indonesian | English | where |\n|---|---|---|---|\n";
    for (Keyword keyword : syntax::all_keywords())
        table += "| " + std::string(syntax::role_name(keyword)) + " | " + std::string(syntax::spelling(keyword, KeywordLanguage::id)) + " | " +
                 std::string(syntax::spelling(keyword, KeywordLanguage::en)) + " | " + uses[static_cast<int>(syntax::use_of(keyword))] + " |\n";
    return table;
}

}  // namespace

TEST_CASE("docs/language/keywords.md lists what the code knows") {
    std::string page = read("docs/language/keywords.md");
    CAPTURE(reserved_section(), roles_table());
    CHECK(page.find(reserved_section()) != std::string::npos);
    CHECK(page.find(roles_table()) != std::string::npos);
}
