// SPDX-License-Identifier: Apache-2.0
// A workbook (.xlsx) row by row, in memory that does not grow with the sheet. Everything a stranger controls is bounded (package.hpp,
// xml_reader.hpp); what the file says about its own sizes is never believed.
//
//     XlsxReader workbook(path);                 // Failure R5100..R5104: no workbook, locked, damaged, a bomb, unsafe
//     workbook.open_sheet(0);                    // or by name; R5105
//     for (SheetRow row; workbook.next(row);) ...     // R5102, R5106 when the sheet turns out to be damaged
//
// Formulas are never computed: a formula cell gives the value that was saved with it, and says so. About 60 MB of sheet a second.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tepat::workbook {

enum class CellKind : std::uint8_t {
    text,
    number,  ///< digits as stored: `1571`, `0.25`; an exponent is written out, 15 significant digits at most when there is a fraction
    date,    ///< a number shown as a date: `1985-08-17`, with a time `1985-08-17 07:30:00`
    yes_no,  ///< `1` or `0`
    error,   ///< `#N/A`
};

struct SheetCell {
    std::uint32_t column = 0;  ///< from 0, below 16,384
    CellKind kind = CellKind::text;
    bool formula = false;  ///< `text` is what was last computed; empty when the file was saved without
    std::string text;      ///< UTF-8
};

/// Cells that hold something, by column.
struct SheetRow {
    std::size_t line = 0;  ///< as the spreadsheet numbers it, from 1
    std::vector<SheetCell> cells;
};

/// Cells shown as one, over more than one row; only the first of them holds anything. All from 0 but the lines (from 1), ends included.
struct MergedCells {
    std::size_t first_line = 0, last_line = 0;
    std::uint32_t first_column = 0, last_column = 0;
};

struct Sheet {
    std::string name;
    bool hidden = false;
};

class XlsxReader {
public:
    explicit XlsxReader(const std::string& path);
    ~XlsxReader();
    XlsxReader(XlsxReader&&) noexcept;
    XlsxReader& operator=(XlsxReader&&) noexcept;

    /// In the workbook's order, hidden ones too.
    const std::vector<Sheet>& sheets() const;
    /// The next rows come from this sheet's beginning. By name: as written, else in any letter case, else `2` is the second sheet.
    void open_sheet(std::size_t position);
    void open_sheet(const std::string& name);
    /// The next row that has a cell with something in it; false at the end. `row` is reused: its old cells are gone.
    bool next(SheetRow& row);
    /// Of the open sheet, once next() said false; at most a million.
    const std::vector<MergedCells>& merged() const;

    std::size_t sheet() const;  ///< the open one

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The file begins as a ZIP archive or as something else that spreadsheets are kept in: whether to try XlsxReader rather than CSV.
/// Failure R5001 when it cannot be read.
bool looks_like_workbook(const std::string& path);

/// 31276 -> 1985-08-17; with a fraction the time too. Empty when it is no day of the calendar (before 1900, the 29 February 1900 that never
/// was, after 9999). `since_1904`: the other of the two calendars.
std::string date_of_serial(std::string_view stored, bool since_1904);

}  // namespace tepat::workbook
