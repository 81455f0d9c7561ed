// SPDX-License-Identifier: Apache-2.0
// A worklist counted for the coordination meeting: target, done and left per programme, area, agency and strategy; what the last whole run
// found; quotas; likely duplicates. Reads the worklist alone: no rules, no baseline.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/store/worklist_db.hpp"

namespace tepat::worklist {

/// Tasks by state. Withdrawn and superseded ones are no longer anybody's and are counted apart.
struct Tally {
    std::size_t open = 0, approved = 0, postponed = 0, rejected = 0, done = 0;
    std::size_t target() const { return open + approved + postponed + done; }
    std::size_t left() const { return target() - done; }
    Tally& operator+=(const Tally& other);
};

/// Benefits in rupiah of the tasks of a target, in sen.
struct Money {
    std::int64_t low = 0, high = 0;  ///< differ where facts are missing; stop at the ends of the type
    std::size_t counted = 0;         ///< tasks with an amount
    std::size_t without = 0;         ///< tasks whose amount has no bound: not in low and high
};
enum class Per : std::uint8_t { once, months, years };

struct ProgrammeSummary {
    std::string name, label, strategy;  ///< strategy: reduce_expenses, raise_income, reduce_pockets or empty
    Tally interventions, exits;
    std::size_t questions = 0;        ///< pending tasks to complete data
    std::array<Money, 3> money;       ///< by Per, of the interventions' target
    std::array<Money, 3> money_done;
    bool money_protected = false;     ///< made from protected facts: a sum over few may be one person's amount
    store::ProgrammeAreaRecord found;  ///< of the last whole run, all areas
};
struct AreaSummary {
    store::AreaRecord found;
    Tally interventions;
    std::size_t questions = 0;
};
struct CellSummary {
    std::size_t programme = 0, area = 0;  ///< positions
    Tally interventions;
    store::ProgrammeAreaRecord found;
};
struct AgencySummary {
    std::string name, label;  ///< to whom the task was assigned, else whom the rule names
    Tally interventions, questions, exits;
    std::size_t overdue = 0;  ///< pending, due before the reference date
};
struct StrategySummary {
    std::string strategy;
    std::size_t programmes = 0;
    Tally interventions;
};
/// Tasks of one programme for subjects with one name at one address: likely the same twice.
struct Duplicate {
    std::size_t programme = 0;
    std::vector<std::int64_t> tasks;
};

struct Summary {
    store::RunRecord run;        ///< the last whole run
    std::string head;            ///< hash of the last entry of the history
    std::string unit;            ///< label of what areas count: "Keluarga"; empty: nothing
    std::vector<std::string> periods;  ///< of the tasks counted, sorted
    std::vector<ProgrammeSummary> programmes;  ///< by name; "" (last) of rules without programme, when there are any
    std::vector<AreaSummary> areas;            ///< [0]: no known area
    std::vector<CellSummary> cells;            ///< by programme, area; empty ones left out
    std::vector<AgencySummary> agencies;       ///< by label
    std::vector<StrategySummary> strategies;   ///< in the order of the law; none last
    std::vector<store::LimitRecord> limits;
    std::vector<store::ConflictRecord> conflicts;
    std::vector<Duplicate> duplicates;
    std::size_t withdrawn = 0, superseded = 0;
    std::size_t earlier = 0;  ///< interventions of periods not counted that are still pending
};

/// `period`: a label, "all", or empty for those of the last whole run's reference date. R5315 without a whole run, R5316 for a period of no task.
Summary summary_of(const std::string& path, const std::string& period);

}  // namespace tepat::worklist
