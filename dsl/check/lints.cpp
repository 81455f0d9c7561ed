// SPDX-License-Identifier: Apache-2.0
// What is sound but probably not meant: unused things, no legal basis, rules written twice, figures that belong into parameters
// (passes.hpp). lints_range.cpp has the conditions that ranges decide.
#include "dsl/check/lints.hpp"

#include <algorithm>

#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"
#include "dsl/check/types.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/print.hpp"

namespace tepat::check {
namespace {

constexpr std::int64_t smallest_suspect = 100;

/// A vocabulary checked on its own uses nothing yet; a folder that is used by this one has other users.
void lint_unused(Context& context) {
    const program::Program& program = context.program;
    if (program.rules.empty() || !context.sound) return;
    std::set<program::TermId> terms;
    std::set<ParameterId> parameters{program.holidays};
    for (const program::Expr& expr : program.exprs) {
        if (const auto* term = std::get_if<program::TermRef>(&expr.kind)) terms.insert(term->term);
        if (const auto* parameter = std::get_if<program::ParameterRef>(&expr.kind)) parameters.insert(parameter->parameter);
    }
    for (std::uint32_t i = 0; i < program.terms.size(); ++i)
        if (!terms.contains({i}) && !program.terms[i].hidden && context.is_own(program.terms[i].span)) context.report(Code::unused_term, program.terms[i].span, {program.terms[i].name});
    for (std::uint32_t i = 0; i < program.parameters.size(); ++i)
        if (!parameters.contains({i}) && context.is_own(program.parameters[i].span)) context.report(Code::unused_parameter, program.parameters[i].span, {program.parameters[i].name});
}

/// A programme is covered by its own basis or by one in each of its rules; drafts may still look for theirs.
void lint_legal_basis(Context& context) {
    const program::Program& program = context.program;
    for (std::size_t i = 0; i < program.programmes.size(); ++i) {
        const program::Programme& programme = program.programmes[i];
        if (has_unreadable(context.set.programmes[i].tree->items)) continue;
        const bool in_rules = !programme.rules.empty() && std::all_of(programme.rules.begin(), programme.rules.end(), [&](program::RuleId rule) {
            return !program[rule].legal_basis.empty();
        });
        if (programme.entity.valid() && !programme.draft && programme.legal_basis.empty() && !in_rules)
            context.report(Code::no_legal_basis, programme.span, {programme.name});
    }
    for (std::size_t i = 0; i < program.rules.size(); ++i) {
        const program::Rule& rule = program.rules[i];
        if (has_unreadable(context.set.rules[i].tree->items)) continue;
        if (!rule.programme.valid() && rule.legal_basis.empty() && program[rule.when].type.kind != TypeKind::error) context.report(Code::no_legal_basis, rule.span, {rule.name});
    }
}

std::optional<Span> first_limit(const program::Programme& programme) {
    if (!programme.quotas.empty()) return programme.quotas[0].span;
    if (programme.budget) return programme.budget->span;
    return programme.at_most.empty() ? std::nullopt : std::optional(programme.at_most[0].span);
}

/// Limits without an order leave the choice to the keys of the rows; a programme without rules has nobody to choose from.
void lint_programmes(Context& context) {
    const program::Program& program = context.program;
    for (std::size_t i = 0; i < program.programmes.size(); ++i) {
        const program::Programme& programme = program.programmes[i];
        if (!programme.entity.valid()) continue;
        const bool whole = !has_unreadable(context.set.programmes[i].tree->items);
        if (const auto limit = first_limit(programme); whole && limit && programme.order.empty() && programme.tiers.empty())
            context.report(Code::quota_without_order, *limit, {programme.name});
        if (programme.graduation && !programme.receiving.valid() && !context.recipients_failed)
            context.report(Code::graduation_without_recipients, programme.graduation->span, {programme.name, program[programme.entity].name});
        const bool has_rules = !programme.rules.empty() || !context.sound;
        if (!has_rules) context.report(Code::programme_without_rules, programme.span, {programme.name, program[programme.entity].name});
    }
}

void lint_same_rules(Context& context) {
    const program::Program& program = context.program;
    std::map<std::pair<std::uint32_t, std::string>, const program::Rule*> seen;
    for (const program::Rule& rule : program.rules) {
        if (!rule.programme.valid() || program[rule.condition].type.kind == TypeKind::error) continue;
        const auto [at, is_new] = seen.emplace(std::pair(rule.programme.value, program::print_expression(program, rule.condition)), &rule);
        if (!is_new) context.report(Code::same_rule, rule.span, {rule.name, at->second->name}, {label(at->second->span, Phrase::first_here)});
    }
}

bool looks_like_parameter(const program::Expr& expr) {
    const auto* constant = std::get_if<program::Constant>(&expr.kind);
    if (constant == nullptr) return false;
    if (expr.type.kind == TypeKind::rupiah) return constant->value.number != 0;
    return is_whole(expr.type) && std::abs(constant->value.number) >= smallest_suspect;
}

/// The constants a comparison compares with, also inside sums and products.
void lint_figures(Context& context, ExprId id) {
    const program::Expr& expr = context.program[id];
    if (looks_like_parameter(expr))
        context.report(Code::literal_like_parameter, expr.span, {std::string(context.sources.text(expr.span))});
    const bool calculates = std::holds_alternative<program::Arithmetic>(expr.kind) || std::holds_alternative<program::Negative>(expr.kind);
    if (!calculates) return;
    for (ExprId child : children(expr)) lint_figures(context, child);
}

void lint_literals(Context& context) {
    for (const program::Expr& expr : context.program.exprs) {
        if (!std::holds_alternative<program::Compare>(expr.kind) && !std::holds_alternative<program::In>(expr.kind)) continue;
        const std::vector<ExprId> operands = children(expr);
        const TypeKind kind = context.program[operands[0]].type.kind;
        for (ExprId operand : operands)
            if (context.program[operand].type.kind == kind) lint_figures(context, operand);  // others were reported
    }
}

}  // namespace

void lint(Context& context) {
    lint_unused(context);
    lint_legal_basis(context);
    lint_programmes(context);
    lint_same_rules(context);
    lint_literals(context);
    lint_ranges(context);
}

}  // namespace tepat::check
