// SPDX-License-Identifier: Apache-2.0
// Physical lines first, rows out of them: a row takes more lines only while a quotation mark is open, and gives them back when it stays so.
#include "engine/intake/csv_reader.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/encoding.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Phrase;

constexpr std::size_t chunk = 64 * 1024;
constexpr std::size_t longest_row = 1024 * 1024;
constexpr std::size_t most_lines_a_row = 200;
constexpr std::size_t lines_for_separator = 20;

[[noreturn]] void cannot_read(const std::string& path, int error) {
    throw diagnostics::Failure(diagnostics::Exit::environment, diagnostics::Code::cannot_read_file, {path, std::string(std::strerror(error))});
}

enum class Split { complete, open_quote, bad_quote };

/// One row's cells. A quote opens a cell only as its first character; "" inside is one quote; after the closing quote only blanks.
/// Cells that were there before keep their memory.
Split split(const std::string& text, char separator, std::vector<std::string>& cells) {
    std::size_t i = 0, count = 0;
    const auto new_cell = [&]() -> std::string& {
        if (count == cells.size()) cells.emplace_back();
        cells[count].clear();
        return cells[count++];
    };
    std::string* cell = &new_cell();
    while (i < text.size()) {
        std::size_t start = i;
        while (start < text.size() && text[start] == ' ') ++start;
        if (start == text.size() || text[start] != '"') {
            const std::size_t end = std::min(text.find(separator, i), text.size());
            cell->assign(text, i, end - i);
            i = end;
        } else {
            for (i = start + 1;; ++i) {
                if (i >= text.size()) return Split::open_quote;
                if (text[i] != '"') *cell += text[i];
                else if (i + 1 < text.size() && text[i + 1] == '"') *cell += text[++i];
                else break;
            }
            for (++i; i < text.size() && text[i] != separator; ++i)
                if (text[i] != ' ') return Split::bad_quote;
        }
        if (i < text.size()) {
            ++i;
            cell = &new_cell();
        }
    }
    cells.resize(count);
    return Split::complete;
}

bool is_blank(const std::vector<std::string>& cells) {
    return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.find_first_not_of(" \t") == std::string::npos; });
}

/// Zero when the line has none.
char most_frequent_separator(const std::string& header) {
    constexpr std::array<char, 3> candidates{',', ';', '\t'};
    char best = '\0';
    std::ptrdiff_t most = 0;
    for (const char candidate : candidates) {
        bool quoted = false;
        std::ptrdiff_t count = 0;
        for (const char c : header) {
            if (c == '"') quoted = !quoted;
            if (c == candidate && !quoted) ++count;
        }
        if (count > most) {
            most = count;
            best = candidate;
        }
    }
    return best;
}

}  // namespace

CsvReader::CsvReader(const std::string& path) : path_(path), file_(std::fopen(path.c_str(), "rb"), std::fclose) {
    if (!file_) cannot_read(path, errno);
    struct stat status {};
    if (::fstat(::fileno(file_.get()), &status) == 0 && S_ISDIR(status.st_mode)) cannot_read(path, EISDIR);
    if (S_ISREG(status.st_mode)) look_ahead();
}

/// The whole file once for its encoding, about a gigabyte a second.
void CsvReader::look_ahead() {
    EncodingGuess guess;
    while (fill()) guess.look_at(buffer_);
    std::rewind(file_.get());
    buffer_.clear();
    windows_1252_ = guess.windows_1252();
}

bool CsvReader::fill() {
    buffer_.resize(chunk);
    position_ = 0;
    const std::size_t size = std::fread(buffer_.data(), 1, chunk, file_.get());
    if (size == 0 && std::ferror(file_.get())) cannot_read(path_, errno);
    buffer_.resize(size);
    return size > 0;
}

bool CsvReader::read_line(Line& line) {
    if (!put_back_.empty()) {
        line = std::move(put_back_.front());
        put_back_.pop_front();
        return true;
    }
    line.text.clear();
    line.too_long = false;
    bool any = false, ended = false;
    while (!ended && (position_ < buffer_.size() || fill())) {
        any = true;
        const std::size_t end = buffer_.find('\n', position_);
        ended = end != std::string::npos;
        const std::size_t size = (ended ? end : buffer_.size()) - position_;
        line.too_long = line.too_long || line.text.size() + size > longest_row;
        if (!line.too_long) line.text.append(buffer_, position_, size);
        position_ += size + (ended ? 1 : 0);
    }
    if (!any) return false;
    line.number = ++lines_;
    if (line.number == 1 && line.text.starts_with("\xEF\xBB\xBF")) line.text.erase(0, 3);
    if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
    if (windows_1252_) line.text = from_windows_1252(line.text);
    return true;
}

bool CsvReader::read_row(CsvRow& row) {
    if (!read_line(line_)) return false;
    row.line = line_.number;
    row.raw.swap(line_.text);
    row.broken.reset();
    if (line_.too_long) {
        row.cells.clear();
        row.broken = Phrase::row_too_long;
        return true;
    }
    return split(row.raw, separator_, row.cells) == Split::complete || read_on(row);
}

/// A quote stays open: more lines belong to the row, or the row is broken and they are given back.
bool CsvReader::read_on(CsvRow& row) {
    const std::size_t first = row.raw.size();
    std::vector<Line> taken;
    Split result = split(row.raw, separator_, row.cells);
    while (result == Split::open_quote && taken.size() < most_lines_a_row && row.raw.size() < longest_row) {
        Line more;
        if (!read_line(more)) break;
        row.raw += '\n' + more.text;
        taken.push_back(std::move(more));
        if (taken.back().too_long) break;
        result = split(row.raw, separator_, row.cells);
    }
    if (result == Split::complete) return true;
    row.raw.resize(first);
    row.broken = Phrase::row_quote;
    put_back_.insert(put_back_.begin(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
    return true;
}

std::optional<CsvRow> CsvReader::header() {
    CsvRow row;
    Line line;
    bool any = read_line(line);
    if (any && line.text.size() == 5 && line.text.starts_with("sep=")) {  // what spreadsheets write to name their separator
        separator_ = line.text[4];
        return read_row(row) ? std::optional(std::move(row)) : std::nullopt;
    }
    std::deque<Line> looked_at;
    char separator = '\0';
    while (any) {
        separator = most_frequent_separator(line.text);
        looked_at.push_back(std::move(line));
        any = looked_at.size() < lines_for_separator && separator == '\0' && read_line(line);
    }
    if (separator != '\0') separator_ = separator;
    put_back_.insert(put_back_.begin(), std::make_move_iterator(looked_at.begin()), std::make_move_iterator(looked_at.end()));
    return read_row(row) ? std::optional(std::move(row)) : std::nullopt;
}

std::optional<CsvRow> CsvReader::next() {
    CsvRow row;
    return next(row) ? std::optional(std::move(row)) : std::nullopt;
}

bool CsvReader::next(CsvRow& row) {
    while (read_row(row))
        if (row.broken || !is_blank(row.cells)) return true;
    return false;
}

}  // namespace tepat::intake
