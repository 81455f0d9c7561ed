// SPDX-License-Identifier: Apache-2.0
// <sheetData><row r="2"><c r="B2" s="1" t="s"><v>5</v></c>...: places are optional in the format, but must ascend.
#include "engine/workbook/sheet_rows.hpp"

#include <charconv>
#include <cstring>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/workbook/number_formats.hpp"

namespace tepat::workbook {
namespace {

using diagnostics::Phrase;

constexpr std::size_t most_lines = 1'048'576;
constexpr std::uint32_t most_columns = 16'384;
constexpr std::size_t most_merged = 1'000'000;  // no sheet has room for more that take two rows each
constexpr std::size_t longest_text = 1024 * 1024;  // Excel: 32,767 characters

[[noreturn]] void out_of_bounds(const Package& package, const std::string& place) {
    throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::workbook_out_of_bounds, {package.path(), place});
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc() && end == text.data() + text.size();
}

char type_of(const char* type) {
    if (type == nullptr) return 'n';
    if (std::strcmp(type, "inlineStr") == 0) return 'i';
    if (std::strcmp(type, "str") == 0) return 't';
    return type[0];
}

}  // namespace

bool read_place(std::string_view place, std::uint32_t& column, std::size_t& line) {
    std::uint32_t letters = 0;
    std::size_t i = 0;
    for (; i < place.size() && place[i] >= 'A' && place[i] <= 'Z'; ++i) {
        letters = letters * 26 + static_cast<std::uint32_t>(place[i] - 'A' + 1);
        if (letters > most_columns) return false;
    }
    if (i == 0) return false;
    column = letters - 1;
    return read_number(place.substr(i), line) && line >= 1 && line <= most_lines;
}

void SheetRows::begin(std::string_view name, const Attributes& attributes) {
    if (!in_rows_) {
        in_rows_ = name == "sheetData";
        if (name == "mergeCell") note_merged(attributes.find("ref"));
    } else if (in_cell_) {
        if (name == "v") into_ = Into::value;
        else if (name == "t" && aids_ == 0) into_ = Into::inline_text;
        else if (name == "f") cell_.formula = true;
        else if (name == "rPh") ++aids_;
    } else if (name == "c") {
        begin_cell(attributes);
    } else if (name == "row") {
        begin_row(attributes.find("r"));
    }
}

void SheetRows::end(std::string_view name) {
    if (name == "v" || name == "t") into_ = Into::nothing;
    else if (name == "rPh") --aids_;
    else if (name == "c" && in_cell_) end_cell();
    else if (name == "row" && in_rows_) end_row();
    else if (name == "sheetData") in_rows_ = false;
}

void SheetRows::text(std::string_view piece) {
    if (into_ == Into::nothing) return;
    if (cell_.text.size() + piece.size() > longest_text) meanings_.package.unsafe(Phrase::workbook_long_token, part_);
    cell_.text += piece;
}

void SheetRows::begin_row(const char* place) {
    std::size_t line = last_line_ + 1;
    if (place != nullptr && !read_number<std::size_t>(place, line)) meanings_.package.damaged(Phrase::workbook_bad_order, part_);
    if (line > most_lines) out_of_bounds(meanings_.package, std::to_string(line));
    if (line <= last_line_) meanings_.package.damaged(Phrase::workbook_bad_order, part_);
    last_line_ = row_.line = line;
    last_column_ = -1;
}

std::uint32_t SheetRows::column_of(const char* place) const {
    std::uint32_t column = static_cast<std::uint32_t>(last_column_ + 1);
    std::size_t line = 0;
    if (place != nullptr && !read_place(place, column, line)) out_of_bounds(meanings_.package, place);
    if (column >= most_columns) out_of_bounds(meanings_.package, std::to_string(column + 1));
    if (column <= last_column_) meanings_.package.damaged(Phrase::workbook_bad_order, part_);
    return column;
}

void SheetRows::begin_cell(const Attributes& attributes) {
    in_cell_ = true;
    cell_.text.clear();
    cell_.formula = false;
    cell_.column = column_of(attributes.find("r"));
    last_column_ = cell_.column;
    type_ = type_of(attributes.find("t"));
    style_ = 0;
    if (const char* style = attributes.find("s")) read_number<std::size_t>(style, style_);
}

void SheetRows::shared_text(SheetCell& cell) const {
    std::size_t number = 0;
    if (!read_number<std::size_t>(cell.text, number) || number >= meanings_.texts.size())
        meanings_.package.damaged(Phrase::workbook_bad_reference, part_);
    cell.text = meanings_.texts.at(number);
}

void SheetRows::give_value(SheetCell& cell) {
    cell.kind = CellKind::text;
    if (type_ == 's') return shared_text(cell);
    if (type_ == 'i' || type_ == 't') return unescape(cell.text);
    if (type_ == 'b') cell.kind = CellKind::yes_no;
    else if (type_ == 'e') cell.kind = CellKind::error;
    else if (type_ == 'd') cell.kind = CellKind::date;
    if (type_ != 'n') return;
    const bool shown_as_date = style_ < meanings_.date_styles.size() && meanings_.date_styles[style_];
    const std::string date = shown_as_date ? date_of_serial(cell.text, meanings_.since_1904) : "";
    cell.kind = date.empty() ? CellKind::number : CellKind::date;
    cell.text = date.empty() ? plain_number(cell.text) : date;
}

void SheetRows::end_cell() {
    in_cell_ = false;
    into_ = Into::nothing;
    if (!cell_.text.empty()) give_value(cell_);
    else cell_.kind = CellKind::text;
    if (!cell_.text.empty() || cell_.formula) row_.cells.push_back(cell_);
}

void SheetRows::end_row() {
    if (row_.cells.empty()) return;
    rows_.push_back(std::move(row_));
    if (spare_.empty()) {
        row_ = {};
    } else {
        row_ = std::move(spare_.back());
        spare_.pop_back();
    }
    row_.cells.clear();
}

/// `B5:B9`. What stays within one row is of no matter, what is no such place neither.
void SheetRows::note_merged(const char* places) {
    const std::string_view both = places == nullptr ? "" : places;
    const std::size_t colon = both.find(':');
    MergedCells cells;
    if (colon == std::string_view::npos || merged_.size() == most_merged) return;
    if (!read_place(both.substr(0, colon), cells.first_column, cells.first_line)) return;
    if (!read_place(both.substr(colon + 1), cells.last_column, cells.last_line)) return;
    if (cells.first_line < cells.last_line) merged_.push_back(cells);
}

bool SheetRows::take(SheetRow& row) {
    if (rows_.empty()) return false;
    if (spare_.size() < 64) spare_.push_back(std::move(row));
    row = std::move(rows_.front());
    rows_.pop_front();
    return true;
}

}  // namespace tepat::workbook
