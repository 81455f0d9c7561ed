// SPDX-License-Identifier: Apache-2.0
// Walks typed expressions (reads.hpp) with a stack of its own, so long chains of terms are no matter.
#include "dsl/check/reads.hpp"

namespace tepat::check {

void Reader::expression(ExprId id) {
    if (id.valid()) open_.push_back(id);
    if (busy_) return;  // a walk further up takes it from the stack
    busy_ = true;
    while (!open_.empty()) {
        const ExprId next = open_.back();
        open_.pop_back();
        if (exprs_.insert(next).second) visit(program_[next]);
    }
    busy_ = false;
}

void Reader::fact(FactId id) {
    reads_.facts.insert(id);
    if (const auto& vintage = program_[id].vintage) reads_.facts.insert(vintage->since);
}

void Reader::visit(const program::Expr& expr) {
    for (ExprId child : children(expr)) open_.push_back(child);
    if (const auto* ref = std::get_if<program::FactRef>(&expr.kind)) fact(ref->fact);
    if (const auto* parameter = std::get_if<program::ParameterRef>(&expr.kind)) reads_.parameters.insert(parameter->parameter);
    if (const auto* term = std::get_if<program::TermRef>(&expr.kind); term != nullptr && terms_.insert(term->term).second)
        expression(program_[term->term].body);
    if (const auto* via = std::get_if<program::Via>(&expr.kind)) {
        fact(via->reference);
        reads_.referred.insert(program_[via->reference].refers_to);
    }
    if (const auto* standing = std::get_if<program::Standing>(&expr.kind)) {
        if (standing->kind == program::StandingKind::eligible) eligible(standing->programme);
        else allocation(standing->programme);
    }
    const auto* quantifier = std::get_if<program::Quantifier>(&expr.kind);
    if (quantifier == nullptr) return;
    reads_.quantified.insert(quantifier->member);
    entity(quantifier->member);
}

void Reader::entity(EntityId id) {
    if (id.valid() && entities_.insert(id).second) expression(program_[id].only_when);
}

void Reader::rule(const program::Rule& rule) {
    expression(rule.condition);
    entity(rule.entity);
}

void Reader::eligible(program::ProgrammeId id) {
    reads_.eligible.insert(id);
    if (!programmes_.insert(id).second) return;
    for (program::RuleId rule : program_[id].rules) this->rule(program_[rule]);
}

void Reader::allocation(program::ProgrammeId id) {
    reads_.selected.insert(id);
    if (!through_selected_ || !allocations_.insert(id).second) return;
    eligible(id);
    programme(program_[id]);
    if (program_[id].entity.valid()) reads_.competing.insert(program_[id].entity);
}

void Reader::programme(const program::Programme& programme) {
    expression(programme.benefit);
    for (const program::Quota& quota : programme.quotas) {
        expression(quota.amount);
        if (quota.per.fact.valid()) fact(quota.per.fact);
    }
    if (programme.budget) {
        expression(programme.budget->amount);
        expression(programme.budget->unit_cost);
        if (programme.budget->per.fact.valid()) fact(programme.budget->per.fact);
    }
    for (const program::Tier& tier : programme.tiers) expression(tier.condition);
    for (const program::OrderKey& key : programme.order) expression(key.value);
    for (const program::AtMost& limit : programme.at_most) expression(limit.count);
    expression(programme.taken_when);
    if (programme.graduation) {
        expression(programme.graduation->condition);
        if (programme.graduation->task) expression(programme.graduation->task->done_when);
    }
    if (programme.receiving.valid()) expression(program_[programme.receiving].body);
}

}  // namespace tepat::check
