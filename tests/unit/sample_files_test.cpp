// SPDX-License-Identifier: Apache-2.0
// The P3KE files of `sample --as`: further files where a sheet is full, and formulas as people leave them behind.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "cli/sample/p3ke_files.hpp"
#include "engine/workbook/xlsx_reader.hpp"

namespace {

using namespace tepat;
namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("tepat_sample_files_" + std::to_string(::getpid()));
    Folder() { fs::remove_all(path); }
    ~Folder() { fs::remove_all(path); }
};

sample::FilesRequest request_into(const Folder& folder, unsigned dirt) {
    sample::FilesRequest request;
    request.folder = folder.path.string();
    request.population.people = 700;
    request.population.dirt = dirt;
    return request;
}

/// All rows of the first sheet: (line, cells).
std::vector<workbook::SheetRow> rows_of(const fs::path& path) {
    workbook::XlsxReader book(path.string());
    book.open_sheet(std::size_t{0});
    std::vector<workbook::SheetRow> rows;
    for (workbook::SheetRow row; book.next(row);) rows.push_back(row);
    return rows;
}

TEST_CASE("sample files: a full sheet is followed by a further file with its titles") {
    const Folder folder;
    sample::FilesRequest request = request_into(folder, 0);
    request.rows_a_file = 200;
    const sample::FilesMade made = sample::make_files(request);
    CHECK(made.person_rows == 700);
    CHECK(made.damages == 0);
    REQUIRE(made.person_files == std::vector<std::string>{"p3ke-individu.xlsx", "p3ke-individu-2.xlsx", "p3ke-individu-3.xlsx", "p3ke-individu-4.xlsx"});
    std::vector<std::string> keys;
    for (const std::string& file : made.person_files) {
        const auto rows = rows_of(folder.path / file);
        REQUIRE(rows.size() <= 200);
        REQUIRE(rows.front().cells.size() == 31);
        CHECK(rows.front().cells[8].text == "id_individu");
        for (std::size_t i = 1; i < rows.size(); ++i) keys.push_back(rows[i].cells.at(8).text);
    }
    CHECK(keys.size() == 700);
    CHECK(std::set<std::string>(keys.begin(), keys.end()).size() == 700);
}

TEST_CASE("sample files: formulas, dates and numbers are cells of their kind") {
    const Folder folder;
    sample::make_files(request_into(folder, 100'000));
    std::size_t saved = 0, unsaved = 0, dates = 0, niks = 0;
    for (const workbook::SheetRow& row : rows_of(folder.path / "p3ke-individu.xlsx"))
        for (const workbook::SheetCell& cell : row.cells) {
            if (cell.formula) ++(cell.text.empty() ? unsaved : saved);
            if (cell.kind == workbook::CellKind::date) ++dates;
            if (cell.kind == workbook::CellKind::number && cell.text.size() == 16) ++niks;
        }
    CHECK(saved > 0);
    CHECK(unsaved > 0);
    CHECK(dates > 0);
    CHECK(niks > 0);
}

TEST_CASE("sample files: what cannot be finished leaves nothing under the names") {
    const Folder folder;
    fs::create_directories(folder.path / "p3ke-individu.csv");  // in the way
    sample::FilesRequest request = request_into(folder, 0);
    request.format = sample::FileFormat::csv;
    CHECK_THROWS(sample::make_files(request));
    CHECK_FALSE(fs::exists(folder.path / "dirt.csv"));
    for (const auto& entry : fs::directory_iterator(folder.path)) CHECK(entry.path().string().find(".unfinished") == std::string::npos);
}

}  // namespace
