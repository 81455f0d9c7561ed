// SPDX-License-Identifier: Apache-2.0
// Canonical layout (tepat format): SourceFile + its tree -> the same declarations in one layout, in either keyword language, with the
// comments and blank lines of the source.
//
//     format.cpp               the whole file; tries again with more backquotes, refuses rather than change the meaning
//     format_declarations.cpp  which line of a declaration stands where; columns of facts, cases, tables
//     format_tests.cpp         `uji`
//     format_expression.cpp    conditions and values, with the parentheses that the binding needs
//     format_words.cpp         names, literals, durations as they are spelled
//     format_lines.cpp         breaking long lines; where comments and blank lines go
#pragma once

#include <optional>
#include <string>

#include "dsl/syntax/ast.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::syntax {

/// `module` is `file` parsed without any diagnostic. Nothing when no layout was found that reads as the same tree (a bug: the file
/// must then be left alone). Formatting the result again gives the result.
std::optional<std::string> format(const text::SourceFile& file, const Module& module, KeywordLanguage language);

}  // namespace tepat::syntax
