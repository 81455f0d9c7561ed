// SPDX-License-Identifier: Apache-2.0
// Between the two files of lints.
#pragma once

#include "dsl/check/context.hpp"

namespace tepat::check {

/// Comparisons of one fact with a constant that the fact's declared range decides.
void lint_ranges(Context& context);

}  // namespace tepat::check
