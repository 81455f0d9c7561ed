// SPDX-License-Identifier: Apache-2.0
// Walks typed expressions (reads.hpp) with a stack of its own, so long chains of terms are no matter.
#include "dsl/check/reads.hpp"

namespace tepat::check {

void Reader::expression(ExprId id) {
    if (!id.valid()) return;
    std::vector<ExprId> open{id};
    while (!open.empty()) {
        const program::Expr& expr = program_[open.back()];
        open.pop_back();
        visit(expr, open);
    }
}

void Reader::visit(const program::Expr& expr, std::vector<ExprId>& open) {
    for (ExprId child : children(expr)) open.push_back(child);
    if (const auto* fact = std::get_if<program::FactRef>(&expr.kind)) reads_.facts.insert(fact->fact);
    if (const auto* parameter = std::get_if<program::ParameterRef>(&expr.kind)) reads_.parameters.insert(parameter->parameter);
    if (const auto* term = std::get_if<program::TermRef>(&expr.kind); term != nullptr && terms_.insert(term->term).second)
        open.push_back(program_[term->term].body);
    const auto* quantifier = std::get_if<program::Quantifier>(&expr.kind);
    if (quantifier == nullptr) return;
    reads_.quantified.insert(quantifier->member);
    const ExprId only_when = program_[quantifier->member].only_when;
    if (only_when.valid() && entities_.insert(quantifier->member).second) open.push_back(only_when);
}

void Reader::entity(EntityId id) {
    if (id.valid()) expression(program_[id].only_when);
}

void Reader::rule(const program::Rule& rule) {
    expression(rule.condition);
    entity(rule.entity);
}

}  // namespace tepat::check
