// SPDX-License-Identifier: Apache-2.0
// Reading a baseline: every stored form of language.md section 3, the failures with their exit codes, and the fingerprint.
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/baseline.hpp"
#include "tests/unit/vocabulary.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat;
using diagnostics::Code;
using diagnostics::Exit;

/// A folder of its own, gone afterwards.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("tepat_store_" + std::to_string(::getpid()) + "_" + std::to_string(counter++));
    Folder() { fs::create_directories(path); }
    ~Folder() {
        fs::permissions(path, fs::perms::owner_all);
        fs::remove_all(path);
    }
    std::string file(const std::string& name) const { return (path / name).string(); }
    static inline int counter = 0;
};

void sql(const std::string& file, const std::string& statements) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    char* problem = nullptr;
    sqlite3_exec(db, statements.c_str(), nullptr, nullptr, &problem);
    const std::string message = problem == nullptr ? "" : problem;
    sqlite3_free(problem);
    sqlite3_close(db);
    REQUIRE(message == "");
}

/// A table `t` with a column without affinity, so that cells are stored exactly as written; key 1, 2, ...
store::Baseline read_cells(const program::Program& p, const std::vector<std::string>& cells, unsigned threads = 1) {
    const Folder folder;
    std::string statements = "CREATE TABLE t(k INTEGER PRIMARY KEY, v BLOB);";
    for (const std::string& cell : cells) statements += "INSERT INTO t(v) VALUES (" + cell + ");";
    sql(folder.file("b.db"), statements);
    return store::read_baseline(folder.file("b.db"), p, {{0}}, {{0}}, threads);
}

program::Program one_column(program::Type type, std::optional<std::int64_t> low = {}, std::optional<std::int64_t> high = {}) {
    program::Program p;
    vocabulary::add_entity(p, "t", "k");
    vocabulary::add_fact(p, {0}, "v", type, low, high);
    return p;
}

/// "." unknown, "E" error, else the value.
std::vector<std::string> shown(const store::Baseline& baseline) {
    const columns::Column& column = *baseline.population.entities[0].columns[0];
    std::vector<std::string> all;
    for (std::size_t row = 0; row < column.known.size(); ++row) {
        CHECK_FALSE((column.known.get(row) && column.error.get(row)));
        if (column.error.get(row)) all.push_back("E");
        else if (!column.known.get(row)) all.push_back(".");
        else all.push_back(column.dictionary.empty() ? std::to_string(column.at(row)) : column.dictionary[column.at(row)]);
    }
    return all;
}

using Shown = std::vector<std::string>;

/// The code and exit of the Failure that `work` must throw.
std::pair<Code, Exit> failure_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const diagnostics::Failure& failure) {
        for (const auto language : {diagnostics::Language::id, diagnostics::Language::en}) {
            const auto texts = diagnostics::texts_of(failure.diagnostic().code, language);
            CHECK_FALSE(diagnostics::fill(texts.title, failure.diagnostic().arguments, language).empty());
            CHECK_FALSE(diagnostics::fill(texts.help, failure.diagnostic().arguments, language).empty());
        }
        return {failure.diagnostic().code, failure.exit()};
    }
    FAIL("no Failure was thrown");
    throw 0;
}

using Expected = std::pair<Code, Exit>;

}  // namespace

TEST_CASE("stored forms of ya_tidak", "[store]") {
    const auto p = one_column(vocabulary::yes_no);
    CHECK(shown(read_cells(p, {"0", "1", "'Ya'", "'TIDAK'", "'ya'", "NULL", "''", "2", "'1'", "1.0", "'Y'", "x'01'", "' ya'"})) ==
          Shown{"0", "1", "1", "0", "1", ".", ".", "E", "E", "E", "E", "E", "E"});
}

TEST_CASE("stored forms of bilangan", "[store]") {
    const auto p = one_column(vocabulary::whole, 1, 10);
    CHECK(shown(read_cells(p, {"1", "10", "0", "11", "NULL", "''", "'5'", "5.0", "x'35'", "9223372036854775807"})) ==
          Shown{"1", "10", "E", "E", ".", ".", "E", "E", "E", "E"});
}

