// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/prune.hpp"

namespace tepat::plan {

namespace {

template <class Visit>
void each_output(Plan& plan, const Visit& visit) {
    for (RulePlan& rule : plan.rules) {
        visit(rule.subject);
        visit(rule.condition);
    }
    for (WatchPlan& watch : plan.watch) {
        visit(watch.output.value);
        visit(watch.output.divisor);
        visit(watch.output.when_zero);
    }
    for (ProgrammePlan& programme : plan.programmes) {
        for (StepId* step : {&programme.subject, &programme.eligible, &programme.receiving, &programme.taken_when, &programme.unit_cost,
                             &programme.graduation}) {
            visit(*step);
        }
        for (std::vector<StepId>* steps : {&programme.tiers, &programme.order, &programme.amounts, &programme.groups, &programme.at_most}) {
            for (StepId& step : *steps) visit(step);
        }
    }
    for (StepId& step : plan.only_when) visit(step);
}

std::vector<bool> live_steps(Plan& plan) {
    std::vector<bool> live(plan.steps.size());
    each_output(plan, [&](StepId id) {
        if (id.valid()) live[id.value] = true;
    });
    for (std::size_t s = plan.steps.size(); s-- > 0;) {
        if (!live[s]) continue;
        for (const StepId in : plan.steps[s].in) live[in.value] = true;
    }
    return live;
}

}  // namespace

void prune(Plan& plan) {
    const std::vector<bool> live = live_steps(plan);
    std::vector<StepId> renumbered(plan.steps.size());
    std::vector<Step> kept;
    for (std::size_t s = 0; s < plan.steps.size(); ++s) {
        if (!live[s]) continue;
        for (StepId& in : plan.steps[s].in) in = renumbered[in.value];
        renumbered[s] = StepId{static_cast<std::uint32_t>(kept.size())};
        kept.push_back(std::move(plan.steps[s]));
    }
    plan.steps = std::move(kept);
    each_output(plan, [&](StepId& id) {
        if (id.valid()) id = renumbered[id.value];
    });
}

}  // namespace tepat::plan
