// SPDX-License-Identifier: Apache-2.0
#include "engine/workbook/read_back.hpp"

#include <zip.h>

#include <algorithm>
#include <memory>

namespace tepat::workbook {
namespace {

struct CloseArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

// In the sheets that libxlsxwriter writes, "<row " begins a row and nothing else: texts have their < escaped.
const std::string row_mark = "<row ";
const std::string end_mark = "</worksheet>";

void keep_last(std::string& text, std::size_t bytes) { text.erase(0, text.size() - std::min(text.size(), bytes)); }

/// The rows of one sheet; nothing when it cannot be read to its end.
std::int64_t rows_in(zip_t* archive, const std::string& name) {
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen(archive, name.c_str(), 0));
    if (!file) return -1;
    std::string window, tail;
    std::vector<char> block(1 << 18);
    std::int64_t rows = 0, read = 0;
    while ((read = zip_fread(file.get(), block.data(), block.size())) > 0) {
        const auto size = static_cast<std::size_t>(read);
        window.append(block.data(), size);
        for (std::size_t at = 0; (at = window.find(row_mark, at)) != std::string::npos; at += row_mark.size()) ++rows;
        keep_last(window, row_mark.size() - 1);  // the beginning of a mark that goes on in the next block
        tail.append(block.data() + size - std::min(size, end_mark.size()), std::min(size, end_mark.size()));
        keep_last(tail, end_mark.size());
    }
    return read == 0 && tail == end_mark ? rows : -1;
}

}  // namespace

bool holds_rows(const std::string& path, const std::vector<std::int64_t>& rows) {
    int error = 0;
    const std::unique_ptr<zip_t, CloseArchive> archive(zip_open(path.c_str(), ZIP_RDONLY, &error));
    if (!archive) return false;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows_in(archive.get(), "xl/worksheets/sheet" + std::to_string(i + 1) + ".xml") != rows[i]) return false;
    return true;
}

}  // namespace tepat::workbook
