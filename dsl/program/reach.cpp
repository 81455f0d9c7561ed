// SPDX-License-Identifier: Apache-2.0
#include "dsl/program/reach.hpp"

#include <algorithm>

#include "dsl/program/walk.hpp"

namespace tepat::program {

namespace {

From from_of(const ExprKind& kind) {
    if (const auto* fact = std::get_if<FactRef>(&kind)) return fact->from;
    if (const auto* term = std::get_if<TermRef>(&kind)) return term->from;
    if (const auto* key = std::get_if<KeyRef>(&kind)) return key->from;
    if (const auto* via = std::get_if<Via>(&kind)) return via->from;
    if (const auto* standing = std::get_if<Standing>(&kind)) return standing->from;
    return From::here;
}

void append(std::vector<ExprId>& to, const std::vector<ExprId>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

/// Marks, from `id` down, what looks back at the subject; says whether `id` does. Depth is bounded as the tree's is.
bool mark_looking_back(const Program& program, ExprId id, std::set<ExprId>& marked) {
    bool looks_back = from_of(program[id].kind) == From::subject;
    for (const ExprId operand : children(program[id])) looks_back = mark_looking_back(program, operand, marked) || looks_back;
    if (looks_back) marked.insert(id);
    return looks_back;
}

class Walk {
public:
    Walk(const Program& program, std::vector<ExprId> roots, Places places) : program_(program), open_(std::move(roots)), places_(places) {}

    Reach run() {
        while (!open_.empty()) {
            const ExprId id = open_.back();
            open_.pop_back();
            if (id.valid() && reach_.exprs.insert(id).second) enter(program_[id]);
        }
        return std::move(reach_);
    }

private:
    void enter(const Expr& expr) {
        append(open_, children(expr));
        if (const auto* term = std::get_if<TermRef>(&expr.kind))
            if (reach_.terms.insert(term->term).second) open_.push_back(program_[term->term].body);
        if (const auto* quantifier = std::get_if<Quantifier>(&expr.kind)) {
            reach_.quantified.insert(quantifier->member);
            open_.push_back(program_[quantifier->member].only_when);
        }
        if (const auto* standing = std::get_if<Standing>(&expr.kind)) {
            const bool selected = standing->kind == StandingKind::selected;
            if (selected) reach_.selected.insert(standing->programme);
            if (!selected || places_ == Places::followed) append(open_, roots_of(program_, standing->programme, selected));
        }
    }

    const Program& program_;
    std::vector<ExprId> open_;
    Places places_;
    Reach reach_;
};

}  // namespace

Reach reach(const Program& program, const std::vector<ExprId>& roots, Places places) {
    return Walk(program, roots, places).run();
}

std::vector<ExprId> roots_of(const Program& program, RuleId rule) {
    return {program[rule].condition, program[program[rule].entity].only_when};
}

std::vector<ExprId> roots_of(const Program& program, ProgrammeId id, bool allocation) {
    const Programme& programme = program[id];
    std::vector<ExprId> roots;
    for (const RuleId rule : programme.rules) append(roots, roots_of(program, rule));
    if (!allocation) return roots;
    for (const Quota& quota : programme.quotas) roots.push_back(quota.amount);
    if (programme.budget) append(roots, {programme.budget->amount, programme.budget->unit_cost});
    for (const Tier& tier : programme.tiers) roots.push_back(tier.condition);
    for (const OrderKey& key : programme.order) roots.push_back(key.value);
    for (const AtMost& limit : programme.at_most) roots.push_back(limit.count);
    roots.push_back(programme.taken_when);
    if (programme.receiving.valid()) roots.push_back(program[programme.receiving].body);
    return roots;
}

std::set<ExprId> seen_in_pairs(const Program& program, const std::set<ExprId>& exprs) {
    std::set<ExprId> marked;
    for (const ExprId id : exprs) {
        const auto* quantifier = std::get_if<Quantifier>(&program[id].kind);
        if (quantifier == nullptr || quantifier->relation == Relation::descendants) continue;
        std::vector<ExprId> inside = quantifier->kept;
        append(inside, {quantifier->where, quantifier->value});
        for (const ExprId operand : inside)
            if (operand.valid()) mark_looking_back(program, operand, marked);
    }
    return marked;
}

bool written_as_one(const Program& program, ExprId id) {
    const Expr& expr = program[id];
    if (!std::holds_alternative<And>(expr.kind) && !std::holds_alternative<Or>(expr.kind)) return false;
    const std::vector<ExprId> operands = children(expr);
    return std::all_of(operands.begin(), operands.end(), [&](ExprId operand) { return program[operand].span == expr.span; });
}

/// check/exceptions.cpp gives the And it joins the clause's own place, and every Not the place of the clause it stands for.
ExceptionParts exception_parts(const Program& program, ExprId joined, Span span) {
    const auto* all = std::get_if<And>(&program[joined].kind);
    if (all == nullptr || program[joined].span != span || written_as_one(program, joined)) return {joined, {}};
    ExceptionParts parts{all->operands.front(), {}};
    for (std::size_t i = 1; i < all->operands.size(); ++i)
        parts.made_to.push_back({std::get<Not>(program[all->operands[i]].kind).operand, all->operands[i]});
    return parts;
}

bool is_group(const Program& program, ExprId id) {
    const ExprKind& kind = program[id].kind;
    if (std::holds_alternative<AtLeast>(kind)) return true;
    return (std::holds_alternative<And>(kind) || std::holds_alternative<Or>(kind)) && !written_as_one(program, id);
}

}  // namespace tepat::program
