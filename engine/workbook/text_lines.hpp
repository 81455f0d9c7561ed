// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: how long a text is in Calibri, and where it is broken in a cell, so that rows are high enough in every program.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tepat::workbook {

/// In points, at a size in points. Letters outside ASCII count as wide ones.
double text_width(std::string_view text, double size);

/// Broken at line feeds and blanks; a word that is longer than a line is broken anywhere. At least one line. Linear in the text.
std::size_t count_lines(std::string_view text, double room, double size);
/// The same lines as texts.
std::vector<std::string> break_lines(std::string_view text, double room, double size);

}  // namespace tepat::workbook
