// SPDX-License-Identifier: Apache-2.0
// See interval.hpp.
#include "tests/differential/interval.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace tepat::oracle {

using program::CompareOp;

Truth truth_of(bool known) {
    return known ? Truth::yes : Truth::no;
}

Truth both(Truth a, Truth b) {
    for (const Truth t : {Truth::no, Truth::error, Truth::unknown})
        if (a == t || b == t) return t;
    return Truth::yes;
}

Truth either(Truth a, Truth b) {
    for (const Truth t : {Truth::yes, Truth::error, Truth::unknown})
        if (a == t || b == t) return t;
    return Truth::no;
}

Truth opposite(Truth a) {
    if (a == Truth::yes) return Truth::no;
    return a == Truth::no ? Truth::yes : a;
}

Interval point(Wide value) {
    return {value, value, false};
}
Interval unbounded(bool mark) {
    return {std::nullopt, std::nullopt, mark};
}

namespace {

constexpr Wide huge = Wide{1} << 120;
bool fits(Wide value) {
    return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max();
}

std::optional<Wide> times_end(const std::optional<Wide>& end, Wide factor) {
    return end ? std::optional<Wide>(times(*end, factor)) : std::nullopt;
}

}  // namespace

Wide times(Wide a, Wide b) {
    Wide product = 0;
    const bool overflow = __builtin_mul_overflow(a, b, &product);
    if (overflow || product > huge || product < -huge) return (a < 0) == (b < 0) ? huge : -huge;
    return product;
}

Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (int i = 0; i < exponent; ++i) power = times(power, 10);
    return power;
}

Interval fit(const Interval& value, bool was_point) {
    if (was_point) return fits(*value.low) ? value : unbounded(true);
    Interval result = value;
    if (result.low && !fits(*result.low)) result.low.reset();
    if (result.high && !fits(*result.high)) result.high.reset();
    return result;
}

Interval rescale(const Interval& value, int from, int to) {
    return multiply(value, point(power_of_ten(to - from)));
}

Interval negate(const Interval& value) {
    Interval result{value.high, value.low, value.mark};
    if (result.low) result.low = -*result.low;
    if (result.high) result.high = -*result.high;
    return fit(result);
}

Interval add(const Interval& a, const Interval& b) {
    Interval sum = unbounded(a.mark || b.mark);
    if (a.low && b.low) sum.low = *a.low + *b.low;
    if (a.high && b.high) sum.high = *a.high + *b.high;
    return fit(sum);
}

Interval subtract(const Interval& a, const Interval& b) {
    Interval difference = unbounded(a.mark || b.mark);
    if (a.low && b.high) difference.low = *a.low - *b.high;
    if (a.high && b.low) difference.high = *a.high - *b.low;
    return fit(difference);
}

Interval multiply(const Interval& a, const Interval& b, int exponent) {
    const bool mark = a.mark || b.mark;
    if (a.is_point(0) || b.is_point(0)) return {Wide{0}, Wide{0}, mark};
    if (!a.is_point() && !b.is_point()) return unbounded(mark);
    const Interval& range = a.is_point() ? b : a;
    const Wide factor = times(*(a.is_point() ? a : b).low, power_of_ten(exponent));
    Interval product{times_end(range.low, factor), times_end(range.high, factor), mark};
    if (factor < 0) std::swap(product.low, product.high);
    return fit(product, range.is_point());
}

Interval hull(const Interval& a, const Interval& b) {
    Interval result = unbounded(a.mark || b.mark);
    if (a.low && b.low) result.low = std::min(*a.low, *b.low);
    if (a.high && b.high) result.high = std::max(*a.high, *b.high);
    return result;
}

bool disjoint(const Interval& a, const Interval& b) {
    return (a.high && b.low && *a.high < *b.low) || (b.high && a.low && *b.high < *a.low);
}

CompareOp mirrored(CompareOp op) {
    switch (op) {
        case CompareOp::less:
            return CompareOp::greater;
        case CompareOp::less_equal:
            return CompareOp::greater_equal;
        case CompareOp::greater:
            return CompareOp::less;
        case CompareOp::greater_equal:
            return CompareOp::less_equal;
        case CompareOp::equal:
        case CompareOp::not_equal:
            return op;
    }
    return op;
}

namespace {

/// Does the comparison hold for every pair of values? (`never` asks it of the opposite comparison.)
bool always(CompareOp op, const Interval& a, const Interval& b) {
    switch (op) {
        case CompareOp::equal:
            return a.is_point() && b.is_point() && *a.low == *b.low;
        case CompareOp::not_equal:
            return disjoint(a, b);
        case CompareOp::less:
            return a.high && b.low && *a.high < *b.low;
        case CompareOp::less_equal:
            return a.high && b.low && *a.high <= *b.low;
        case CompareOp::greater:
            return a.low && b.high && *a.low > *b.high;
        case CompareOp::greater_equal:
            return a.low && b.high && *a.low >= *b.high;
    }
    return false;
}

CompareOp denied(CompareOp op) {
    switch (op) {
        case CompareOp::equal:
            return CompareOp::not_equal;
        case CompareOp::not_equal:
            return CompareOp::equal;
        case CompareOp::less:
            return CompareOp::greater_equal;
        case CompareOp::less_equal:
            return CompareOp::greater;
        case CompareOp::greater:
            return CompareOp::less_equal;
        case CompareOp::greater_equal:
            return CompareOp::less;
    }
    return op;
}

}  // namespace

Truth compare(CompareOp op, const Interval& a, const Interval& b) {
    if (always(op, a, b)) return Truth::yes;
    if (always(denied(op), a, b)) return Truth::no;
    return a.mark || b.mark ? Truth::error : Truth::unknown;
}

}  // namespace tepat::oracle
