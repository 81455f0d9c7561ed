// SPDX-License-Identifier: Apache-2.0
// The oracle on `total n terbesar (A, B) dari E`: the n highest of all (member, value) pairs, added up. See oracle.hpp.
#include <algorithm>
#include <utility>

#include "tests/differential/oracle.hpp"

namespace tepat::oracle {

using namespace program;

namespace {

using Ends = std::vector<std::optional<Wide>>;

/// Adds up the n first; an end that is not bounded makes the sum unbounded.
std::optional<Wide> sum_of_first(const Ends& ends, std::size_t n) {
    Wide sum = 0;
    for (std::size_t i = 0; i < std::min(n, ends.size()); ++i) {
        if (!ends[i]) return std::nullopt;
        sum += *ends[i];
    }
    return sum;
}

/// Highest first; a high end that is not bounded is above all, a low end that is not bounded is below all.
void sort_highs(Ends& ends) {
    std::sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return !a ? bool(b) : b && *a > *b; });
}
void sort_lows(Ends& ends) {
    std::sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return !b ? bool(a) : a && *a > *b; });
}

/// What is surely among the values, and what may be.
struct Items {
    std::vector<Interval> certain;
    std::vector<Interval> possible;
    bool mark = false;
};

/// The best of every number of possible values taken along, highest first: few of them add, and once n values are there any more of them
/// can only displace lower ones.
std::optional<Wide> highest_sum(const Items& items, std::size_t n) {
    Ends possible;
    for (const Interval& item : items.possible) possible.push_back(item.high);
    sort_highs(possible);
    std::optional<Wide> best;
    for (std::size_t along = 0; along <= std::min(possible.size(), 2 * n); ++along) {
        Ends highs(possible.begin(), possible.begin() + static_cast<std::ptrdiff_t>(along));
        for (const Interval& item : items.certain) highs.push_back(item.high);
        sort_highs(highs);
        const std::optional<Wide> sum = sum_of_first(highs, n);
        if (!sum) return std::nullopt;
        best = best ? std::max(*best, *sum) : *sum;
    }
    return best;
}

std::optional<Wide> lowest_sum(const Items& items, std::size_t n) {
    Ends lows;
    for (const Interval& item : items.certain) lows.push_back(item.low);
    sort_lows(lows);
    const std::optional<Wide> sum = sum_of_first(lows, n);
    if (lows.size() >= n || !sum) return sum;
    Ends negative;
    for (const Interval& item : items.possible)
        if (!item.low || *item.low < 0) negative.push_back(item.low);
    sort_lows(negative);
    std::reverse(negative.begin(), negative.end());
    const std::optional<Wide> less = sum_of_first(negative, n - lows.size());
    return less ? std::optional(*sum + *less) : std::nullopt;
}

void add(Items& items, const Interval& value, Truth condition, bool phantom, std::size_t n) {
    if (condition == Truth::no) return;
    items.mark = items.mark || value.mark || condition == Truth::error;
    if (condition == Truth::yes) items.certain.push_back(value);
    if (condition != Truth::yes && !phantom) items.possible.push_back(value);
    for (std::size_t i = 0; phantom && i < n; ++i) items.possible.push_back(value);  // any number of people of whom nothing is recorded
}

bool tells_nothing_new(const Interval& value, Truth condition) {
    return condition == Truth::no || value.is_point(0);
}

}  // namespace

Evaluated Oracle::total_top(const Quantifier& kind, const Expr& expr, const Scope& scope) {
    const Evaluated top = evaluate(kind.top, scope);
    const Interval& wanted = std::get<Number>(top.value).interval;
    constexpr Wide all = 100'000;  // more than any oracle's world has
    const auto n = static_cast<std::size_t>(wanted.is_point() ? std::clamp(*wanted.low, Wide{0}, all) : Wide{0});
    Items items;
    Missing missing;
    note_missing(missing, top);
    for (const ExprId value_of : kind.kept) {
        Quantifier one = kind;
        one.value = value_of;
        for (const Member& member : judged_members(one, scope)) {
            const Truth condition = std::get<Truth>(member.condition.value);
            const Number& number = std::get<Number>(member.value->value);
            const Interval value = rescale(number.interval, number.scale, expr.type.scale);
            add(items, value, condition, member.phantom, std::min<std::size_t>(n, 1'000));
            note_missing(missing, member.condition);
            if (condition != Truth::no) note_missing(missing, *member.value);
            if (member.phantom && !tells_nothing_new(value, condition)) missing.insert(run::MissingName{kind.member, {}});
        }
    }
    Interval sum = unbounded(items.mark || wanted.mark);
    if (wanted.is_point()) sum = {lowest_sum(items, n), highest_sum(items, n), sum.mark};
    return {Number{fit(sum), expr.type.scale}, missing};
}

}  // namespace tepat::oracle
