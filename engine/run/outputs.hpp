// SPDX-License-Identifier: Apache-2.0
// From the columns of a block to Decisions: outcomes, missing facts, watched values, on the population's rows.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <unordered_map>

#include "engine/evaluate/missing.hpp"
#include "engine/evaluate/workspace.hpp"
#include "engine/run/run.hpp"

namespace tepat::run {

/// Gives each distinct set of missing names a number; shared by all threads.
class MissingSets {
public:
    explicit MissingSets(const evaluate::Names& names) : names_(names) {}
    std::uint32_t number_of(const std::uint64_t* mask);
    /// Null for 0. Not while other threads give out numbers.
    const std::uint64_t* mask_of(std::uint32_t number) const { return number == 0 ? nullptr : masks_[number - 1]; }
    /// Writes the sets, in an order that does not depend on which thread came first, and renumbers the rules' rows.
    void finish(Decisions& decisions) const;

private:
    const evaluate::Names& names_;
    std::mutex mutex_;
    std::map<std::vector<std::uint64_t>, std::uint32_t> numbers_;
    std::vector<const std::uint64_t*> masks_;  ///< by number - 1
};

/// One thread's memory of numbers already given out.
class SetNumbers {
public:
    SetNumbers(MissingSets& sets, const evaluate::Names& names) : sets_(sets), words_(names.words()) {}
    std::uint32_t number_of(const std::uint64_t* mask);

private:
    MissingSets& sets_;
    std::size_t words_;
    std::unordered_map<std::uint64_t, std::uint32_t> known_;                 // masks of one word
    std::map<std::vector<std::uint64_t>, std::uint32_t> known_long_;
    std::uint64_t last_mask_ = 0;
    std::uint32_t last_ = 0;
};

/// By Outcome.
using OutcomeCounts = std::array<std::size_t, 4>;

/// Empty results of the right sizes.
Decisions new_decisions(const plan::Plan& plan, const columns::Population& population, bool want_missing);

/// Writes the rows this workspace covers of one rule and counts them. Blocks cover different rows; where two share a word of `subject` it is
/// set atomically.
void write_rule(evaluate::Workspace& work, const plan::RulePlan& rule, RuleOutcomes& result, OutcomeCounts& counts);
void write_missing(evaluate::Workspace& work, const plan::RulePlan& rule, evaluate::Missing& missing, SetNumbers& numbers, RuleOutcomes& result);
void write_watch(evaluate::Workspace& work, const plan::WatchPlan& watch, Watched& result);

/// Rows of the rule that are undecided in this block: where its missing facts are asked for.
const std::uint64_t* undecided_rows(evaluate::Workspace& work, const plan::RulePlan& rule);

}  // namespace tepat::run
