// SPDX-License-Identifier: Apache-2.0
// What becomes of a programme's candidates: who gets a place, who waits and at which rank, whose place was taken before this run
// (language.md section 7, "Allocation"). Made by allocate.hpp, kept in run::Decisions, read by worklist, explain, trial and cli.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/bits.hpp"

namespace tepat::allocate {

enum class State : std::uint8_t {
    none,          ///< no candidate: not eligible, undecided or in error, and holds no place
    selected,
    waiting,       ///< eligible, beyond the quota or the budget
    taken,         ///< holds a place from before: receives now, meets `terisi bila`, or an approved or done task of this period
    rejected,      ///< a task of this period was rejected
    family_limit,  ///< over `paling banyak n per E`
    not_placed     ///< no tier is true, its group is unknown, or the group's quota, budget or its own unit cost is unknown or in error
};

/// Why somebody selected or waiting may still move, or is not placed.
enum class Reason : std::uint8_t { none, no_tier, group_unknown, amount_unknown, amount_error, cost_unknown };

/// One quota or budget in one group. Amounts: places, or sen.
struct Limit {
    std::optional<std::int64_t> amount;  ///< none: unknown or in error
    std::int64_t taken = 0;
    std::int64_t used = 0;  ///< by the selected
    std::size_t turned_away = 0;  ///< waiting because this limit was the one that bound
    std::int64_t free() const { return amount ? *amount - taken - used : 0; }  ///< negative when more was taken than allowed
};

/// One value of `per` of one limit; `limit` counts Programme::quotas first, then the budget.
struct Group {
    std::size_t limit = 0;
    std::string key;  ///< of the ancestor, or the fact's value printed; empty: the whole population
    std::uint32_t row = 0xFFFF'FFFF;  ///< of the ancestor in its entity; 0xFFFFFFFF: none
    Limit counts;
    std::size_t candidates = 0, selected = 0, waiting = 0, family_limit = 0, not_placed = 0, taken = 0, rejected = 0;
    std::size_t graduating = 0;   ///< of the taken: `graduasi jika` is true, so the place will be free
    std::size_t provisional = 0;  ///< of the selected: ranked by a worst case
    std::size_t contestable = 0;  ///< of the selected: at least amount - taken others could stand before them at their best
    std::uint32_t last_selected = 0xFFFF'FFFF;  ///< row of the last subject that got in: the cut-off; none: 0xFFFFFFFF
    std::uint32_t last_tier = 0;                ///< its tier, a position in Programme::tiers
    std::vector<std::optional<std::int64_t>> last_keys;  ///< its keys as they ranked it (yes_no: 0 or 1); none: unbounded
};

/// Who holds a place of the worklist, but is not judged: no subject any more, or gone from the baseline.
struct Absent {
    std::string key;
    std::uint32_t row = 0xFFFF'FFFF;  ///< of its entity; 0xFFFFFFFF: the baseline has no such row
    std::int64_t task = 0;            ///< its number in the worklist
    bool done = false;                ///< carried out; else approved
    std::uint32_t area = 0xFFFF'FFFF;  ///< index into Allocation::areas; 0xFFFFFFFF: none
};

struct Allocation {
    program::ProgrammeId programme;
    program::EntityId entity;
    std::vector<State> state;          ///< by row of the entity
    std::vector<Reason> reason;        ///< by row
    std::vector<std::uint32_t> rank;   ///< by row: from 1 among the candidates of its area in walk order; 0: none
    std::vector<std::uint32_t> area;   ///< by row: index into areas; 0xFFFFFFFF: none
    std::vector<std::string> areas;    ///< keys of the groups of the first quota with `per` (else of the budget's `per`), in their order
    columns::Bits provisional;         ///< by row: ranked at the worst case, or an unknown `terisi bila`
    columns::Bits conflict;            ///< by row: also selected for, or receiving, a programme it may not go together with
    std::vector<Group> groups;         ///< by limit, then key in key order; last the values of a fact that only absent people had
    std::vector<std::pair<std::uint32_t, std::uint32_t>> taken_in;  ///< row that holds a place from before, position of its group in groups
    std::vector<Absent> absent;              ///< by key (bytes); those with a row are `taken` there too
    std::vector<std::size_t> taken_nowhere;  ///< by limit: places taken of which nobody knows the group, so that none counts them
    std::array<std::size_t, 7> count{};  ///< by State; they add up to the rows of the entity
};

/// Two programmes with `tidak boleh bersama` that both reach one subject.
struct Conflict {
    program::ProgrammeId programme;  ///< the one that says so
    program::ProgrammeId other;
    program::EntityId entity;        ///< the lower of the two subjects' entities
    std::uint32_t row = 0;
    bool other_received = false;     ///< selected for `programme`, holds or receives `other`
    bool received = false;           ///< the other way round; both false: selected for both
};

/// A place that the worklist holds: an approved or done task, and where it counts when the baseline no longer says so.
struct HeldPlace {
    std::string key;  ///< of the subject
    std::int64_t task = 0;
    bool done = false;
    std::vector<std::optional<std::string>> groups;   ///< by limit: key of the group; shorter than the limits: not known of the others
    std::vector<std::optional<std::string>> at_most;  ///< by `paling banyak n per E`: key of the E; likewise
};

/// Places and refusals that the worklist remembers of the current period, by programme.
struct PlacesHeld {
    struct Of {
        std::vector<HeldPlace> taken;       ///< sorted by key, each once
        std::vector<std::string> rejected;  ///< keys, sorted
    };
    std::vector<Of> programmes;  ///< by ProgrammeId; may be empty: nothing is held
};

}  // namespace tepat::allocate
