// SPDX-License-Identifier: Apache-2.0
// The order of the walk: tier, keys at their worst, the entity's key last. A rank is a place in that order within one area.
#include <algorithm>

#include "engine/allocate/working.hpp"

namespace tepat::allocate {

KeyEnds key_ends(const Interval& key, bool largest_first) {
    // ~v turns the order of int64 around without overflow.
    const auto turned = [&](std::int64_t value) { return largest_first ? ~value : value; };
    const bool has_best = largest_first ? key.has_high : key.has_low;
    const bool has_worst = largest_first ? key.has_low : key.has_high;
    KeyEnds ends;
    ends.best = has_best ? KeyEnd{0, turned(largest_first ? key.high : key.low)} : KeyEnd{-1, 0};
    ends.worst = has_worst ? KeyEnd{0, turned(largest_first ? key.low : key.high)} : KeyEnd{1, 0};
    ends.certain = key.is_point() && !key.mark;
    return ends;
}

bool Working::before(std::uint32_t a, bool a_best, std::uint32_t b, bool b_best) const {
    const std::uint32_t a_tier = a_best ? entrant(a).best_tier : entrant(a).tier;
    const std::uint32_t b_tier = b_best ? entrant(b).best_tier : entrant(b).tier;
    if (a_tier != b_tier) return a_tier < b_tier;
    const KeyEnd* const a_keys = (a_best ? input.entrants.best : input.entrants.worst).data() + a * keys;
    const KeyEnd* const b_keys = (b_best ? input.entrants.best : input.entrants.worst).data() + b * keys;
    for (std::size_t k = 0; k < keys; ++k) {
        if (a_keys[k] != b_keys[k]) return a_keys[k] < b_keys[k];
    }
    const columns::EntityRows& rows = input.population.entities[programme.entity.value];
    return columns::key_less(rows.keys[entrant(a).row], rows.keys[entrant(b).row], rows.integer_keys);
}

std::vector<std::uint32_t> walk_order(const Working& work) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < work.input.entrants.all.size(); ++i) {
        if (work.result.state[work.entrant(i).row] == State::none) order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return work.before(a, false, b, false); });
    return order;
}

void give_ranks(Working& work, const std::vector<std::uint32_t>& order) {
    const auto limit = area_limit(work.programme);
    if (limit) {
        const Limited& areas = work.limits[*limit];
        for (std::size_t g = 0; g < areas.pools.size(); ++g) work.result.areas.push_back(work.result.groups[areas.first + g].key);
        for (std::uint32_t i = 0; i < areas.group_of.size(); ++i) work.result.area[work.entrant(i).row] = areas.group_of[i];
    }
    std::vector<std::uint32_t> last(std::max<std::size_t>(1, work.result.areas.size()));
    for (const std::uint32_t i : order) {
        const std::uint32_t row = work.entrant(i).row;
        work.result.rank[row] = ++last[limit ? work.result.area[row] : 0];
    }
}

}  // namespace tepat::allocate