TEST_CASE("stored forms of desimal", "[store]") {
    const auto p = one_column(vocabulary::decimal);
    CHECK(shown(read_cells(p, {"3", "'10859.24'", "'-0.000001'", "'1.0000001'", "'1,5'", "'.5'", "'5.'", "'+1'", "' 1'", "'1e3'"})) ==
          Shown{"3000000", "10859240000", "-1", "E", "E", "E", "E", "E", "E", "E"});
    // REAL only when k / 10^6 is the same double and k has at most 53 bits
    CHECK(shown(read_cells(p, {"0.25", "10859.24", "0.1", "1.0/3", "1e300", "9007199254.740992", "2147483648.123457", "0.0000001", "-2.5"})) ==
          Shown{"250000", "10859240000", "100000", "E", "E", "E", "2147483648123457", "E", "-2500000"});
    CHECK(shown(read_cells(p, {"9223372036854", "9223372036855", "'9223372036854.775807'", "'9223372036854.775808'",
                               "'-9223372036854.775808'"})) ==
          Shown{"9223372036854000000", "E", "9223372036854775807", "E", "-9223372036854775808"});
}

TEST_CASE("stored forms of rupiah", "[store]") {
    const auto p = one_column(vocabulary::rupiah, 0);
    CHECK(shown(read_cells(p, {"16800", "'16800'", "'10859.24'", "10859.24", "'1.5'", "'1.250'", "'1.255'", "0.001", "-1", "'Rp5'", "NULL"})) ==
          Shown{"1680000", "1680000", "1085924", "1085924", "150", "125", "E", "E", "E", "E", "."});
    CHECK(shown(read_cells(p, {"92233720368547758", "92233720368547759"})) == Shown{"9223372036854775800", "E"});
}

TEST_CASE("stored forms of tanggal", "[store]") {
    const auto p = one_column(vocabulary::date, program::parse_iso("1900-01-01")->days);
    const auto days = std::to_string(program::parse_iso("2024-02-29")->days);
    CHECK(shown(read_cells(p, {"'2024-02-29'", "'2023-02-29'", "'29-02-2024'", "'2024-02-29 00:00:00'", "20240229", "'1899-12-31'", "''"})) ==
          Shown{days, "E", "E", "E", "E", "E", "."});
}

TEST_CASE("stored forms of teks", "[store]") {
    const auto p = one_column(vocabulary::text);
    CHECK(shown(read_cells(p, {"'Siti'", "1571", "NULL", "''", "1.5", "x'41'", "CAST(x'ff41' AS TEXT)", "'Dé'", "CAST(x'eda080' AS TEXT)"})) ==
          Shown{"Siti", "1571", ".", ".", "E", "E", "E", "Dé", "E"});
}

TEST_CASE("stored forms of pilihan", "[store]") {
    program::Program p;
    vocabulary::add_entity(p, "t", "k");
    vocabulary::add_fact(p, {0}, "v", vocabulary::choice(p, {{"tidak", ""}, {"sd", "1"}, {"smp", "02"}, {"lain", "x"}}));
    p.facts[0].counts_as_missing = {"8", "tt"};
    CHECK(shown(read_cells(p, {"'tidak'", "1", "'1'", "'sd'", "'02'", "2", "'x'", "'X'", "8", "'8'", "'tt'", "1.0", "NULL", "''"})) ==
          Shown{"0", "1", "1", "E", "2", "E", "3", "E", ".", ".", ".", "E", ".", "."});
}

TEST_CASE("codes that count as missing compare as values", "[store]") {
    auto p = one_column(vocabulary::decimal, 0, 5'000'000);
    p.facts[0].counts_as_missing = {"99"};
    CHECK(shown(read_cells(p, {"99", "99.0", "'99'", "'99.00'", "98", "5"})) == Shown{".", ".", ".", ".", "E", "5000000"});
    auto whole = one_column(vocabulary::whole, 0, 5);
    whole.facts[0].counts_as_missing = {"9"};
    CHECK(shown(read_cells(whole, {"9", "'9'", "8", "5"})) == Shown{".", ".", "E", "5"});
}

