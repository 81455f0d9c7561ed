// SPDX-License-Identifier: Apache-2.0
// A number that may be uncertain: every int64 between two ends, either end possibly unbounded, and a mark when an error went into it.
// The exact meaning of every operator on numbers and dates (language.md section 6). The planner folds constants with these functions,
// the kernels of engine/evaluate use them for rows off their fast paths.
//
//     unknown fact with range 1..10  ->  [1, 10]          error cell  ->  (-inf, +inf) marked
#pragma once

#include <cstdint>
#include <span>

#include "dsl/program/program.hpp"
#include "engine/plan/truth.hpp"

namespace tepat::plan {

struct Interval {
    std::int64_t low = 0;    ///< 0 when there is no low end
    std::int64_t high = 0;
    bool has_low = false;
    bool has_high = false;
    bool mark = false;

    static constexpr Interval point(std::int64_t value) { return {value, value, true, true, false}; }
    static constexpr Interval unbounded() { return {}; }
    static constexpr Interval error() { return {0, 0, false, false, true}; }
    constexpr bool is_point() const { return has_low && has_high && low == high; }
    constexpr bool is_point(std::int64_t value) const { return is_point() && low == value; }
    constexpr bool contains(std::int64_t value) const { return (!has_low || low <= value) && (!has_high || value <= high); }
    friend bool operator==(const Interval&, const Interval&) = default;
};

Interval marked(Interval value, bool mark);  ///< joins the mark
Interval negate(const Interval& a);
Interval add(const Interval& a, const Interval& b);
Interval subtract(const Interval& a, const Interval& b);
Interval multiply(const Interval& a, const Interval& b);
Interval rescale(const Interval& a, int power);  ///< times 10^power, power >= 0
Interval hull(const Interval& a, const Interval& b);

std::int64_t power_of_ten(int power);  ///< 0..18

/// The same comparison with its sides exchanged: a op b is b mirrored(op) a.
program::CompareOp mirrored(program::CompareOp op);

/// True when it holds for all pairs of values, false when for none, else error (marked) or unknown.
Truth compare(program::CompareOp op, const Interval& a, const Interval& b);

/// A quotient: numerator / divisor.
struct Fraction {
    Interval numerator;
    Interval divisor = Interval::point(1);
};
/// How two sides are multiplied out: a.numerator * b.divisor * 10^left against b.numerator * a.divisor * 10^right.
struct CrossPowers {
    int left = 0;
    int right = 0;
};
/// The powers for a.numerator at scale an, and so on, with the common power cancelled.
CrossPowers cross_powers(int an, int ad, int bn, int bd);
Truth compare(program::CompareOp op, const Fraction& a, const Fraction& b, CrossPowers powers);

/// The value counted in multiples of `unit`, rounded, as a number at the unit's scale; powers as for comparing value with unit.
Interval round(const Fraction& value, const Interval& unit, program::RoundDirection direction, CrossPowers powers);

/// `powers[i]`: how far value (first) and option (second) are rescaled to be compared.
struct OptionPowers {
    int value = 0;
    int option = 0;
};
Truth is_one_of(const Interval& value, std::span<const Interval> options, std::span<const OptionPowers> powers);

Interval shift_date(const Interval& date, std::int64_t amount, program::CalendarUnit unit);
Interval call_date(program::DateFunction function, const Interval& from, const Interval& to);

}  // namespace tepat::plan
