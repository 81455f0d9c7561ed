// SPDX-License-Identifier: Apache-2.0
// Bytes from a stranger as one part of a workbook (a sheet, the shared texts, the styles, the list of sheets), or as the whole file: the
// reader either gives rows in order within a sheet's limits, or refuses with a Failure.
#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "dsl/diagnostics/failure.hpp"
#include "engine/workbook/xlsx_reader.hpp"

namespace {

using namespace tepat;

const std::string folder = (std::filesystem::temp_directory_path() / ("tepat_fuzz_workbook_" + std::to_string(::getpid()))).string();

std::map<std::string, std::string> sound_parts() {
    return {{"[Content_Types].xml", "<Types/>"},
            {"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="A" r:id="a"/></sheets></workbook>)"},
            {"xl/_rels/workbook.xml.rels",
             R"(<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>)"},
            {"xl/sharedStrings.xml", "<sst><si><t>nama</t></si><si><t>Siti</t></si></sst>"},
            {"xl/styles.xml", R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)"},
            {"xl/worksheets/sheet1.xml", R"(<worksheet><sheetData><row><c t="s"><v>1</v></c><c s="1"><v>31276</v></c></row></sheetData></worksheet>)"}};
}

bool write_archive(const std::string& path, const std::map<std::string, std::string>& parts) {
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (archive == nullptr) return false;
    for (const auto& [name, content] : parts) {
        const zip_int64_t at = zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
        if (at >= 0) zip_set_file_compression(archive, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
    }
    return zip_close(archive) == 0;
}

void read_all(const std::string& path) {
    workbook::XlsxReader book(path);
    book.open_sheet(0);
    std::size_t last_line = 0;
    for (workbook::SheetRow row; book.next(row);) {
        if (row.line <= last_line || row.line > 1'048'576 || row.cells.empty()) std::abort();
        last_line = row.line;
        std::int64_t last_column = -1;
        for (const workbook::SheetCell& cell : row.cells) {
            if (cell.column <= last_column || cell.column >= 16'384) std::abort();
            last_column = cell.column;
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return -1;
    std::filesystem::create_directories(folder);
    const std::string path = folder + "/berkas.xlsx", bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    auto parts = sound_parts();
    switch (data[0] % 5) {
        case 0: parts["xl/worksheets/sheet1.xml"] = bytes; break;
        case 1: parts["xl/sharedStrings.xml"] = bytes; break;
        case 2: parts["xl/styles.xml"] = bytes; break;
        case 3: parts["xl/workbook.xml"] = bytes; break;
        default: break;
    }
    if (data[0] % 5 == 4) std::ofstream(path, std::ios::binary) << bytes;
    else if (!write_archive(path, parts)) return 0;
    try {
        read_all(path);
    } catch (const diagnostics::Failure&) {  // refused with a sentence
    }
    return 0;
}
