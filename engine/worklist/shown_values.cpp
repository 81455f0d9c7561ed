// SPDX-License-Identifier: Apache-2.0
// Values in the words of the vocabulary: labels of choices, money with dots, dates as ISO.
#include "engine/worklist/shown_values.hpp"

#include <algorithm>

#include "dsl/program/identity_number.hpp"
#include "dsl/program/print.hpp"

namespace tepat::worklist {
namespace {

using program::EntityId;
using program::Fact;
using program::FactId;
using program::TypeKind;

const columns::Column* column_of(const Judged& judged, FactId fact) {
    const EntityId entity = judged.program[fact].entity;
    const auto& facts = judged.program[entity].facts;
    const auto position = static_cast<std::size_t>(std::find(facts.begin(), facts.end(), fact) - facts.begin());
    const auto& columns = judged.population.entities[entity.value].columns;
    return position < columns.size() && columns[position] ? &*columns[position] : nullptr;
}

std::string labels_in(const program::Choices& choices, std::int64_t bits) {
    std::string joined;
    for (std::size_t i = 0; i < choices.values.size(); ++i) {
        if (((bits >> i) & 1) == 0) continue;
        const program::ChoiceValue& choice = choices.values[i];
        joined += (joined.empty() ? "" : ", ") + (choice.label.empty() ? choice.name : choice.label);
    }
    return joined.empty() ? "-" : joined;
}

std::string text_of(const program::Program& program, const Fact& fact, const columns::Column& column, std::uint32_t row) {
    const std::int64_t value = column.at(row);
    switch (fact.type.kind) {
        case TypeKind::yes_no: return value != 0 ? "Ya" : "Tidak";
        case TypeKind::number: return program::print_scaled(value, fact.type.scale);
        case TypeKind::rupiah: return rupiah_text(value);
        case TypeKind::date: return program::to_iso({static_cast<std::int32_t>(value)});
        case TypeKind::text: return column.dictionary[static_cast<std::size_t>(value)];
        case TypeKind::choice: {
            const program::ChoiceValue& choice = program[fact.type.choices].values[static_cast<std::size_t>(value)];
            return choice.label.empty() ? choice.name : choice.label;
        }
        case TypeKind::set: return labels_in(program[fact.type.choices], value);
        case TypeKind::reference:
        case TypeKind::error: break;
    }
    return {};
}

}  // namespace

std::optional<std::uint32_t> row_of(const Judged& judged, EntityId ancestor, EntityId entity, std::uint32_t row) {
    while (entity != ancestor) {
        const EntityId parent = judged.program[entity].parent;
        if (!parent.valid()) return std::nullopt;
        row = judged.population.entities[entity.value].parent[row];
        if (row >= columns::no_parent_unknown) return std::nullopt;
        entity = parent;
    }
    return row;
}

std::optional<std::string> value_on(const Judged& judged, FactId fact, std::uint32_t row) {
    const columns::Column* column = column_of(judged, fact);
    if (column == nullptr || !column->known.get(row)) return std::nullopt;
    if (const EntityId referred = judged.program[fact].refers_to; referred.valid())
        return judged.population.entities[referred.value].keys[static_cast<std::size_t>(column->at(row))];
    return text_of(judged.program, judged.program[fact], *column, row);
}

std::string shown_value(const Judged& judged, FactId fact, EntityId entity, std::uint32_t row) {
    const auto own = row_of(judged, judged.program[fact].entity, entity, row);
    return own ? program::without_identity_numbers(value_on(judged, fact, *own).value_or("-")) : "-";
}

std::string rupiah_text(std::int64_t sen) {
    const std::string digits = program::print_scaled(sen, program::rupiah_scale);
    const bool negative = digits[0] == '-';
    const std::size_t dot = std::min(digits.find('.'), digits.size());
    const std::string whole = digits.substr(negative, dot - negative);
    std::string text = negative ? "-Rp" : "Rp";
    for (std::size_t i = 0; i < whole.size(); ++i) text += (i > 0 && (whole.size() - i) % 3 == 0 ? "." : "") + whole.substr(i, 1);
    if (dot == digits.size()) return text;
    std::string fraction = digits.substr(dot + 1);
    fraction.resize(2, '0');
    return text + "," + fraction;
}

std::string missing_label(const program::Program& program, const run::MissingName& name, EntityId subject) {
    const program::Entity& entity = program[name.entity];
    const std::string of = entity.label.empty() ? entity.name : entity.label;
    if (!name.fact.valid()) return of;
    const Fact& fact = program[name.fact];
    const std::string label = fact.label.empty() ? fact.name : fact.label;
    return name.entity == subject ? label : label + " (" + of + ")";
}

std::string printed_name(const program::Program& program, const run::MissingName& name) {
    const std::string& entity = program[name.entity].name;
    return name.fact.valid() ? entity + "." + program[name.fact].name : entity;
}

}  // namespace tepat::worklist
