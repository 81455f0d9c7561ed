// SPDX-License-Identifier: Apache-2.0
// Program + Request -> Plan: terms in their own entity's base frame, each rule's condition joined with its entity's only_when.
#include <algorithm>
#include <cassert>

#include "dsl/program/walk.hpp"
#include "engine/plan/subject_entities.hpp"
#include "engine/plan/compiler.hpp"
#include "engine/plan/prune.hpp"

namespace tepat::plan {

using namespace program;

Compiler::Compiler(Plan& plan, const Program& program)
    : plan_(plan), program_(program), builder_(plan), subject_entities_(subject_entities(program)) {
    for (std::uint32_t e = 0; e < program.entities.size(); ++e) plan_.frames.push_back({Frame::Kind::base, EntityId{e}, {}, false});
    plan_.only_when.resize(program.entities.size());
}

Quantity Compiler::compile(ExprId id, FrameId frame) {
    const auto known = compiled_.find({id.value, frame.value});
    if (known != compiled_.end()) return known->second;
    const Quantity result = compile_here(id, frame);
    compiled_.emplace(std::pair{id.value, frame.value}, result);
    return result;
}

/// In the frame of a sibling quantifier only what looks back at the subject is computed per pair; the rest once per row, then lifted.
Quantity Compiler::compile_here(ExprId id, FrameId frame) {
    const bool expanded = plan_[frame].kind != Frame::Kind::base;
    if (expanded && !reads_subject(id, root_entity(frame))) {
        return lifted(compile(id, base_frame(plan_[frame].entity)), [&](StepId column) { return from_base(column, frame); });
    }
    const Expr& expr = program_[id];
    return std::visit([&](const auto& kind) { return (*this)(expr, frame, kind); }, expr.kind);
}

Quantity Compiler::compile_term(TermId id) {
    const auto known = terms_.find(id.value);
    if (known != terms_.end()) return known->second;
    const Term& term = program_[id];
    return terms_.emplace(id.value, compile(term.body, base_frame(term.entity))).first->second;
}

void Compiler::compile_terms(ExprId root) {
    std::vector<bool> seen(program_.terms.size());
    std::vector<ExprId> open{root};
    const auto visit = [&](ExprId id) {
        const Expr& expr = program_[id];
        if (const auto* term = std::get_if<TermRef>(&expr.kind); term && !seen[term->term.value]) {
            seen[term->term.value] = true;
            open.push_back(program_[term->term].body);
        }
        for (const ExprId child : children(expr)) open.push_back(child);
    };
    while (!open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        visit(id);
    }
    for (std::uint32_t t = 0; t < seen.size(); ++t) {
        if (seen[t]) compile_term(TermId{t});
    }
}

StepId Compiler::remains(EntityId entity) {
    const ExprId only_when = program_[entity].only_when;
    StepId& step = plan_.only_when[entity.value];
    if (only_when.valid() && !step.valid()) {
        compile_terms(only_when);
        step = builder_.make(Op::remains, base_frame(entity), Form::truth, {column(only_when, base_frame(entity))});
    }
    return step;
}

namespace {

RulePlan plan_rule(Compiler& compiler, RuleId id) {
    const Rule& rule = compiler.program()[id];
    const FrameId frame = base_frame(rule.entity);
    compiler.compile_terms(rule.condition);
    const StepId subject = compiler.remains(rule.entity);
    std::vector<StepId> parts{compiler.column(rule.condition, frame)};
    if (subject.valid()) parts.push_back(subject);
    return {id, frame, subject, compiler.builder().junction(Op::and_, frame, std::move(parts))};
}

WatchPlan plan_watch(Compiler& compiler, ExprId id) {
    const EntityId scope = compiler.program()[id].scope;
    const FrameId frame = scope.valid() ? base_frame(scope) : FrameId{};
    compiler.compile_terms(id);
    const Quantity quantity = compiler.compile(id, scope.valid() ? frame : base_frame(EntityId{0}));
    return {id, frame, {quantity.value, quantity.divisor, quantity.when_zero ? quantity.when_zero->value : StepId{}}};
}

}  // namespace

Plan make_plan(const Program& program, const Request& request) {
    assert(program.complete);
    Plan plan;
    plan.program = &program;
    plan.request = request;
    Compiler compiler(plan, program);
    std::vector<RuleId> rules = request.rules;
    std::sort(rules.begin(), rules.end(), [&](RuleId a, RuleId b) { return program[a].name < program[b].name; });
    for (const RuleId rule : rules) plan.rules.push_back(plan_rule(compiler, rule));
    for (const ExprId expr : request.watch) plan.watch.push_back(plan_watch(compiler, expr));
    compiler.finish_programmes();
    prune(plan);
    return plan;
}

std::vector<FactId> facts_needed(const Plan& plan) {
    std::vector<FactId> facts;
    for (const Step& step : plan.steps) {
        if (step.op == Op::fact || step.op == Op::follow) facts.push_back(FactId{static_cast<std::uint32_t>(step.args[0])});
    }
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    return facts;
}

std::vector<EntityId> entities_needed(const Plan& plan) {
    std::vector<bool> needed(plan.program->entities.size());
    const auto need = [&](EntityId entity) {
        for (; entity.valid(); entity = (*plan.program)[entity].parent) needed[entity.value] = true;
    };
    for (const Step& step : plan.steps) {
        if (step.frame.valid()) need(plan[step.frame].entity);
        if (step.op == Op::aggregate) need(plan.frames[static_cast<std::size_t>(step.args[1])].entity);
    }
    for (const FactId fact : facts_needed(plan)) need((*plan.program)[fact].refers_to);  // is there such a row?
    for (const RulePlan& rule : plan.rules) need(plan[rule.frame].entity);
    for (const WatchPlan& watch : plan.watch) {
        if (watch.frame.valid()) need(plan[watch.frame].entity);
    }
    std::vector<EntityId> entities;
    for (std::uint32_t e = 0; e < needed.size(); ++e) {
        if (needed[e]) entities.push_back(EntityId{e});
    }
    return entities;
}

}  // namespace tepat::plan
