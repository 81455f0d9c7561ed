// SPDX-License-Identifier: Apache-2.0
// What each group's line says: how many came, how many got in, waited, held a place before, and who was the last to get in.
#include <algorithm>
#include <limits>

#include "engine/allocate/working.hpp"

namespace tepat::allocate {

namespace {

std::int64_t clipped(Wide value) {
    constexpr Wide low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::clamp(value, low, high));
}

void add(Group& group, const Working& work, const Entrant& entrant) {
    const State state = work.result.state[entrant.row];
    if (state == State::taken) {
        ++group.taken;
        return;
    }
    if (state == State::rejected) {
        ++group.rejected;
        return;
    }
    ++group.candidates;
    if (state == State::selected) ++group.selected;
    if (state == State::waiting) ++group.waiting;
    if (state == State::family_limit) ++group.family_limit;
    if (state == State::not_placed) ++group.not_placed;
    if (state == State::selected && work.result.provisional.get(entrant.row)) ++group.provisional;
}

/// `order` is the walk's: whoever comes last in it got in last.
void tell_cut_off(Working& work, const Limited& limit, const std::vector<std::uint32_t>& order) {
    for (std::size_t n = order.size(); n-- > 0;) {
        const std::uint32_t i = order[n];
        Group& group = work.result.groups[limit.first + limit.group_of[i]];
        if (work.state(i) != State::selected || group.last_selected != no_row) continue;
        group.last_selected = work.entrant(i).row;
        group.last_tier = work.entrant(i).tier;
        for (std::size_t k = 0; k < work.keys; ++k) {
            const KeyEnd& end = work.input.entrants.worst[i * work.keys + k];
            if (end.beyond != 0) group.last_keys.push_back(std::nullopt);
            else group.last_keys.push_back(work.programme.order[k].largest_first ? ~end.value : end.value);
        }
    }
}

}  // namespace

void count_groups(Working& work, const std::vector<std::uint32_t>& order) {
    for (const Limited& limit : work.limits) {
        const Wide unit = limit.is_budget ? work.money : Wide{1};
        for (std::size_t g = 0; g < limit.pools.size(); ++g) {
            const Pool& pool = limit.pools[g];
            Limit& counts = work.result.groups[limit.first + g].counts;
            if (pool.trouble == Reason::none) counts.amount = clipped(pool.amount / unit);
            counts.taken = clipped(pool.taken / unit);
            counts.used = clipped(pool.used / unit);
        }
        for (std::uint32_t i = 0; i < limit.group_of.size(); ++i) {
            if (limit.group_of[i] == nowhere) continue;
            const auto group = static_cast<std::uint32_t>(limit.first + limit.group_of[i]);
            add(work.result.groups[group], work, work.entrant(i));
            if (work.state(i) == State::taken) work.result.taken_in.emplace_back(work.entrant(i).row, group);
        }
        for (const std::uint32_t group : limit.group_of_absent) {
            if (group != nowhere) ++work.result.groups[limit.first + group].taken;
        }
        tell_cut_off(work, limit, order);
    }
}

void count_graduating(Allocation& allocation, const columns::Bits& graduates) {
    for (const auto& [row, group] : allocation.taken_in) {
        if (graduates.get(row)) ++allocation.groups[group].graduating;
    }
}

}  // namespace tepat::allocate
