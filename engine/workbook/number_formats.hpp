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

/// 31276 -> 1985-08-17; with a fraction the time too. Empty when it is no day of the calendar (before 1900, the 29 February 1900 that never
/// was, after 9999). `since_1904`: the other of the two calendars.
std::string date_of_serial(std::string_view stored, bool since_1904);

}  // namespace tepat::workbook
