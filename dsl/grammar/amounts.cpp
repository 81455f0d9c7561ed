// SPDX-License-Identifier: Apache-2.0
#include "dsl/grammar/amounts.hpp"

#include <algorithm>
#include <utility>

#include "dsl/grammar/tokens.hpp"

namespace tepat::grammar {

namespace {

/// `1500000` as 1.500.000.
std::string grouped(std::string digits) {
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ".");
    return digits;
}

}  // namespace

std::optional<std::string> thousandfold(std::string_view written) {
    std::string number(written);
    const std::size_t dot = number.rfind('.');
    if (number.find(',') == std::string::npos && dot != std::string::npos && number.size() - dot != 4) number[dot] = ',';
    const std::size_t comma = number.find(',');
    std::string whole = number.substr(0, comma), fraction = comma == std::string::npos ? "" : number.substr(comma + 1);
    std::erase_if(whole, [](char c) { return c == '.' || c == '_'; });
    if (whole.empty() || whole.size() > 12 || fraction.size() > 3 || !std::all_of(fraction.begin(), fraction.end(), is_digit)) return std::nullopt;
    fraction.resize(3, '0');
    const std::string all = whole + fraction;
    const std::size_t first = std::min(all.find_first_not_of('0'), all.size() - 1);
    return "Rp" + grouped(all.substr(first));
}

std::optional<std::string> iso_date(const std::string& slashed) {
    const std::size_t first = slashed.find('/'), second = slashed.find('/', first + 1);
    if (second == std::string::npos || slashed.size() - second != 5) return std::nullopt;
    int day = std::stoi(slashed.substr(0, first)), month = std::stoi(slashed.substr(first + 1, second - first - 1)), year = std::stoi(slashed.substr(second + 1));
    if (month > 12 && day <= 12) std::swap(day, month);  // month first
    constexpr int longest[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12 || day < 1 || day > longest[month - 1] + (leap && month == 2 ? 1 : 0)) return std::nullopt;
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return slashed.substr(second + 1) + "-" + two(month) + "-" + two(day);
}

}  // namespace tepat::grammar
