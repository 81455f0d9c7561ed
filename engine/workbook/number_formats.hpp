// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: which cell styles show a number as a date, and numbers and serial days as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/workbook/package.hpp"

namespace tepat::workbook {

/// By style number of xl/styles.xml: does it show dates?
std::vector<bool> read_date_styles(const Package& package, const std::string& part);
/// A format code such as `dd/mm/yyyy` (not `0.00`, not `h:mm` alone).
bool shows_date(std::string_view format);

/// Digits as stored, the exponent written out (1.571091708850001E15 -> 1571091708850001), at most 15 significant digits when there is a
/// fraction (0.30000000000000004 -> 0.3). What is no number stays as it is.
std::string plain_number(std::string_view stored);

}  // namespace tepat::workbook
