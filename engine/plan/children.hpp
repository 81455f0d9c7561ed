// SPDX-License-Identifier: Apache-2.0
// The direct operands of an expression, in one place, so that walks over a Program need not know every kind.
#pragma once

#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::plan {

/// Valid ids only; a TermRef's body is not an operand.
std::vector<program::ExprId> children(const program::Expr& expr);

/// By expression: the entities whose rows it reads through From::subject, terms not looked into. Sorted, unique.
std::vector<std::vector<std::uint32_t>> subject_entities(const program::Program& program);

}  // namespace tepat::plan
