// SPDX-License-Identifier: Apache-2.0
#include "engine/run/only_when.hpp"

#include "engine/evaluate/saved.hpp"
#include "engine/evaluate/workspace.hpp"

namespace tepat::run {

using plan::StepId;

std::vector<StepId> with_inputs(const plan::Plan& plan, const std::vector<StepId>& steps) {
    std::vector<bool> needed(plan.steps.size());
    for (const StepId id : steps) needed[id.value] = true;
    for (std::size_t s = plan.steps.size(); s-- > 0;) {
        if (!needed[s]) continue;
        for (const StepId in : plan.steps[s].in) needed[in.value] = true;
    }
    std::vector<StepId> result;
    for (std::uint32_t s = 0; s < needed.size(); ++s) {
        if (needed[s]) result.push_back(StepId{s});
    }
    return result;
}

evaluate::Gone perhaps_gone(const plan::Plan& plan, const columns::Population& population) {
    evaluate::Gone gone(plan.program->entities.size());
    std::vector<StepId> wanted;
    for (std::size_t e = 0; e < gone.size(); ++e) {
        if (plan.program->entities[e].at_least_one && plan.only_when[e].valid()) wanted.push_back(plan.only_when[e]);
    }
    if (wanted.empty()) return gone;
    const evaluate::Layouts layouts = evaluate::lay_out(plan, population, gone, false);
    evaluate::Shared shared;
    evaluate::prepare(shared, plan, population);
    evaluate::Saved saved(plan, population, 0);
    shared.saved = &saved;
    shared.layouts = &layouts;
    evaluate::Workspace work(shared, nullptr);
    std::vector<evaluate::Range> everything;
    for (const evaluate::EntityLayout& layout : layouts.entities) everything.push_back({0, layout.rows});
    work.enter(everything);
    for (const StepId id : with_inputs(plan, wanted)) work.evaluate(id);
    for (const StepId id : wanted) {
        const program::EntityId entity = plan[plan[id].frame].entity;
        columns::Bits& bits = gone[entity.value];
        bits.resize(population.entities[entity.value].rows);
        const evaluate::TruthReader remains(work.column(id));
        for (std::size_t row = 0; row < bits.size(); ++row) {
            const plan::Truth here = remains(row);
            if (here == plan::Truth::no || here == plan::Truth::unknown) bits.set(row);
        }
    }
    return gone;
}

}  // namespace tepat::run
