// SPDX-License-Identifier: Apache-2.0
// Types of expressions. Numbers are exact: an int64 counted in units of 10^-scale.
#pragma once

#include <cstdint>

#include "dsl/program/ids.hpp"

namespace tepat::program {

/// error absorbs every operation silently, so one mistake is reported once.
/// A set's value is a bit set over its choices (bit i: choice i; at most max_set_values of them). A reference has no value of its own:
/// it is followed (Via) or asked whether it is known.
enum class TypeKind : std::uint8_t { error, yes_no, number, rupiah, date, text, choice, set, reference };

inline constexpr int max_set_values = 62;

inline constexpr int rupiah_scale = 2;
inline constexpr int decimal_scale = 6;
inline constexpr int max_scale = 12;

struct Type {
    TypeKind kind = TypeKind::error;
    std::uint8_t scale = 0;   ///< decimals, of number and rupiah (bilangan 0, desimal 6, rupiah 2; products add)
    bool quotient = false;    ///< a quotient has no digits: it may only be compared or rounded
    ChoicesId choices = {};   ///< of choice and set

    bool is_numeric() const { return kind == TypeKind::number || kind == TypeKind::rupiah; }
    friend bool operator==(const Type&, const Type&) = default;
};

}  // namespace tepat::program
