// SPDX-License-Identifier: Apache-2.0
// Walks typed expressions (reads.hpp). Terms come after those they use, so one pass over them is enough.
#include "dsl/check/reads.hpp"

namespace tepat::check {

void Reads::join(const Reads& other) {
    facts.insert(other.facts.begin(), other.facts.end());
    parameters.insert(other.parameters.begin(), other.parameters.end());
    terms.insert(other.terms.begin(), other.terms.end());
    quantified.insert(other.quantified.begin(), other.quantified.end());
}

ReadsOf::ReadsOf(const program::Program& program) : program_(program), terms_(program.terms.size()), entities_(program.entities.size()) {
    // Conditions of entities use no quantifiers, so the terms they need are complete after a first round.
    for (std::size_t i = 0; i < terms_.size(); ++i) terms_[i] = expression(program.terms[i].body);
    for (std::size_t i = 0; i < entities_.size(); ++i)
        if (program.entities[i].only_when.valid()) entities_[i] = expression(program.entities[i].only_when);
    for (std::size_t i = 0; i < terms_.size(); ++i) terms_[i] = expression(program.terms[i].body);
}

Reads ReadsOf::expression(ExprId id) const {
    Reads reads;
    std::vector<ExprId> open{id};
    while (!open.empty()) {
        const program::Expr& expr = program_[open.back()];
        open.pop_back();
        for (ExprId child : children(expr)) open.push_back(child);
        if (const auto* fact = std::get_if<program::FactRef>(&expr.kind)) reads.facts.insert(fact->fact);
        if (const auto* parameter = std::get_if<program::ParameterRef>(&expr.kind)) reads.parameters.insert(parameter->parameter);
        if (const auto* term = std::get_if<program::TermRef>(&expr.kind)) {
            reads.terms.insert(term->term);
            reads.join(terms_[term->term.value]);
        }
        if (const auto* quantifier = std::get_if<program::Quantifier>(&expr.kind)) {
            reads.quantified.insert(quantifier->member);
            reads.join(entities_[quantifier->member.value]);
        }
    }
    return reads;
}

Reads ReadsOf::rule(const program::Rule& rule) const {
    Reads reads = expression(rule.condition);
    if (rule.entity.valid()) reads.join(entities_[rule.entity.value]);
    return reads;
}

}  // namespace tepat::check
