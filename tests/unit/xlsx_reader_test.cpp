// SPDX-License-Identifier: Apache-2.0
// Workbooks put together with libzip, sound ones and those that somebody made to do harm.
#include <unistd.h>
#include <zip.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/workbook/number_formats.hpp"
#include "engine/workbook/xlsx_reader.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat;
using diagnostics::Code;
using diagnostics::Phrase;
using workbook::CellKind;

const std::string heading = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

struct Parts : std::map<std::string, std::string> {
    Parts() {
        (*this)["[Content_Types].xml"] = heading + "<Types/>";
        (*this)["xl/workbook.xml"] = heading + R"(<workbook xmlns:r="r"><sheets><sheet name="Data Warga" sheetId="1" r:id="a"/>)"
                                               R"(<sheet name="Kode" state="hidden" sheetId="2" r:id="b"/></sheets></workbook>)";
        (*this)["xl/_rels/workbook.xml.rels"] =
            heading + R"(<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
                      R"(<Relationship Id="b" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/>)"
                      R"(<Relationship Id="c" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="d" Type="x/styles" Target="styles.xml"/></Relationships>)";
        (*this)["xl/sharedStrings.xml"] =
            heading + R"(<sst><si><t>nama</t></si><si><r><t>Si</t></r><r><t xml:space="preserve">ti </t></r><rPh><t>x</t></rPh></si><si><t>a_x000A_b &amp; c</t></si><si/></sst>)";
        (*this)["xl/styles.xml"] =
            heading + R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
                      R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="2"/></cellXfs></styleSheet>)";
        sheet("");
        (*this)["xl/worksheets/sheet2.xml"] = heading + "<worksheet><sheetData><row><c t=\"b\"><v>1</v></c><c><v>7</v></c></row></sheetData></worksheet>";
    }
    void sheet(const std::string& rows) {
        (*this)["xl/worksheets/sheet1.xml"] = heading + "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>" + rows + "</sheetData></worksheet>";
    }
};

struct Desk {
    fs::path folder = fs::temp_directory_path() / ("tepat_xlsx_" + std::to_string(::getpid()));
    int made = 0;
    Desk() { fs::create_directories(folder); }
    ~Desk() { fs::remove_all(folder); }
    std::string bytes(const std::string& content) {
        const std::string path = (folder / (std::to_string(made++) + ".xlsx")).string();
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }
    std::string book(const Parts& parts) {
        const std::string path = (folder / (std::to_string(made++) + ".xlsx")).string();
        int error = 0;
        zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
        REQUIRE(archive != nullptr);
        for (const auto& [name, content] : parts)
            REQUIRE(zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8) >= 0);
        REQUIRE(zip_close(archive) == 0);
        return path;
    }
};

/// `2: 0t=Siti 3f=12` ...: line, then column, kind and text of each cell.
std::string cells(workbook::XlsxReader& book) {
    std::string all;
    for (workbook::SheetRow row; book.next(row);) {
        all += (all.empty() ? "" : " / ") + std::to_string(row.line) + ":";
        for (const workbook::SheetCell& cell : row.cells)
            all += " " + std::to_string(cell.column) + "tndbe"[static_cast<int>(cell.kind)] + (cell.formula ? "f" : "") + "=" + cell.text;
    }
    return all;
}
std::string cells(const std::string& path) {
    workbook::XlsxReader book(path);
    book.open_sheet(0);
    return cells(book);
}

std::pair<Code, std::string> failure_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const diagnostics::Failure& failure) {
        std::string said;
        for (const auto& argument : failure.diagnostic().arguments)
            if (const auto* phrase = std::get_if<Phrase>(&argument)) said = diagnostics::text_of(*phrase, diagnostics::Language::en);
        return {failure.diagnostic().code, said};
    }
    FAIL("no Failure was thrown");
    throw 0;
}
std::pair<Code, std::string> expected(Code code, Phrase phrase) { return {code, diagnostics::text_of(phrase, diagnostics::Language::en)}; }

}  // namespace

TEST_CASE("rows of a sheet: shared and inline texts, numbers, dates, yes/no, errors, formulas, gaps", "[workbook]") {
    Desk desk;
    Parts parts;
    parts.sheet(R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"/>)"
                R"(<row r="5"><c r="B5" t="inlineStr"><is><t>Budi</t></is></c><c t="s"><v>2</v></c><c r="D5" s="1"><v>31276</v></c><c s="2"><v>31276.5</v></c>)"
                R"(<c s="3"><v>31276</v></c><c r="AA5" t="b"><v>0</v></c><c t="e"><v>#N/A</v></c></row>)"
                R"(<row><c><f>A1*2</f><v>1.571091708850001E15</v></c><c t="str"><f>B5</f><v>Budi</v></c><c><f>NOW()</f></c><c t="s"><v>3</v></c><c s="1"/></row>)");
    CHECK(cells(desk.book(parts)) ==
          "1: 0t=nama 2t=Siti  / 5: 1t=Budi 2t=a\nb & c 3d=1985-08-17 4d=1985-08-17 12:00:00 5n=31276 26b=0 27e=#N/A / "
          "6: 0nf=1571091708850001 1tf=Budi 2tf=");
}

