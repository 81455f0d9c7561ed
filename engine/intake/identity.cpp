// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/identity.hpp"

#include <algorithm>
#include <array>

#include "engine/intake/cell_text.hpp"

namespace tepat::intake {
namespace {

constexpr std::size_t length = 16, kept_by_spreadsheets = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

unsigned two(std::string_view text, std::size_t at) { return static_cast<unsigned>((text[at] - '0') * 10 + text[at + 1] - '0'); }

void remove_prefix_if(std::string_view& text, std::string_view prefix) {
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
}

/// Without what people and spreadsheets put around and into a long number.
std::string bare(std::string_view text) {
    text = trimmed(text);
    for (const char* quote : {"'", "`", "\"", "\xE2\x80\x98", "\xE2\x80\x99"}) remove_prefix_if(text, quote);
    if (text.ends_with("'") || text.ends_with("\"")) text.remove_suffix(1);
    if (text.size() > 2 && (text.ends_with(".0") || text.ends_with(",0"))) text.remove_suffix(2);
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i).starts_with("\xC2\xA0")) ++i;
        else if (text[i] != ' ' && text[i] != '.' && text[i] != '-') digits += text[i];
    }
    return digits;
}

/// Days of a month in some year: a NIK does not say its century.
bool is_day_of(unsigned day, unsigned month) {
    constexpr std::array<unsigned, 13> days{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month];
}

}  // namespace

NumberOf number_named(std::string_view name) {
    const std::string title = normal_title(name);
    const auto is = [&title](auto... names) { return ((title == names) || ...); };
    if (is("nik", "noktp", "nomorindukkependudukan", "nikperbaikan", "nikkepalakeluarga", "nikkk", "b1r101", "r101", "v101", "nikibu", "nikayah"))
        return NumberOf::person;
    if (is("nomorkk", "nokk", "nomorkartukeluarga", "nokartukeluarga")) return NumberOf::family_card;
    if (is("kodekemdagri", "kodekemendagri", "kemendagrikodedesa", "kodetertulis", "kodedesa", "kodekelurahan")) return NumberOf::area;
    return NumberOf::nothing;
}

bool lost_digits(std::string_view text, workbook::CellKind kind) {
    return kind == workbook::CellKind::number && text.size() > kept_by_spreadsheets && all_digits(text) &&
           text.substr(kept_by_spreadsheets).find_first_not_of('0') == std::string_view::npos;
}

std::string_view without_point_zero(std::string_view key) {
    const bool marked = key.size() > 2 && (key.ends_with(".0") || key.ends_with(",0")) && all_digits(key.substr(0, key.size() - 2));
    return marked ? key.substr(0, key.size() - 2) : key;
}

bool is_cut_key(std::string_view text, workbook::CellKind kind) {
    text = without_point_zero(trimmed(text));
    if (is_shortened(text) || lost_digits(text, kind)) return true;
    return text.size() > length && all_digits(text) && text.substr(kept_by_spreadsheets).find_first_not_of('0') == std::string_view::npos;
}

Identity read_identity(std::string_view text, workbook::CellKind kind) {
    if (is_shortened(trimmed(text))) return {Wholeness::damaged, std::string(trimmed(text))};
    std::string digits = bare(text);
    if (lost_digits(digits, kind)) return {Wholeness::damaged, digits};
    if (digits.size() != length || !all_digits(digits)) return {Wholeness::other, std::string(trimmed(text))};
    if (digits.ends_with("0000")) return {Wholeness::damaged, digits};
    return {Wholeness::whole, digits};
}

std::optional<NikParts> parts_of_nik(std::string_view nik) {
    if (nik.size() != length || !all_digits(nik) || nik.ends_with("0000") || nik[0] == '0') return std::nullopt;
    NikParts parts{std::string(nik.substr(0, 6)), two(nik, 6), two(nik, 8), two(nik, 10), false};
    if (parts.day > 40) {
        parts.female = true;
        parts.day -= 40;
    }
    if (!is_day_of(parts.day, parts.month)) return std::nullopt;
    return parts;
}

bool is_family_card(std::string_view number) {
    return number.size() == length && all_digits(number) && !number.ends_with("0000") && number[0] != '0' && is_day_of(two(number, 6), two(number, 8));
}

std::string masked(std::string_view number) {
    if (number.size() != length) return std::string(number.substr(0, 4)) + (number.size() > 4 ? "***" : "");
    return std::string(number.substr(0, 6)) + "******" + std::string(number.substr(12));
}

std::string area_code(std::string_view text) {
    text = trimmed(text);
    remove_prefix_if(text, "'");
    if (text.ends_with(".0") && text.size() > 10) text.remove_suffix(2);
    std::string digits;
    for (const char c : text)
        if (c != '.' && c != ' ') digits += c;
    const std::size_t size = digits.size();
    return all_digits(digits) && (size == 2 || size == 4 || size == 6 || size == 10) ? digits : std::string(text);
}

bool is_village_code(std::string_view code) { return code.size() == 10 && all_digits(code) && code[6] >= '1' && code[6] <= '3'; }

}  // namespace tepat::intake
