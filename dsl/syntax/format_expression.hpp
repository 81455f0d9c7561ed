// SPDX-License-Identifier: Apache-2.0
// Conditions and values as text: parentheses where the binding needs them or the author set them, places to break long lines.
#pragma once

#include "dsl/syntax/format_lines.hpp"
#include "dsl/syntax/format_words.hpp"

namespace tepat::syntax {

/// What may stand in a place of the grammar without parentheses, loosest first.
enum class Binding : std::uint8_t { expression, negation, additive, term, factor, operand };

Doc format_expression(const Words& words, const Expr& expr, Binding place = Binding::expression, int depth = 0);

/// `jika` and the like: the condition on the same line, or a group with its bullets below.
void add_condition(Lines& lines, const Words& words, std::size_t indent, Doc head, const Expr& condition);

/// Whether the expression is a bulleted group (or `tidak` and one).
bool is_group(const Expr& expr);

/// The condition after `bila`: in parentheses when it would read as `bila kosong`.
Doc format_case_condition(const Words& words, const Expr& condition);

/// An expression that begins a line: a `-` there would be read as a bullet, so only a negative number keeps it bare.
Doc at_line_start(Doc doc);

/// Names or values separated by commas; a line may break after each comma.
Doc list_of(const std::vector<Doc>& parts, int level);

}  // namespace tepat::syntax
