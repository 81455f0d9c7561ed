// SPDX-License-Identifier: Apache-2.0
// Rows of a CSV file or of a workbook's sheet, alike from here on: for imports, and for lists that come back.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "engine/workbook/xlsx_reader.hpp"

namespace tepat::intake {

using workbook::CellKind;

struct SourceCell {
    std::string text;
    CellKind kind = CellKind::text;
    bool formula = false;
};
struct SourceRow {
    std::size_t line = 0;  ///< from 1, as an editor or a spreadsheet counts
    std::vector<SourceCell> cells;
    std::optional<diagnostics::Phrase> broken;  ///< why its cells cannot be had
    std::string raw;                            ///< CSV: as written

    /// The row for people to read: as written, or its cells with semicolons between.
    std::string shown() const;
};

class RowSource {
public:
    virtual ~RowSource() = default;
    /// The next row with something in it; false at the end. `row` is reused.
    virtual bool next(SourceRow& row) = 0;
    virtual std::string sheet() const { return ""; }               ///< which sheet is read
    virtual std::vector<std::string> other_sheets() const { return {}; }
    virtual bool windows_1252() const { return false; }
    virtual std::vector<workbook::MergedCells> merged() const { return {}; }  ///< once next() said false
};

/// A workbook when the file begins like one (whatever its name), else CSV. `sheet`: name or number; empty: the first that is not hidden.
std::unique_ptr<RowSource> open_rows(const std::string& path, const std::string& sheet);

}  // namespace tepat::intake
