// SPDX-License-Identifier: Apache-2.0
// Comparing and rounding of the oracle's values: numbers over their whole intervals, quotients multiplied out. See oracle.hpp.
#include <algorithm>

#include "tests/differential/oracle.hpp"

namespace tepat::oracle {

using program::CompareOp;
using program::RoundDirection;
using program::TextOp;

namespace {

struct Sides {
    Interval left;
    Interval right;
};

Sides at_one_scale(const Number& left, const Number& right) {
    const int scale = std::max(left.scale, right.scale);
    return {rescale(left.interval, left.scale, scale), rescale(right.interval, right.scale, scale)};
}

Ratio ratio_of(const Evaluated& evaluated) {
    if (const auto* ratio = std::get_if<Ratio>(&evaluated.value)) return *ratio;
    return {std::get<Number>(evaluated.value), {point(1), 0}};
}

bool marked(const Ratio& ratio) {
    return ratio.top.interval.mark || ratio.bottom.interval.mark;
}

/// N1/D1 op N2/D2 as N1*D2 op N2*D1, turned round when the divisors' signs differ.
Truth compare_ratios(CompareOp op, const Ratio& left, const Ratio& right) {
    const Interval& d1 = left.bottom.interval;
    const Interval& d2 = right.bottom.interval;
    if (d1.is_point(0) || d2.is_point(0)) return Truth::error;
    if (d1.contains(0) || d2.contains(0)) return marked(left) || marked(right) ? Truth::error : Truth::unknown;
    const int left_scale = left.top.scale + right.bottom.scale;
    const int right_scale = right.top.scale + left.bottom.scale;
    const int common = std::max(left_scale, right_scale);
    const bool same_sign = (d1.low && *d1.low > 0) == (d2.low && *d2.low > 0);
    return compare(same_sign ? op : program::CompareOp(mirrored(op)), multiply(left.top.interval, d2, common - left_scale),
                   multiply(right.top.interval, d1, common - right_scale));
}

Truth compare_known(CompareOp op, bool equal) {
    return truth_of(equal == (op == CompareOp::equal));
}

Truth compare_truths(CompareOp op, Truth left, Truth right) {
    if (left == Truth::error || right == Truth::error) return Truth::error;
    if (left == Truth::unknown || right == Truth::unknown) return Truth::unknown;
    return compare_known(op, left == right);
}

Truth compare_plain(CompareOp op, const Plain& left, const Plain& right) {
    if (left.state == State::error || right.state == State::error) return Truth::error;
    if (left.state == State::unknown || right.state == State::unknown) return Truth::unknown;
    return compare_known(op, left.value == right.value);
}

Truth compared(CompareOp op, const Evaluated& left, const Evaluated& right) {
    if (const auto* truth = std::get_if<Truth>(&left.value)) return compare_truths(op, *truth, std::get<Truth>(right.value));
    if (const auto* plain = std::get_if<Plain>(&left.value)) return compare_plain(op, *plain, std::get<Plain>(right.value));
    if (std::holds_alternative<Ratio>(left.value) || std::holds_alternative<Ratio>(right.value))
        return compare_ratios(op, ratio_of(left), ratio_of(right));
    const Sides sides = at_one_scale(std::get<Number>(left.value), std::get<Number>(right.value));
    return compare(op, sides.left, sides.right);
}

/// Every value the interval may take is one of the certain options.
bool all_values_listed(const Number& value, const std::vector<Evaluated>& options) {
    const Interval& in = value.interval;
    if (!in.low || !in.high || *in.high - *in.low >= static_cast<Wide>(options.size())) return false;
    for (Wide candidate = *in.low; candidate <= *in.high; ++candidate) {
        const Evaluated one{Number{point(candidate), value.scale}, {}};
        const auto listed = [&](const Evaluated& option) { return compared(CompareOp::equal, one, option) == Truth::yes; };
        if (std::none_of(options.begin(), options.end(), listed)) return false;
    }
    return true;
}

Truth number_one_of(const Evaluated& value, const std::vector<Evaluated>& options) {
    if (all_values_listed(std::get<Number>(value.value), options)) return Truth::yes;
    Truth result = Truth::no;
    for (const Evaluated& option : options) {
        const Truth equal = compared(CompareOp::equal, value, option);
        result = either(result, equal == Truth::yes ? Truth::no : equal);  // yes cannot be: it would have been listed
    }
    return result;
}

}  // namespace

Evaluated compare(CompareOp op, const Evaluated& left, const Evaluated& right) {
    Evaluated result{compared(op, left, right), {}};
    note_missing(result.missing, left);
    note_missing(result.missing, right);
    return result;
}

Evaluated one_of(const Evaluated& value, const std::vector<Evaluated>& options) {
    Evaluated result{Truth::no, {}};
    note_missing(result.missing, value);
    for (const Evaluated& option : options) note_missing(result.missing, option);
    if (std::holds_alternative<Number>(value.value)) {
        result.value = number_one_of(value, options);
        return result;
    }
    Truth any = Truth::no;
    for (const Evaluated& option : options) any = either(any, compared(CompareOp::equal, value, option));
    result.value = any;
    return result;
}

Evaluated text_test(TextOp op, const Evaluated& value, const Evaluated& operand) {
    const Plain& text = std::get<Plain>(value.value);
    const Plain& part = std::get<Plain>(operand.value);
    Evaluated result{Truth::unknown, {}};
    note_missing(result.missing, value);
    note_missing(result.missing, operand);
    if (text.state == State::error || part.state == State::error) result.value = Truth::error;
    if (text.state == State::known && part.state == State::known) {
        const std::size_t found = text.value.text.find(part.value.text);
        result.value = truth_of(op == TextOp::has ? found != std::string::npos : found == 0);
    }
    return result;
}

namespace {

Wide floor_division(Wide a, Wide b) {
    const Wide quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

Wide divide(Wide a, Wide b, RoundDirection direction) {
    if (direction == RoundDirection::down) return floor_division(a, b);
    if (direction == RoundDirection::up) return -floor_division(-a, b);
    const Wide size = (a < 0 ? -a : a) * 2;
    const Wide divisor = b < 0 ? -b : b;
    const Wide away = floor_division(size + divisor, divisor * 2);  // half away from zero
    return (a < 0) == (b < 0) ? away : -away;
}

Interval rounded(const Ratio& value, RoundDirection direction, const Number& unit) {
    const bool mark = marked(value) || unit.interval.mark;
    const Interval& divisor = value.bottom.interval;
    if (unit.interval.is_point() && *unit.interval.low <= 0) return unbounded(true);
    if (divisor.is_point(0)) return unbounded(true);
    if (!value.top.interval.is_point() || !divisor.is_point() || !unit.interval.is_point()) return unbounded(mark);
    const int above = value.bottom.scale + unit.scale;
    const int common = std::max(above, value.top.scale);
    const Interval a = multiply(value.top.interval, point(1), common - value.top.scale);
    const Interval b = multiply(divisor, unit.interval, common - above);
    if (!a.is_point() || !b.is_point()) return unbounded(true);
    Interval result = multiply(point(divide(*a.low, *b.low, direction)), unit.interval);
    result.mark = result.mark || mark;
    return result;
}

}  // namespace

Evaluated round(const Evaluated& value, RoundDirection direction, const Evaluated& unit) {
    const Number& step = std::get<Number>(unit.value);
    Evaluated result{Number{rounded(ratio_of(value), direction, step), step.scale}, {}};
    note_missing(result.missing, value);
    note_missing(result.missing, unit);
    return result;
}

}  // namespace tepat::oracle
