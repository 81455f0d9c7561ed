// SPDX-License-Identifier: Apache-2.0
// Keywords are roles, not words: one id per role, spelled in two languages by keywords.def. The grammar, the printers, the
// documentation's tables and the "did you mean" of misspelt keywords all read this one list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tepat::syntax {

enum class KeywordLanguage : std::uint8_t { id, en };

enum class Keyword : std::uint8_t {
    none,
#define KEYWORD(role, indonesian, english, use) role,
#include "dsl/syntax/keywords.def"
#undef KEYWORD
};

/// Where a role is a keyword: at the start of a declaration, of a clause, as the type of a fact, inside an expression
/// (`reserved`: its one-word spellings cannot be names), or only after some other keyword (`word`).
enum class KeywordUse : std::uint8_t { declaration, clause, type, reserved, word };

const std::vector<Keyword>& all_keywords();
std::string_view role_name(Keyword keyword);  ///< "logical_and": the same in both languages
KeywordUse use_of(Keyword keyword);

/// Lower case, words separated by one blank ("paling sedikit", "at least").
std::string_view spelling(Keyword keyword, KeywordLanguage language);

/// Words that can begin or continue an expression; as names they must be written in backquotes. Sorted, lower case.
const std::vector<std::string_view>& reserved_words(KeywordLanguage language);
bool is_reserved(std::string_view word, KeywordLanguage language);  ///< any case

/// ASCII letters only: keywords have no others.
std::string lower_case(std::string_view text);

/// A spelling of `keyword` at the start of `text`: whole words, any case, blanks between the words as wide as they come.
/// Returns the bytes matched, 0 when it does not stand there.
std::size_t match_keyword(std::string_view text, Keyword keyword, KeywordLanguage language);

}  // namespace tepat::syntax
