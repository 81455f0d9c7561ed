// SPDX-License-Identifier: Apache-2.0
// The four truth values, coded in two bits: `high` and `known` (01 false, 11 true, 00 unknown, 10 error).
// One value at a time here, for folding constants and for rows off the fast paths; engine/evaluate/logic.cpp does 64 rows at once.
#pragma once

#include <cstdint>

namespace tepat::plan {

/// The number is (high << 1) | known.
enum class Truth : std::uint8_t { unknown = 0, no = 1, error = 2, yes = 3 };

constexpr bool high_bit(Truth truth) { return (static_cast<std::uint8_t>(truth) & 2u) != 0; }
constexpr bool known_bit(Truth truth) { return (static_cast<std::uint8_t>(truth) & 1u) != 0; }
constexpr Truth to_truth(bool value) { return value ? Truth::yes : Truth::no; }
constexpr Truth to_truth(bool high, bool known) { return static_cast<Truth>((high ? 2 : 0) | (known ? 1 : 0)); }

constexpr Truth negated(Truth truth) {
    return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : truth;
}
/// false < error < unknown < true, the first.
constexpr Truth both(Truth a, Truth b) {
    for (const Truth truth : {Truth::no, Truth::error, Truth::unknown}) {
        if (a == truth || b == truth) return truth;
    }
    return Truth::yes;
}
/// false < unknown < error < true, the last.
constexpr Truth either(Truth a, Truth b) {
    for (const Truth truth : {Truth::yes, Truth::error, Truth::unknown}) {
        if (a == truth || b == truth) return truth;
    }
    return Truth::no;
}
/// a = b for yes_no values.
constexpr Truth same(Truth a, Truth b) {
    if (a == Truth::error || b == Truth::error) return Truth::error;
    if (a == Truth::unknown || b == Truth::unknown) return Truth::unknown;
    return to_truth(a == b);
}

}  // namespace tepat::plan
