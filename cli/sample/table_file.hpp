// SPDX-License-Identifier: Apache-2.0
// A file as it is handed over, written row by row in constant memory: a workbook or CSV. More rows than a sheet holds go into further
// files (`p3ke-individu-2.xlsx`), each with its titles, so that `import` takes them one after the other.
#pragma once

#include <cstddef>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "cli/sample/p3ke.hpp"
#include "engine/workbook/xlsx_writer.hpp"

namespace tepat::sample {

enum class FileFormat : std::uint8_t { xlsx, csv };

struct TableForm {
    FileFormat format = FileFormat::xlsx;
    std::string folder, name;              ///< without ending
    std::vector<std::string> above;        ///< lines above the titles; an empty one is an empty line
    std::vector<std::string> titles;
    char separator = ',';                  ///< of CSV
    bool bom = false, crlf = false;
    std::size_t rows_a_file = 1'048'576;   ///< all lines counted
};

class TableFile {
public:
    /// Nothing is written at the place itself before commit(). Failures: R5225 (exit 3).
    explicit TableFile(TableForm form);
    ~TableFile();
    TableFile(const TableFile&) = delete;
    TableFile& operator=(const TableFile&) = delete;

    /// Makes room for one more row; then file() and line() say where it will stand.
    void next();
    void row(const FileRow& cells);
    void commit();

    const std::string& file() const { return file_; }  ///< without the folder
    std::size_t line() const { return line_; }         ///< from 1, as a spreadsheet or an editor counts
    std::size_t rows() const { return rows_; }         ///< below the titles, of all files
    const std::vector<std::string>& files() const { return files_; }

private:
    void begin();
    void end();
    void write_line(const std::vector<std::string>& cells);

    TableForm form_;
    std::string file_;
    std::vector<std::string> files_;
    std::size_t line_ = 0, rows_ = 0;
    std::unique_ptr<workbook::XlsxWriter> book_;
    std::ofstream text_;
    std::vector<std::unique_ptr<workbook::XlsxWriter>> waiting_;  ///< full workbooks, until commit()
};

}  // namespace tepat::sample
