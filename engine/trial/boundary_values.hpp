// SPDX-License-Identifier: Apache-2.0
// Which values stand next to a bound (boundaries.hpp): of a number, a date, or a date of birth behind an age.
#pragma once

#include <optional>
#include <vector>

#include "engine/trial/boundaries.hpp"

namespace tepat::trial {

/// What moves one side of a comparison.
struct Mover {
    program::FactId fact;
    std::optional<program::CalendarUnit> age;  ///< completed years or months from the fact to the reference date
};

/// Nothing: no single fact does.
std::optional<Mover> mover_of(const program::Program& program, program::ExprId id);

/// The same for everybody: a constant, a parameter, the reference date, or such a date shifted.
bool is_bound(const program::Program& program, program::ExprId id);

struct Candidate {
    Boundary::Side side;
    std::int64_t value;
};

/// Numbers and dates next to the bound, in the fact's own scale.
std::vector<Candidate> next_to(const program::Type& fact, const program::Type& bound, std::int64_t at);

/// Dates of birth around the day on which the age starts to satisfy, or stops satisfying, the comparison.
std::vector<Candidate> birthdays(program::CompareOp op, program::CalendarUnit unit, std::int64_t bound, program::Date on);

}  // namespace tepat::trial
