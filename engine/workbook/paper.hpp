// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: widths of columns and heights of rows, in points, as they come out on A4.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "engine/workbook/xlsx_writer.hpp"

namespace tepat::workbook {

inline constexpr double cell_size = 10;       // points
inline constexpr double line_height = 12.75;  // of such letters
inline constexpr double reserve = 1.06;       // programs round the widths of letters to the pixels of a screen
inline constexpr double bold_letters = 1.05;  // so much wider
inline constexpr double filter_button = 13;   // points

inline constexpr double left_margin = 0.6, right_margin = 0.45;  // inches; the left one has holes punched into it
inline constexpr double paper_points = 765;                      // 27 cm: A4 landscape between them

/// For letters, and with the edges: a column as wide as n digits of Calibri 11 has 7 pixels of 0.75 points each, and 5 more at its edges.
inline double room_of(double width) { return width * 5.25; }
inline double points_of(double width) { return room_of(width) + 3.75; }

/// How many columns are printed, hidden ones among them.
inline std::size_t printed(const SheetForm& form) { return form.printed_columns == 0 ? form.columns.size() : form.printed_columns; }
/// Gives the flexible ones of the printed columns what the others leave of the paper (SheetForm).
void fit_to_paper(SheetForm& form);

/// For the text that takes the most lines in its room; 0: one line. Not every program fits rows to wrapped text by itself.
double height_of(const std::vector<std::pair<std::string_view, double>>& texts_and_rooms);

/// Of the letters of a text outside the table.
double size_of(Weight weight);

}  // namespace tepat::workbook
