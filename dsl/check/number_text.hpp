// SPDX-License-Identifier: Apache-2.0
// Text of number and date literals -> scaled integers and dates. No diagnostics here: literals.cpp reports.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dsl/program/date.hpp"

namespace tepat::check {

enum class NumberProblem : std::uint8_t { none, too_large, too_many_decimals };
struct ScaledNumber {
    std::int64_t number = 0;
    int scale = 0;
    NumberProblem problem = NumberProblem::none;
};

/// `12`, `1_500`, `-0.25`; decimals after `mark`, other marks are skipped.
ScaledNumber scaled_number(std::string_view text, char mark);
ScaledNumber percent_number(std::string_view text);  ///< `30%` -> 0.30
ScaledNumber money_number(std::string_view text);    ///< `Rp1,5 juta` -> 1500000.00, always scale 2

/// `2025-07-01`, `17-08-1985`, `1 Juli 2025`; nothing when there is no such day.
std::optional<program::Date> date_of(std::string_view text);

}  // namespace tepat::check
