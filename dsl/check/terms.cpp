// SPDX-License-Identifier: Apache-2.0
// Terms, scores and tables in the order of their use: body, declared type, secrecy (passes.hpp).
#include "dsl/check/cases.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"
#include "dsl/check/standing.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/secrecy.hpp"

namespace tepat::check {
namespace {

program::TermForm form_of(const Definition& definition) {
    if (definition.score != nullptr) return program::TermForm::score;
    if (definition.table != nullptr) return program::TermForm::table;
    return definition.term->value ? program::TermForm::value : program::TermForm::cases;
}

/// Ids follow the order of use, after the hidden terms; the tables of names learn the new positions.
void reorder(Context& context, const std::vector<std::size_t>& order) {
    std::vector<Definition> sorted;
    for (const std::size_t index : order) {
        const Definition& definition = context.set.definitions[index];
        const syntax::Header& header = definition.header();
        const Global* owner = context.global(definition.entity().text, GlobalKind::entity);
        context.members[owner->index].find(header.name.text)->second.index = static_cast<std::uint32_t>(context.program.terms.size());
        sorted.push_back(definition);
        program::Term term;
        term.name = header.name.text;
        term.label = text_of(header.label);
        term.entity = EntityId{owner->index};
        term.form = form_of(definition);
        term.documentation = *definition.documentation;
        term.span = header.name.span;
        context.program.terms.push_back(std::move(term));
    }
    context.set.definitions = std::move(sorted);
}

/// A declared type must be able to hold what the body gives.
bool holds(const Context& context, const Type& declared, const Type& given) {
    if (declared.kind != given.kind || given.quotient) return false;
    if (declared.kind == TypeKind::choice) return same_choices(context, declared.choices, given.choices);
    return !declared.is_numeric() || given.scale <= declared.scale;
}

const syntax::TypeSpec* type_of(const Definition& definition) {
    if (definition.table != nullptr) return &definition.table->result;
    return definition.term != nullptr && definition.term->type ? &*definition.term->type : nullptr;
}

ExprId body_of(ExpressionBuilder& builder, const Definition& definition, Type declared) {
    if (definition.score != nullptr) return build_score(builder, *definition.score);
    if (definition.table != nullptr) return build_table(builder, *definition.table, declared);
    const syntax::TermDeclaration& tree = *definition.term;
    return tree.value ? builder.value(*tree.value, declared) : build_cases(builder, tree.cases, declared, tree.header.span);
}

void check_term(Context& context, const Definition& definition, program::TermId id) {
    const syntax::TypeSpec* spec = type_of(definition);
    const bool typed = spec != nullptr;
    const Phrase kind = definition.table != nullptr ? Phrase::kind_table : Phrase::kind_term;
    if (typed && spec->range) context.report(Code::range_not_allowed, spec->range->span, {kind});
    const Type declared = typed ? value_type(context, *spec) : error_type;
    ExpressionBuilder builder(context, definition.language, context.program[id].entity);
    const ExprId body = body_of(builder, definition, declared);
    const Type type = builder.type_of(body);
    const bool sound = type.kind != TypeKind::error && (!typed || declared.kind != TypeKind::error);
    if (typed && sound && !holds(context, declared, type))
        context.report(Code::type_mismatch, spec->span, {phrase_of(type), phrase_of(declared)});
    program::Term& term = context.program.terms[id.value];
    term.body = body;
    term.type = typed && sound && declared.kind == TypeKind::choice ? declared : type;
    term.secrecy = program::secrecy_of(context.program, body);
    if (definition.table != nullptr) term.table = table_text(context, *definition.table, definition.language);
}

}  // namespace

void check_terms(Context& context) {
    const std::vector<std::size_t> order = order_of_definitions(context);
    make_hidden_terms(context);
    const auto hidden = static_cast<std::uint32_t>(context.program.terms.size());
    reorder(context, order);
    for (std::uint32_t i = 0; i < context.set.definitions.size(); ++i)
        check_term(context, context.set.definitions[i], program::TermId{hidden + i});
}

}  // namespace tepat::check
