// SPDX-License-Identifier: Apache-2.0
// Date arithmetic for the oracle, written with the standard calendar types so that it shares nothing with dsl/program/date.
// Dates are days since 1970-01-01.
#pragma once

#include <cstdint>
#include <optional>

#include "dsl/program/program.hpp"

namespace tepat::oracle {

/// Nothing when the result lies outside the years 1..9999.
std::optional<std::int64_t> shift_date(std::int64_t days, std::int64_t amount, program::CalendarUnit unit);
std::int64_t between_dates(program::DateFunction function, std::int64_t from, std::int64_t to);

}  // namespace tepat::oracle
