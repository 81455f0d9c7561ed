// SPDX-License-Identifier: Apache-2.0
// Comparing a whole column with one known number: on the packed values as they lie in the population, or on the ends of intervals.
// Nothing is returned where the general kernel has to judge row by row.
#pragma once

#include <optional>

#include "engine/evaluate/workspace.hpp"

namespace tepat::evaluate {

/// `rows`: with pseudo rows; `stored`: rows whose packed values may be read.
struct CompareWith {
    program::CompareOp op;
    int column_power;
    int constant_power;
    bool keep_range;
    std::size_t rows;
    std::size_t stored;
};
std::optional<Vector> compare_with_constant(Arena& arena, const Vector& column, const Interval& constant, const CompareWith& how);

/// A packed column against known options, none rescaled.
std::optional<Vector> one_of_constants(Arena& arena, const Vector& column, std::span<const Interval> options, std::size_t rows, std::size_t stored);

}  // namespace tepat::evaluate