TEST_CASE("error cells are counted per column with the first key", "[store]") {
    const auto baseline = read_cells(one_column(vocabulary::whole, 1, 10), {"3", "11", "12", "4"});
    REQUIRE(baseline.errors.size() == 1);
    CHECK(baseline.errors[0].column == "v");
    CHECK(baseline.errors[0].count == 2);
    CHECK(baseline.errors[0].example == "2");
}

TEST_CASE("links find parents by canonical text", "[store]") {
    const Folder folder;
    auto v = vocabulary::places();
    sql(folder.file("b.db"),
        "CREATE TABLE kelurahan(kode, nama); INSERT INTO kelurahan VALUES ('5','Aur'),(7,'Bakti');"
        "CREATE TABLE keluarga(id, kode_kelurahan, kepala, desil, belanja, luas, pbb);"
        "INSERT INTO keluarga(id, kode_kelurahan) VALUES ('a',5),('b','7'),('c',NULL),('d',''),('e','9'),('f',7.0);"
        "CREATE TABLE anggota(nik, id_keluarga, nama, lahir, sekolah, jaminan);");
    const auto baseline = store::read_baseline(folder.file("b.db"), v.p, {v.anggota}, {}, 1);
    const columns::EntityRows& rows = baseline.population.entities[v.keluarga.value];
    CHECK(rows.keys == Shown{"a", "b", "c", "d", "e", "f"});
    CHECK(rows.parent == std::vector<std::uint32_t>{0, 1, columns::no_parent_unknown, columns::no_parent_unknown, columns::no_parent_error,
                                                    columns::no_parent_error});
    CHECK_FALSE(rows.integer_keys);
    REQUIRE(baseline.errors.size() == 1);
    CHECK(baseline.errors[0].column == "kode_kelurahan");
    CHECK(baseline.errors[0].count == 2);
    CHECK(baseline.errors[0].example == "e");
    CHECK_FALSE(rows.columns[0].has_value());
}

TEST_CASE("keys order as whole numbers only when all are stored INTEGER", "[store]") {
    const Folder folder;
    const auto p = one_column(vocabulary::whole);
    sql(folder.file("n.db"), "CREATE TABLE t(k, v); INSERT INTO t VALUES (10,1),(9,2),(-3,3);");
    sql(folder.file("m.db"), "CREATE TABLE t(k, v); INSERT INTO t VALUES (10,1),('9',2),(100,3);");
    const auto numeric = store::read_baseline(folder.file("n.db"), p, {}, {{0}}, 1);
    CHECK(numeric.population.entities[0].integer_keys);
    CHECK(numeric.population.entities[0].keys == Shown{"-3", "9", "10"});
    CHECK(shown(numeric) == Shown{"3", "2", "1"});
    const auto mixed = store::read_baseline(folder.file("m.db"), p, {}, {{0}}, 1);
    CHECK_FALSE(mixed.population.entities[0].integer_keys);
    CHECK(mixed.population.entities[0].keys == Shown{"10", "100", "9"});
}

TEST_CASE("a table or column the rules need must be there, others need not", "[store]") {
    const Folder folder;
    const auto v = vocabulary::places();
    const std::string file = folder.file("b.db");
    sql(file, "CREATE TABLE keluarga(id, kode_kelurahan, desil); INSERT INTO keluarga VALUES (1,'x',3);"
              "CREATE TABLE kelurahan(kode);");
    CHECK(failure_of([&] { store::read_baseline(file, v.p, {v.anggota}, {}, 1); }) == Expected{Code::missing_table, Exit::user});
    CHECK(failure_of([&] { store::read_baseline(file, v.p, {}, {v.belanja}, 1); }) == Expected{Code::missing_column, Exit::user});
    const auto baseline = store::read_baseline(file, v.p, {v.keluarga}, {v.desil}, 1, {v.kepala, v.nama});
    CHECK(baseline.population.entities[v.keluarga.value].rows == 1);
    CHECK(baseline.population.entities[v.anggota.value].rows == 0);
    CHECK(baseline.population.entities[v.anggota.value].columns.size() == v.p[v.anggota].facts.size());
    CHECK_FALSE(baseline.population.entities[v.keluarga.value].columns[0].has_value());
}

