// SPDX-License-Identifier: Apache-2.0
// A cell by the type of its fact. What fits nothing is a problem with a reason, never a guess.
#include "engine/intake/cell_text.hpp"

#include <algorithm>

#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/date.hpp"
#include "dsl/program/print.hpp"
#include "engine/intake/number_text.hpp"
#include "engine/workbook/xlsx_reader.hpp"

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

bool is_null(std::string_view text) { return text.size() == 4 && lower(text) == "null"; }

Read read_yes_no(std::string_view text) {
    if (text == "Ya") return stored(std::int64_t{1});  // nearly all cells
    if (text == "Tidak") return stored(std::int64_t{0});
    const std::string word = lower(text);
    for (const char* yes : {"ya", "y", "1", "benar", "yes", "true"})
        if (word == yes) return stored(std::int64_t{1});
    for (const char* no : {"tidak", "tdk", "tdk.", "t", "0", "salah", "no", "n", "false"})
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

/// `1.5` of a number cell is one and a half, never fifteen hundred: for the readers that group by dots the mark becomes a comma.
std::string with_comma(std::string_view number) {
    std::string text(number);
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

Read read_number(const Fact& fact, std::string_view text, const CellStyle& style) {
    const bool grouped = fact.type.kind == TypeKind::rupiah || fact.type.scale == 0, of_spreadsheet = style.kind == workbook::CellKind::number;
    const std::string marked = grouped && of_spreadsheet ? with_comma(text) : std::string(text);
    NumberText number = fact.type.kind == TypeKind::rupiah ? read_rupiah(marked)
                        : grouped                          ? read_whole(marked)
                                                           : read_decimal(marked, style.decimal_comma && !of_spreadsheet);
    if (of_spreadsheet) number.remark.reset();
    if (!number.value) return problem(*number.problem);
    if (auto wrong = outside(fact, *number.value)) return {{}, std::move(wrong), {}};
    return stored(stored_number(fact, *number.value), number.remark);
}

/// Five digits in a column of dates are a spreadsheet's day number (1927 to 2173).
bool is_day_number(std::string_view text) { return text.size() == 5 && text[0] != '0' && std::all_of(text.begin(), text.end(), is_digit); }

Read read_day(const Fact& fact, std::string_view text, const CellStyle& style) {
    std::optional<Phrase> remark;
    auto date = read_date(text, style.dates);
    if (!date && is_day_number(text)) {
        date = read_date(workbook::date_of_serial(text, false));
        remark = Phrase::row_serial_date;
    }
    if (!date) return problem(style.dates == DateOrder::month_first ? Phrase::row_month_first : Phrase::row_date);
    if (auto wrong = outside(fact, date->days)) return {{}, std::move(wrong), {}};
    return stored(program::parse_iso(text) ? std::string(text) : program::to_iso(*date), remark);
}

using Values = std::vector<program::ChoiceValue>;

std::string stored_as(const program::ChoiceValue& value) { return value.code ? *value.code : value.name; }

/// Without blanks and the marks people put or leave out; between digits they mean something, and so do < and >.
std::string without_marks(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool inside = i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        if (inside || std::string_view(" .,/;:()'").find(text[i]) == std::string_view::npos) result += text[i];
    }
    return lower(result);
}

/// `Kontrak / Sewa` for `Kontrak/Sewa`, `s.d 900 Watt` for `s/d 900 Watt`: the label alone that is left the same. Null: none or several.
const program::ChoiceValue* find_alike(const Values& values, std::string_view text) {
    const std::string wanted = without_marks(text);
    const program::ChoiceValue* found = nullptr;
    for (const auto& value : values) {
        if (without_marks(value.label) != wanted && (!value.code || without_marks(*value.code) != wanted)) continue;
        if (found != nullptr) return nullptr;
        found = &value;
    }
    return wanted.empty() || std::all_of(wanted.begin(), wanted.end(), is_digit) ? nullptr : found;
}

/// By code, name or label; exactly first, then in any case, then without marks. Null: none of them.
const program::ChoiceValue* find_value(const Values& values, std::string_view text) {
    const auto with = [&values](const auto& fits) -> const program::ChoiceValue* {
        const auto found = std::find_if(values.begin(), values.end(), fits);
        return found == values.end() ? nullptr : &*found;
    };
    if (const auto* value = with([&](const auto& v) { return v.code == text; })) return value;
    if (const auto* value = with([&](const auto& v) { return v.name == text; })) return value;
    const std::string wanted = lower(text);
    if (const auto* value = with([&](const auto& v) { return lower(v.name) == wanted || (v.code && lower(*v.code) == wanted); })) return value;
    if (const auto* value = with([&](const auto& v) { return !v.label.empty() && lower(v.label) == wanted; })) return value;
    return find_alike(values, text);
}

Read no_such_value(const Values& values) {
    std::string names;
    for (const auto& value : values) names += (names.empty() ? "" : ", ") + value.name;
    return problem(Phrase::row_choice, {names});
}

Read read_choice(const Program& program, const Fact& fact, std::string_view text) {
    const Values& values = program[fact.type.choices].values;
    const program::ChoiceValue* const value = find_value(values, text);
    return value != nullptr ? stored(stored_as(*value)) : no_such_value(values);
}

/// `a;b` (or `a, b`, as people write it): stored in declared order, `-` for none.
Read read_set(const Program& program, const Fact& fact, std::string_view text) {
    const Values& values = program[fact.type.choices].values;
    if (text == "-") return stored(std::string("-"));
    const char separator = text.find(';') == std::string_view::npos && find_value(values, text) == nullptr ? ',' : ';';
    std::vector<bool> has(values.size());
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        const program::ChoiceValue* const value = find_value(values, trimmed(text.substr(begin, end - begin)));
        if (value == nullptr) return no_such_value(values);
        has[static_cast<std::size_t>(value - values.data())] = true;
        begin = end + 1;
    }
    std::string all;
    for (std::size_t v = 0; v < values.size(); ++v)
        if (has[v]) all += (all.empty() ? "" : ";") + stored_as(values[v]);
    return stored(all);
}

