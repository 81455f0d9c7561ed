// SPDX-License-Identifier: Apache-2.0
// What a programme's candidates bring -> who gets a place (language.md section 7, "Allocation").
// engine/run collects the entrants block by block; here they are put in the walk's order, walked once against quotas, budget and limits,
// ranked, and asked whose place could still be somebody else's. Nothing depends on the order of the entrants. O(n log n) in them.
//
//     Input { entrants with keys, amounts by group } -> Allocation
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/allocate/allocation.hpp"
#include "engine/columns/population.hpp"
#include "engine/plan/interval.hpp"

namespace tepat::allocate {

using plan::Interval;

inline constexpr std::uint32_t no_row = 0xFFFF'FFFF;
inline constexpr std::uint32_t not_held = 0xFFFF'FFFF;

/// One end of an order key, turned so that less comes first. `beyond` -1: before every value, 1: behind every value.
struct KeyEnd {
    std::int8_t beyond = 0;
    std::int64_t value = 0;
    friend auto operator<=>(const KeyEnd&, const KeyEnd&) = default;
};
struct KeyEnds {
    KeyEnd worst, best;
    bool certain = true;
};
KeyEnds key_ends(const Interval& key, bool largest_first);

/// The value of the fact a limit is counted per, as far as it is known.
struct GroupValue {
    enum class State : std::uint8_t { known, unknown, error };
    State state = State::unknown;
    std::int64_t number = 0;
    std::string text;  ///< of text facts
    friend auto operator<=>(const GroupValue&, const GroupValue&) = default;
};

/// A subject that is eligible, holds a place or was rejected.
struct Entrant {
    std::uint32_t row = 0;
    bool eligible = false;
    bool taken = false;
    bool rejected = false;
    bool has_tier = true;       ///< a tier is true, or there are none
    bool tier_unknown = false;  ///< one before the first true tier
    bool tier_in_error = false;
    bool provisional = false;   ///< a key or `terisi bila` is not certain
    std::uint32_t tier = 0;     ///< position of the first true tier
    std::uint32_t best_tier = 0;  ///< of the first that may be true
    Interval cost = Interval::point(0);
    std::uint32_t held = not_held;  ///< position in Input::held of its place, if it is the worklist that holds it
};

/// Entrants with what is as wide as the programme says: `keys` order keys and `facts` group values each.
struct Entrants {
    std::vector<Entrant> all;
    std::vector<KeyEnd> worst, best;      ///< keys of entrant i: [i * keys, (i + 1) * keys)
    std::vector<GroupValue> groups;       ///< by limit that is counted per a fact, in order
    void append(Entrants&& other);
};

struct Amounts {
    std::vector<Interval> by_row;             ///< by row of the ancestor; one: the same for every group
    std::map<GroupValue, Interval> by_value;  ///< per a fact: of every value a subject has
};

/// Somebody who holds a place, but is no subject: position in Input::held, and the row, if there is one.
struct NoSubject {
    std::uint32_t held = 0;
    std::uint32_t row = no_row;
};

struct Input {
    const program::Program& program;
    program::ProgrammeId programme;
    const columns::Population& population;
    Entrants entrants;
    std::vector<Amounts> limits;   ///< quotas, then the budget
    std::vector<Amounts> at_most;
    std::vector<HeldPlace> held = {};
    std::vector<NoSubject> absent = {};              ///< in the order of `held`
    Interval absent_cost = Interval::unbounded();    ///< the unit cost where it is the same for everybody
};

Allocation allocate(const Input& input);

/// Counts the places that graduation will free, group by group.
void count_graduating(Allocation& allocation, const columns::Bits& graduates);

/// `per` of limit number `limit` (quotas, then the budget).
const program::GroupBy& per_of(const program::Programme& programme, std::size_t limit);
std::size_t limits_of(const program::Programme& programme);
/// The limit whose groups are the areas of ranks: the first quota with `per`, else the budget with `per`.
std::optional<std::size_t> area_limit(const program::Programme& programme);
/// The row of `ancestor` above a row; columns::no_parent_* where a link on the way leads nowhere.
std::uint32_t ancestor_row(const program::Program& program, const columns::Population& population, program::EntityId entity, std::uint32_t row,
                           program::EntityId ancestor);

}  // namespace tepat::allocate