TEST_CASE("repeated, empty and unusable keys are refused", "[store]") {
    const Folder folder;
    const auto p = one_column(vocabulary::whole);
    const auto failure = [&](const std::string& rows) {
        const std::string file = folder.file("k.db");
        fs::remove(file);
        sql(file, "CREATE TABLE t(k, v); INSERT INTO t VALUES " + rows);
        return failure_of([&] { store::read_baseline(file, p, {}, {{0}}, 1); });
    };
    CHECK(failure("(5,1),('5',2)") == Expected{Code::repeated_key, Exit::user});
    CHECK(failure("('a',1),('a',2),('b',1)") == Expected{Code::repeated_key, Exit::user});
    CHECK(failure("(NULL,1)") == Expected{Code::empty_key, Exit::user});
    CHECK(failure("('',1)") == Expected{Code::empty_key, Exit::user});
    CHECK(failure("(1.5,1)") == Expected{Code::unusable_key, Exit::user});
    CHECK(failure("(x'41',1)") == Expected{Code::unusable_key, Exit::user});
}

TEST_CASE("stored forms of himpunan", "[store]") {
    program::Program p;
    vocabulary::add_entity(p, "t", "k");
    program::Type set = vocabulary::choice(p, {{"fisik", ""}, {"netra", "2"}, {"rungu", ""}});
    set.kind = program::TypeKind::set;
    const auto fact = vocabulary::add_fact(p, {0}, "v", set);
    p.facts[fact.value].counts_as_missing = {"9", "tidak tahu"};
    CHECK(shown(read_cells(p, {"'fisik'", "'rungu;fisik'", "'2;fisik'", "2", "'-'", "NULL", "''", "'tidak tahu'", "9", "'netra'", "'fisik;fisik'",
                               "'fisik,rungu'", "'fisik;'", "';'", "'Fisik'", "1", "2.0", "'- '"})) ==
          Shown{"1", "5", "3", "2", "0", ".", ".", ".", ".", "E", "E", "E", "E", "E", "E", "E", "E", "E"});
}

TEST_CASE("references are found by canonical key in any table, and follow the sorted rows", "[store]") {
    const Folder folder;
    program::Program p;
    const auto family = vocabulary::add_entity(p, "keluarga", "id");
    const auto person = vocabulary::add_entity(p, "anggota", "nik", family, "id_keluarga");
    const auto reference = [&](program::EntityId of, const char* name, program::EntityId to) {
        const auto fact = vocabulary::add_fact(p, of, name, {program::TypeKind::reference, 0, false, {}});
        p.facts[fact.value].refers_to = to;
        p.facts[fact.value].counts_as_missing = {"0"};
        return fact;
    };
    const auto head = reference(family, "nik_kepala", person);
    const auto mother = reference(person, "nik_ibu", person);
    const std::string file = folder.file("b.db");
    sql(file, "CREATE TABLE keluarga(id, nik_kepala); INSERT INTO keluarga VALUES (2,'7'),(1,'tidak ada'),(3,NULL),(4,'0');"
              "CREATE TABLE anggota(nik, id_keluarga, nik_ibu); INSERT INTO anggota VALUES (9,1,7),(7,2,'9'),(8,1,2.5),(10,1,'');");
    const store::Baseline read = store::read_baseline(file, p, {}, {head, mother}, 1);
    const auto cells = [&](program::EntityId entity) {
        const columns::EntityRows& rows = read.population.entities[entity.value];
        const columns::Column& column = *rows.columns[0];
        Shown all;
        for (std::size_t row = 0; row < rows.rows; ++row)
            all.push_back(rows.keys[row] + (column.error.get(row)   ? " E"
                                            : column.known.get(row) ? " " + read.population.entities[1].keys[column.at(row)]
                                                                    : " ."));
        return all;
    };
    CHECK(cells(family) == Shown{"1 E", "2 7", "3 .", "4 ."});
    CHECK(cells(person) == Shown{"8 E", "9 7", "10 .", "7 9"});  // by family, then by number
    REQUIRE(read.errors.size() == 2);
    CHECK(read.errors[0].column == "nik_kepala");
    CHECK(read.errors[0].count == 1);
    CHECK(read.errors[0].example == "1");
    CHECK(read.errors[1].column == "nik_ibu");
    // A name wanted for show alone asks for no other table.
    sql(folder.file("c.db"), "CREATE TABLE keluarga(id, nik_kepala); INSERT INTO keluarga VALUES (1,'7');");
    CHECK_FALSE(store::read_baseline(folder.file("c.db"), p, {family}, {}, 1, {head}).population.entities[0].columns[0].has_value());
    CHECK(failure_of([&] { store::read_baseline(folder.file("c.db"), p, {}, {head}, 1); }) == Expected{Code::missing_table, Exit::user});
}

