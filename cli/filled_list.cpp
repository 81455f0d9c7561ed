// SPDX-License-Identifier: Apache-2.0
#include "cli/filled_list.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "cli/session.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "engine/intake/cell_text.hpp"

namespace tepat::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t rows_for_header = 50;

std::string extension_of(const std::string& path) { return intake::lower(fs::path(path).extension().string()); }

/// Without blanks around and without the apostrophe that kept a cell from being a formula.
std::string cleaned(std::string_view text) {
    text = intake::trimmed(text);
    if (text.size() > 1 && text[0] == '\'' && std::strchr("=+-@'", text[1]) != nullptr) text.remove_prefix(1);
    return std::string(text);
}

class ListSheet {
public:
    ListSheet(std::string label, Language language) : language_(language) { sheet_.label = std::move(label); }

    /// Reads on to the header; false when there is none.
    bool find_header(intake::RowSource& rows) {
        intake::SourceRow row;
        for (std::size_t i = 0; i < rows_for_header && rows.next(row); ++i)
            if (is_header(row)) return true;
        return false;
    }

    void read(intake::RowSource& rows, const FilledListReader& reader) {
        intake::SourceRow row;
        FilledRow filled;
        while (rows.next(row)) {
            fill(row, filled);
            reader.row(sheet_, filled);
        }
        reader.end(sheet_, rows.merged());
    }

private:
    /// The row that has the check code's title; then the others have to be there too, each once.
    bool is_header(const intake::SourceRow& row) {
        const auto has_code = [](const intake::SourceCell& cell) { return column_titled(cell.text) == ListColumn::code; };
        if (row.broken || std::none_of(row.cells.begin(), row.cells.end(), has_code)) return false;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::optional<ListColumn> column = column_titled(row.cells[i].text);
            if (!column) continue;
            auto& at = sheet_.at[static_cast<std::size_t>(*column)];
            if (at) throw Failure(Exit::user, Code::list_column_twice, {sheet_.label, std::string(title_of(*column, language_))});
            at = static_cast<std::uint32_t>(i);
        }
        for (const ListColumn needed : {ListColumn::task, ListColumn::decision})
            if (!sheet_.position(needed)) throw Failure(Exit::user, Code::list_without_column, {sheet_.label, std::string(title_of(needed, language_))});
        return true;
    }

    void fill(intake::SourceRow& row, FilledRow& filled) const {
        filled.line = row.line;
        filled.broken = row.broken;
        for (std::size_t i = 0; i < filled.cells.size(); ++i) {
            const auto& at = sheet_.at[i];
            filled.cells[i] = at && *at < row.cells.size() && !row.broken ? std::move(row.cells[*at]) : intake::SourceCell{};
            filled.cells[i].text = cleaned(filled.cells[i].text);
        }
    }

    Language language_;
    FilledSheet sheet_;
};

}  // namespace

std::string FilledSheet::letters(ListColumn column) const {
    std::string letters;
    if (const auto at = position(column))
        for (std::uint32_t rest = *at + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

void read_filled_list(const std::string& path, const std::string& label, Language language, const FilledListReader& reader) {
    std::unique_ptr<intake::RowSource> rows = intake::open_rows(path, "");
    const std::vector<std::string> others = rows->other_sheets();
    bool found = false;
    for (std::size_t i = 0; i <= others.size(); ++i) {
        if (i > 0) rows = intake::open_rows(path, others[i - 1]);
        ListSheet sheet(found ? label + " [" + rows->sheet() + ']' : label, language);
        if (!sheet.find_header(*rows)) continue;
        found = true;
        sheet.read(*rows, reader);
    }
    if (!found) throw Failure(Exit::user, Code::list_without_code, {label, std::string(title_of(ListColumn::code, language))});
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

bool is_other_spreadsheet(const std::string& path) {
    constexpr const char* others[] = {".ods", ".xls", ".xlsm", ".xlsb", ".xltx", ".fods", ".numbers"};
    return std::find(std::begin(others), std::end(others), extension_of(path)) != std::end(others);
}

}  // namespace tepat::cli
