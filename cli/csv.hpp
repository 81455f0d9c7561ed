// SPDX-License-Identifier: Apache-2.0
// CSV cells as RFC 4180 wants them.
#pragma once

#include <string>

namespace tepat::cli {

inline constexpr const char* utf8_bom = "\xEF\xBB\xBF";  ///< without it Excel reads a CSV in the computer's old code page

/// Quoted when it has the separator, a quote or a line end.
std::string csv_cell(const std::string& text, char separator = ',');
/// The same for files that people open in a spreadsheet: a cell that would be taken for a formula gets an apostrophe in front.
std::string csv_cell_for_people(const std::string& text, char separator = ',');

}  // namespace tepat::cli
