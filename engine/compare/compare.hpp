// SPDX-License-Identifier: Apache-2.0
// Side + Side -> Comparison: who gains, who loses, who is no longer certain, programme by programme and group by group. Nobody is left
// out: of each programme the changes add up to everybody who is a subject on either side.
#pragma once

#include <array>

#include "engine/compare/side.hpp"

namespace tepat::compare {

/// What became of one subject in one programme.
enum class Change : std::uint8_t {
    same,
    gains,           ///< was not reached, is now
    loses,           ///< was reached, is not now
    gets_place,      ///< waited, has a place now
    loses_place,     ///< had a place, waits now (or is over a limit, or cannot be placed)
    starts_waiting,  ///< eligible now, but without a place
    stops_waiting,   ///< waited, is not eligible now
    undecided,       ///< became undecided
    error,           ///< became an error
    ruled_out,       ///< was undecided or in error, is certainly not eligible now
    moves,           ///< reached before and after, or waiting before and after, but otherwise than before
    appears,         ///< subject only on the side after
    goes             ///< subject only on the side before
};
inline constexpr std::size_t changes = 13;

Change change_of(Standing before, Standing after);

struct Row {
    std::uint32_t before = nowhere, after = nowhere;  ///< rows of the two sides' subjects
    Standing stood = Standing::absent, stands = Standing::absent;
    Change change = Change::same;
};

/// A sum of amounts, as certain as they are.
struct Sum {
    Amount amount;
    void add(const Amount& more);
    void subtract(const Amount& less);
};
/// Who is reached, and what it costs. A subject reached on both sides with equal bounds counts as nothing in the difference.
struct Money {
    std::size_t reached_before = 0, reached_after = 0;
    Sum before, after, difference;
};

struct Tally {
    std::array<std::size_t, changes> change{};
    Money money;
};
struct GroupTally {
    std::string key, name;  ///< key empty: in no group
    bool none = false;
    Tally tally;
};

struct Compared {
    std::string name, label, entity, entity_label;
    bool is_rule = false;
    bool places = false;
    std::optional<std::size_t> before, after;        ///< positions in Side::programmes; none: not run there
    std::optional<std::size_t> subjects_before, subjects_after;
    std::array<std::array<std::size_t, standings>, standings> matrix{};  ///< [stood][stands]
    std::array<std::array<std::size_t, 6>, 6> outcomes{};  ///< [before][after]: run::Outcome, then not run (4), absent (5)
    Tally tally;
    bool same_benefit_kind = true;                   ///< both sides' benefits can be subtracted
    Benefit benefit;                                 ///< kind only; of the side after, else before
    std::vector<std::vector<GroupTally>> groups;     ///< by grouping; groups by key, `none` last
    std::vector<Row> rows;                           ///< those that changed: rows of the side after in order, then those that are gone
};

/// How many different subjects changed in any programme.
struct Affected {
    std::string entity, label;
    std::size_t subjects_before = 0, subjects_after = 0, both = 0, changed = 0;
};

struct Comparison {
    std::vector<Compared> programmes;  ///< by name
    std::vector<Affected> affected;    ///< by entity that a programme is about
};

/// Cost: linear in subjects times programmes.
Comparison compare(const Side& before, const Side& after);

}  // namespace tepat::compare
