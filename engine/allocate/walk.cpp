// SPDX-License-Identifier: Apache-2.0
// One walk over the candidates in order: each takes a place where every quota has one and the budget still fits, or is passed by.
#include <algorithm>

#include "engine/allocate/working.hpp"

namespace tepat::allocate {

namespace {

bool over_family_limit(const Working& work, std::uint32_t i) {
    return std::any_of(work.at_most.begin(), work.at_most.end(), [&](const AtMostCount& most) {
        const std::uint32_t row = most.row_of[i];
        const Interval& allowed = most.allowed->by_row.size() == 1 ? most.allowed->by_row.front() : most.allowed->by_row[row];
        return static_cast<std::int64_t>(most.count[row]) >= allowed.low;
    });
}

/// The limit that leaves no place; null: there is one. A budget is closed by the first that does not fit.
Limited* bound_by(Working& work, std::uint32_t i) {
    for (Limited& limit : work.limits) {
        Pool& pool = limit.pools[limit.group_of[i]];
        if (!limit.is_budget && pool.left() <= 0) return &limit;
        if (limit.is_budget && work.cost(i) > pool.left()) pool.closed = true;
        if (limit.is_budget && pool.closed) return &limit;
    }
    return nullptr;
}

void take(Working& work, std::uint32_t i) {
    for (Limited& limit : work.limits) limit.pools[limit.group_of[i]].used += limit.is_budget ? work.cost(i) : Wide{1};
    for (AtMostCount& most : work.at_most) ++most.count[most.row_of[i]];
}

}  // namespace

void walk(Working& work, const std::vector<std::uint32_t>& order) {
    for (const std::uint32_t i : order) {
        if (over_family_limit(work, i)) {
            work.state(i) = State::family_limit;
        } else if (Limited* limit = bound_by(work, i)) {
            work.state(i) = State::waiting;
            ++work.result.groups[limit->first + limit->group_of[i]].counts.turned_away;
        } else {
            work.state(i) = State::selected;
            take(work, i);
        }
    }
}

}  // namespace tepat::allocate
