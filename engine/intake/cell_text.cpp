// SPDX-License-Identifier: Apache-2.0
// A cell by the type of its fact. What fits nothing is a problem with a reason, never a guess.
#include "engine/intake/cell_text.hpp"

#include <algorithm>

#include "dsl/program/date.hpp"
#include "dsl/program/print.hpp"
#include "engine/intake/number_text.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Phrase;
using program::Fact;
using program::Program;
using program::TypeKind;

Read problem(Phrase reason, std::vector<diagnostics::Argument> arguments = {}) {
    return {{}, Problem{reason, std::move(arguments)}, {}};
}
Read stored(store::Cell cell, std::optional<Phrase> remark = {}) { return {std::move(cell), {}, remark}; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 1,57109E+15: a spreadsheet has thrown the last digits away.
bool is_shortened(std::string_view text) {
    const std::size_t e = text.find_first_of("Ee");
    if (e == std::string_view::npos || e == 0 || e + 2 >= text.size() || text[e + 1] != '+') return false;
    const std::string_view before = text.substr(0, e), after = text.substr(e + 2);
    const auto numeric = [](char c) { return is_digit(c) || c == ',' || c == '.'; };
    return is_digit(before.front()) && std::all_of(before.begin(), before.end(), numeric) && std::all_of(after.begin(), after.end(), is_digit);
}

Read read_yes_no(std::string_view text) {
    const std::string word = lower(text);
    for (const char* yes : {"ya", "y", "1", "benar", "yes", "true"})
        if (word == yes) return stored(std::int64_t{1});
    for (const char* no : {"tidak", "t", "0", "salah", "no", "n", "false"})
        if (word == no) return stored(std::int64_t{0});
    return problem(Phrase::row_yes_no);
}

std::string bound_text(const Fact& fact, std::int64_t bound) {
    return fact.type.kind == TypeKind::date ? program::to_iso({static_cast<std::int32_t>(bound)}) : program::print_scaled(bound, fact.type.scale);
}

std::optional<Problem> outside(const Fact& fact, std::int64_t value) {
    if ((!fact.low || value >= *fact.low) && (!fact.high || value <= *fact.high)) return std::nullopt;
    std::string range = fact.low ? bound_text(fact, *fact.low) : "";
    range += "..";
    if (fact.high) range += bound_text(fact, *fact.high);
    return Problem{Phrase::row_range, {range}};
}

store::Cell stored_number(const Fact& fact, std::int64_t value) {
    if (fact.type.scale == 0) return value;
    if (fact.type.kind == TypeKind::rupiah && value % 100 == 0) return value / 100;
    return program::print_scaled(value, fact.type.scale);
}

Read read_number(const Fact& fact, std::string_view text, bool decimal_comma) {
    const NumberText number = fact.type.kind == TypeKind::rupiah ? read_rupiah(text)
                              : fact.type.scale > 0              ? read_decimal(text, decimal_comma)
                                                                 : read_whole(text);
    if (!number.value) return problem(*number.problem);
    if (auto wrong = outside(fact, *number.value)) return {{}, std::move(wrong), {}};
    return stored(stored_number(fact, *number.value), number.remark);
}

Read read_day(const Fact& fact, std::string_view text) {
    const auto date = read_date(text);
    if (!date) return problem(Phrase::row_date);
    if (auto wrong = outside(fact, date->days)) return {{}, std::move(wrong), {}};
    return stored(program::to_iso(*date));
}

/// By code, name or label; exactly first, then in any case.
Read read_choice(const Program& program, const Fact& fact, std::string_view text) {
    const auto& values = program[fact.type.choices].values;
    const auto stored_as = [](const program::ChoiceValue& value) { return value.code ? *value.code : value.name; };
    const std::string wanted = lower(text);
    for (const auto& value : values)
        if (value.code == text) return stored(stored_as(value));
    for (const auto& value : values)
        if (value.name == text) return stored(stored_as(value));
    for (const auto& value : values)
        if (lower(value.name) == wanted || (value.code && lower(*value.code) == wanted)) return stored(stored_as(value));
    for (const auto& value : values)
        if (!value.label.empty() && lower(value.label) == wanted) return stored(stored_as(value));
    std::string names;
    for (const auto& value : values) names += (names.empty() ? "" : ", ") + value.name;
    return problem(Phrase::row_choice, {names});
}

bool counts_as_missing(const Fact& fact, std::string_view text) {
    return std::find(fact.counts_as_missing.begin(), fact.counts_as_missing.end(), text) != fact.counts_as_missing.end();
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view no_break_space = "\xC2\xA0";
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    for (bool again = true; again;) {
        again = false;
        while (!text.empty() && blank(text.front())) text.remove_prefix(1);
        while (!text.empty() && blank(text.back())) text.remove_suffix(1);
        if (text.starts_with(no_break_space)) text.remove_prefix(2), again = true;
        if (text.ends_with(no_break_space)) text.remove_suffix(2), again = true;
    }
    return text;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return result;
}

Read read_reference(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || lower(text) == "null") return stored(std::monostate());
    if (is_shortened(text)) return problem(Phrase::row_spreadsheet_number);
    return stored(std::string(text));
}

Read read_cell(const Program& program, const Fact& fact, std::string_view text, bool decimal_comma) {
    text = trimmed(text);
    if (text.empty() || lower(text) == "null") return stored(std::monostate());
    if (counts_as_missing(fact, text)) return stored(std::string(text));
    if (is_shortened(text)) return problem(Phrase::row_spreadsheet_number);
    switch (fact.type.kind) {
        case TypeKind::yes_no: return read_yes_no(text);
        case TypeKind::number:
        case TypeKind::rupiah: return read_number(fact, text, decimal_comma);
        case TypeKind::date: return read_day(fact, text);
        case TypeKind::choice: return read_choice(program, fact, text);
        case TypeKind::text: return stored(std::string(text));
        case TypeKind::error: break;
    }
    return stored(std::monostate());
}

}  // namespace tepat::intake