TEST_CASE("a fingerprint notices another reference and another set", "[store]") {
    const Folder folder;
    program::Program p;
    const auto entity = vocabulary::add_entity(p, "t", "k");
    program::Type set = vocabulary::choice(p, {{"a", ""}, {"b", ""}});
    set.kind = program::TypeKind::set;
    const auto values = vocabulary::add_fact(p, entity, "v", set);
    const auto other = vocabulary::add_fact(p, entity, "r", {program::TypeKind::reference, 0, false, {}});
    p.facts[other.value].refers_to = entity;
    const auto print_of = [&](const std::string& rows) {
        const std::string file = folder.file("b.db");
        std::filesystem::remove(file);
        sql(file, "CREATE TABLE t(k, v, r); INSERT INTO t VALUES " + rows);
        return store::read_baseline(file, p, {}, {values, other}, 1).fingerprint;
    };
    const std::string one = print_of("(1,'a;b',2),(2,'-',NULL)");
    CHECK(print_of("(2,'-',NULL),(1,'b;a','2')") == one);
    CHECK(print_of("(1,'a;b',1),(2,'-',NULL)") != one);
    CHECK(print_of("(1,'a',2),(2,'-',NULL)") != one);
    CHECK(print_of("(1,'a;b',3),(2,'-',NULL)") != print_of("(1,'a;b',4),(2,'-',NULL)"));
}

TEST_CASE("a column that can hold no whole number is refused once, not on every row", "[store]") {
    const Folder folder;
    const auto p = one_column(vocabulary::whole);
    sql(folder.file("b.db"), "CREATE TABLE t(k, v TEXT); INSERT INTO t VALUES (1,'3'),(2,NULL);");
    CHECK(failure_of([&] { store::read_baseline(folder.file("b.db"), p, {}, {{0}}, 1); }) == Expected{Code::wrong_column_type, Exit::user});
    sql(folder.file("c.db"), "CREATE TABLE t(k, v TEXT); INSERT INTO t VALUES (1,''),(2,NULL);");
    CHECK(shown(store::read_baseline(folder.file("c.db"), p, {}, {{0}}, 1)) == Shown{".", "."});
}

TEST_CASE("what the environment does to a baseline ends with exit 3", "[store]") {
    const Folder folder;
    const auto p = one_column(vocabulary::whole);
    const auto read = [&](const std::string& name) {
        return failure_of([&] { store::read_baseline(folder.file(name), p, {}, {{0}}, 1); });
    };
    CHECK(read("none.db") == Expected{Code::database_missing, Exit::environment});
    CHECK(read("") == Expected{Code::database_is_folder, Exit::environment});
    std::ofstream(folder.file("csv.db")) << "id,desil\n1,2\n" << std::string(2000, 'x');
    CHECK(read("csv.db") == Expected{Code::not_a_database, Exit::environment});
    std::ofstream(folder.file("empty.db"));
    CHECK(read("empty.db") == Expected{Code::database_empty, Exit::environment});

    std::string rows = "CREATE TABLE t(k INTEGER PRIMARY KEY, v); BEGIN;";
    for (int i = 0; i < 5000; ++i) rows += "INSERT INTO t(v) VALUES (1);";
    sql(folder.file("big.db"), rows + "COMMIT;");
    std::fstream damage(folder.file("big.db"), std::ios::in | std::ios::out | std::ios::binary);
    damage.seekp(8192);
    damage << std::string(16384, '\x5a');
    damage.close();
    CHECK(read("big.db") == Expected{Code::database_corrupt, Exit::environment});
}

