// SPDX-License-Identifier: Apache-2.0
// Workbooks as files: the same bytes every time, texts that stay texts, lists to choose from, nothing half-written.
#include <unistd.h>
#include <zip.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/workbook/xlsx_writer.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat::workbook;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("tepat_xlsx_" + std::to_string(getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    std::string file(const std::string& name) const { return (path / name).string(); }
    std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator{})); }
};

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

std::string part(const std::string& path, const std::string& name) {
    zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    REQUIRE(archive != nullptr);
    zip_file_t* file = zip_fopen(archive, name.c_str(), 0);
    REQUIRE(file != nullptr);
    std::string text(1 << 20, '\0');
    text.resize(static_cast<std::size_t>(zip_fread(file, text.data(), text.size())));
    zip_fclose(file);
    zip_discard(archive);
    return text;
}

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

SheetForm form() {
    return {.name = "Daftar: Legok/2025",
            .head = {{0, "Daftar tugas", Weight::title}},
            .columns = {{"No", 5, Look::number},
                        {"Nama", 20, Look::wrapped},
                        {"Kode", 10, Look::text, true},
                        {"Keputusan", 12, Look::text, false, true, {"setujui", "tolak"}, "Pilih satu"}},
            .frozen_columns = 2,
            .footer_left = "Usulan & bukan keputusan",
            .footer_right = "Halaman {page} dari {pages}"};
}

void write(const std::string& path, const std::vector<std::string>& names) {
    XlsxWriter writer(path, {"Daftar tugas", 2025, 7, 1});
    writer.sheet(form());
    std::int64_t number = 0;
    for (const std::string& name : names) writer.row({++number, name, std::string("T1"), std::monostate{}});
    writer.line({});
    writer.line({{1, "Mengetahui,"}, {3, "Lurah"}});
    writer.commit();
}

tepat::diagnostics::Code code_of_failure(const std::string& path) {
    try {
        write(path, {"Siti"});
    } catch (const tepat::diagnostics::Failure& failure) {
        CHECK(failure.exit() == tepat::diagnostics::Exit::environment);
        return failure.diagnostic().code;
    }
    FAIL("a workbook was written where none can be");
    return {};
}

}  // namespace

TEST_CASE("workbook: the same rows give the same bytes, whatever the time", "[workbook]") {
    const Folder folder;
    write(folder.file("a.xlsx"), {"Siti", "Budi"});
    sleep(2);  // zip archives know time to two seconds
    write(folder.file("b.xlsx"), {"Siti", "Budi"});
    const std::string bytes = bytes_of(folder.file("a.xlsx"));
    CHECK(bytes.size() > 1000);
    CHECK(bytes == bytes_of(folder.file("b.xlsx")));
    CHECK(folder.files() == 2);
}

TEST_CASE("workbook: a text never becomes a formula, and stays whole", "[workbook]") {
    const Folder folder;
    write(folder.file("a.xlsx"), {"=1+2", "+62811", "-5", "@SUM(A1)", "\tx", "a<b & \"c\"", "baris\nkedua", "rusak \xC3 \x01 akhir"});
    const std::string sheet = part(folder.file("a.xlsx"), "xl/worksheets/sheet1.xml");
    CHECK_FALSE(has(sheet, "<f>"));
    for (const char* text : {"=1+2<", "+62811<", ">-5<", "@SUM(A1)<", "a&lt;b &amp; \"c\"", "baris\nkedua", "rusak \xEF\xBF\xBD   akhir"}) {
        INFO(text);
        CHECK(has(sheet, text));
    }
}

