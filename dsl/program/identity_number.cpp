// SPDX-License-Identifier: Apache-2.0
#include "dsl/program/identity_number.hpp"

#include <algorithm>
#include <vector>

namespace tepat::program {

namespace {

constexpr std::size_t length = 16, first_shown = 6, last_shown = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Length of what may stand between two digits of one number; 0: nothing of the kind.
std::size_t separator_at(std::string_view text, std::size_t at) {
    if (text[at] == ' ' || text[at] == '.' || text[at] == '-') return 1;
    return text.substr(at).starts_with("\xC2\xA0") ? 2 : 0;
}

/// Places of the digits of the number that begins here. `mixed`: whatever separators stand between them, in any number; else the same one throughout,
/// so that two dates beside each other are no number.
std::vector<std::size_t> number_at(std::string_view text, std::size_t begin, bool mixed) {
    std::vector<std::size_t> digits;
    std::string_view separator;
    for (std::size_t at = begin; at < text.size();) {
        if (is_digit(text[at])) {
            digits.push_back(at++);
            continue;
        }
        const std::string_view here = text.substr(at, separator_at(text, at));
        const bool again = separator.empty() || (here == separator && digits.back() + 1 == at);
        if (here.empty() || (!mixed && !again)) break;
        separator = here;
        at += here.size();
    }
    return digits;
}

void mask(std::string& text, const std::vector<std::size_t>& digits, std::size_t count) {
    for (std::size_t i = first_shown; i + last_shown < count; ++i) text[digits[i]] = '*';
}

/// How many of the first digits stand together.
std::size_t together(const std::vector<std::size_t>& digits) {
    std::size_t count = 1;
    while (count < digits.size() && digits[count] == digits[count - 1] + 1) ++count;
    return count;
}

bool may_hold(std::string_view text) {
    return text.size() >= length && static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit)) >= length;
}

}  // namespace

bool is_identity_number(std::string_view text) { return text.size() == length && std::all_of(text.begin(), text.end(), is_digit); }

std::string masked_identity(std::string_view number) {
    return std::string(number.substr(0, first_shown)) + std::string(length - first_shown - last_shown, '*') + std::string(number.substr(length - last_shown));
}

std::string without_identity_numbers(std::string_view text, bool longer) {
    std::string result(text);
    if (!may_hold(text)) return result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at])) continue;
        const std::vector<std::size_t> digits = number_at(text, at, longer);
        const bool whole = digits.size() == length || (longer && digits.size() > length);
        const std::size_t count = whole ? digits.size() : together(digits);
        if (whole || count == length) mask(result, digits, count);
        at = digits[count - 1];
    }
    return result;
}

bool holds_identity_number(std::string_view text) {
    if (!may_hold(text)) return false;
    const bool plain = std::all_of(text.begin(), text.end(), is_digit);  // as nearly all keys are
    return plain ? text.size() == length : without_identity_numbers(text) != text;
}

}  // namespace tepat::program
