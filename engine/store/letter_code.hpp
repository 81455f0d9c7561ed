// SPDX-License-Identifier: Apache-2.0
// Codes in a column of a list that comes back: `7K2M-9QXD-04TB-WH5E`, groups of four letters of Crockford's base 32 (no I, L, O, U), 20 bits a group.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tepat::store {

/// The first 5 bits of each byte of a hash, as letters.
std::string letters_of(std::string_view bytes);
/// Letters in groups of four, hyphens between.
std::string in_groups(std::string_view letters);
/// What stands in a cell, as in_groups writes it: small letters, blanks, missing or other hyphens, and O, I, L for 0, 1, 1 are forgiven.
/// Nothing when it is not a whole code of so many groups.
std::optional<std::string> read_letter_code(std::string_view written, std::size_t groups);

}  // namespace tepat::store