TEST_CASE("a locked baseline is waited for, then named", "[store]") {
    const Folder folder;
    const auto p = one_column(vocabulary::whole);
    const std::string file = folder.file("b.db");
    sql(file, "CREATE TABLE t(k, v);");
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(failure_of([&] { store::read_baseline(file, p, {}, {{0}}, 1); }) == Expected{Code::database_locked, Exit::environment});
    sqlite3_close(other);
}

TEST_CASE("a baseline without permission ends with exit 3", "[store]") {
    if (::geteuid() == 0) return;  // root may read everything
    const Folder folder;
    sql(folder.file("b.db"), "CREATE TABLE t(k, v);");
    fs::permissions(folder.file("b.db"), fs::perms::none);
    const auto p = one_column(vocabulary::whole);
    CHECK(failure_of([&] { store::read_baseline(folder.file("b.db"), p, {}, {{0}}, 1); }) ==
          Expected{Code::database_no_access, Exit::environment});
}

TEST_CASE("the fingerprint follows contents, not row order", "[store]") {
    const Folder folder;
    const auto v = vocabulary::places();
    int number = 0;
    const auto print_of = [&](const std::string& change, bool backwards = false) {
        const std::string file = folder.file(std::to_string(number++) + ".db");
        const std::string order = backwards ? " DESC" : " ASC";
        sql(file, "CREATE TABLE kelurahan(kode, nama); INSERT INTO kelurahan VALUES ('5','Aur'),('7','Bakti');"
                  "CREATE TABLE k(id, kode_kelurahan, kepala, desil, belanja, luas, pbb);"
                  "INSERT INTO k VALUES (1,'5','Siti',1,100,'1.5',1),(2,'5','Budi',2,200,'2',0),(3,'9','Ani',11,NULL,NULL,NULL);"
                  "CREATE TABLE a(nik, id_keluarga, nama, lahir, sekolah, jaminan);"
                  "INSERT INTO a VALUES ('x',1,'Siti','1980-01-01','tidak','pbi'),('y',1,'Joko','1981-01-01',1,8),('z',2,'Budi',NULL,NULL,'?');" +
                      change + ";CREATE TABLE keluarga AS SELECT * FROM k ORDER BY id" + order +
                      ";CREATE TABLE anggota AS SELECT * FROM a ORDER BY nik" + order);
        return store::read_baseline(file, v.p, {}, {v.nama_kelurahan, v.kepala, v.desil, v.nama, v.lahir, v.sekolah, v.jaminan}, 2).fingerprint;
    };
    const std::string base = print_of("");
    CHECK(base.size() == 64);
    CHECK(print_of("", true) == base);
    CHECK(print_of("UPDATE k SET belanja = 5") == base);  // not read
    for (const char* change : {"UPDATE k SET desil = 3 WHERE id = 1", "UPDATE k SET desil = NULL WHERE id = 1", "UPDATE k SET desil = 12 WHERE id = 3",
                               "UPDATE k SET kode_kelurahan = '7' WHERE id = 1", "UPDATE k SET kode_kelurahan = '8' WHERE id = 3",
                               "UPDATE k SET kode_kelurahan = NULL WHERE id = 3", "UPDATE k SET id = 4 WHERE id = 3",
                               "UPDATE a SET nama = 'Sita' WHERE nik = 'x'", "UPDATE a SET lahir = '1980-01-02' WHERE nik = 'x'",
                               "UPDATE a SET sekolah = '02' WHERE nik = 'y'", "UPDATE a SET jaminan = '!' WHERE nik = 'z'",
                               "UPDATE a SET id_keluarga = 2 WHERE nik = 'y'", "DELETE FROM a WHERE nik = 'z'", "UPDATE kelurahan SET nama = 'Bakti ' WHERE kode = '7'"}) {
        CAPTURE(change);
        CHECK(print_of(change) != base);
    }
}

