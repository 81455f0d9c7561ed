// SPDX-License-Identifier: Apache-2.0
// 16 digits are a NIK or a nomor KK, wherever they stand: files of DTSEN and Regsosek have no other key. Whoever writes a text that came from
// the data writes it through here or through secrecy.hpp (decisions 76 and 100).
#pragma once

#include <string>
#include <string_view>

namespace tepat::program {

/// Exactly 16 digits and nothing else.
bool is_identity_number(std::string_view text);
/// 157107******0001: of 16 digits the first six and the last four.
std::string masked_identity(std::string_view number);

/// Every number of 16 digits in the text masked as above. A number is what has no digit before and after it, or digits with the same blank, dot or
/// dash between. Longer ones stay (keys of P3KE may have 17) unless `longer`: then all of 16 or more, whatever blanks, dots and dashes stand between their
/// digits, lose those between the sixth and the last four.
std::string without_identity_numbers(std::string_view text, bool longer = false);
/// There is one that would be masked: 1571071234560001, or a key made of it, 1571071234560001|PKH.
bool holds_identity_number(std::string_view text);

}  // namespace tepat::program
