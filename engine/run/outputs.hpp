// SPDX-License-Identifier: Apache-2.0
// From the columns of a block to Decisions: outcomes, missing facts, watched values, on the population's rows.
#pragma once

#include <map>
#include <mutex>

#include "engine/evaluate/missing.hpp"
#include "engine/evaluate/workspace.hpp"
#include "engine/run/run.hpp"

namespace tepat::run {

/// Gives each distinct set of missing names a number; shared by all threads.
class MissingSets {
public:
    explicit MissingSets(const evaluate::Names& names) : names_(names) {}
    std::uint32_t number_of(const std::uint64_t* mask);
    /// Writes the sets, in an order that does not depend on which thread came first, and renumbers the rules' rows.
    void finish(Decisions& decisions) const;

private:
    const evaluate::Names& names_;
    std::mutex mutex_;
    std::map<std::vector<std::uint64_t>, std::uint32_t> numbers_;
};

/// Empty results of the right sizes.
Decisions new_decisions(const plan::Plan& plan, const columns::Population& population);

/// Writes the rows this workspace covers of one rule. Blocks cover different rows; where two share a word of `subject` it is set atomically.
/// `missing` null: outcomes only.
void write_rule(evaluate::Workspace& work, const plan::RulePlan& rule, evaluate::Missing* missing, MissingSets& sets, RuleOutcomes& result);
void write_watch(evaluate::Workspace& work, const plan::WatchPlan& watch, Watched& result);

/// Once all blocks are written.
void count_outcomes(RuleOutcomes& rule);

/// Rows of the rule that are undecided in this block: where its missing facts are asked for.
const std::uint64_t* undecided_rows(evaluate::Workspace& work, const plan::RulePlan& rule);

}  // namespace tepat::run
