// SPDX-License-Identifier: Apache-2.0
// Plan + Population -> Decisions: every rule judged for every subject, stage by stage, block by block, on threads.
// The result does not depend on the number of threads or the block size.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/allocate/allocation.hpp"
#include "engine/columns/population.hpp"
#include "engine/plan/plan.hpp"

namespace tepat::run {

/// One row's outcome, in the order the language counts them.
enum class Outcome : std::uint8_t { eligible, not_eligible, undecided, error };

/// A missing fact by name; fact invalid: the entity itself (a family without a recorded member misses `anggota`).
struct MissingName {
    program::EntityId entity;
    program::FactId fact;
    friend auto operator<=>(const MissingName&, const MissingName&) = default;
};

struct RuleOutcomes {
    program::RuleId rule;
    program::EntityId entity;
    columns::Bits subject;                 ///< rows that are judged (only_when not false)
    std::vector<Outcome> outcome;          ///< per row of the entity; meaningless where not a subject
    std::vector<std::uint32_t> missing;    ///< per row: index into Decisions::missing_sets; 0 = none
    std::array<std::size_t, 4> count{};    ///< by Outcome; they add up to subjects
    std::size_t subjects = 0;
    double seconds = 0;                    ///< time spent on steps only this rule needs is not separable: an even share (illustration)
};

/// A programme as a whole: the `atau` of its rules.
struct ProgrammeOutcomes {
    program::ProgrammeId programme;
    program::EntityId entity;
    columns::Bits subject;
    std::vector<Outcome> outcome;        ///< per row; meaningless where not a subject
    std::vector<std::uint32_t> missing;  ///< per row: index into Decisions::missing_sets; 0 = none
    std::array<std::size_t, 4> count{};
    std::size_t subjects = 0;
    columns::Bits receiving;             ///< rows that receive it now for certain
    columns::Bits graduates;             ///< of those: `graduasi jika` is true
};

/// The value of a watched expression on one row.
enum class ValueState : std::uint8_t { known, unknown, error };
struct WatchedValue {
    ValueState state = ValueState::unknown;
    bool low_bounded = false;   ///< numbers: the interval's ends; a known value has low == high
    bool high_bounded = false;
    std::int64_t low = 0;       ///< scaled as the expression's type; truth: 0/1; dates: days; choices: index
    std::int64_t high = 0;
    std::string text;           ///< of text
};
struct Watched {
    program::ExprId expr;
    program::EntityId entity;
    std::vector<WatchedValue> values;  ///< per row
};

/// Why a parameter made outcomes erroneous: no value in force on the reference date (key empty unless `menurut`).
struct ParameterHole {
    program::ParameterId parameter;
    std::string key;
    friend auto operator<=>(const ParameterHole&, const ParameterHole&) = default;
};

struct Decisions {
    std::vector<RuleOutcomes> rules;  ///< in the order of Plan's rules (by name)
    std::vector<std::vector<MissingName>> missing_sets;  ///< [0] is empty; each sorted by printed name, unique
    std::vector<Watched> watched;     ///< in the order of Request::watch
    std::vector<ParameterHole> holes; ///< sorted, unique
    std::vector<ProgrammeOutcomes> programmes;          ///< by programme name: those whose rules were all judged
    std::vector<allocate::Allocation> allocations;      ///< in the order of `programmes`
    std::vector<allocate::Conflict> conflicts;          ///< by programme, other, row
    double allocate_seconds = 0;                        ///< of the time the run took
};

struct Options {
    unsigned threads = 1;
    std::size_t block_rows = 2048;  ///< target rows of the most numerous entity in a block
    bool want_missing = true;       ///< false: only outcomes (missing stays empty)
    const allocate::PlacesHeld* held = nullptr;  ///< null: no worklist stands behind this run
};

Decisions run(const plan::Plan& plan, const columns::Population& population, const Options& options);

}  // namespace tepat::run
