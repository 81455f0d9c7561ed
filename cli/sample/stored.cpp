// SPDX-License-Identifier: Apache-2.0
// The stored forms of language.md section 3, as far as a sample needs them.
#include "cli/sample/stored.hpp"

#include <algorithm>
#include <cctype>
#include <variant>

namespace tepat::sample {

namespace {

bool same_column(const std::string& a, const std::string& b) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

bool has_column(const std::vector<std::string>& columns, const std::string& column) {
    return std::any_of(columns.begin(), columns.end(), [&](const std::string& other) { return same_column(other, column); });
}

store::Cell stored_choice(const program::Program& program, const program::Fact& fact, std::string_view name) {
    if (fact.type.kind != program::TypeKind::choice) return {};
    for (const program::ChoiceValue& value : program[fact.type.choices].values)
        if (value.name == name) return value.code.value_or(value.name);
    return {};
}

template <class... Ways>
struct Overloaded : Ways... {
    using Ways::operator()...;
};
template <class... Ways>
Overloaded(Ways...) -> Overloaded<Ways...>;  // clang 14 does not deduce aggregates

}  // namespace

Layout layout_of(const program::Program& program, const program::Entity& entity) {
    Layout layout{{entity.key_column}, {}, 1};
    if (entity.parent.valid()) layout.columns.push_back(entity.link_column);
    layout.first_fact = layout.columns.size();
    for (const program::FactId fact : entity.facts) {
        if (has_column(layout.columns, program[fact].column)) continue;
        layout.columns.push_back(program[fact].column);
        layout.facts.push_back(fact);
    }
    return layout;
}

store::Cell stored(const program::Program& program, const program::Fact& fact, const Answer& answer) {
    return std::visit(Overloaded{
                          [](std::monostate) -> store::Cell { return {}; },
                          [](std::int64_t number) -> store::Cell { return number; },
                          [](const std::string& text) -> store::Cell { return text; },
                          [&](ChoiceName choice) { return stored_choice(program, fact, choice.name); },
                      },
                      answer);
}

store::Cell stored_number(const program::Fact& fact, std::int64_t scaled) {
    std::int64_t unit = 1;
    for (int i = 0; i < fact.type.scale; ++i) unit *= 10;
    const bool whole = fact.type.kind == program::TypeKind::rupiah || unit == 1;
    if (whole) return scaled / unit;
    std::string digits = std::to_string(std::abs(scaled % unit));
    digits.insert(0, static_cast<std::size_t>(fact.type.scale) - digits.size(), '0');
    digits.erase(std::min(digits.find_last_not_of('0') + 1, digits.size()));
    std::string text = (scaled < 0 ? "-" : "") + std::to_string(std::abs(scaled / unit));
    return digits.empty() ? text : text + '.' + digits;
}

}  // namespace tepat::sample
