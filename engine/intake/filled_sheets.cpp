// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/filled_sheets.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "dsl/diagnostics/failure.hpp"
#include "engine/intake/cell_text.hpp"

namespace tepat::intake {

namespace {

namespace fs = std::filesystem;
using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;

constexpr std::size_t rows_for_header = 50;

std::string extension_of(const std::string& path) { return lower(fs::path(path).extension().string()); }

/// Without blanks around and without the apostrophe that kept a cell from being a formula.
std::string cleaned(std::string_view text) {
    text = trimmed(text);
    if (text.size() > 1 && text[0] == '\'' && std::strchr("=+-@'", text[1]) != nullptr) text.remove_prefix(1);
    return std::string(text);
}

class ListSheet {
public:
    ListSheet(std::string label, const FilledColumns& columns) : columns_(columns) {
        sheet_.label = std::move(label);
        sheet_.at.resize(columns.count);
    }

    /// Reads on to the header; false when there is none. Of a sheet that was one of ours (it has a code, or two of the titles) that is a failure:
    /// what was filled in there would be lost without a word.
    bool find_header(RowSource& rows) {
        SourceRow row;
        bool ours = false;
        for (std::size_t i = 0; i < rows_for_header && rows.next(row); ++i) {
            if (is_header(row)) return true;
            ours = ours || was_ours(row);
        }
        if (ours) throw Failure(Exit::user, columns_.without_code, {sheet_.label, columns_.title(columns_.code)});
        return false;
    }

    void read(RowSource& rows, const FilledReader& reader) {
        SourceRow row;
        FilledRow filled;
        while (rows.next(row)) {
            fill(row, filled);
            reader.row(sheet_, filled);
        }
        reader.end(sheet_, rows.merged());
    }

private:
    /// The row that has the code's title; then the others have to be there too, each once.
    bool is_header(const SourceRow& row) {
        const auto has_code = [&](const SourceCell& cell) { return columns_.titled(cell.text) == columns_.code; };
        if (row.broken || std::none_of(row.cells.begin(), row.cells.end(), has_code)) return false;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::optional<std::size_t> column = columns_.titled(row.cells[i].text);
            if (!column) continue;
            if (sheet_.at[*column]) throw Failure(Exit::user, Code::list_column_twice, {sheet_.label, columns_.title(*column)});
            sheet_.at[*column] = static_cast<std::uint32_t>(i);
        }
        for (const std::size_t needed : columns_.needed)
            if (!sheet_.at[needed]) throw Failure(Exit::user, Code::list_without_column, {sheet_.label, columns_.title(needed)});
        return true;
    }

    bool was_ours(const SourceRow& row) const {
        const auto is_titled = [&](const SourceCell& cell) { return columns_.titled(cell.text).has_value(); };
        const auto has_code = [&](const SourceCell& cell) { return columns_.is_code(cell.text); };
        return !row.broken && (std::count_if(row.cells.begin(), row.cells.end(), is_titled) >= 2 || std::any_of(row.cells.begin(), row.cells.end(), has_code));
    }

    void fill(SourceRow& row, FilledRow& filled) const {
        filled.line = row.line;
        filled.broken = row.broken;
        filled.cells.resize(columns_.count);
        for (std::size_t i = 0; i < filled.cells.size(); ++i) {
            const auto& at = sheet_.at[i];
            filled.cells[i] = at && *at < row.cells.size() && !row.broken ? std::move(row.cells[*at]) : SourceCell{};
            filled.cells[i].text = cleaned(filled.cells[i].text);
        }
    }

    const FilledColumns& columns_;
    FilledSheet sheet_;
};

}  // namespace

std::string FilledSheet::letters_at(std::optional<std::uint32_t> at) {
    std::string letters;
    if (at)
        for (std::uint32_t rest = *at + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

void read_filled_sheets(const std::string& path, const std::string& label, const FilledColumns& columns, const FilledReader& reader) {
    std::unique_ptr<RowSource> rows = open_rows(path, "");
    const std::vector<std::string> others = rows->other_sheets();
    bool found = false;
    for (std::size_t i = 0; i <= others.size(); ++i) {
        if (i > 0) rows = open_rows(path, others[i - 1]);
        ListSheet sheet(others.empty() ? label : label + " [" + rows->sheet() + ']', columns);
        if (!sheet.find_header(*rows)) continue;
        found = true;
        sheet.read(*rows, reader);
    }
    if (!found) throw Failure(Exit::user, columns.without_code, {label, columns.title(columns.code)});
}

std::vector<LineRange> merged_lines(const FilledSheet& sheet, const std::vector<workbook::MergedCells>& merged) {
    std::vector<LineRange> ranges, joined;
    for (const workbook::MergedCells& cells : merged) {
        const auto covers = [&](const std::optional<std::uint32_t>& at) { return at && *at >= cells.first_column && *at <= cells.last_column; };
        if (std::any_of(sheet.at.begin(), sheet.at.end(), covers)) ranges.emplace_back(cells.first_line, cells.last_line);
    }
    std::sort(ranges.begin(), ranges.end());
    for (const LineRange& range : ranges) {
        if (joined.empty() || range.first > joined.back().second) joined.push_back(range);
        else joined.back().second = std::max(joined.back().second, range.second);
    }
    return joined;
}

bool holds_line(const std::vector<LineRange>& ranges, std::size_t line) {
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), LineRange(line, SIZE_MAX));
    return after != ranges.begin() && std::prev(after)->second >= line;
}

std::vector<std::string> lists_at(const std::string& path) {
    std::error_code error;
    if (!fs::is_directory(path, error)) return {path};
    std::vector<std::string> lists;
    for (auto entry = fs::directory_iterator(path, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with('.') || name.starts_with('~') || entry->is_directory(error)) continue;
        const std::string extension = extension_of(name);
        if (extension == ".xlsx" || extension == ".csv" || is_other_spreadsheet(name)) lists.push_back(entry->path().string());
    }
    if (error) throw Failure(Exit::environment, Code::cannot_read_file, {path, error.message()});
    if (lists.empty()) throw Failure(Exit::user, Code::no_lists_there, {path});
    std::sort(lists.begin(), lists.end());
    return lists;
}

std::vector<std::string> lists_at(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths)
        for (std::string& file : lists_at(path))
            if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(std::move(file));
    return files;
}

bool is_other_spreadsheet(const std::string& path) {
    constexpr const char* others[] = {".ods", ".xls", ".xlsm", ".xlsb", ".xltx", ".fods", ".numbers"};
    return std::find(std::begin(others), std::end(others), extension_of(path)) != std::end(others);
}

}  // namespace tepat::intake
