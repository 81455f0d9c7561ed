// SPDX-License-Identifier: Apache-2.0
// A list or a form that came back: its rows with the columns people fill in, wherever they stand by now. XLSX (every sheet that is such a list,
// also hidden ones) or CSV. Filters, hidden rows and the order of rows and columns play no part: what is in the file is read.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/diagnostic.hpp"
#include "engine/intake/row_source.hpp"

namespace tepat::intake {

/// Which columns such a list has; they are numbered from 0.
struct FilledColumns {
    std::size_t count = 0;
    std::function<std::optional<std::size_t>(std::string_view title)> titled;  ///< which one a title is; nothing: another column
    std::function<std::string(std::size_t column)> title;                      ///< for messages
    std::size_t code = 0;              ///< the row that has its title is the header
    std::vector<std::size_t> needed;   ///< must be there too
    diagnostics::Code without_code{};  ///< no sheet has such a header, or one that was ours has lost it: {file}, {title of the code}
    std::function<bool(std::string_view)> is_code;  ///< what stands below that title
};

/// Columns by number, or by an enumeration that numbers them.
struct FilledRow {
    std::size_t line = 0;                        ///< as the spreadsheet or an editor counts, from 1
    std::optional<diagnostics::Phrase> broken;   ///< why its cells cannot be had
    std::vector<SourceCell> cells;               ///< text without blanks around it

    template <class Number>
    const SourceCell& operator[](Number column) const {
        return cells[static_cast<std::size_t>(column)];
    }
    template <class Number>
    const std::string& text(Number column) const {
        return (*this)[column].text;
    }
};

/// Where the columns of one sheet stand.
struct FilledSheet {
    std::string label;  ///< for people: the file, and the sheet when it has several
    std::vector<std::optional<std::uint32_t>> at;

    template <class Number>
    std::optional<std::uint32_t> position(Number column) const {
        return at[static_cast<std::size_t>(column)];
    }
    /// As a spreadsheet calls it: F. Empty when the list has no such column.
    template <class Number>
    std::string letters(Number column) const {
        return letters_at(position(column));
    }
    static std::string letters_at(std::optional<std::uint32_t> at);
};

struct FilledReader {
    std::function<void(const FilledSheet& sheet, const FilledRow& row)> row;
    /// After the rows of a sheet: its cells that are one over several rows.
    std::function<void(const FilledSheet& sheet, const std::vector<workbook::MergedCells>& merged)> end;
};

/// `label`: what the file is called in messages. Failure R5153, R5154, `without_code` (exit 1) and those of XlsxReader and CsvReader. Memory
/// does not grow with the list. The header is looked for in the first 50 rows.
void read_filled_sheets(const std::string& path, const std::string& label, const FilledColumns& columns, const FilledReader& reader);

using LineRange = std::pair<std::size_t, std::size_t>;
/// Lines, first and last, that cells of more than one row touch in a column that is read; sorted, overlapping ranges made one.
std::vector<LineRange> merged_lines(const FilledSheet& sheet, const std::vector<workbook::MergedCells>& merged);
bool holds_line(const std::vector<LineRange>& ranges, std::size_t line);

/// The spreadsheets of a folder (no hidden and temporary files), those of other kinds too, sorted by name; of a file: itself. Failure R5001, R5155.
std::vector<std::string> lists_at(const std::string& path);
/// Of several folders and files, in their order, each once.
std::vector<std::string> lists_at(const std::vector<std::string>& paths);
/// Neither .xlsx nor .csv, but something that lists are kept in: .ods, .xls, .xlsm, ...
bool is_other_spreadsheet(const std::string& path);

}  // namespace tepat::intake
