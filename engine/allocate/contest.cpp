// SPDX-License-Identifier: Apache-2.0
// Contestable places: somebody selected before whom at least as many others could stand, at their best, as there were places to give.
#include <algorithm>

#include "engine/allocate/working.hpp"

namespace tepat::allocate {

namespace {

using Members = std::vector<std::vector<std::uint32_t>>;  ///< by group

Members members_of(const Limited& limit, const std::vector<std::uint32_t>& order) {
    Members members(limit.pools.size());
    for (const std::uint32_t i : order) members[limit.group_of[i]].push_back(i);
    return members;
}

/// `walked` and `best` hold the same people, in the order of the walk and of their best places.
std::size_t contestable(Working& work, const std::vector<std::uint32_t>& walked, const std::vector<std::uint32_t>& best, Wide places) {
    std::size_t count = 0, before = 0;
    for (const std::uint32_t i : walked) {
        while (before < best.size() && work.before(best[before], true, i, false)) ++before;
        const std::size_t self = work.before(i, true, i, false) ? 1 : 0;
        if (work.state(i) == State::selected && Wide(before - self) >= places) ++count;
    }
    return count;
}

}  // namespace

void count_contestable(Working& work, const std::vector<std::uint32_t>& order) {
    std::vector<std::uint32_t> walked;
    for (const std::uint32_t i : order) {
        if (work.state(i) == State::selected || work.state(i) == State::waiting) walked.push_back(i);
    }
    std::vector<std::uint32_t> best = walked;
    std::sort(best.begin(), best.end(), [&](std::uint32_t a, std::uint32_t b) { return work.before(a, true, b, true); });
    for (const Limited& limit : work.limits) {
        if (limit.is_budget) continue;
        const Members in_walk = members_of(limit, walked);
        const Members at_best = members_of(limit, best);
        for (std::size_t g = 0; g < limit.pools.size(); ++g) {
            const Pool& pool = limit.pools[g];
            work.result.groups[limit.first + g].contestable = contestable(work, in_walk[g], at_best[g], pool.amount - pool.taken);
        }
    }
}

}  // namespace tepat::allocate
