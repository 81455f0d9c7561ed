// SPDX-License-Identifier: Apache-2.0
// Dots in groups of three are thousands, a comma is the decimal mark; only `desimal` cells read a dot as the decimal mark.
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/number_text.hpp"

#include <algorithm>
#include <string>

namespace tepat::intake {
namespace {

using diagnostics::Phrase;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// Digits with or without dots between groups of three; the dots left out. Nothing when written otherwise.
std::optional<std::string> without_groups(std::string_view text) {
    if (all_digits(text)) return std::string(text);
    std::string digits;
    for (std::size_t group = 0;; ++group) {
        const std::size_t end = std::min(text.find('.'), text.size());
        const std::string_view part = text.substr(0, end);
        const bool right = group == 0 ? end >= 1 && end <= 3 && part[0] != '0' : end == 3;
        if (!right || !all_digits(part)) return std::nullopt;
        digits += part;
        if (end == text.size()) return digits;
        text.remove_prefix(end + 1);
    }
}

/// Digits before and after the decimal mark -> a count of 10^-scale; nothing beyond 64 bits or when a digit would be lost.
std::optional<std::int64_t> scaled(bool negative, std::string_view whole, std::string_view fraction, int scale) {
    std::int64_t number = 0;
    const auto append = [&](int digit) {
        return !__builtin_mul_overflow(number, 10, &number) && !__builtin_add_overflow(number, negative ? -digit : digit, &number);
    };
    for (const char c : whole)
        if (!append(c - '0')) return std::nullopt;
    for (std::size_t i = 0; i < std::max<std::size_t>(scale, fraction.size()); ++i) {
        const int digit = i < fraction.size() ? fraction[i] - '0' : 0;
        if (i < static_cast<std::size_t>(scale) ? !append(digit) : digit != 0) return std::nullopt;
    }
    return number;
}

bool take_sign(std::string_view& text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    return negative;
}

void take_blanks(std::string_view& text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
}

NumberText result(std::optional<std::int64_t> value, Phrase problem, std::optional<Phrase> remark = {}) {
    if (!value) return {{}, problem, {}};
    return {value, {}, remark};
}

}  // namespace

NumberText read_whole(std::string_view text) {
    const bool negative = take_sign(text);
    const auto digits = without_groups(text);
    return result(digits ? scaled(negative, *digits, {}, 0) : std::nullopt, Phrase::row_whole_number);
}

NumberText read_rupiah(std::string_view text) {
    bool negative = take_sign(text);
    if (text.size() > 2 && (text[0] == 'R' || text[0] == 'r') && (text[1] == 'p' || text[1] == 'P')) {
        text.remove_prefix(text[2] == '.' ? 3 : 2);
        take_blanks(text);
        if (!negative) negative = take_sign(text);
    }
    if (text.ends_with(",-")) text.remove_suffix(2);
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view whole = text.substr(0, comma), fraction = comma < text.size() ? text.substr(comma + 1) : std::string_view();
    if (comma < text.size() && !all_digits(fraction)) return {{}, Phrase::row_money, {}};
    std::optional<Phrase> remark;
    if (fraction.size() == 3) remark = Phrase::row_ambiguous_money;
    const auto dots = std::count(whole.begin(), whole.end(), '.');
    if (dots == 1 && comma == text.size()) {
        const std::size_t dot = whole.find('.'), after = whole.size() - dot - 1;
        if (after == 3) remark = Phrase::row_ambiguous_money;
        if (after == 1 || after == 2) {
            fraction = whole.substr(dot + 1);
            whole = whole.substr(0, dot);
            remark = Phrase::row_dot_fraction;
            if (!all_digits(fraction)) return {{}, Phrase::row_money, {}};
        }
    }
    const auto digits = without_groups(whole);
    return result(digits ? scaled(negative, *digits, fraction, 2) : std::nullopt, Phrase::row_money, remark);
}

NumberText read_decimal(std::string_view text, bool decimal_comma) {
    const bool negative = take_sign(text);
    const char mark = decimal_comma ? ',' : '.';
    const std::size_t place = std::min(text.find(mark), text.size());
    const std::string_view fraction = place < text.size() ? text.substr(place + 1) : std::string_view();
    if (!decimal_comma && text.find(',') != std::string_view::npos) return {{}, Phrase::row_decimal_comma, {}};
    if (place < text.size() && !all_digits(fraction)) return {{}, Phrase::row_decimal, {}};
    const std::string_view before = text.substr(0, place);
    const auto whole = decimal_comma ? without_groups(before) : all_digits(before) ? std::optional(std::string(before)) : std::nullopt;
    return result(whole ? scaled(negative, *whole, fraction, 6) : std::nullopt, Phrase::row_decimal);
}

}  // namespace tepat::intake
