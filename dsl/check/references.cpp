// SPDX-License-Identifier: Apache-2.0
// Names in expressions -> facts, terms, parameters, choice values; paths along references -> Via (expressions.hpp).
#include "dsl/check/expressions.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {

ExprId ExpressionBuilder::path(const syntax::Path& node, const Type& hint) {
    return named(node, hint, [](ExprId id) { return id; });
}

ExprId ExpressionBuilder::along(const syntax::Path& node, const Wrap& wrap) { return named(node, {}, wrap); }

ExprId ExpressionBuilder::named(const syntax::Path& node, const Type& hint, const Wrap& wrap) {
    const bool bare = node.parts.size() == 1 && !node.from_subject;
    if (hint.kind == TypeKind::choice && bare) {
        const auto index = find_choice(context_, hint.choices, node.parts[0].text);
        if (index) return add(program::Constant{{*index, {}}}, hint, node.span);
    }
    const Found found = find_path(context_, scope_, node);
    switch (found.kind) {
        case FoundKind::fact:
        case FoundKind::term: return lead(found, 0, node.span, wrap);
        case FoundKind::parameter: {
            const ExprId id = parameter(ParameterId{found.index}, node.span);
            return type_of(id).kind == TypeKind::error ? id : wrap(id);
        }
        case FoundKind::quiet: return add_error(node.span);
        case FoundKind::nothing: break;
    }
    if (hint.kind == TypeKind::choice && bare) {
        const syntax::Name& name = node.parts[0];
        context_.report_unknown(Code::unknown_choice_value, name, {name.text}, choice_names(context_, hint.choices));
    } else if (!bare || !report_other_language(node.parts[0])) {
        explain_path(context_, scope_, node);
    }
    return add_error(node.span);
}

/// `= true`, `reference_date` in an Indonesian file: the grammar read a name.
bool ExpressionBuilder::report_other_language(const syntax::Name& name) {
    const KeywordLanguage other = language_ == KeywordLanguage::id ? KeywordLanguage::en : KeywordLanguage::id;
    const std::string written = syntax::lower_case(name.text);
    for (const syntax::Keyword keyword : syntax::all_keywords()) {
        if (syntax::use_of(keyword) != syntax::KeywordUse::reserved || syntax::spelling(keyword, other) != written) continue;
        const std::string here(syntax::spelling(keyword, language_));
        context_.report({Code::keyword_of_other_language, name.span, {name.text, here}, {}, {}, diagnostics::Fix{name.span, here}});
        return true;
    }
    return false;
}

/// Follows the references from the given step on; what they lead to is wrapped in the scope of the last row.
ExprId ExpressionBuilder::lead(const Found& found, std::size_t step, Span span, const Wrap& wrap) {
    if (step == found.via.size()) {
        const ExprId id = target(found, span);
        return type_of(id).kind == TypeKind::error ? id : wrap(id);
    }
    const Scope outer = scope_;
    scope_.entity = context_.program[found.via[step]].refers_to;
    const ExprId inner = lead(found, step + 1, span, wrap);
    scope_ = outer;
    const Type type = type_of(inner);
    if (type.kind == TypeKind::error) return add_error(span);
    return add(program::Via{found.via[step], step == 0 ? found.from : program::From::here, inner}, type, span);
}

ExprId ExpressionBuilder::target(const Found& found, Span span) {
    const program::From from = found.via.empty() ? found.from : program::From::here;
    if (found.kind == FoundKind::fact) {
        const FactId fact{found.index};
        const Type type = context_.program[fact].type;
        return type.kind == TypeKind::error ? add_error(span) : add(program::FactRef{fact, from}, type, span);
    }
    const program::TermId term{found.index};
    const Type type = context_.program[term].type;
    return type.kind == TypeKind::error ? add_error(span) : add(program::TermRef{term, from}, type, span);
}

ExprId ExpressionBuilder::parameter(ParameterId id, Span span) {
    const program::Parameter& parameter = context_.program[id];
    if (parameter.type.kind == TypeKind::error) return add_error(span);
    if (parameter.is_list) {
        context_.report(Code::list_parameter_in_expression, span, {parameter.name}, {label(parameter.span, Phrase::declared_here)});
        return add_error(span);
    }
    const bool keyed = parameter.by_entity.valid() || parameter.by_fact.valid();
    const Type type = parameter.type;
    const ExprId key = keyed ? parameter_key(parameter, span) : ExprId{};
    if (keyed && !key.valid()) return add_error(span);
    return add(program::ParameterRef{id, key}, type, span);
}

/// The key comes from the row in scope; a scope without such a row (or above it) cannot use the parameter.
ExprId ExpressionBuilder::parameter_key(const program::Parameter& parameter, Span span) {
    const bool by_fact = parameter.by_fact.valid();
    const EntityId owner = by_fact ? context_.program[parameter.by_fact].entity : parameter.by_entity;
    if (!scope_.entity.valid()) {
        context_.report(Code::amount_reads_rows, span, {}, {label(parameter.span, Phrase::declared_here)});
        return {};
    }
    if (!program::is_self_or_ancestor(context_.program, owner, scope_.entity)) {
        context_.report(Code::parameter_key_out_of_scope, span, {parameter.name, context_.program[owner].name, context_.program[scope_.entity].name},
                        {label(parameter.span, Phrase::declared_here)});
        return {};
    }
    if (by_fact) return add(program::FactRef{parameter.by_fact}, context_.program[parameter.by_fact].type, span);
    return add(program::KeyRef{owner}, text_type, span);
}

}  // namespace tepat::check
