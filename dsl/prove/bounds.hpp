// SPDX-License-Identifier: Apache-2.0
// The smallest and largest value an expression can have by the declared ranges alone, without a solver.
#pragma once

#include <optional>

#include "dsl/program/program.hpp"

namespace tepat::prove {

struct Bounds {
    std::optional<std::int64_t> low, high;  ///< at the expression's own scale; none: unbounded
};

Bounds bounds_of(const program::Program& program, program::ExprId expr);

}  // namespace tepat::prove