TEST_CASE("workbook: frozen header, filter, lists, hidden column, print set-up", "[workbook]") {
    const Folder folder;
    write(folder.file("a.xlsx"), {"Siti", "Budi"});
    const std::string sheet = part(folder.file("a.xlsx"), "xl/worksheets/sheet1.xml");
    for (const char* piece : {"state=\"frozen\"", "ySplit=\"2\"", "<autoFilter ref=\"A2:D4\"", "\"setujui,tolak\"", "sqref=\"D3:D4\"", "hidden=\"1\"",
                              "paperSize=\"9\"", "orientation=\"landscape\"", "fitToHeight=\"0\"", "Usulan &amp;&amp; bukan", "Halaman &amp;P dari &amp;N"}) {
        INFO(piece);
        CHECK(has(sheet, piece));
    }
    const std::string book = part(folder.file("a.xlsx"), "xl/workbook.xml");
    CHECK(has(book, "name=\"Daftar  Legok 2025\""));
    CHECK(has(book, "_xlnm.Print_Titles"));
    CHECK(has(part(folder.file("a.xlsx"), "docProps/core.xml"), "2025-07-01T12:00:00Z"));
}

TEST_CASE("workbook: what cannot be written is said, and nothing is left or lost", "[workbook]") {
    const Folder folder;
    CHECK(code_of_failure(folder.path.string()) == tepat::diagnostics::Code::cannot_write_file);
    CHECK(code_of_failure(folder.file("no/such/folder.xlsx")) == tepat::diagnostics::Code::cannot_write_file);
    write(folder.file("a.xlsx"), {"Siti"});
    const std::string before = bytes_of(folder.file("a.xlsx"));
    {
        XlsxWriter given_up(folder.file("a.xlsx"), {"x"});
        given_up.sheet(form());
        given_up.row({std::int64_t{1}});
    }
    CHECK(bytes_of(folder.file("a.xlsx")) == before);
    CHECK(folder.files() == 1);
}

TEST_CASE("workbook: names of sheets are short, allowed and unique", "[workbook]") {
    std::vector<std::string> taken;
    CHECK(sheet_name("Legok", taken) == "Legok");
    CHECK(sheet_name("LEGOK", taken) == "LEGOK 2");
    CHECK(sheet_name("'a/b:c?'", taken) == "a b c");
    CHECK(sheet_name("[]", taken) == "Sheet");
    CHECK(sheet_name("history", taken) == "Sheet 2");
    CHECK(sheet_name(std::string(40, 'x'), taken).size() == 31);
    CHECK(sheet_name(std::string(40, 'x'), taken) == std::string(29, 'x') + " 2");
}

TEST_CASE("lists of single cells stand on a hidden sheet, each once, and follow the rows", "[workbook]") {
    const Folder folder;
    const std::string path = folder.file("pilihan.xlsx");
    XlsxWriter book(path, {.title = "Formulir", .lists = "Pilihan"});
    book.sheet({.name = "RT 001", .columns = {{"No", 5}, {"Jawaban", 12, Look::typed, false, true}}});
    const RowChoices yes_no{1, {"Ya", "Tidak, belum"}, "Pilih satu"}, written{1, {}, "Tulis tanggal"};
    book.row({std::int64_t{1}}, yes_no);
    book.row({std::int64_t{2}}, yes_no);
    book.row({std::int64_t{3}}, written);
    book.row({std::int64_t{4}}, yes_no);
    book.commit();
    const std::string sheet = part(path, "xl/worksheets/sheet1.xml"), lists = part(path, "xl/worksheets/sheet2.xml");
    CHECK(has(sheet, R"(sqref="B2:B3")"));
    CHECK(has(sheet, R"(sqref="B4")"));
    CHECK(has(sheet, R"(sqref="B5")"));
    CHECK(has(sheet, "<formula1>'Pilihan'!$A$1:$A$2</formula1>"));
    CHECK_FALSE(has(sheet, "$B$1:$B$2"));
    CHECK(has(sheet, R"(errorStyle="warning")"));
    CHECK(has(lists, "Tidak, belum"));
    CHECK(has(part(path, "xl/workbook.xml"), R"(name="Pilihan" sheetId="2" state="hidden")"));
    CHECK(has(part(path, "xl/styles.xml"), R"(numFmtId="49")"));  // text
}
