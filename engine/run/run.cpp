// SPDX-License-Identifier: Apache-2.0
#include "engine/run/run.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "engine/run/only_when.hpp"
#include "engine/run/outputs.hpp"

namespace tepat::run {

using evaluate::Workspace;
using plan::StepId;

namespace {

void count_outcomes(RuleOutcomes& rule) {
    for (std::size_t row = 0; row < rule.outcome.size(); ++row) {
        if (!rule.subject.get(row)) continue;
        ++rule.count[static_cast<std::size_t>(rule.outcome[row])];
        ++rule.subjects;
    }
}

void renumber_missing(Decisions& decisions, const MissingSets& sets) {
    std::vector<std::uint32_t> renumbered;
    decisions.missing_sets = sets.finish(renumbered);
    for (RuleOutcomes& rule : decisions.rules) {
        for (std::uint32_t& number : rule.missing) number = renumbered[number];
    }
}

/// A parameter without a value is reported when a rule that reads it has an outcome in error.
void add_constant_holes(const plan::Plan& plan, Decisions& decisions) {
    for (std::size_t r = 0; r < plan.rules.size(); ++r) {
        if (decisions.rules[r].count[static_cast<std::size_t>(Outcome::error)] == 0) continue;
        for (const StepId id : with_inputs(plan, {plan.rules[r].condition})) {
            const plan::Step& step = plan[id];
            const bool hole = step.op == plan::Op::constant && step.args[0] == static_cast<std::int64_t>(plan::Known::error) && step.args[1] >= 0;
            if (hole) decisions.holes.push_back({program::ParameterId{static_cast<std::uint32_t>(step.args[1])}, ""});
        }
    }
}

void sort_holes(std::vector<ParameterHole>& holes) {
    std::sort(holes.begin(), holes.end());
    holes.erase(std::unique(holes.begin(), holes.end()), holes.end());
}

void write_subjects(Workspace& work, const plan::RulePlan& rule, RuleOutcomes& result) {
    if (!rule.subject.valid()) return;
    const evaluate::TruthReader remains(work.column(rule.subject));
    const evaluate::FrameRows& frame = work.rows(rule.frame);
    for (std::uint32_t row = 0; row < frame.rows; ++row) {
        const std::uint32_t source = work.layout(result.entity).population_row(frame.begin + row);
        if (source != evaluate::phantom_row) result.subject.set(source, remains(row) != plan::Truth::no);
    }
}

void run_everything(Workspace& work, const plan::Plan& plan, const Options& options, const evaluate::Names& names, MissingSets& sets,
                    Decisions& decisions) {
    std::vector<StepId> steps(plan.steps.size());
    for (std::uint32_t s = 0; s < steps.size(); ++s) steps[s] = StepId{s};
    for (const StepId id : steps) work.evaluate(id);
    evaluate::Missing missing(work, names, nullptr);
    if (options.want_missing) {
        for (const plan::RulePlan& rule : plan.rules) missing.want(rule.condition, undecided_rows(work, rule));
        missing.find(steps);
    }
    for (std::size_t r = 0; r < plan.rules.size(); ++r) {
        write_subjects(work, plan.rules[r], decisions.rules[r]);
        write_rule(work, plan.rules[r], options.want_missing ? &missing : nullptr, sets, decisions.rules[r]);
    }
    for (std::size_t w = 0; w < plan.watch.size(); ++w) write_watch(work, plan.watch[w], decisions.watched[w]);
}

}  // namespace

Decisions run(const plan::Plan& plan, const columns::Population& population, const Options& options) {
    const auto begin = std::chrono::steady_clock::now();
    const evaluate::Layouts layouts = evaluate::lay_out(plan, population, rows_gone(plan, population), true);
    evaluate::Shared shared;
    evaluate::prepare(shared, plan, population);
    shared.layouts = &layouts;
    Workspace work(shared, nullptr);
    std::vector<evaluate::Range> everything;
    for (const evaluate::EntityLayout& layout : layouts.entities) everything.push_back({0, layout.rows});
    work.enter(everything);
    Decisions decisions = new_decisions(plan, population);
    const evaluate::Names names(plan);
    MissingSets sets(names);
    run_everything(work, plan, options, names, sets, decisions);
    for (RuleOutcomes& rule : decisions.rules) count_outcomes(rule);
    renumber_missing(decisions, sets);
    for (const evaluate::MissedKey& missed : work.missed_keys()) decisions.holes.push_back({missed.parameter, missed.key});
    add_constant_holes(plan, decisions);
    sort_holes(decisions.holes);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (RuleOutcomes& rule : decisions.rules) rule.seconds = seconds / static_cast<double>(decisions.rules.size());
    return decisions;
}

}  // namespace tepat::run