bool counts_as_missing(const Fact& fact, std::string_view text) {
    return std::find(fact.counts_as_missing.begin(), fact.counts_as_missing.end(), text) != fact.counts_as_missing.end();
}

}  // namespace

bool is_shortened(std::string_view text) {
    if (text.empty() || !is_digit(text.front())) return false;
    const std::size_t e = text.find_first_of("Ee");
    if (e == std::string_view::npos || e == 0 || e + 2 >= text.size() || text[e + 1] != '+') return false;
    const std::string_view before = text.substr(0, e), after = text.substr(e + 2);
    const auto numeric = [](char c) { return is_digit(c) || c == ',' || c == '.'; };
    return is_digit(before.front()) && std::all_of(before.begin(), before.end(), numeric) && std::all_of(after.begin(), after.end(), is_digit);
}

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

std::string with_plain_blanks(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool no_break = text.substr(i).starts_with("\xC2\xA0"), narrow = text.substr(i).starts_with("\xE2\x80\xAF");
        result += no_break || narrow ? ' ' : text[i];
        i += no_break ? 1 : narrow ? 2 : 0;
    }
    return result;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return result;
}

Read read_reference(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || is_null(text)) return stored(std::monostate());
    if (is_shortened(text)) return problem(Phrase::row_spreadsheet_number);
    return stored(std::string(text));
}

Read read_cell(const Program& program, const Fact& fact, std::string_view text, const CellStyle& style) {
    text = trimmed(text);
    if (text.empty() || is_null(text)) return stored(std::monostate());
    if (counts_as_missing(fact, text)) return stored(std::string(text));
    if (is_shortened(text)) return problem(Phrase::row_spreadsheet_number);
    switch (fact.type.kind) {
        case TypeKind::yes_no: return read_yes_no(text);
        case TypeKind::number:
        case TypeKind::rupiah: return read_number(fact, text, style);
        case TypeKind::date: return read_day(fact, text, style);
        case TypeKind::choice: return read_choice(program, fact, text);
        case TypeKind::set: return read_set(program, fact, text);
        case TypeKind::text:
        case TypeKind::reference: return stored(std::string(text));
        case TypeKind::error: break;
    }
    return stored(std::monostate());
}

}  // namespace tepat::intake