TEST_CASE("sheets by name, letter case and position; hidden ones are listed", "[workbook]") {
    Desk desk;
    Parts parts;
    parts.sheet("<row><c><v>1</v></c></row>");
    workbook::XlsxReader book(desk.book(parts));
    REQUIRE(book.sheets().size() == 2);
    CHECK(book.sheets()[0].name == "Data Warga");
    CHECK_FALSE(book.sheets()[0].hidden);
    CHECK(book.sheets()[1].hidden);
    book.open_sheet("kode");
    CHECK(cells(book) == "1: 0b=1 1n=7");
    book.open_sheet("1");
    CHECK(book.sheet() == 0);
    CHECK(cells(book) == "1: 0n=1");
    CHECK(failure_of([&] { book.open_sheet("Lain"); }).first == Code::no_such_sheet);
    CHECK(failure_of([&] { book.open_sheet(2); }).first == Code::no_such_sheet);
}

TEST_CASE("a sheet longer than one piece of XML", "[workbook]") {
    Desk desk;
    Parts parts;
    std::string rows;
    for (int i = 0; i < 20'000; ++i) rows += "<row><c t=\"inlineStr\"><is><t>Warga nomor " + std::to_string(i) + "</t></is></c></row>";
    parts.sheet(rows);
    workbook::XlsxReader book(desk.book(parts));
    book.open_sheet(0);
    std::size_t seen = 0;
    for (workbook::SheetRow row; book.next(row); ++seen) {
        REQUIRE(row.line == seen + 1);
        REQUIRE(row.cells.at(0).text == "Warga nomor " + std::to_string(seen));
    }
    CHECK(seen == 20'000);
}

TEST_CASE("numbers as stored and days by number", "[workbook]") {
    using workbook::plain_number;
    CHECK(plain_number("1571") == "1571");
    CHECK(plain_number("1.571E+15") == "1571000000000000");
    CHECK(plain_number("-1.5E1") == "-15");
    CHECK(plain_number("2.5E-3") == "0.0025");
    CHECK(plain_number("0.30000000000000004") == "0.3");
    CHECK(plain_number("12.50") == "12.5");
    CHECK(plain_number("3.0") == "3");
    CHECK(plain_number("1E99") == "1E99");
    CHECK(plain_number("abc") == "abc");
    using workbook::date_of_serial;
    CHECK(date_of_serial("1", false) == "1900-01-01");
    CHECK(date_of_serial("59", false) == "1900-02-28");
    CHECK(date_of_serial("60", false) == "");
    CHECK(date_of_serial("61", false) == "1900-03-01");
    CHECK(date_of_serial("45474", false) == "2024-07-01");
    CHECK(date_of_serial("29814", true) == "1985-08-17");
    CHECK(date_of_serial("2958465", false) == "9999-12-31");
    CHECK(date_of_serial("2958466", false) == "");
    CHECK(date_of_serial("0", false) == "");
    CHECK(date_of_serial("31276.999999", false) == "1985-08-18");
    for (const char* format : {"dd/mm/yyyy", "d mmmm yyyy", "[$-421]dd mmmm yyyy;@", "yyyy-mm-dd hh:mm", "\"tgl\" dd"}) CHECK(workbook::shows_date(format));
    for (const char* format : {"General", "0.00", "#,##0", "h:mm", "\"dy\"0", "@", "[Red]0"}) CHECK_FALSE(workbook::shows_date(format));
}

TEST_CASE("a file of another kind is named for what it is", "[workbook]") {
    Desk desk;
    const auto open = [&](const std::string& content) { return failure_of([path = desk.bytes(content)] { workbook::XlsxReader reader(path); }); };
    const std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0');
    CHECK(open("") == expected(Code::not_a_workbook, Phrase::file_empty));
    CHECK(open(compound) == expected(Code::not_a_workbook, Phrase::file_old_excel));
    std::string wide;
    for (const char c : std::string("EncryptedPackage")) wide += {c, '\0'};
    CHECK(open(compound + wide).first == Code::workbook_encrypted);
    CHECK(open("\n <html><table><tr><td>1") == expected(Code::not_a_workbook, Phrase::file_html));
    CHECK(open("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">") == expected(Code::not_a_workbook, Phrase::file_xml_2003));
    CHECK(open("nik;nama\n1;Siti\n") == expected(Code::not_a_workbook, Phrase::file_plain_text));
    CHECK(open(std::string("\x7F" "ELF\0\1", 6)) == expected(Code::not_a_workbook, Phrase::file_unknown));
    const auto zipped = [&](const std::map<std::string, std::string>& content) {
        Parts parts;
        parts.clear();
        for (const auto& [name, text] : content) parts[name] = text;
        return failure_of([path = desk.book(parts)] { workbook::XlsxReader reader(path); });
    };
    CHECK(zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}}) ==
          expected(Code::not_a_workbook, Phrase::file_open_document));
    CHECK(zipped({{"[Content_Types].xml", "<x/>"}, {"xl/workbook.bin", "x"}}) == expected(Code::not_a_workbook, Phrase::file_binary_excel));
    CHECK(zipped({{"foto.jpg", "x"}}) == expected(Code::not_a_workbook, Phrase::file_other_zip));
    CHECK(zipped({{"[Content_Types].xml", "<x/>"}}) == expected(Code::workbook_damaged, Phrase::workbook_part_missing));
    CHECK(failure_of([] { workbook::XlsxReader reader("/nowhere.xlsx"); }).first == Code::cannot_read_file);
    CHECK(workbook::looks_like_workbook(desk.bytes("PK\x03\x04")));
    CHECK_FALSE(workbook::looks_like_workbook(desk.bytes("nik,nama\n")));
}

TEST_CASE("a workbook made to do harm is refused", "[workbook]") {
    Desk desk;
    Parts parts;
    const auto read = [&] { return failure_of([&] { cells(desk.book(parts)); }); };

    parts.sheet("<row><c t=\"inlineStr\"><is><t>" + std::string(2'000'000, ' ') + "</t></is></c></row>");
    CHECK(read() == expected(Code::workbook_unsafe, Phrase::workbook_long_token));  // one endless text
    parts.sheet("<row><c><v>1</v></c></row>" + std::string(70'000'000, ' '));
    CHECK(read().first == Code::workbook_too_large);  // deflates 1000 to 1

    parts.sheet("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>");
    CHECK(read().first == Code::workbook_out_of_bounds);
    parts.sheet("<row r=\"1048577\"><c><v>1</v></c></row>");
    CHECK(read().first == Code::workbook_out_of_bounds);
    std::string million = "<row>";
    for (std::int64_t i = 0; i < 1'000'000; ++i) million += "<c><v>" + std::to_string(i * 7919 % 99991) + "</v></c>";
    parts.sheet(million + "</row>");
    CHECK(read().first == Code::workbook_out_of_bounds);
    parts.sheet("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>");
    CHECK(read() == expected(Code::workbook_damaged, Phrase::workbook_bad_order));
    parts.sheet("<row><c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>");
    CHECK(read() == expected(Code::workbook_damaged, Phrase::workbook_bad_order));
    parts.sheet("<row><c t=\"s\"><v>99</v></c></row>");
    CHECK(read() == expected(Code::workbook_damaged, Phrase::workbook_bad_reference));
    parts.sheet("<row><c><v>1</v></row>");
    CHECK(read() == expected(Code::workbook_damaged, Phrase::workbook_not_xml));
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    parts.sheet(deep);
    CHECK(read() == expected(Code::workbook_unsafe, Phrase::workbook_too_deep));
    std::string attribute(3'000'000, '\0');
    for (std::size_t i = 0; i < attribute.size(); ++i) attribute[i] = static_cast<char>('a' + i * i % 23);
    parts.sheet("<row x=\"" + attribute + "\"/>");
    CHECK(read() == expected(Code::workbook_unsafe, Phrase::workbook_long_token));

    parts.sheet("");
    parts["xl/sharedStrings.xml"] = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    CHECK(read() == expected(Code::workbook_unsafe, Phrase::workbook_entities));
}

TEST_CASE("a workbook that lies about its sizes, or is cut short, is damaged", "[workbook]") {
    Desk desk;
    Parts parts;
    std::string rows;
    for (int i = 0; i < 3000; ++i) rows += "<row><c><v>" + std::to_string(i * 7919 % 99991) + "</v></c></row>";
    parts.sheet(rows);
    const std::string path = desk.book(parts);
    std::ifstream in(path, std::ios::binary);
    const std::string sound((std::istreambuf_iterator<char>(in)), {});
    REQUIRE(cells(path).size() > 10'000);
    CHECK(failure_of([&] { cells(desk.bytes(sound.substr(0, sound.size() / 2))); }).first == Code::workbook_damaged);

    // The central directory's uncompressed size of the sheet, 24 bytes into its record.
    std::string lying = sound;
    const std::size_t record = lying.rfind("PK\x01\x02", lying.rfind("xl/worksheets/sheet1.xml"));
    lying[record + 24] = static_cast<char>(lying[record + 24] ^ 0x55);
    CHECK(failure_of([&] { cells(desk.bytes(lying)); }).first == Code::workbook_damaged);
    std::string spoilt = sound;
    const std::size_t local = spoilt.find("xl/worksheets/sheet1.xml");
    spoilt[local + 500] = static_cast<char>(spoilt[local + 500] ^ 0x10);
    CHECK(failure_of([&] { cells(desk.bytes(spoilt)); }).first == Code::workbook_damaged);
}
