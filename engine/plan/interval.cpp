// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/interval.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <optional>

namespace tepat::plan {

using program::CompareOp;

namespace {

__extension__ typedef __int128 Wide;

/// One end of an interval, or none.
using End = std::optional<std::int64_t>;

End low_of(const Interval& a) { return a.has_low ? End(a.low) : std::nullopt; }
End high_of(const Interval& a) { return a.has_high ? End(a.high) : std::nullopt; }

Interval make(End low, End high, bool mark) { return {low.value_or(0), high.value_or(0), low.has_value(), high.has_value(), mark}; }

/// A result that should be a point but left 64 bits.
Interval point_or_error(End value, bool mark) { return value ? make(value, value, mark) : Interval::error(); }

End plus(End a, End b) {
    std::int64_t sum = 0;
    if (!a || !b || __builtin_add_overflow(*a, *b, &sum)) return std::nullopt;
    return sum;
}

End times(End a, std::int64_t b) {
    std::int64_t product = 0;
    if (!a || __builtin_mul_overflow(*a, b, &product)) return std::nullopt;
    return product;
}

End minus(End a) { return times(a, -1); }

Interval scaled(const Interval& a, std::int64_t factor, bool mark) {
    if (factor == 0) return make(0, 0, mark);
    if (a.is_point()) return point_or_error(times(a.low, factor), mark);
    const End low = times(low_of(a), factor);
    const End high = times(high_of(a), factor);
    return factor > 0 ? make(low, high, mark) : make(high, low, mark);
}

}  // namespace

std::int64_t power_of_ten(int power) {
    assert(power >= 0 && power <= 18);
    std::int64_t result = 1;
    for (int i = 0; i < power; ++i) result *= 10;
    return result;
}

Interval marked(Interval value, bool mark) {
    value.mark = value.mark || mark;
    return value;
}

Interval negate(const Interval& a) {
    if (a.is_point()) return point_or_error(minus(a.low), a.mark);
    return make(minus(high_of(a)), minus(low_of(a)), a.mark);
}

Interval add(const Interval& a, const Interval& b) {
    const bool mark = a.mark || b.mark;
    if (a.is_point() && b.is_point()) return point_or_error(plus(a.low, b.low), mark);
    return make(plus(low_of(a), low_of(b)), plus(high_of(a), high_of(b)), mark);
}

Interval subtract(const Interval& a, const Interval& b) {
    const bool mark = a.mark || b.mark;
    const auto difference = [](End x, End y) -> End {
        std::int64_t result = 0;
        if (!x || !y || __builtin_sub_overflow(*x, *y, &result)) return std::nullopt;
        return result;
    };
    if (a.is_point() && b.is_point()) return point_or_error(difference(a.low, b.low), mark);
    return make(difference(low_of(a), high_of(b)), difference(high_of(a), low_of(b)), mark);
}

Interval multiply(const Interval& a, const Interval& b) {
    const bool mark = a.mark || b.mark;
    if (a.is_point(0) || b.is_point(0)) return make(0, 0, mark);
    if (b.is_point()) return scaled(a, b.low, mark);
    if (a.is_point()) return scaled(b, a.low, mark);
    return marked(Interval::unbounded(), mark);
}

Interval rescale(const Interval& a, int power) {
    if (power == 0) return a;
    if (power > 18) return multiply(rescale(a, 18), Interval::point(power_of_ten(power - 18)));
    return scaled(a, power_of_ten(power), a.mark);
}

Interval hull(const Interval& a, const Interval& b) {
    const End low = a.has_low && b.has_low ? End(std::min(a.low, b.low)) : std::nullopt;
    const End high = a.has_high && b.has_high ? End(std::max(a.high, b.high)) : std::nullopt;
    return make(low, high, a.mark || b.mark);
}

namespace {

bool surely_less(const Interval& a, const Interval& b) { return a.has_high && b.has_low && a.high < b.low; }
bool surely_less_equal(const Interval& a, const Interval& b) { return a.has_high && b.has_low && a.high <= b.low; }

Truth undecided(bool mark) { return mark ? Truth::error : Truth::unknown; }

Truth decide(bool always, bool never, bool mark) { return always ? Truth::yes : never ? Truth::no : undecided(mark); }

Truth equal(const Interval& a, const Interval& b) {
    return decide(a.is_point() && b.is_point() && a.low == b.low, surely_less(a, b) || surely_less(b, a), a.mark || b.mark);
}

}  // namespace

CompareOp mirrored(CompareOp op) {
    switch (op) {
        case CompareOp::equal:
        case CompareOp::not_equal: return op;
        case CompareOp::less: return CompareOp::greater;
        case CompareOp::less_equal: return CompareOp::greater_equal;
        case CompareOp::greater: return CompareOp::less;
        case CompareOp::greater_equal: return CompareOp::less_equal;
    }
    return op;
}

Truth compare(CompareOp op, const Interval& a, const Interval& b) {
    const bool mark = a.mark || b.mark;
    switch (op) {
        case CompareOp::equal: return equal(a, b);
        case CompareOp::not_equal: return negated(equal(a, b));
        case CompareOp::less: return decide(surely_less(a, b), surely_less_equal(b, a), mark);
        case CompareOp::less_equal: return decide(surely_less_equal(a, b), surely_less(b, a), mark);
        case CompareOp::greater: return decide(surely_less(b, a), surely_less_equal(a, b), mark);
        case CompareOp::greater_equal: return decide(surely_less_equal(b, a), surely_less(a, b), mark);
    }
    return Truth::error;
}

CrossPowers cross_powers(int an, int ad, int bn, int bd) {
    // an/ad against bn/bd: both sides times 10^(an + ad + bn + bd) leave 10^(ad + bn) on the left and 10^(an + bd) on the right.
    const int common = std::min(ad + bn, an + bd);
    return {ad + bn - common, an + bd - common};
}

Truth compare(CompareOp op, const Fraction& a, const Fraction& b, CrossPowers powers) {
    if (a.divisor.is_point(0) || b.divisor.is_point(0)) return Truth::error;
    const bool mark = a.numerator.mark || a.divisor.mark || b.numerator.mark || b.divisor.mark;
    if (a.divisor.contains(0) || b.divisor.contains(0)) return undecided(mark);
    const auto negative = [](const Interval& divisor) { return divisor.has_high && divisor.high < 0; };
    const Interval left = marked(rescale(multiply(a.numerator, b.divisor), powers.left), mark);
    const Interval right = marked(rescale(multiply(b.numerator, a.divisor), powers.right), mark);
    return compare(negative(a.divisor) != negative(b.divisor) ? mirrored(op) : op, left, right);
}

namespace {

std::int64_t rounded_quotient(std::int64_t a, std::int64_t b, program::RoundDirection direction) {
    const Wide top = b < 0 ? -Wide{a} : Wide{a};
    const Wide bottom = b < 0 ? -Wide{b} : Wide{b};
    const Wide floor = top >= 0 ? top / bottom : -((-top + bottom - 1) / bottom);
    const Wide rest = top - floor * bottom;  // 0 <= rest < bottom
    Wide result = floor;
    if (direction == program::RoundDirection::up && rest > 0) result = floor + 1;
    if (direction == program::RoundDirection::nearest && (2 * rest > bottom || (2 * rest == bottom && top >= 0))) result = floor + 1;
    return static_cast<std::int64_t>(std::clamp<Wide>(result, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()));
}

}  // namespace

Interval round(const Fraction& value, const Interval& unit, program::RoundDirection direction, CrossPowers powers) {
    const bool mark = value.numerator.mark || value.divisor.mark || unit.mark;
    if ((unit.is_point() && unit.low <= 0) || value.divisor.is_point(0)) return Interval::error();
    if (!value.numerator.is_point() || !value.divisor.is_point() || !unit.is_point()) return marked(Interval::unbounded(), mark);
    const Interval top = rescale(value.numerator, powers.left);
    const Interval bottom = rescale(multiply(value.divisor, unit), powers.right);
    if (!top.is_point() || !bottom.is_point()) return Interval::error();
    // |INT64_MIN / -1| is the only quotient that leaves 64 bits; clamped, it overflows in the product below or is exact for unit 1.
    if (top.low == std::numeric_limits<std::int64_t>::min() && bottom.low == -1) return Interval::error();
    return marked(multiply(Interval::point(rounded_quotient(top.low, bottom.low, direction)), unit), mark);
}

Truth is_one_of(const Interval& value, std::span<const Interval> options, std::span<const OptionPowers> powers) {
    const auto equals = [&](const Interval& candidate, std::size_t i) {
        return equal(rescale(candidate, powers[i].value), rescale(options[i], powers[i].option));
    };
    bool mark = value.mark;
    bool all_no = true;
    for (std::size_t i = 0; i < options.size(); ++i) {
        mark = mark || rescale(value, powers[i].value).mark || rescale(options[i], powers[i].option).mark;
        all_no = all_no && equals(value, i) == Truth::no;
    }
    if (all_no) return Truth::no;
    if (!value.has_low || !value.has_high || Wide{value.high} - value.low >= static_cast<Wide>(options.size())) return undecided(mark);
    for (std::int64_t v = value.low;; ++v) {
        bool found = false;
        for (std::size_t i = 0; i < options.size() && !found; ++i) found = equals(Interval::point(v), i) == Truth::yes;
        if (!found) return undecided(mark);
        if (v == value.high) return Truth::yes;
    }
}

namespace {

bool is_date(const Interval& date) {
    return date.is_point() && date.low >= program::first_date.days && date.low <= program::last_date.days;
}

program::Date date_of(const Interval& date) { return {static_cast<std::int32_t>(date.low)}; }

std::optional<program::Date> shifted(program::Date date, std::int64_t amount, program::CalendarUnit unit) {
    switch (unit) {
        case program::CalendarUnit::days: return program::shift_days(date, amount);
        case program::CalendarUnit::months: return program::shift_months(date, amount);
        case program::CalendarUnit::years: return program::shift_years(date, amount);
    }
    return std::nullopt;
}

}  // namespace

Interval shift_date(const Interval& date, std::int64_t amount, program::CalendarUnit unit) {
    if (!is_date(date)) return marked(Interval::unbounded(), date.mark);
    const std::optional<program::Date> result = shifted(date_of(date), amount, unit);
    return result ? marked(Interval::point(result->days), date.mark) : Interval::error();
}

Interval call_date(program::DateFunction function, const Interval& from, const Interval& to) {
    const bool mark = from.mark || to.mark;
    if (!is_date(from) || !is_date(to)) return marked(Interval::unbounded(), mark);
    const auto call = [function](program::Date a, program::Date b) {
        switch (function) {
            case program::DateFunction::full_years: return program::full_years(a, b);
            case program::DateFunction::full_months: return program::full_months(a, b);
            case program::DateFunction::days_between: return program::days_between(a, b);
        }
        return std::int64_t{0};
    };
    return marked(Interval::point(call(date_of(from), date_of(to))), mark);
}

}  // namespace tepat::plan