TEST_CASE("two threads read what one reads", "[store]") {
    const Folder folder;
    const auto v = vocabulary::places();
    const std::string file = folder.file("b.db");
    sql(file, "CREATE TABLE kelurahan(kode, nama); INSERT INTO kelurahan VALUES ('5','Aur');"
              "CREATE TABLE keluarga(id INTEGER PRIMARY KEY, kode_kelurahan, kepala, desil, belanja, luas, pbb);"
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 90000)"
              "INSERT INTO keluarga SELECT i, '5', 'Nama ' || (i % 777), i % 12, i * 10, NULL, i % 2 FROM n;"
              "CREATE TABLE anggota(nik, id_keluarga, nama, lahir, sekolah, jaminan);");
    const std::vector<program::FactId> facts{v.kepala, v.desil, v.belanja, v.luas, v.pbb};
    const auto one = store::read_baseline(file, v.p, {}, facts, 1);
    const auto two = store::read_baseline(file, v.p, {}, facts, 2);
    CHECK(one.fingerprint == two.fingerprint);
    CHECK(one.errors.size() == 1);
    CHECK(one.errors[0].count == two.errors[0].count);
    CHECK(two.population.entities[v.keluarga.value].rows == 90000);
    CHECK(two.population.entities[v.keluarga.value].keys.back() == "90000");
}

TEST_CASE("init makes tables that take unknowns and refuse what would be an error cell", "[store]") {
    const Folder folder;
    auto v = vocabulary::places();
    const std::string file = folder.file("b.db");
    store::create_tables(file, v.p);
    store::create_tables(file, v.p);  // what is there stays
    sql(file, "INSERT INTO kelurahan VALUES ('5', 'Aur');"
              "INSERT INTO keluarga VALUES (1, '5', NULL, NULL, NULL, NULL, NULL), (2, NULL, '', '', '', '', ''),"
              "(3, '5', 'Siti', 4, '10859.24', '2.5', 'Ya'), (4, '5', 'Ani', 4, 7, 3, 0);"
              "INSERT INTO anggota VALUES ('x', 3, 'Siti', '1990-02-28', '02', 8), ('y', 3, 'Tia', '', 1, 99), ('z', 3, 'Edi', NULL, NULL, 'pbi');");
    const auto baseline = store::read_baseline(file, v.p, {}, {v.desil, v.belanja, v.luas, v.pbb, v.lahir, v.sekolah, v.jaminan}, 1);
    CHECK(baseline.errors.empty());
    CHECK(baseline.population.entities[v.keluarga.value].columns[2]->at(1) == 1085924);
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    for (const char* bad : {"INSERT INTO keluarga(id, desil) VALUES (9, 11)", "INSERT INTO keluarga(id, desil) VALUES (9, 'tiga')",
                            "INSERT INTO keluarga(id, pbb) VALUES (9, 2)", "INSERT INTO keluarga(id, belanja) VALUES (9, -1)",
                            "INSERT INTO anggota(nik, lahir) VALUES ('q', '1990-02-30')", "INSERT INTO anggota(nik, sekolah) VALUES ('q', 'sd')",
                            "INSERT INTO anggota(nik) VALUES (NULL)", "INSERT INTO anggota(nik) VALUES ('')"}) {
        CAPTURE(bad);
        CHECK(sqlite3_exec(db, bad, nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
    }
    sqlite3_close(db);
    sql(file, "ALTER TABLE keluarga DROP COLUMN kepala");
    CHECK(failure_of([&] { store::create_tables(file, v.p); }) == Expected{Code::missing_column, Exit::user});
}
