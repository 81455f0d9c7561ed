// SPDX-License-Identifier: Apache-2.0
// Numbers and truth as language.md section 6 describes them, for the oracle only: exact 128-bit bounds with optional ends, an error
// mark, and the 64-bit rule applied where a value leaves an operator. Slow and obvious on purpose; shares nothing with engine/.
#pragma once

#include <optional>

#include "dsl/program/program.hpp"

namespace tepat::oracle {

__extension__ typedef __int128 Wide;

enum class Truth { no, error, unknown, yes };

Truth truth_of(bool known);
Truth both(Truth a, Truth b);    ///< `dan`: the first of false, error, unknown, true
Truth either(Truth a, Truth b);  ///< `atau`: the last of false, unknown, error, true
Truth opposite(Truth a);

/// All values a number may have; an end without value is unbounded. `mark`: something it was made from is in error.
struct Interval {
    std::optional<Wide> low;
    std::optional<Wide> high;
    bool mark = false;

    bool is_point() const { return low && high && *low == *high; }
    bool is_point(Wide value) const { return is_point() && *low == value; }
    bool contains(Wide value) const { return (!low || *low <= value) && (!high || *high >= value); }
};

Interval point(Wide value);
Interval unbounded(bool mark);

/// Saturates far outside 64 bits instead of wrapping.
Wide times(Wide a, Wide b);
Wide power_of_ten(int exponent);

/// The 64-bit rule: a point that does not fit becomes an error, an end that does not fit becomes unbounded.
Interval fit(const Interval& value, bool was_point);
inline Interval fit(const Interval& value) {
    return fit(value, value.is_point());
}

Interval rescale(const Interval& value, int from, int to);  ///< to >= from
Interval negate(const Interval& value);
Interval add(const Interval& a, const Interval& b);
Interval subtract(const Interval& a, const Interval& b);
/// a * b * 10^exponent, judged by the final value.
Interval multiply(const Interval& a, const Interval& b, int exponent = 0);
Interval hull(const Interval& a, const Interval& b);
bool disjoint(const Interval& a, const Interval& b);

program::CompareOp mirrored(program::CompareOp op);  ///< a op b is b mirrored(op) a
Truth compare(program::CompareOp op, const Interval& a, const Interval& b);

}  // namespace tepat::oracle
