// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/keyword_language.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>

namespace tepat::syntax {

namespace {

std::set<std::string> words_of(KeywordLanguage language) {
    std::set<std::string> words;
    for (Keyword keyword : all_keywords()) {
        std::string_view rest = spelling(keyword, language);
        while (!rest.empty()) {
            std::size_t end = std::min(rest.find(' '), rest.size());
            words.emplace(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return words;
}

/// The language a word belongs to when it belongs to one only.
std::optional<KeywordLanguage> sole_language(const std::string& word) {
    static const auto indonesian = words_of(KeywordLanguage::id);
    static const auto english = words_of(KeywordLanguage::en);
    bool in_indonesian = indonesian.contains(word), in_english = english.contains(word);
    if (in_indonesian == in_english) return std::nullopt;
    return in_indonesian ? KeywordLanguage::id : KeywordLanguage::en;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool in_word(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

/// Words of one line, outside texts and comments.
std::vector<std::string> words_in(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == '#') break;
        if (line[at] == '"' || line[at] == '`') {
            std::size_t close = line.find(line[at], at + 1);
            if (close == line.npos) break;
            at = close + 1;
        } else if (in_word(line[at])) {
            std::size_t end = at;
            while (end < line.size() && in_word(line[end])) ++end;
            words.push_back(lower_case(line.substr(at, end - at)));
            at = end;
        } else {
            ++at;
        }
    }
    return words;
}

std::optional<KeywordLanguage> declared(const std::vector<std::string>& words) {
    for (auto language : {KeywordLanguage::id, KeywordLanguage::en})
        if (words[0] == spelling(Keyword::language, language) && words.size() > 1) {
            if (words[1] == "id") return KeywordLanguage::id;
            if (words[1] == "en") return KeywordLanguage::en;
            return language;
        }
    return std::nullopt;
}

}  // namespace

KeywordLanguage keyword_language(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    bool first = true;
    while (!bytes.empty()) {
        std::size_t end = std::min(bytes.find('\n'), bytes.size());
        std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        auto words = words_in(line);
        if (words.empty()) continue;
        if (first)
            if (auto language = declared(words)) return *language;
        first = false;
        bool names_next = is_letter(line[0]);  // a declaration: its second word is a name
        for (std::size_t i = 0; i < words.size(); ++i)
            if (!(names_next && i == 1))
                if (auto language = sole_language(words[i])) return *language;
    }
    return KeywordLanguage::id;
}

const text::LayoutWords& layout_words(KeywordLanguage language) {
    static const auto make = [](KeywordLanguage of) {
        text::LayoutWords words;
        for (Keyword keyword : {Keyword::logical_and, Keyword::logical_or, Keyword::between, Keyword::in_list, Keyword::not_in_list,
                                Keyword::has, Keyword::starts_with, Keyword::is, Keyword::is_not, Keyword::means, Keyword::is_unknown,
                                Keyword::is_known, Keyword::if_missing, Keyword::if_none})
            words.continuing.push_back(spelling(keyword, of));
        for (Keyword keyword : {Keyword::if_, Keyword::unless, Keyword::then_task, Keyword::undecided_task, Keyword::legal_basis,
                                Keyword::only_when, Keyword::from_table, Keyword::given, Keyword::expect, Keyword::taken_when,
                                Keyword::order_by, Keyword::not_together_with, Keyword::graduates_if})
            words.clauses.push_back(spelling(keyword, of));
        words.test_openers = {spelling(Keyword::test, of)};
        words.table_openers = {spelling(Keyword::table, of)};
        words.value_openers = {spelling(Keyword::term, of), spelling(Keyword::score, of)};
        words.test_clauses = {spelling(Keyword::given, of), spelling(Keyword::expect, of)};
        return words;
    };
    static const std::array<text::LayoutWords, 2> words = {make(KeywordLanguage::id), make(KeywordLanguage::en)};
    return words[static_cast<std::size_t>(language)];
}

}  // namespace tepat::syntax
