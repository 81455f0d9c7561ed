// SPDX-License-Identifier: Apache-2.0
// What bytes a rule file may hold: well-formed UTF-8 without NUL, control characters, lone CR, bidirectional controls (they can
// show a rule otherwise than it is read) and BOMs other than the first. Used by the layout before it looks at lines.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dsl/text/layout.hpp"

namespace tepat::text {

struct CodePoint {
    char32_t value = 0;
    unsigned length = 0;  ///< bytes; 0 = not well-formed here
};

/// The code point that starts at `at`.
CodePoint decode(std::string_view bytes, std::size_t at);

/// May stand in a name besides ASCII: letters of other languages (`año`, `niños`).
bool is_foreign_letter(char32_t code_point);

/// What is typed instead of the keyboard's characters, mostly by word processors. The replacement keeps the grammar going; empty: a blank.
std::string_view replacement_of(char32_t code_point);

/// All encoding problems of the file, at most 100.
std::vector<TextProblem> check_encoding(const SourceFile& file);

}  // namespace tepat::text
