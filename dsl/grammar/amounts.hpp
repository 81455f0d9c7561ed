// SPDX-License-Identifier: Apache-2.0
// Amounts and dates as offices write them, turned into what rules write: pure text, for the help lines of wording.cpp and mistakes.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tepat::grammar {

/// `500`, `1,5`, `1.500` times a thousand as money: `Rp500.000`, `Rp1.500`, `Rp1.500.000`; nothing when that is no whole amount.
std::optional<std::string> thousandfold(std::string_view written);

/// `31/7/2025` as 2025-07-31: day first, month first where only that is a date; nothing when it is none.
std::optional<std::string> iso_date(const std::string& slashed);

}  // namespace tepat::grammar
