// SPDX-License-Identifier: Apache-2.0
// What judging and allocating a programme reads: its rules as one condition, places taken, tiers, order, quotas, budget, limits.
// A programme is planned because all its rules are asked for, or because something asked for reads its `terpilih`.
#include <algorithm>

#include "engine/plan/compiler.hpp"

namespace tepat::plan {

using namespace program;

StepId Compiler::settled(ExprId id, EntityId scope) {
    if (!id.valid()) return {};
    compile_terms(id);
    return column(id, base_frame(scope.valid() ? scope : EntityId{0}));  // without a scope it is constant
}

/// The `atau` of the programme's rules, each joined with only_when as when it is judged alone.
StepId Compiler::eligible(ProgrammeId id) {
    if (const auto known = eligible_.find(id.value); known != eligible_.end()) return known->second;
    const Programme& programme = program_[id];
    const FrameId frame = base_frame(programme.entity);
    const StepId subject = remains(programme.entity);
    std::vector<StepId> any;
    for (const RuleId rule : programme.rules) {
        std::vector<StepId> parts{settled(program_[rule].condition, programme.entity)};
        if (subject.valid()) parts.push_back(subject);
        any.push_back(builder_.junction(Op::and_, frame, std::move(parts)));
    }
    return eligible_.emplace(id.value, builder_.junction(Op::or_, frame, std::move(any))).first->second;
}

void Compiler::add_limit(ProgrammePlan& plan, ExprId amount, const GroupBy& per) {
    const EntityId own = program_[plan.programme].entity;
    plan.amounts.push_back(settled(amount, per.entity.valid() ? per.entity : per.fact.valid() ? own : EntityId{}));
    plan.groups.push_back(per.fact.valid() ? own_fact(per.fact) : StepId{});
}

ProgrammePlan Compiler::programme_plan(ProgrammeId id) {
    const Programme& programme = program_[id];
    ProgrammePlan plan;
    plan.programme = id;
    plan.frame = base_frame(programme.entity);
    plan.subject = remains(programme.entity);
    plan.eligible = eligible(id);
    if (programme.receiving.valid()) plan.receiving = settled(program_[programme.receiving].body, programme.entity);
    plan.taken_when = settled(programme.taken_when, programme.entity);
    for (const Tier& tier : programme.tiers) plan.tiers.push_back(settled(tier.condition, programme.entity));
    for (const OrderKey& key : programme.order) plan.order.push_back(settled(key.value, programme.entity));
    for (const Quota& quota : programme.quotas) add_limit(plan, quota.amount, quota.per);
    if (programme.budget) {
        add_limit(plan, programme.budget->amount, programme.budget->per);
        plan.unit_cost = settled(programme.budget->unit_cost, programme.entity);
    }
    for (const AtMost& most : programme.at_most) plan.at_most.push_back(settled(most.count, most.per));
    if (programme.graduation) plan.graduation = settled(programme.graduation->condition, programme.entity);
    return plan;
}

void Compiler::plan_programme(ProgrammeId id) {
    if (!planned_.insert(id.value).second) return;
    ProgrammePlan plan = programme_plan(id);  // may plan the programmes it reads first
    plan_.programmes.push_back(std::move(plan));
}

/// What `selected` waits for: everything the allocation reads. The programme's own condition comes first.
StepId Compiler::selected(ProgrammeId id) {
    if (const auto known = selected_.find(id.value); known != selected_.end()) return known->second;
    plan_programme(id);
    const auto plan = std::find_if(plan_.programmes.begin(), plan_.programmes.end(), [&](const ProgrammePlan& p) { return p.programme == id; });
    std::vector<StepId> in{plan->eligible};
    for (const StepId step : allocation_steps(*plan)) {
        if (step.valid() && step != plan->eligible) in.push_back(step);
    }
    const StepId step = builder_.make(Op::selected, plan->frame, Form::truth, std::move(in), {std::int64_t{id.value}});
    return selected_.emplace(id.value, step).first->second;
}

/// Programmes all of whose rules the request names are reported; those only read by others are allocated all the same.
void Compiler::finish_programmes() {
    for (std::uint32_t p = 0; p < program_.programmes.size(); ++p) {
        const std::vector<RuleId>& rules = program_.programmes[p].rules;
        if (!rules.empty() && std::all_of(rules.begin(), rules.end(), [&](RuleId rule) { return rule_position(rule).has_value(); })) {
            plan_programme(ProgrammeId{p});
        }
    }
    std::sort(plan_.programmes.begin(), plan_.programmes.end(), [&](const ProgrammePlan& a, const ProgrammePlan& b) {
        return program_[a.programme].name < program_[b.programme].name;
    });
    for (ProgrammePlan& plan : plan_.programmes) {
        for (const RuleId rule : program_[plan.programme].rules) {
            if (const auto position = rule_position(rule)) plan.rules.push_back(*position);
        }
        plan.asked = !plan.rules.empty() && plan.rules.size() == program_[plan.programme].rules.size();
    }
}

std::optional<std::size_t> Compiler::rule_position(RuleId rule) const {
    for (std::size_t r = 0; r < plan_.rules.size(); ++r) {
        if (plan_.rules[r].rule == rule) return r;
    }
    return std::nullopt;
}

std::vector<StepId> allocation_steps(const ProgrammePlan& plan) {
    std::vector<StepId> steps{plan.subject, plan.eligible, plan.receiving, plan.taken_when, plan.unit_cost};
    for (const std::vector<StepId>* more : {&plan.tiers, &plan.order, &plan.amounts, &plan.groups, &plan.at_most}) {
        steps.insert(steps.end(), more->begin(), more->end());
    }
    std::erase_if(steps, [](StepId id) { return !id.valid(); });
    return steps;
}

}  // namespace tepat::plan
