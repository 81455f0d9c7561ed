// SPDX-License-Identifier: Apache-2.0
#include "cli/sample/table_file.hpp"

#include <charconv>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/program/date.hpp"

namespace tepat::sample {

namespace {

constexpr const char* unfinished = ".unfinished";

[[noreturn]] void cannot_write(const std::string& path) {
    throw diagnostics::Failure(diagnostics::Exit::environment, diagnostics::Code::cannot_write_file,
                               {path, std::string(errno != 0 ? std::strerror(errno) : "I/O")});
}

std::string shown_date(const std::string& iso) { return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4); }

workbook::Cell sheet_cell(const FileCell& cell) {
    switch (cell.kind) {
        case FileCell::Kind::nothing: return {};
        case FileCell::Kind::text: return cell.text;
        case FileCell::Kind::number: {
            std::int64_t number = 0;
            std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), number);
            return number;
        }
        case FileCell::Kind::date: {
            const program::CivilDate day = program::to_civil(*program::parse_iso(cell.text));
            return workbook::Day{day.year, day.month, day.day};
        }
        case FileCell::Kind::formula: return workbook::Formula{"=TRIM(\"" + cell.text + "\")", cell.text};
        case FileCell::Kind::formula_unsaved: return workbook::Formula{"=VLOOKUP(A2,Daftar!A:B,2,FALSE)", ""};
    }
    return {};
}

/// What a spreadsheet writes when it saves as CSV; a value it does not have is empty.
std::string csv_text(const FileCell& cell) {
    if (cell.kind == FileCell::Kind::date) return shown_date(cell.text);
    return cell.kind == FileCell::Kind::formula_unsaved ? "" : cell.text;
}

std::string quoted(const std::string& text, char separator) {
    if (text.find_first_of("\"\r\n") == std::string::npos && text.find(separator) == std::string::npos) return text;
    std::string all = "\"";
    for (const char c : text) all += c == '"' ? std::string("\"\"") : std::string(1, c);
    return all + '"';
}

}  // namespace

TableFile::TableFile(TableForm form) : form_(std::move(form)) { begin(); }

TableFile::~TableFile() {
    if (text_.is_open()) text_.close();
    if (form_.format == FileFormat::csv)
        for (const std::string& file : files_) std::remove((form_.folder + "/" + file + unfinished).c_str());
}

void TableFile::begin() {
    const std::string part = files_.empty() ? "" : "-" + std::to_string(files_.size() + 1);
    file_ = form_.name + part + (form_.format == FileFormat::xlsx ? ".xlsx" : ".csv");
    files_.push_back(file_);
    line_ = form_.above.size() + 1;
    const std::string path = form_.folder + "/" + file_;
    errno = 0;
    if (form_.format == FileFormat::xlsx) {
        book_ = std::make_unique<workbook::XlsxWriter>(path, workbook::Made{form_.name, 2025, 1, 1});
        workbook::SheetForm sheet{"Sheet1"};
        for (const std::string& line : form_.above) sheet.head.push_back({0, line});
        for (const std::string& title : form_.titles) sheet.columns.push_back({title});
        book_->sheet(sheet);
        return;
    }
    text_.open(path + unfinished, std::ios::binary | std::ios::trunc);
    if (!text_) cannot_write(path);
    if (form_.bom) text_ << "\xEF\xBB\xBF";
    for (const std::string& line : form_.above) write_line({line});
    write_line(form_.titles);
}

void TableFile::write_line(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) text_ << form_.separator;
        text_ << quoted(cells[i], form_.separator);
    }
    text_ << (form_.crlf ? "\r\n" : "\n");
}

void TableFile::end() {
    if (book_) waiting_.push_back(std::move(book_));
    if (!text_.is_open()) return;
    text_.close();
    if (!text_) cannot_write(form_.folder + "/" + file_);
}

void TableFile::next() {
    if (line_ >= form_.rows_a_file && form_.format == FileFormat::xlsx) {
        end();
        begin();
    }
    ++line_;
    ++rows_;
}

void TableFile::row(const FileRow& cells) {
    if (book_) {
        std::vector<workbook::Cell> written;
        written.reserve(cells.size());
        for (const FileCell& cell : cells) written.push_back(sheet_cell(cell));
        return book_->row(written);
    }
    std::vector<std::string> written;
    written.reserve(cells.size());
    for (const FileCell& cell : cells) written.push_back(csv_text(cell));
    write_line(written);
}

void TableFile::commit() {
    errno = 0;
    end();
    for (const auto& book : waiting_) book->commit();
    if (form_.format == FileFormat::xlsx) return;
    for (const std::string& file : files_) {
        const std::string path = form_.folder + "/" + file;
        if (std::rename((path + unfinished).c_str(), path.c_str()) != 0) cannot_write(path);
    }
}

}  // namespace tepat::sample
