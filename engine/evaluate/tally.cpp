// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/tally.hpp"

#include <algorithm>
#include <limits>

namespace tepat::evaluate {

using plan::Interval;
using plan::Truth;
using program::QuantifierKind;

void note_condition(Tally& tally, Truth condition) {
    tally.certain += condition == Truth::yes;
    tally.unsure += condition == Truth::unknown || condition == Truth::error;
    tally.false_seen = tally.false_seen || condition == Truth::no;
    tally.unknown_seen = tally.unknown_seen || condition == Truth::unknown;
    tally.error_seen = tally.error_seen || condition == Truth::error;
    tally.mark = tally.mark || condition == Truth::error;
}

namespace {

void add_to_total(Tally& tally, const Interval& value) {
    tally.mark = tally.mark || value.mark;
    tally.open_low = tally.open_low || !value.has_low;
    tally.open_high = tally.open_high || !value.has_high;
    tally.low += value.has_low ? value.low : 0;
    tally.high += value.has_high ? value.high : 0;
}

/// The end of a certain member that bounds the result: its low end for `largest`, its high end for `smallest`.
void note_certain_end(Tally& tally, bool largest, std::int64_t end) {
    if (!tally.any_certain_end) tally.certain_end = Interval::point(end);
    tally.any_certain_end = true;
    const std::int64_t now = tally.certain_end.low;
    tally.certain_end = Interval::point(largest ? std::max(now, end) : std::min(now, end));
}

void note_possible(Tally& tally, const Interval& value) {
    tally.possible = tally.any_possible ? plan::hull(tally.possible, value) : value;
    tally.any_possible = true;
}

void add_extreme(Tally& tally, bool largest, Truth condition, const Interval& value) {
    note_possible(tally, value);
    tally.mark = tally.mark || value.mark;
    if (condition != Truth::yes) return;
    if (largest && value.has_low) note_certain_end(tally, true, value.low);
    if (!largest && value.has_high) note_certain_end(tally, false, value.high);
}

void add_to_top(Tally& tally, Truth condition, const Interval& value, bool phantom) {
    if (condition == Truth::no) return;
    tally.mark = tally.mark || value.mark;
    TopItems& items = *tally.top;
    if (condition == Truth::yes) items.add_certain(value);
    if (condition != Truth::yes || phantom) items.add_possible(value, phantom ? items.limit() : 1);
}

bool is_extreme(QuantifierKind kind) { return kind == QuantifierKind::largest || kind == QuantifierKind::smallest; }

}  // namespace

void add_member(Tally& tally, QuantifierKind kind, Truth condition, const Interval& value) {
    if (kind == QuantifierKind::total_top) return add_to_top(tally, condition, value, false);
    note_condition(tally, condition);
    if (condition == Truth::no) return;
    if (kind == QuantifierKind::total) add_to_total(tally, condition == Truth::yes ? value : plan::hull(value, Interval::point(0)));
    if (is_extreme(kind)) add_extreme(tally, kind == QuantifierKind::largest, condition, value);
}

void add_phantom(Tally& tally, QuantifierKind kind, Truth condition, const Interval& value) {
    if (kind == QuantifierKind::total_top) return add_to_top(tally, condition, value, true);
    const bool certain = condition == Truth::yes;
    if (kind == QuantifierKind::count && condition != Truth::no) tally.open_high = true;
    if (kind != QuantifierKind::total || condition == Truth::no) return add_member(tally, kind, condition, value);
    note_condition(tally, condition);
    Interval sum = certain ? value : plan::hull(value, Interval::point(0));
    if (sum.has_low && sum.low < 0) sum.has_low = false;   // any number of them
    if (sum.has_high && sum.high > 0) sum.has_high = false;
    add_to_total(tally, sum);
}

void merge(Tally& into, const Tally& other, QuantifierKind kind) {
    into.certain += other.certain;
    into.unsure += other.unsure;
    into.false_seen = into.false_seen || other.false_seen;
    into.unknown_seen = into.unknown_seen || other.unknown_seen;
    into.error_seen = into.error_seen || other.error_seen;
    into.mark = into.mark || other.mark;
    into.open_low = into.open_low || other.open_low;
    into.open_high = into.open_high || other.open_high;
    into.low += other.low;
    into.high += other.high;
    if (other.top) (*into.top).merge(*other.top);
    if (other.any_possible) note_possible(into, other.possible);
    if (other.any_certain_end) note_certain_end(into, kind == QuantifierKind::largest, other.certain_end.low);
}

Truth truth_of(const Tally& tally, QuantifierKind kind) {
    if (kind == QuantifierKind::some && tally.certain > 0) return Truth::yes;
    if (kind == QuantifierKind::every && tally.false_seen) return Truth::no;
    if (tally.error_seen) return Truth::error;
    if (tally.unknown_seen) return Truth::unknown;
    return plan::to_truth(kind == QuantifierKind::every);
}

namespace {

Interval count_of(const Tally& tally) {
    const auto low = static_cast<std::int64_t>(tally.certain);
    return {low, tally.open_high ? 0 : low + static_cast<std::int64_t>(tally.unsure), true, !tally.open_high, tally.mark};
}

/// Judged by the final value: a certain sum that leaves 64 bits is an error, a bound that leaves them is none.
Interval total_of(const Sums& sums, bool mark) {
    const auto fits = [](Wide value) {
        return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max();
    };
    const bool point = !sums.open_low && !sums.open_high && sums.low == sums.high;
    if (point && !fits(sums.low)) return Interval::error();
    const bool has_low = !sums.open_low && fits(sums.low);
    const bool has_high = !sums.open_high && fits(sums.high);
    return {has_low ? static_cast<std::int64_t>(sums.low) : 0, has_high ? static_cast<std::int64_t>(sums.high) : 0, has_low, has_high, mark};
}

Interval extreme_of(const Tally& tally, bool largest, const Interval* if_none) {
    if (!tally.any_possible) return if_none != nullptr ? *if_none : Interval::error();
    Interval result = plan::marked(tally.possible, tally.mark);
    if (tally.certain == 0) return if_none != nullptr ? plan::hull(result, *if_none) : Interval::error();
    if (largest) {
        result.has_low = tally.any_certain_end;
        result.low = tally.certain_end.low;
    } else {
        result.has_high = tally.any_certain_end;
        result.high = tally.certain_end.high;
    }
    return result;
}

}  // namespace

Interval number_of(const Tally& tally, QuantifierKind kind, const Interval* if_none) {
    if (kind == QuantifierKind::count) return count_of(tally);
    if (kind == QuantifierKind::total) return total_of({tally.low, tally.high, tally.open_low, tally.open_high}, tally.mark);
    return extreme_of(tally, kind == QuantifierKind::largest, if_none);
}

Interval top_of(const Tally& tally, const Interval& count) {
    if (!count.is_point()) return plan::marked(Interval::unbounded(), tally.mark || count.mark);
    const Sums sums = tally.top ? (*tally.top).sums(std::max<std::int64_t>(0, count.low)) : Sums{};
    return total_of(sums, tally.mark || count.mark);
}

}  // namespace tepat::evaluate
