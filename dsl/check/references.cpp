// SPDX-License-Identifier: Apache-2.0
// Names in expressions -> facts, terms, parameters, choice values (expressions.hpp).
#include "dsl/check/expressions.hpp"

namespace tepat::check {

ExprId ExpressionBuilder::path(const syntax::Path& node, const Type& hint) {
    const bool bare = node.parts.size() == 1 && !node.from_subject;
    if (hint.kind == TypeKind::choice && bare) {
        const auto index = find_choice(context_, hint.choices, node.parts[0].text);
        if (index) return add(program::Constant{{*index, {}}}, hint, node.span);
    }
    const Found found = find_path(context_, scope_, node);
    switch (found.kind) {
        case FoundKind::fact: {
            const FactId fact{found.index};
            if (context_.program[fact].type.kind == TypeKind::error) return add_error(node.span);
            return add(program::FactRef{fact, found.from}, context_.program[fact].type, node.span);
        }
        case FoundKind::term: {
            const program::TermId term{found.index};
            if (context_.program[term].type.kind == TypeKind::error) return add_error(node.span);
            return add(program::TermRef{term, found.from}, context_.program[term].type, node.span);
        }
        case FoundKind::parameter: return parameter(ParameterId{found.index}, node.span);
        case FoundKind::quiet: return add_error(node.span);
        case FoundKind::nothing: break;
    }
    if (hint.kind == TypeKind::choice && bare) {
        const syntax::Name& name = node.parts[0];
        context_.report_unknown(Code::unknown_choice_value, name, {name.text}, choice_names(context_, hint.choices));
    } else {
        explain_path(context_, scope_, node);
    }
    return add_error(node.span);
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
    if (!program::is_self_or_ancestor(context_.program, owner, scope_.entity)) {
        const std::string here = scope_.entity.valid() ? context_.program[scope_.entity].name : std::string();
        context_.report(Code::parameter_key_out_of_scope, span, {parameter.name, context_.program[owner].name, here},
                        {label(parameter.span, Phrase::declared_here)});
        return {};
    }
    if (by_fact) return add(program::FactRef{parameter.by_fact}, context_.program[parameter.by_fact].type, span);
    return add(program::KeyRef{owner}, text_type, span);
}

}  // namespace tepat::check
