// SPDX-License-Identifier: Apache-2.0
// `nilai bila syarat` lines: one type for all results, complete, and no two that surely overlap.
#pragma once

#include "dsl/check/expressions.hpp"

namespace tepat::check {

/// `hint`: the declared type of the results, if any (choices).
ExprId build_cases(ExpressionBuilder& builder, const std::vector<syntax::Case>& cases, Type hint, Span span);

}  // namespace tepat::check
