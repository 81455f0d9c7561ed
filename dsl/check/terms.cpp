// SPDX-License-Identifier: Apache-2.0
// Terms in the order of their use: body, declared type, secrecy (passes.hpp).
#include "dsl/check/cases.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"

namespace tepat::check {
namespace {

/// Ids follow the order of use; the tables of names learn the new positions.
void reorder(Context& context, const std::vector<std::size_t>& order) {
    std::vector<Declared<syntax::TermDeclaration>> sorted;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto& declared = context.set.terms[order[i]];
        const Global* owner = context.global(declared.tree->entity.text, GlobalKind::entity);
        context.members[owner->index].find(declared.tree->header.name.text)->second.index = static_cast<std::uint32_t>(i);
        sorted.push_back(declared);
        program::Term term;
        term.name = declared.tree->header.name.text;
        term.label = text_of(declared.tree->header.label);
        term.entity = EntityId{owner->index};
        term.documentation = *declared.documentation;
        term.span = declared.tree->header.name.span;
        context.program.terms.push_back(std::move(term));
    }
    context.set.terms = std::move(sorted);
}

/// A declared type must be able to hold what the body gives.
bool holds(const Context& context, const Type& declared, const Type& given) {
    if (declared.kind != given.kind || given.quotient) return false;
    if (declared.kind == TypeKind::choice) return same_choices(context, declared.choices, given.choices);
    return !declared.is_numeric() || given.scale <= declared.scale;
}

program::Secrecy secrecy_of(const Context& context, ExprId body) {
    program::Secrecy secrecy = program::Secrecy::open;
    std::vector<ExprId> open{body};
    while (!open.empty()) {
        const program::Expr& expr = context.program[open.back()];
        open.pop_back();
        for (ExprId child : children(expr)) open.push_back(child);
        if (const auto* fact = std::get_if<program::FactRef>(&expr.kind)) secrecy = secrecy | context.program[fact->fact].secrecy;
        if (const auto* term = std::get_if<program::TermRef>(&expr.kind)) secrecy = secrecy | context.program[term->term].secrecy;
    }
    return secrecy;
}

void check_term(Context& context, const Declared<syntax::TermDeclaration>& declared, program::TermId id) {
    const syntax::TermDeclaration& tree = *declared.tree;
    const EntityId entity = context.program[id].entity;
    ExpressionBuilder builder(context, declared.language, entity);
    const Type hint = tree.type ? declared_type(context, *tree.type) : error_type;
    const ExprId body = tree.value ? builder.value(*tree.value, hint) : build_cases(builder, tree.cases, hint, tree.header.span);
    const Type type = builder.type_of(body);
    const bool sound = type.kind != TypeKind::error;
    if (tree.type && sound && !holds(context, hint, type))
        context.report(Code::type_mismatch, tree.type->span, {phrase_of(type), phrase_of(hint)});
    program::Term& term = context.program.terms[id.value];
    term.body = body;
    term.type = tree.type && sound && hint.kind == TypeKind::choice ? hint : type;
    term.secrecy = secrecy_of(context, body);
}

}  // namespace

void check_terms(Context& context) {
    reorder(context, order_of_terms(context));
    for (std::uint32_t i = 0; i < context.program.terms.size(); ++i) check_term(context, context.set.terms[i], program::TermId{i});
}

}  // namespace tepat::check
