// SPDX-License-Identifier: Apache-2.0
// Pieces of rule text as they are shown to people: on one line, with their place; and values as a rule file writes them.
#pragma once

#include <string>

#include "dsl/program/program.hpp"
#include "dsl/syntax/keyword.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::cli {

/// A group's text is its first line; anything else is put on one line and cut when it is long.
std::string one_line(const text::Sources& sources, text::Span span);

/// The same, and cut nowhere; and the cut.
std::string whole_line(const text::Sources& sources, text::Span span);
std::string cut(const std::string& text);

/// file:line
std::string place_of(const text::Sources& sources, text::Span span);

/// A name, in backquotes where it is a reserved word of that language.
std::string name_in_rules(const std::string& name, syntax::KeywordLanguage language);

/// A known value as `misalkan` takes it: `Rp1.500.000`, `2025-07-01`, `benar`, `tidak_ada`, `(fisik, netra)`, `"teks"`.
std::string value_in_rules(const program::Program& program, const program::Type& type, const program::Value& value,
                           syntax::KeywordLanguage language);

}  // namespace tepat::cli
