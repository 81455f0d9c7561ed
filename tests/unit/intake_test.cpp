// SPDX-License-Identifier: Apache-2.0
// CSV files into a baseline: what each cell may look like, and that every row ends as imported, updated or set aside.
#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/csv_reader.hpp"
#include "engine/intake/import.hpp"
#include "engine/intake/number_text.hpp"
#include "engine/store/baseline.hpp"
#include "tests/unit/vocabulary.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat;
using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Phrase;
using Lines = std::vector<std::string>;

struct Desk {
    fs::path folder = fs::temp_directory_path() / ("tepat_intake_" + std::to_string(::getpid()) + "_" + std::to_string(counter++));
    vocabulary::Places v = vocabulary::places();
    std::string baseline = (folder / "b.db").string();
    Desk() {
        fs::create_directories(folder);
        store::create_tables(baseline, v.p);
    }
    ~Desk() { fs::remove_all(folder); }
    std::string file(const std::string& text) {
        const std::string path = (folder / ("f" + std::to_string(counter++) + ".csv")).string();
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    intake::ImportReport import(program::EntityId entity, const std::string& text, bool update = false, bool decimal_comma = false) {
        return intake::import_file(baseline, file(text), v.p, {entity, update, decimal_comma, diagnostics::Language::id, nullptr, "", ""});
    }
    /// Rows of a query, cells joined by | with their storage class.
    Lines query(const std::string& statement) const {
        sqlite3* db = nullptr;
        sqlite3_open(baseline.c_str(), &db);
        sqlite3_stmt* row = nullptr;
        REQUIRE(sqlite3_prepare_v2(db, statement.c_str(), -1, &row, nullptr) == SQLITE_OK);
        Lines lines;
        while (sqlite3_step(row) == SQLITE_ROW) {
            std::string line;
            for (int i = 0; i < sqlite3_column_count(row); ++i) {
                const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, i));
                line += (i == 0 ? "" : "|") + std::string(text == nullptr ? "NULL" : text);
            }
            lines.push_back(line);
        }
        sqlite3_finalize(row);
        sqlite3_close(db);
        return lines;
    }
    static inline int counter = 0;
};

std::string counts(const intake::ImportReport& report) {
    CHECK(report.rows == report.imported + report.updated + report.unchanged + report.set_aside);
    return std::to_string(report.imported) + " in " + std::to_string(report.updated) + " updated " + std::to_string(report.set_aside) + " aside";
}

/// "line column reason" of every example.
Lines aside(const intake::ImportReport& report) {
    Lines lines;
    for (const auto& remark : report.examples)
        lines.push_back(std::to_string(remark.line) + " " + remark.column + " " + remark.reason.text({}, diagnostics::Language::en));
    return lines;
}
std::string note(std::size_t line, const std::string& column, intake::Reason reason) {
    return std::to_string(line) + " " + column + " " + reason.text({}, diagnostics::Language::en);
}

std::pair<Code, Exit> failure_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const diagnostics::Failure& failure) {
        return {failure.diagnostic().code, failure.exit()};
    }
    FAIL("no Failure was thrown");
    throw 0;
}
using Expected = std::pair<Code, Exit>;

/// All cells of a text, | between cells, / between rows.
std::string cells_of(const std::string& text) {
    Desk desk;
    intake::CsvReader reader(desk.file(text));
    std::string all;
    for (auto row = reader.header(); row; row = reader.next()) {
        all += (all.empty() ? "" : " / ") + std::to_string(row->line) + ":";
        if (row->broken) all += "!";
        else
            for (std::size_t i = 0; i < row->cells.size(); ++i) all += (i == 0 ? "" : "|") + row->cells[i];
    }
    return all;
}

std::optional<std::int64_t> rupiah(const char* text) { return intake::read_rupiah(text).value; }
std::optional<std::int64_t> whole(const char* text) { return intake::read_whole(text).value; }
std::optional<std::int64_t> decimal(const char* text, bool comma = false) { return intake::read_decimal(text, comma).value; }

}  // namespace

