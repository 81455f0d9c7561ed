// SPDX-License-Identifier: Apache-2.0
// Declared types and choices (types.hpp).
#include "dsl/check/types.hpp"

#include "dsl/check/literals.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

/// A code as the database holds it, as text: whole numbers without grouping.
std::string code_text(Context& context, const syntax::Literal& literal) {
    if (literal.kind == syntax::LiteralKind::text) return literal.written;
    const auto value = read_literal(context, literal);
    return value && value->type.is_numeric() ? std::to_string(value->value.number) : literal.written;
}

/// What people read: the label, else a stored text (P3KE stores its labels); empty means the name.
std::string shown(const syntax::ChoiceValue& value) {
    if (value.label) return value.label->value;
    return value.code && value.code->kind == syntax::LiteralKind::text ? value.code->written : "";
}

program::ChoicesId declared_choices(Context& context, const std::vector<syntax::ChoiceValue>& values) {
    program::Choices choices;
    std::map<std::string, Span> seen;
    for (const syntax::ChoiceValue& value : values) {
        const auto [first, is_new] = seen.emplace(value.name.text, value.name.span);
        if (!is_new) {
            context.report(Code::duplicate_name, value.name.span, {value.name.text}, {label(first->second, Phrase::first_here)});
            continue;
        }
        std::optional<std::string> code;
        if (value.code) code = code_text(context, *value.code);
        choices.values.push_back({value.name.text, code, shown(value)});
    }
    context.program.choices.push_back(std::move(choices));
    return {static_cast<std::uint32_t>(context.program.choices.size() - 1)};
}

}  // namespace

Phrase phrase_of(const Type& type) {
    if (type.quotient) return Phrase::type_quotient;
    switch (type.kind) {
        case TypeKind::error: return Phrase::type_unknown;
        case TypeKind::yes_no: return Phrase::type_yes_no;
        case TypeKind::number: return Phrase::type_number;
        case TypeKind::rupiah: return Phrase::type_rupiah;
        case TypeKind::date: return Phrase::type_date;
        case TypeKind::text: return Phrase::type_text;
        case TypeKind::choice: return Phrase::type_choice;
        case TypeKind::set: return Phrase::type_set;
        case TypeKind::reference: return Phrase::type_reference;
    }
    return Phrase::type_unknown;
}

static Type set_type(Context& context, const syntax::TypeSpec& spec) {
    const program::ChoicesId choices = declared_choices(context, spec.choices);
    const auto count = static_cast<std::int64_t>(context.program[choices].values.size());
    if (count <= program::max_set_values) return {TypeKind::set, 0, false, choices};
    context.report(Code::too_many_set_values, spec.span, {Count{count}, Count{program::max_set_values}});
    return error_type;
}

Type value_type(Context& context, const syntax::TypeSpec& spec) {
    if (spec.word != syntax::TypeWord::set) return declared_type(context, spec);
    context.report(Code::set_only_for_facts, spec.span);
    return {TypeKind::choice, 0, false, declared_choices(context, spec.choices)};  // so that its values are not reported as well
}

Type declared_type(Context& context, const syntax::TypeSpec& spec) {
    switch (spec.word) {
        case syntax::TypeWord::yes_no: return yes_no_type;
        case syntax::TypeWord::number: return number_type(0);
        case syntax::TypeWord::decimal: return number_type(program::decimal_scale);
        case syntax::TypeWord::rupiah: return {TypeKind::rupiah, program::rupiah_scale, false, {}};
        case syntax::TypeWord::date: return date_type;
        case syntax::TypeWord::text: return text_type;
        case syntax::TypeWord::choice: return {TypeKind::choice, 0, false, declared_choices(context, spec.choices)};
        case syntax::TypeWord::set: return set_type(context, spec);
    }
    return error_type;
}

bool same_choices(const Context& context, program::ChoicesId a, program::ChoicesId b) {
    return a == b || choice_names(context, a) == choice_names(context, b);
}

std::optional<std::int64_t> find_choice(const Context& context, program::ChoicesId choices, std::string_view name) {
    const auto& values = context.program[choices].values;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i].name == name) return static_cast<std::int64_t>(i);
    return std::nullopt;
}

std::vector<std::string> choice_names(const Context& context, program::ChoicesId choices) {
    std::vector<std::string> names;
    for (const program::ChoiceValue& value : context.program[choices].values) names.push_back(value.name);
    return names;
}

}  // namespace tepat::check
