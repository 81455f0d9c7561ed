// SPDX-License-Identifier: Apache-2.0
// Keywords are roles, not words: one id per role, spelled in two languages by keywords.def. The grammar, the printers, the
// documentation's tables and the "did you mean" of misspelt keywords all read this one list.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tepat::syntax {

enum class KeywordLanguage : std::uint8_t { id, en };

enum class Keyword : std::uint8_t {
    none,
#define KEYWORD(role, indonesian, english) role,
#include "dsl/syntax/keywords.def"
#undef KEYWORD
};

/// Lower case, words separated by one blank ("paling sedikit", "at least").
std::string_view spelling(Keyword keyword, KeywordLanguage language);

/// Words that can begin or continue an expression; as names they must be written in backquotes. Sorted, lower case.
const std::vector<std::string_view>& reserved_words(KeywordLanguage language);
bool is_reserved(std::string_view word, KeywordLanguage language);  ///< any case

}  // namespace tepat::syntax
