// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: a CSV file row by row, in constant memory. Comma, semicolon or tab (whichever the header has most of), quotes,
// line breaks inside quotes, BOM, CRLF. A quotation mark that is never closed costs its own line, not the rest of the file.
#pragma once

#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::intake {

struct CsvRow {
    std::size_t line = 0;  ///< where it starts, from 1
    std::string raw;       ///< as written, without the line end
    std::vector<std::string> cells;
    std::optional<diagnostics::Phrase> broken;  ///< why its cells cannot be had
};

class CsvReader {
public:
    /// Failure R5001 when the file cannot be opened or read.
    explicit CsvReader(const std::string& path);
    /// The first row; nothing when the file is empty. Settles the separator, by the first of 20 lines that has one.
    std::optional<CsvRow> header();
    /// The next row; rows without any character in any cell are passed over. Nothing at the end.
    std::optional<CsvRow> next();
    /// The same into a row that keeps its memory; false at the end.
    bool next(CsvRow& row);

    /// The file is Windows-1252, and what comes out was made UTF-8. Only seen in what can be read twice (no pipe).
    bool windows_1252() const { return windows_1252_; }

private:
    struct Line {
        std::size_t number = 0;
        std::string text;
        bool too_long = false;
    };
    bool read_line(Line& line);
    bool read_row(CsvRow& row);
    bool read_on(CsvRow& row);
    bool fill();
    void look_ahead();

    std::string path_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    std::string buffer_;
    std::size_t position_ = 0;
    std::size_t lines_ = 0;
    Line line_;  ///< reused
    std::deque<Line> put_back_;
    char separator_ = ',';
    bool windows_1252_ = false;
};

}  // namespace tepat::intake
