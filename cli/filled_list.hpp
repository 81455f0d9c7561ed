// SPDX-License-Identifier: Apache-2.0
// A task list that came back: its rows with the columns people fill in, wherever they stand by now. XLSX (every sheet that is such a list, also
// hidden ones) or CSV. Filters, hidden rows and the order of rows and columns play no part: what is in the file is read.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/list_columns.hpp"
#include "dsl/diagnostics/diagnostic.hpp"
#include "engine/intake/row_source.hpp"

namespace tepat::cli {

struct FilledRow {
    std::size_t line = 0;                        ///< as the spreadsheet or an editor counts, from 1
    std::optional<diagnostics::Phrase> broken;   ///< why its cells cannot be had
    std::array<intake::SourceCell, list_columns.size()> cells;  ///< by ListColumn; text without blanks around it

    const intake::SourceCell& operator[](ListColumn column) const { return cells[static_cast<std::size_t>(column)]; }
    const std::string& text(ListColumn column) const { return (*this)[column].text; }
};

/// Where the columns of one sheet stand.
struct FilledSheet {
    std::string label;  ///< for people: the file, and the sheet when it is not the first list of the file
    std::array<std::optional<std::uint32_t>, list_columns.size()> at{};

    std::optional<std::uint32_t> position(ListColumn column) const { return at[static_cast<std::size_t>(column)]; }
    /// As a spreadsheet calls it: F. Empty when the list has no such column.
    std::string letters(ListColumn column) const;
};

struct FilledListReader {
    std::function<void(const FilledSheet& sheet, const FilledRow& row)> row;
    /// After the rows of a sheet: its cells that are one over several rows.
    std::function<void(const FilledSheet& sheet, const std::vector<workbook::MergedCells>& merged)> end;
};

/// `label`: what the file is called in messages. Failure R5152..R5154 (exit 1) and those of XlsxReader and CsvReader. Memory does not grow with
/// the list. The header is looked for in the first 50 rows.
void read_filled_list(const std::string& path, const std::string& label, Language language, const FilledListReader& reader);

/// The spreadsheets of a folder (no hidden and temporary files), those of other kinds too, sorted by name; of a file: itself. Failure R5001, R5155.
std::vector<std::string> lists_at(const std::string& path);
/// Neither .xlsx nor .csv, but something that lists are kept in: .ods, .xls, .xlsm, ...
bool is_other_spreadsheet(const std::string& path);

}  // namespace tepat::cli
