// SPDX-License-Identifier: Apache-2.0
// Where the cells of a CSV file are, for tables whose rows staff keep in a spreadsheet: the counterpart of lay_out for `dari "x.csv"`.
//
// The `normal` text has the length of the file, so offsets agree: a cell's own quotation marks, separators and line ends are
// blanks, a doubled quotation mark is one. Comma or semicolon, whichever the first line uses (a semicolon there wins).
#pragma once

#include "dsl/text/layout.hpp"

namespace tepat::text {

struct CsvRow {
    Span span;
    std::vector<Span> cells;  ///< without blanks around them; empty cells are empty spans
};

struct CsvLayout {
    Chunk chunk;
    std::vector<CsvRow> rows;  ///< without blank lines; empty cells beyond those of the first row are left out
    std::vector<TextProblem> problems;
};

/// O(bytes). A file with an encoding problem has no rows.
CsvLayout lay_out_csv(const SourceFile& file);

}  // namespace tepat::text
