// SPDX-License-Identifier: Apache-2.0
// Dates as Indonesian files have them: day first, months in Indonesian or English, whole or cut to three letters. Two-digit years are
// nobody's guess: they are refused.
#include <algorithm>
#include <array>
#include <vector>

#include "dsl/program/date.hpp"
#include "engine/intake/cell_text.hpp"

namespace tepat::intake {
namespace {

struct MonthName {
    const char* name;
    unsigned month;
};
constexpr auto month_names = std::to_array<MonthName>({
    {"januari", 1}, {"january", 1},   {"jan", 1},       {"februari", 2},  {"february", 2}, {"pebruari", 2}, {"feb", 2},      {"peb", 2},
    {"maret", 3},   {"march", 3},     {"mar", 3},       {"april", 4},     {"apr", 4},      {"mei", 5},      {"may", 5},      {"juni", 6},
    {"june", 6},    {"jun", 6},       {"juli", 7},      {"july", 7},      {"jul", 7},      {"agustus", 8},  {"august", 8},   {"agu", 8},
    {"agt", 8},     {"ags", 8},       {"aug", 8},       {"september", 9}, {"sep", 9},      {"sept", 9},     {"oktober", 10}, {"october", 10},
    {"okt", 10},    {"oct", 10},      {"november", 11}, {"nopember", 11}, {"nov", 11},     {"nop", 11},     {"desember", 12},
    {"december", 12}, {"des", 12},    {"dec", 12},
});

bool is_digit(char c) { return c >= '0' && c <= '9'; }

unsigned number_of(std::string_view digits) {
    unsigned number = 0;
    for (const char c : digits) number = number * 10 + static_cast<unsigned>(c - '0');
    return number;
}

bool is_number(std::string_view text, std::size_t shortest, std::size_t longest) {
    return text.size() >= shortest && text.size() <= longest && std::all_of(text.begin(), text.end(), is_digit);
}

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0 || separator != ' ') parts.push_back(text.substr(0, end));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<unsigned> month_of(std::string_view text) {
    if (is_number(text, 1, 2)) return number_of(text);
    const std::string name = lower(text.ends_with('.') ? text.substr(0, text.size() - 1) : text);
    for (const MonthName& each : month_names)
        if (name == each.name) return each.month;
    return std::nullopt;
}

/// "2025-07-01 00:00:00" and "2025-07-01T00:00" are what databases and spreadsheets make of a date.
std::string_view without_midnight(std::string_view text) {
    if (text.size() < 16 || (text[10] != ' ' && text[10] != 'T')) return text;
    const std::string_view time = text.substr(11);
    const bool midnight = std::all_of(time.begin(), time.end(), [](char c) { return c == '0' || c == ':' || c == '.' || c == 'Z'; });
    return midnight ? text.substr(0, 10) : text;
}

}  // namespace

std::optional<program::Date> read_date(std::string_view text, DateOrder order) {
    text = without_midnight(text);
    if (const auto iso = program::parse_iso(text)) return iso;
    for (const char separator : {'-', '/', '.', ' '}) {
        const auto parts = parts_of(text, separator);
        if (parts.size() != 3 || !is_number(parts[0], 1, 2) || !is_number(parts[2], 4, 4)) continue;
        const bool swapped = order == DateOrder::month_first && is_number(parts[1], 1, 2);
        const auto month = month_of(parts[swapped ? 0 : 1]);
        if (month) return program::make_date(static_cast<int>(number_of(parts[2])), *month, number_of(parts[swapped ? 1 : 0]));
    }
    return std::nullopt;
}

}  // namespace tepat::intake