TEST_CASE("rows and cells of a csv file", "[intake]") {
    CHECK(cells_of("a,b\n1,2\n") == "1:a|b / 2:1|2");
    CHECK(cells_of("\xEF\xBB\xBF" "a;b\r\n1;2,5\r\n\r\n ; \r\n3;\r\n") == "1:a|b / 2:1|2,5 / 5:3|");
    CHECK(cells_of("a\tb\n1\t2") == "1:a|b / 2:1|2");
    CHECK(cells_of("sep=;\na;b,c\n1;2\n") == "2:a|b,c / 3:1|2");
    CHECK(cells_of("a,b\n\"x, \"\"y\"\"\", \"z\" \n") == "1:a|b / 2:x, \"y\"|z");
    CHECK(cells_of("a,b\n\"two\nlines\",2\n3,4\n") == "1:a|b / 2:two\nlines|2 / 4:3|4");
    CHECK(cells_of("a,b\n1,\"open\n2,3\n4,5\n") == "1:a|b / 2:! / 3:2|3 / 4:4|5");  // one row is lost to the open quote, not the file
    CHECK(cells_of("a,b\n1,\"x\"y\n2,3\n") == "1:a|b / 2:! / 3:2|3");
    CHECK(cells_of("a,b\n1,5\" pipe\n") == "1:a|b / 2:1|5\" pipe");
    CHECK(cells_of("a,b\n" + std::string(3'000'000, 'x') + ",1\n2,3\n") == "1:a|b / 2:! / 3:2|3");
    CHECK(cells_of("") == "");
}

TEST_CASE("an open quote in a long file costs bounded memory and one row", "[intake]") {
    std::string text = "a,b\n1,\"open\n";
    for (int i = 0; i < 5000; ++i) text += std::to_string(i) + ",x\n";
    Desk desk;
    intake::CsvReader reader(desk.file(text));
    reader.header();
    std::size_t rows = 0, broken = 0;
    while (const auto row = reader.next()) {
        ++rows;
        broken += row->broken.has_value();
    }
    CHECK(rows == 5001);
    CHECK(broken == 1);
}

