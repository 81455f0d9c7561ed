// SPDX-License-Identifier: Apache-2.0
// Private to engine/allocate: what its steps hand to each other while one programme is allocated.
#pragma once

#include "engine/allocate/allocate.hpp"

namespace tepat::allocate {

__extension__ typedef __int128 Wide;

inline constexpr std::uint32_t nowhere = 0xFFFF'FFFF;

/// One group while it is walked; money at the budget's working scale.
struct Pool {
    Reason trouble = Reason::none;  ///< why nobody is placed here
    Wide amount = 0, taken = 0, used = 0;
    bool closed = false;            ///< of a budget: the first that no longer fitted was met
    Wide left() const { return amount - taken - used; }
};

/// One limit: its groups stand at [first, first + pools.size()) of Allocation::groups.
struct Limited {
    bool is_budget = false;
    std::size_t first = 0;
    std::vector<Pool> pools;
    std::vector<std::uint32_t> group_of;  ///< by entrant: position in pools, or nowhere
    std::vector<Reason> trouble;          ///< by entrant: why it has no group
    std::vector<std::uint32_t> group_of_absent;  ///< by Input::absent: position in pools, or nowhere
};

/// One `paling banyak n per E`.
struct AtMostCount {
    std::vector<std::uint32_t> row_of;  ///< by entrant: the ancestor's row, or columns::no_parent_*
    std::vector<std::uint32_t> row_of_absent;  ///< by Input::absent, likewise
    std::vector<std::uint32_t> count;   ///< by the ancestor's row: places so far
    const Amounts* allowed = nullptr;
};

struct Working {
    explicit Working(const Input& in);

    const Input& input;
    const program::Programme& programme;
    std::size_t keys;
    std::vector<Limited> limits;
    std::vector<AtMostCount> at_most;
    Wide money = 1;                    ///< working units in one sen
    int cost_power = 0;                ///< costs times 10^cost_power are working units
    Allocation result;

    const Entrant& entrant(std::uint32_t i) const { return input.entrants.all[i]; }
    State& state(std::uint32_t i) { return result.state[entrant(i).row]; }
    Wide cost(std::uint32_t i) const { return cost_of(entrant(i).cost); }
    Wide cost_of(const Interval& cost) const;
    /// Is a's place before b's? `a_best`: a at its best instead of its worst.
    bool before(std::uint32_t a, bool a_best, std::uint32_t b, bool b_best) const;
};

// limits.cpp
void find_groups(Working& work);
/// States of those who hold or lost a place, and of those who cannot be placed.
void settle_places(Working& work);
// rank.cpp
/// The candidates that can be placed, in the order of the walk.
std::vector<std::uint32_t> walk_order(const Working& work);
void give_ranks(Working& work, const std::vector<std::uint32_t>& order);
// walk.cpp
void walk(Working& work, const std::vector<std::uint32_t>& order);
// contest.cpp
void count_contestable(Working& work, const std::vector<std::uint32_t>& order);
// report.cpp
void count_groups(Working& work, const std::vector<std::uint32_t>& order);

}  // namespace tepat::allocate
