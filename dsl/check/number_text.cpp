// SPDX-License-Identifier: Apache-2.0
// Reads the text of numbers, money and dates (number_text.hpp).
#include "dsl/check/number_text.hpp"

#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "dsl/check/literals.hpp"

namespace tepat::check {
namespace {

constexpr int most_decimals = program::decimal_scale;
constexpr ScaledNumber too_large{0, 0, NumberProblem::too_large};
constexpr ScaledNumber too_many_decimals{0, 0, NumberProblem::too_many_decimals};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

/// The words and numbers of a literal: `1 Juli 2025` -> 1, juli, 2025.
std::vector<std::string> pieces(std::string_view text) {
    std::vector<std::string> result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        if (at == begin)
            while (at < text.size() && is_letter(text[at])) ++at;
        if (at == begin)
            ++at;
        else
            result.push_back(lower(text.substr(begin, at - begin)));
    }
    return result;
}

int magnitude(std::string_view text) {
    for (const std::string& piece : pieces(text)) {
        if (piece == "juta" || piece == "million") return 6;
        if (piece == "miliar" || piece == "billion") return 9;
    }
    return 0;
}

unsigned month_of(const std::string& word) {
    constexpr std::array<std::array<const char*, 2>, 12> months{{{"januari", "january"},
                                                                {"februari", "february"},
                                                                {"maret", "march"},
                                                                {"april", "april"},
                                                                {"mei", "may"},
                                                                {"juni", "june"},
                                                                {"juli", "july"},
                                                                {"agustus", "august"},
                                                                {"september", "september"},
                                                                {"oktober", "october"},
                                                                {"november", "november"},
                                                                {"desember", "december"}}};
    for (unsigned month = 0; month < 12; ++month)
        if (word == months[month][0] || word == months[month][1]) return month + 1;
    return 0;
}

/// At most four digits, so it fits; 0 (never a valid part of a date) otherwise.
unsigned small_number(const std::string& text) {
    if (text.empty() || text.size() > 4) return 0;
    unsigned number = 0;
    for (char c : text) {
        if (!is_digit(c)) return 0;
        number = number * 10 + static_cast<unsigned>(c - '0');
    }
    return number;
}

}  // namespace

ScaledNumber scaled_number(std::string_view text, char mark) {
    ScaledNumber result;
    bool negative = false, decimals = false;
    for (char c : text) {
        if (c == '-') negative = true;
        if (c == mark) decimals = true;
        if (!is_digit(c)) continue;
        if (decimals && ++result.scale > most_decimals) return too_many_decimals;
        const int digit = negative ? '0' - c : c - '0';
        if (__builtin_mul_overflow(result.number, 10, &result.number) || __builtin_add_overflow(result.number, digit, &result.number))
            return too_large;
    }
    return result;
}

ScaledNumber percent_number(std::string_view text) {
    ScaledNumber result = scaled_number(text, '.');
    if (result.problem != NumberProblem::none) return result;
    result.scale += 2;
    return result.scale > most_decimals ? too_many_decimals : result;
}

ScaledNumber money_number(std::string_view text) {
    const ScaledNumber written = scaled_number(text, ',');
    if (written.problem != NumberProblem::none) return written;
    std::int64_t number = written.number;
    int shift = magnitude(text) + program::rupiah_scale - written.scale;
    for (; shift > 0; --shift)
        if (__builtin_mul_overflow(number, 10, &number)) return too_large;
    for (; shift < 0; ++shift) {
        if (number % 10 != 0) return too_many_decimals;
        number /= 10;
    }
    return {number, program::rupiah_scale, NumberProblem::none};
}

std::optional<program::Date> date_of(std::string_view text) {
    const std::vector<std::string> parts = pieces(text);
    if (parts.size() != 3) return std::nullopt;
    const bool year_first = parts[0].size() == 4 && is_digit(parts[0][0]);
    const std::string& year = year_first ? parts[0] : parts[2];
    const std::string& day = year_first ? parts[2] : parts[0];
    const unsigned month = is_letter(parts[1][0]) ? month_of(parts[1]) : small_number(parts[1]);
    return program::make_date(static_cast<int>(small_number(year)), month, small_number(day));
}

std::optional<std::int64_t> rescaled(std::int64_t number, int from, int to) {
    for (; from < to; ++from)
        if (__builtin_mul_overflow(number, 10, &number)) return std::nullopt;
    for (; from > to; --from) {
        if (number % 10 != 0) return std::nullopt;
        number /= 10;
    }
    return number;
}

}  // namespace tepat::check