TEST_CASE("whole numbers and rupiah: dots group thousands, a comma is the decimal mark", "[intake]") {
    CHECK(whole("1500") == 1500);
    CHECK(whole("1.500") == 1500);
    CHECK(whole("-1.500.000") == -1'500'000);
    CHECK(whole("007") == 7);
    for (const char* wrong : {"1,5", "1.50", "1.5000", "0.500", "1 500", "12a", "", "-", "1.500.", ".500", "99999999999999999999"}) {
        CAPTURE(wrong);
        CHECK_FALSE(whole(wrong));
    }
    CHECK(rupiah("16800") == 1'680'000);
    CHECK(rupiah("Rp1.500.000,50") == 150'000'050);
    CHECK(rupiah("Rp 1.500.000,-") == 150'000'000);
    CHECK(rupiah("rp. 2.000") == 200'000);
    CHECK(rupiah("-Rp5") == -500);
    CHECK(rupiah("0,5") == 50);
    CHECK(rupiah("10859.24") == 1'085'924);
    CHECK(intake::read_rupiah("10859.24").remark == Phrase::row_dot_fraction);
    CHECK(intake::read_rupiah("1.500").remark == Phrase::row_ambiguous_money);
    CHECK(rupiah("1.500") == 150'000);
    CHECK(intake::read_rupiah("1,500").remark == Phrase::row_ambiguous_money);
    CHECK_FALSE(intake::read_rupiah("1.500.000").remark);
    for (const char* wrong : {"1,555", "1,000,000", "1.50.000", "Rp", "1,5,0", "1,", "lima", "1.2345"}) {
        CAPTURE(wrong);
        CHECK_FALSE(rupiah(wrong));
    }
}

TEST_CASE("decimals: a dot, or with --decimal comma a comma", "[intake]") {
    CHECK(decimal("0.25") == 250'000);
    CHECK(decimal("-3") == -3'000'000);
    CHECK(decimal("1.234") == 1'234'000);
    CHECK(decimal("1.1234560") == 1'123'456);
    CHECK(decimal("0,25", true) == 250'000);
    CHECK(decimal("1.234,5", true) == 1'234'500'000);
    CHECK(intake::read_decimal("0,25", false).problem == Phrase::row_decimal_comma);
    for (const char* wrong : {"1.1234567", "1.", ".5", "1.2.3", "a"}) {
        CAPTURE(wrong);
        CHECK_FALSE(decimal(wrong));
    }
    CHECK_FALSE(decimal("0.25", true));
}

TEST_CASE("dates: day first, Indonesian and English months, ISO", "[intake]") {
    for (const char* text : {"17-08-1985", "17/08/1985", "17.8.1985", "17 Agustus 1985", "17  agt  1985", "17-Aug-1985", "1985-08-17",
                             "1985-08-17 00:00:00", "1985-08-17T00:00:00.000Z"}) {
        CAPTURE(text);
        const auto date = intake::read_date(text);
        REQUIRE(date);
        CHECK(program::to_iso(*date) == "1985-08-17");
    }
    for (const char* text : {"30-02-1985", "08/17/1985", "17-08-85", "17081985", "1985-08-17 07:00:00", "Agustus 1985", "17 Foo 1985", "1985/08/17"}) {
        CAPTURE(text);
        CHECK_FALSE(intake::read_date(text));
    }
}

TEST_CASE("cells become stored forms", "[intake]") {
    Desk desk;
    CHECK(counts(desk.import(desk.v.kelurahan, "kode\n5\n")) == "1 in 0 updated 0 aside");
    const auto report = desk.import(desk.v.keluarga,
                                    "ID ; Kode Kelurahan;KEPALA;desil;belanja;luas;pbb\n"
                                    "k1;5; Siti ;3;Rp1.500.000,50;12.5;Ya\n"
                                    "k2;NULL;null;;1.500;0.25;T\n"
                                    "k3;;Budi;10;2000;3;benar\n");
    CHECK(counts(report) == "3 in 0 updated 0 aside");
    CHECK(desk.query("SELECT id, kode_kelurahan, kepala, desil, belanja, luas, pbb, typeof(luas) FROM keluarga") ==
          Lines{"k1|5|Siti|3|1500000.5|12.5|1|text", "k2|NULL|NULL|NULL|1500|0.25|0|text", "k3|NULL|Budi|10|2000|3|1|text"});
    REQUIRE(report.ambiguous.size() == 1);
    CHECK(report.ambiguous[0].column == "belanja");
    const auto baseline = store::read_baseline(desk.baseline, desk.v.p, {}, {desk.v.belanja, desk.v.luas, desk.v.pbb, desk.v.desil}, 1);
    CHECK(baseline.errors.empty());
    CHECK(baseline.population.entities[desk.v.keluarga.value].columns[2]->at(0) == 150'000'050);

    CHECK(counts(desk.import(desk.v.anggota,
                             "nik,id_keluarga,lahir,sekolah,jaminan\n1,k1,17 Agustus 1985,SD,pbi\n2,k1,,Label smp,8\n3,k1,,02,Tidak_Ada\n4,k1,,1,99\n")) ==
          "4 in 0 updated 0 aside");
    CHECK(desk.query("SELECT lahir, sekolah, jaminan FROM anggota ORDER BY nik") == Lines{"1985-08-17|1|pbi", "NULL|02|8", "NULL|02|tidak_ada", "NULL|1|99"});
}

TEST_CASE("sets and references come in as the loader reads them", "[intake]") {
    Desk desk;
    program::Type set = vocabulary::choice(desk.v.p, {{"zakat", ""}, {"beras", "2"}, {"listrik", ""}});
    set.kind = program::TypeKind::set;
    const auto aid = vocabulary::add_fact(desk.v.p, desk.v.anggota, "bantuan", set);
    const auto mother = vocabulary::add_fact(desk.v.p, desk.v.anggota, "ibu", {program::TypeKind::reference, 0, false, {}});
    desk.v.p.facts[mother.value].refers_to = desk.v.anggota;
    desk.v.p.facts[mother.value].column = "nik_ibu";
    fs::remove(desk.baseline);
    store::create_tables(desk.baseline, desk.v.p);
    const auto report = desk.import(desk.v.anggota,
                                    "nik,id_keluarga,bantuan,nik_ibu\n1,,listrik; Zakat,2\n2,,-,\n3,,\"Label beras, zakat\",9\n4,,2,1\n5,,uang,1\n");
    CHECK(counts(report) == "4 in 0 updated 1 aside");
    CHECK(aside(report) == Lines{note(6, "bantuan", Phrase::row_choice)});
    CHECK(desk.query("SELECT bantuan, nik_ibu, typeof(nik_ibu) FROM anggota ORDER BY nik") ==
          Lines{"zakat;listrik|2|text", "-|NULL|null", "zakat;2|9|text", "2|1|text"});
    const auto baseline = store::read_baseline(desk.baseline, desk.v.p, {}, {aid, mother}, 1);
    REQUIRE(baseline.errors.size() == 1);
    CHECK(baseline.errors[0].column == "nik_ibu");  // nobody has the number 9
}

TEST_CASE("a row that cannot be read is set aside with line and reason, in the report and in the baseline", "[intake]") {
    Desk desk;
    const auto report = desk.import(desk.v.keluarga,
                                    "id,desil,belanja,luas,pbb\n"
                                    "a,11,,,\n"       // 2
                                    "b,3\n"           // 3
                                    ",3,,,\n"         // 4
                                    "c,x,,,\n"        // 5
                                    "d,,,\"0,5\",\n"  // 6
                                    "e,,,,mungkin\n"  // 7
                                    "f,,,,,\n"        // 8: an empty cell too many is no harm
                                    "f,,,,\n"         // 9: again
                                    "g,,,,,x\n"       // 10
                                    "h,\"3,,,\n"      // 11
                                    "\"i\xff\xC3\xA9\",3,,,\n"
                                    "1E+15,3,,,\n"
                                    "j,,-1,,\n");
    CHECK(counts(report) == "1 in 0 updated 12 aside");
    CHECK(aside(report) == Lines{note(2, "desil", Phrase::row_range), note(3, "", Phrase::row_cell_count), note(4, "id", Phrase::row_key_empty),
                                 note(5, "desil", Phrase::row_whole_number), note(6, "luas", Phrase::row_decimal_comma),
                                 note(7, "pbb", Phrase::row_yes_no), note(9, "id", intake::RowReason::key_repeated), note(10, "", Phrase::row_cell_count),
                                 note(11, "", Phrase::row_quote), note(12, "", Phrase::row_not_utf8), note(13, "id", Phrase::row_spreadsheet_number),
                                 note(14, "belanja", Phrase::row_range)});
    const Lines kept = desk.query("SELECT impor, baris, entitas, kolom, alasan, isi FROM tepat_sisihan");
    REQUIRE(kept.size() == 12);
    CHECK(kept[0] == "1|2|keluarga|desil|di luar rentang 1..10|a,11,,,");
    CHECK(kept[8] == "1|11|keluarga||tanda kutip dibuka tetapi tidak ditutup dengan benar|h,\"3,,,");
    CHECK(kept[9].ends_with("|\"i???\",3,,,"));
    std::size_t total = 0;
    for (const auto& reason : report.reasons) {
        total += reason.count;
        const std::string text = reason.reason.text(reason.arguments, diagnostics::Language::id);
        CHECK(text.find('{') == std::string::npos);  // the summary is as complete as the row's own reason
    }
    CHECK(total == 12);
}

TEST_CASE("existing keys need --update, and keep the columns the file does not have", "[intake]") {
    Desk desk;
    CHECK(counts(desk.import(desk.v.keluarga, "id,kepala,desil\n1,Siti,3\n2,Budi,4\n")) == "2 in 0 updated 0 aside");
    CHECK(counts(desk.import(desk.v.keluarga, "id,desil\n1,5\n3,6\n")) == "1 in 0 updated 1 aside");
    // An empty cell erases nothing; without the link to its village the file makes no new family.
    const auto update = desk.import(desk.v.keluarga, "id,desil\n1,5\n4,\n2,\n", true);
    CHECK(counts(update) == "0 in 1 updated 1 aside");
    CHECK(aside(update) == Lines{note(3, "id", intake::RowReason::key_not_there)});
    CHECK(counts(desk.import(desk.v.keluarga, "id,kode_kelurahan,desil\n4,,\n", true)) == "1 in 0 updated 0 aside");
    CHECK(desk.query("SELECT id, kepala, desil FROM keluarga ORDER BY id") == Lines{"1|Siti|5", "2|Budi|4", "3|NULL|6", "4|NULL|NULL"});
    CHECK(desk.query("SELECT impor FROM tepat_sisihan").empty());  // the rows set aside by the second and third import went in later
    CHECK(desk.query("SELECT kunci, kolom, pemeriksaan, isi FROM tepat_temuan") == Lines{"1|desil|conflict_replaced|3"});  // the old value
}

TEST_CASE("a key that comes twice in one import never replaces the first row", "[intake]") {
    Desk desk;
    for (const bool update : {false, true}) {
        CAPTURE(update);
        const std::string key = update ? "b" : "a";
        const auto report = desk.import(desk.v.keluarga, "id,kode_kelurahan,desil\n" + key + ",,3\n" + key + ",,4\n", update);
        CHECK(counts(report) == "1 in 0 updated 1 aside");
        CHECK(aside(report) == Lines{note(3, "id", intake::RowReason::key_repeated)});
    }
    CHECK(desk.query("SELECT id, desil FROM keluarga ORDER BY id") == Lines{"a|3", "b|3"});
    intake::KeysSeen seen;
    intake::ImportOptions options{desk.v.keluarga, true};
    options.seen = &seen;
    CHECK(counts(intake::import_file(desk.baseline, desk.file("id,kode_kelurahan,desil\na,,5\n"), desk.v.p, options)) == "0 in 1 updated 0 aside");
    CHECK(counts(intake::import_file(desk.baseline, desk.file("id,kode_kelurahan,desil\na,,6\n"), desk.v.p, options)) == "0 in 0 updated 1 aside");
    CHECK(desk.query("SELECT desil FROM keluarga WHERE id = 'a'") == Lines{"5"});
}

TEST_CASE("keys that a spreadsheet has cut are set aside, also in CSV", "[intake]") {
    Desk desk;
    const auto report = desk.import(desk.v.keluarga,
                                    "id\n15711010030000800\n15711010030000801\n1.57111E+16\n1571101003000080\n157110.0\n1571101003000000000\n");
    CHECK(aside(report) == Lines{note(2, "id", Phrase::row_spreadsheet_number), note(4, "id", Phrase::row_spreadsheet_number), note(7, "id", Phrase::row_spreadsheet_number)});
    CHECK(desk.query("SELECT id FROM keluarga ORDER BY id") == Lines{"157110", "1571101003000080", "15711010030000801"});
}

TEST_CASE("rows of a table that are no data", "[intake]") {
    Desk desk;
    const auto report = desk.import(desk.v.keluarga,
                                    "id,kepala,desil,belanja\n1,2,3,4\nf1,Siti,3,\nJUMLAH,,1,\nid,kepala,desil,belanja\n(1),(2),(3),(4)\nf2,Budi,4,\nTotal KK,,2,\n1,2,3,4\n");
    CHECK(aside(report) == Lines{note(2, "", intake::RowReason::column_numbers), note(4, "", intake::RowReason::total), note(5, "", intake::RowReason::header_again),
                                 note(6, "", intake::RowReason::column_numbers), note(8, "", intake::RowReason::total)});
    CHECK(desk.query("SELECT id FROM keluarga ORDER BY id") == Lines{"1", "f1", "f2"});  // further down 1, 2, 3, 4 is a family
}

TEST_CASE("rejected rows show what is open, and are gone once they went in", "[intake]") {
    Desk desk;
    CHECK(counts(desk.import(desk.v.keluarga, "id,kepala,desil\nf1,Siti 1571 0301 0180 0001,x\nf2,Budi,y\n")) == "0 in 0 updated 2 aside");
    CHECK(desk.query("SELECT kunci, tampil FROM tepat_sisihan ORDER BY baris") == Lines{"f1|f1;Siti 1571 03** **** 0001;x", "f2|f2;Budi;y"});
    CHECK(counts(desk.import(desk.v.keluarga, "id,kepala,desil\nf1,Siti,3\n")) == "1 in 0 updated 0 aside");  // another file
    CHECK(desk.query("SELECT kunci FROM tepat_sisihan") == Lines{"f2"});
    const std::string again = desk.file("id,desil\nf3,x\n");
    const intake::ImportOptions options{desk.v.keluarga};
    for (int i = 0; i < 3; ++i) intake::import_file(desk.baseline, again, desk.v.p, options);
    CHECK(desk.query("SELECT kunci FROM tepat_sisihan ORDER BY 1") == Lines{"f2", "f3"});
}

TEST_CASE("labels with other blanks and marks are the same, others are not", "[intake]") {
    Desk desk;
    program::Type type = vocabulary::choice(desk.v.p, {{"milik", "1"}, {"sewa", "2"}, {"lebih", "3"}, {"kurang", "4"}});
    auto& values = desk.v.p.choices[type.choices.value].values;
    values[1].label = "Kontrak/Sewa";
    values[2].label = "Listrik Pribadi > 900 Watt";
    values[3].label = "Listrik Pribadi s/d 900 Watt";
    const auto fact = vocabulary::add_fact(desk.v.p, desk.v.keluarga, "rumah", type);
    const auto stored = [&](const char* text) {
        const intake::Read read = intake::read_cell(desk.v.p, desk.v.p[fact], text, {});
        return read.problem ? "-" : std::get<std::string>(read.cell);
    };
    CHECK(stored("Kontrak / Sewa") == "2");
    CHECK(stored("listrik pribadi s.d 900 watt") == "4");
    CHECK(stored("Listrik Pribadi <900 Watt") == "-");
    CHECK(stored("Listrik Pribadi >900 Watt") == "3");
    CHECK(stored("Kontrak") == "-");
    program::Fact yes = desk.v.p[desk.v.pbb];
    CHECK(std::get<std::int64_t>(intake::read_cell(desk.v.p, yes, "Tdk.", {}).cell) == 0);
    CHECK(intake::with_plain_blanks("17\xC2\xA0" "Agustus") == "17 Agustus");
}

TEST_CASE("tables made elsewhere, without a primary key", "[intake]") {
    Desk desk;
    sqlite3* db = nullptr;
    sqlite3_open(desk.baseline.c_str(), &db);
    sqlite3_exec(db, "DROP TABLE kelurahan; CREATE TABLE kelurahan(kode, nama); INSERT INTO kelurahan VALUES (5,'Aur'),('x','Bakti')", nullptr, nullptr, nullptr);
    sqlite3_close(db);
    CHECK(counts(desk.import(desk.v.kelurahan, "kode,nama\n5,Baru\n6,Cita\n6,Dua\n")) == "1 in 0 updated 2 aside");
    CHECK(counts(desk.import(desk.v.kelurahan, "kode,nama\n5,Baru\nx,Lama\n7,Tujuh\n", true)) == "1 in 2 updated 0 aside");
    CHECK(desk.query("SELECT kode, nama FROM kelurahan ORDER BY nama") == Lines{"5|Baru", "6|Cita", "x|Lama", "7|Tujuh"});
}

TEST_CASE("headers that cannot be understood are refused before anything is written", "[intake]") {
    Desk desk;
    const auto failure = [&](const std::string& text) { return failure_of([&] { desk.import(desk.v.keluarga, text); }); };
    CHECK(failure("") == Expected{Code::csv_empty, Exit::user});
    CHECK(failure("\n1,2\n") == Expected{Code::csv_empty, Exit::user});
    CHECK(failure("id,desill\n1,2\n") == Expected{Code::csv_unknown_header, Exit::user});
    CHECK(failure("id,desil,Desil\n1,2,2\n") == Expected{Code::csv_repeated_header, Exit::user});
    CHECK(failure("desil,belanja\n1,2\n") == Expected{Code::csv_no_key, Exit::user});
    CHECK(failure(std::string("\xff\xfei\0d\0", 6)) == Expected{Code::csv_not_utf8, Exit::user});
    CHECK(failure_of([&] { intake::import_file(desk.baseline, "/nowhere.csv", desk.v.p, {desk.v.keluarga}); }) ==
          Expected{Code::cannot_read_file, Exit::environment});
    CHECK(failure_of([&] { intake::import_file(desk.baseline, desk.folder.string(), desk.v.p, {desk.v.keluarga}); }) ==
          Expected{Code::cannot_read_file, Exit::environment});
    CHECK(failure_of([&] { intake::import_file((desk.folder / "x.db").string(), desk.file("id\n1\n"), desk.v.p, {desk.v.keluarga}); }) ==
          Expected{Code::database_missing, Exit::environment});
    try {
        desk.import(desk.v.keluarga, "id,desill\n");
    } catch (const diagnostics::Failure& unknown) {
        REQUIRE(unknown.diagnostic().notes.size() == 1);
        CHECK(std::get<std::string>(unknown.diagnostic().notes[0].arguments[0]) == "`desil`");
    }
    CHECK(desk.query("SELECT name FROM sqlite_master WHERE name = 'tepat_sisihan'").empty());
}

TEST_CASE("a locked baseline is not touched", "[intake]") {
    Desk desk;
    sqlite3* other = nullptr;
    sqlite3_open(desk.baseline.c_str(), &other);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(failure_of([&] { desk.import(desk.v.keluarga, "id\n1\n"); }) == Expected{Code::database_locked, Exit::environment});
    sqlite3_close(other);
    CHECK(desk.query("SELECT * FROM keluarga").empty());
}
