// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: one row of a file -> the cells of one table, with what was wrong with them.
#pragma once

#include <string>
#include <vector>

#include "engine/intake/cell_text.hpp"
#include "engine/intake/findings.hpp"
#include "engine/intake/layout.hpp"

namespace tepat::intake {

struct Noted {
    Check check;
    const Column* column;
    std::string detail;
};

/// What came of a row. `problem`: it cannot go in.
struct RowCells {
    std::vector<store::Cell> cells;
    std::optional<Problem> problem;
    std::string problem_column;
    std::vector<Noted> findings;                                            ///< cells left unknown
    std::vector<std::pair<std::string, diagnostics::Phrase>> remarks;       ///< cells that could be read two ways
    std::size_t formulas = 0;                                               ///< cells taken from a formula's saved value
};

class RowReader {
public:
    /// `lenient`: a cell that cannot be read is left unknown and noted, instead of stopping its row; NIK and nomor KK have to be whole.
    RowReader(const program::Program& program, const TableColumns& table, CellStyle style, bool lenient)
        : program_(program), table_(table), style_(style), lenient_(lenient) {}
    void read(const SourceRow& row, RowCells& out) const;

private:
    Read read_column(const Column& column, const SourceRow& row, RowCells& out) const;
    Read read_text(const Column& column, const std::string& text, workbook::CellKind kind, RowCells& out) const;
    Read read_value(const Column& column, std::string_view text, workbook::CellKind kind) const;
    Read read_number_of(const Column& column, std::string_view text, workbook::CellKind kind, RowCells& out) const;
    Read read_sum(const Column& column, std::string_view text) const;
    bool needed(const Column& column) const;

    const program::Program& program_;
    const TableColumns& table_;
    CellStyle style_;
    bool lenient_;
};

/// What may be shown of a cell in a report: all of it, a masked number, or nothing (sensitive).
std::string shown(const program::Fact* fact, std::string_view text);

}  // namespace tepat::intake
