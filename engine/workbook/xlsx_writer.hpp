// SPDX-License-Identifier: Apache-2.0
// A workbook people print, filter and fill in: sheets with lines above a table, the table, lines below it. Written row by row in constant
// memory (a sheet's rows wait in a temporary file), complete or not at all, and byte for byte the same for the same input.
// A text is always a text: nothing that begins with = + - @ ever becomes a formula. Only a Formula is one.
// Failures: R5225 (exit 3), R5272 (exit 2), R5150 (exit 1), R5151 (exit 3); what was at `path` is then as before.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace tepat::workbook {

/// value * 10^-scale. Amounts above 2^53 lose digits in Excel itself, which knows no whole numbers.
struct Decimal {
    std::int64_t value = 0;
    int scale = 0;
};
/// Shown as dd/mm/yyyy.
struct Day {
    int year = 1900;
    unsigned month = 1, day = 1;
};
/// `text` begins with =. `saved` is the value others find in the file without computing it; empty: none was saved.
struct Formula {
    std::string text, saved;
};
/// Nothing, a text, a whole number, a decimal, a date (shown as one in any column), a formula. A text longer than Excel's 32,767
/// characters is cut and ends in "...".
using Cell = std::variant<std::monostate, std::string, std::int64_t, Decimal, Day, Formula>;

/// typed: what is typed stays a text, whatever it looks like; no date is turned about, no long number cut.
enum class Look : std::uint8_t { text, wrapped, centred, number, rupiah, date, typed };

struct Column {
    std::string header;
    double width = 12;  ///< in characters
    Look look = Look::text;
    bool hidden = false;
    bool input = false;                     ///< people fill it in: coloured
    std::vector<std::string> choices = {};  ///< a drop-down list; joined by commas at most 255 characters
    std::string hint = {};                  ///< shown when a cell of the column is chosen; at most 255 characters
    bool flexible = false;                  ///< made wider or narrower, so that the printed columns fill the paper
};

enum class Weight : std::uint8_t { plain, bold, title, small };
/// A text outside the table, beginning in a column; it runs over the empty cells to its right, and where it is alone in its row and longer
/// than the printed columns, on in further rows.
struct Placed {
    std::size_t column = 0;
    std::string text;
    Weight weight = Weight::plain;
};

/// A4; as wide as one page, the header row on every page. With flexible columns what is printed is 27 cm wide on landscape paper and its
/// letters of 10 points come out as 8, unless so many columns are printed that the flexible ones would lose a third of their width.
struct SheetForm {
    std::string name;                 ///< made fit for Excel and unique by the writer
    std::vector<Placed> head = {};    ///< a line each, above the table
    std::vector<Column> columns = {}; ///< none: lines only
    std::size_t frozen_columns = 0;
    std::string footer_left = {}, footer_right = {};  ///< {page} and {pages} are filled in when printed
    bool portrait = false;
    std::size_t printed_columns = 0;  ///< the print area: that many from the left, all rows; 0: all columns
    bool head_on_every_page = false;  ///< not only the header row
    double least_height = 0;          ///< of a row of the table, in points: where people write by hand
};

/// What one cell of a row is to be chosen from. The texts, of any number and length, stand on a hidden sheet; something else may be typed after
/// a question, for whoever sorts the rows leaves the lists where they are.
struct RowChoices {
    std::size_t column = 0;
    std::vector<std::string> texts = {};  ///< none: no list
    std::string hint = {};                ///< shown when the cell is chosen; at most 255 characters
    bool operator==(const RowChoices&) const = default;
};

struct Made {
    std::string title;                 ///< document property
    int year = 2000;                   ///< when, as document property: from the caller, no clock is read
    unsigned month = 1, day = 1;
    std::string lists = "Lists";       ///< name of the hidden sheet, when there are RowChoices
};

class XlsxWriter {
public:
    XlsxWriter(std::string path, const Made& made);
    ~XlsxWriter();  ///< without commit() nothing is left behind
    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;

    /// Ends the sheet before it.
    void sheet(const SheetForm& form);
    /// A row of the table, at most as many cells as columns. R5150 when the sheet is full.
    void row(const std::vector<Cell>& cells, const RowChoices& choices = {});
    /// The next row begins a new page; up to 1,000 times a sheet.
    void new_page();
    /// The sums below the table, in bold: not filtered and not sorted with the rows. No row() after it.
    void total(const std::vector<Cell>& cells);
    /// One row below the table; no row() after it. No texts: an empty row.
    void line(const std::vector<Placed>& texts);
    /// Reads back what was written and puts the file in its place.
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// At most 31 characters, none of []:*?/\ and no control characters; never empty. `taken` are names in use, in any case; the name is added.
std::string sheet_name(const std::string& wanted, std::vector<std::string>& taken);

}  // namespace tepat::workbook
