// SPDX-License-Identifier: Apache-2.0
// Snapshots: whatever is asked of one is what the database would have given, down to the fingerprint; damage is found; nothing half-made.
#include <sqlite3.h>
#include <sys/file.h>
#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/baseline.hpp"
#include "engine/store/frozen_block.hpp"
#include "engine/store/frozen_head.hpp"
#include "engine/store/snapshot.hpp"
#include "tests/unit/vocabulary.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat;
using diagnostics::Code;
using diagnostics::Exit;

struct Desk {
    fs::path path = fs::temp_directory_path() / ("tepat_snapshot_" + std::to_string(::getpid()) + "_" + std::to_string(counter++));
    Desk() { fs::create_directories(path); }
    ~Desk() { fs::remove_all(path); }
    std::string file(const std::string& name) const { return (path / name).string(); }
    static inline int counter = 0;
};

void run_sql(const std::string& file, const std::string& statements) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    char* problem = nullptr;
    sqlite3_exec(db, statements.c_str(), nullptr, nullptr, &problem);
    const std::string message = problem == nullptr ? "" : problem;
    sqlite3_free(problem);
    sqlite3_close(db);
    REQUIRE(message == "");
}

std::string bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
}

store::FreezeOptions made_on(const std::string& time) { return {time, "0.1.0", "2023-07-18", false, 2}; }

template <class Id>
std::vector<Id> all_ids(std::size_t count) {
    std::vector<Id> ids;
    for (std::uint32_t i = 0; i < count; ++i) ids.push_back({i});
    return ids;
}

/// Every cell of everything that was read, with errors and fingerprint.
std::string shown(const program::Program& p, const store::Baseline& baseline) {
    std::ostringstream out;
    for (std::size_t e = 0; e < p.entities.size(); ++e) {
        const columns::EntityRows& rows = baseline.population.entities[e];
        out << p.entities[e].name << ' ' << rows.rows << (rows.integer_keys ? " i" : " t") << '\n';
        for (std::size_t row = 0; row < rows.rows; ++row) {
            out << rows.keys[row] << ' ' << (rows.parent.empty() ? 0 : rows.parent[row]);
            for (const auto& column : rows.columns) {
                out << " | ";
                if (!column) out << '-';
                else if (column->error.get(row)) out << 'E';
                else if (!column->known.get(row)) out << '.';
                else if (!column->dictionary.empty()) out << column->dictionary[static_cast<std::size_t>(column->at(row))];
                else out << column->at(row);
            }
            out << '\n';
        }
        for (const auto& column : rows.columns) out << (column ? static_cast<int>(column->values.index()) : 9);
    }
    for (const store::CellErrors& error : baseline.errors)
        out << '\n' << error.entity.value << error.column << ' ' << error.count << ' ' << error.example;
    return out.str() + '\n' + baseline.fingerprint;
}

struct Failed {
    Code code;
    Exit exit;
    friend bool operator==(const Failed&, const Failed&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Failed& failed) { return out << diagnostics::number_of(failed.code); }
};

Failed failure_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const diagnostics::Failure& failure) {
        return {failure.diagnostic().code, failure.exit()};
    }
    return {Code::internal_error, Exit::done};
}

/// Cells of every storage class, right and wrong, in random order; links to nobody, to no row, of the wrong kind.
std::string random_rows(std::mt19937& random, int families) {
    const auto pick = [&](std::vector<std::string> from) { return from[random() % from.size()]; };
    std::string sql = "INSERT INTO kelurahan VALUES (1,'Sungai Asam'),(2,NULL),(3,'');";
    std::vector<std::string> keys;
    for (int k = 0; k < families; ++k) keys.push_back(std::to_string(k * 7 % 1000 + (k / 1000) * 1000));
    std::shuffle(keys.begin(), keys.end(), random);
    for (std::size_t k = 0; k < keys.size(); ++k) {
        if (k % 200 == 0) sql += (k == 0 ? "" : ";") + std::string("INSERT INTO keluarga VALUES ");
        else sql += ',';
        sql += '(' + keys[k] + ',' + pick({"1", "2", "'3'", "NULL", "''", "9", "1.5", "x'41'"}) + ',' +
               pick({"'Budi'", "'Siti'", "NULL", "''", "7", "x'00'", "'Kepala " + std::to_string(random() % 500) + "'"}) + ',' +
               pick({"1", "5", "10", "11", "'4'", "NULL", "2.0"}) + ',' +
               pick({std::to_string(random() % 9'000'000), "-1", "NULL", "'100'", "'12.50'", "0.25", "9223372036854775807"}) + ',' +
               pick({"1.5", "'2.25'", "3", "'x'", "NULL", "1e300", "0.1"}) + ',' + pick({"0", "1", "2", "'Ya'", "'tidak'", "NULL"}) + ')';
    }
    return sql + ";";
}

constexpr const char* tables =
    "CREATE TABLE kelurahan(kode, nama); CREATE TABLE keluarga(id, kode_kelurahan, kepala, desil, belanja, luas, pbb);"
    "CREATE TABLE anggota(nik, id_keluarga, nama, lahir, sekolah, jaminan); CREATE TABLE lain(a);";

const std::string people =
    "INSERT INTO anggota VALUES ('1571010101010001',7,'Ani','2001-02-29',1,'tidak_ada'),('1571010101010002',14,'Budi','2001-02-28','ya',NULL),"
    "('1571010101010003','0','Cici',NULL,'T',3),(15,99999,'Dedi','',NULL,'x'),(16,NULL,NULL,NULL,NULL,NULL);";

}  // namespace

TEST_CASE("a snapshot gives what its baseline gives", "[snapshot]") {
    std::mt19937 random(1);
    for (int families : {0, 1, 40, 700}) {
        const Desk desk;
        const auto v = vocabulary::places();
        run_sql(desk.file("b.db"), tables);
        run_sql(desk.file("b.db"), random_rows(random, families) + people);
        store::freeze(desk.file("b.db"), v.p, desk.file("s.snapshot"), made_on("2026-01-01T00:00:00Z"));
        const auto facts = all_ids<program::FactId>(v.p.facts.size());
        const auto both = [&](const program::Program& p, const std::vector<program::EntityId>& entities, const std::vector<program::FactId>& needed,
                              const std::vector<program::FactId>& optional) {
            CHECK(shown(p, store::read_baseline(desk.file("s.snapshot"), p, entities, needed, 2, optional)) ==
                  shown(p, store::read_baseline(desk.file("b.db"), p, entities, needed, 1, optional)));
        };
        both(v.p, {}, facts, {});
        both(v.p, {}, {}, facts);
        both(v.p, {v.keluarga}, {v.desil}, {v.nama});
        both(v.p, {v.anggota}, {}, {});
        auto other = v;  // read otherwise than when it was made
        other.p.facts[v.desil.value].high = 4;
        other.p.facts[v.belanja.value].counts_as_missing = {"-1", "100"};
        other.p.facts[v.luas.value].type = vocabulary::text;
        other.p.facts[v.kepala.value].type = vocabulary::choice(other.p, {{"Siti", ""}, {"bud", "Budi"}, {"tujuh", "7"}});
        other.p.facts[v.pbb.value].type = vocabulary::whole;
        both(other.p, {}, facts, {});
        auto rows = v;  // other keys, other links: nothing that was worked out can be used
        rows.p.entities[v.keluarga.value].link_column = "kepala";
        rows.p.entities[v.anggota.value].parent = v.kelurahan;
        both(rows.p, {}, facts, {});
        auto reference = v;
        reference.p.facts[v.nama.value].type = {program::TypeKind::reference, 0, false, {}};
        reference.p.facts[v.nama.value].refers_to = v.keluarga;
        both(reference.p, {}, facts, {});
    }
}

TEST_CASE("blocks of more rows than one", "[snapshot]") {
    const Desk desk;
    program::Program p;
    const auto entity = vocabulary::add_entity(p, "t", "k");
    const auto number = vocabulary::add_fact(p, entity, "v", vocabulary::whole, 0, 100'000);
    const auto text = vocabulary::add_fact(p, entity, "w", vocabulary::text);
    run_sql(desk.file("b.db"),
            "CREATE TABLE t(k INTEGER PRIMARY KEY, v, w); WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 140000) "
            "INSERT INTO t SELECT i, CASE WHEN i % 11 = 0 THEN NULL WHEN i = 139999 THEN 'x' ELSE i END, 'nama ' || (i % 70000) FROM n");
    store::freeze(desk.file("b.db"), p, desk.file("s.snapshot"), made_on("x"));
    CHECK(shown(p, store::read_baseline(desk.file("s.snapshot"), p, {}, {number, text}, 2)) ==
          shown(p, store::read_baseline(desk.file("b.db"), p, {}, {number, text}, 2)));
}

TEST_CASE("the same baseline gives the same bytes; another time another file with the same fingerprint", "[snapshot]") {
    const Desk desk;
    const auto v = vocabulary::places();
    std::mt19937 random(2);
    const std::string rows = random_rows(random, 100);
    for (const char* name : {"a.db", "b.db"}) run_sql(desk.file(name), tables + rows + people);
    run_sql(desk.file("b.db"), "CREATE TABLE k2 AS SELECT * FROM keluarga ORDER BY random(); DELETE FROM keluarga; INSERT INTO keluarga SELECT * FROM k2; DROP TABLE k2");
    const auto frozen = [&](const char* name, const std::string& time, const std::string& to, unsigned threads) {
        auto options = made_on(time);
        options.threads = threads;
        store::freeze(desk.file(name), v.p, desk.file(to), options);
        return bytes_of(desk.file(to));
    };
    const std::string first = frozen("a.db", "t1", "1.snapshot", 1);
    CHECK(first == frozen("a.db", "t1", "2.snapshot", 3));
    CHECK(first == frozen("b.db", "t1", "3.snapshot", 2));
    CHECK(first != frozen("a.db", "t2", "4.snapshot", 2));
    CHECK(store::verify_snapshot(desk.file("1.snapshot"), 1).fingerprint == store::verify_snapshot(desk.file("4.snapshot"), 2).fingerprint);
    const auto info = store::verify_snapshot(desk.file("4.snapshot"), 1);
    CHECK(info.made_at == "t2");
    CHECK(info.data_date == "2023-07-18");
    CHECK(info.entities[v.keluarga.value].rows == 100);
}

TEST_CASE("a flipped byte is found or changes nothing, a cut file is refused", "[snapshot]") {
    const Desk desk;
    const auto v = vocabulary::places();
    std::mt19937 random(3);
    run_sql(desk.file("b.db"), tables + random_rows(random, 60) + people);
    store::freeze(desk.file("b.db"), v.p, desk.file("s.snapshot"), made_on("t"));
    const std::string sound = bytes_of(desk.file("s.snapshot"));
    const auto facts = all_ids<program::FactId>(v.p.facts.size());
    const std::string expected = shown(v.p, store::read_baseline(desk.file("s.snapshot"), v.p, {}, facts, 1));
    const std::string damaged = desk.file("d.snapshot");
    std::size_t found = 0, harmless = 0;
    const auto try_bytes = [&](const std::string& bytes) {
        std::ofstream(damaged, std::ios::binary | std::ios::trunc) << bytes;
        try {
            const std::string read = shown(v.p, store::read_baseline(damaged, v.p, {}, facts, 1));  // not inside CHECK, which catches
            CHECK(read == expected);
            ++harmless;
        } catch (const diagnostics::Failure& failure) {
            CHECK(failure.exit() != Exit::done);
            ++found;
        }
    };
    for (std::size_t at = 0; at < sound.size(); at += at < 512 ? 3 : 61) {
        std::string bytes = sound;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
        try_bytes(bytes);
    }
    CHECK(found > 100);
    CHECK(harmless > 0);  // free space of pages
    for (const std::size_t size : {std::size_t{0}, std::size_t{50}, sound.size() / 2, sound.size() - 20'000}) {
        std::ofstream(damaged, std::ios::binary | std::ios::trunc) << sound.substr(0, size);
        CHECK(failure_of([&] { store::read_baseline(damaged, v.p, {}, facts, 1); }).exit != Exit::done);
        CHECK(failure_of([&] { store::verify_snapshot(damaged, 1); }).exit == Exit::environment);
    }
}

TEST_CASE("another format, another file, another vocabulary, another writer", "[snapshot]") {
    const Desk desk;
    auto v = vocabulary::places();
    std::mt19937 random(4);
    const std::string snapshot = desk.file("s.snapshot");
    run_sql(desk.file("b.db"), tables + random_rows(random, 5) + people + "ALTER TABLE anggota ADD COLUMN upah");
    store::freeze(desk.file("b.db"), v.p, snapshot, made_on("t"));
    CHECK(failure_of([&] { store::freeze(desk.file("b.db"), v.p, snapshot, made_on("t")); }) == Failed{Code::snapshot_exists, Exit::user});
    CHECK(failure_of([&] { store::freeze(snapshot, v.p, desk.file("t.snapshot"), made_on("t")); }) == Failed{Code::snapshot_is_frozen, Exit::user});
    CHECK(failure_of([&] { store::create_tables(snapshot, v.p); }) == Failed{Code::snapshot_is_frozen, Exit::user});
    CHECK(failure_of([&] { store::verify_snapshot(desk.file("b.db"), 1); }) == Failed{Code::not_a_snapshot, Exit::environment});
    program::Program strange;
    vocabulary::add_entity(strange, "tidak_ada", "k");
    CHECK(failure_of([&] { store::freeze(desk.file("b.db"), strange, desk.file("t.snapshot"), made_on("t")); }) ==
          Failed{Code::snapshot_nothing_to_freeze, Exit::user});
    CHECK_FALSE(fs::exists(desk.file("t.snapshot.part")));

    const auto wage = vocabulary::add_fact(v.p, v.anggota, "upah", vocabulary::rupiah);
    const auto none = vocabulary::add_fact(v.p, v.anggota, "tidak_ada", vocabulary::rupiah);
    CHECK(failure_of([&] { store::read_baseline(snapshot, v.p, {}, {wage}, 1); }) == Failed{Code::snapshot_lacks_column, Exit::user});
    CHECK(failure_of([&] { store::read_baseline(snapshot, v.p, {}, {}, 1, {wage}); }) == Failed{Code::snapshot_lacks_column, Exit::user});
    CHECK(failure_of([&] { store::read_baseline(snapshot, v.p, {}, {none}, 1); }) == Failed{Code::missing_column, Exit::user});
    CHECK(failure_of([&] { store::read_baseline(snapshot, v.p, {}, {}, 1, {none}); }).exit == Exit::done);
    vocabulary::add_entity(v.p, "lain", "a");
    CHECK(failure_of([&] { store::read_baseline(snapshot, v.p, {}, {}, 1); }) == Failed{Code::snapshot_lacks_table, Exit::user});

    const int held = ::open((desk.file("h.snapshot") + ".part").c_str(), O_RDWR | O_CREAT, 0600);
    REQUIRE(::flock(held, LOCK_EX) == 0);
    CHECK(failure_of([&] { store::freeze(desk.file("b.db"), v.p, desk.file("h.snapshot"), made_on("t")); }) ==
          Failed{Code::snapshot_busy, Exit::environment});
    ::close(held);
    store::freeze(desk.file("b.db"), v.p, desk.file("h.snapshot"), made_on("t"));  // what was left behind does not matter

    fs::permissions(snapshot, fs::perms::owner_all);
    run_sql(snapshot, "PRAGMA user_version = 2");
    CHECK(failure_of([&] { store::read_baseline(snapshot, v.p, {}, {}, 1); }) == Failed{Code::snapshot_too_new, Exit::environment});
}

TEST_CASE("a block is read only from its own bytes", "[snapshot]") {
    using store::Cell;
    const std::string text = "Jambi", blob("\0x", 2);
    const std::vector<Cell> cells{{}, {Cell::Kind::integer, INT64_MIN, 0, {}}, {Cell::Kind::integer, INT64_MAX, 0, {}}, {Cell::Kind::real, 0, -1.5, {}},
                                  {Cell::Kind::text, 0, 0, text}, {Cell::Kind::blob, 0, 0, blob}};
    const std::string bytes = store::encode_block(cells, {5, 4, 3, 2, 1, 0, 1});
    const auto block = store::Block::decode(bytes, 7);
    REQUIRE(block);
    REQUIRE(block->cells().size() == cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        CHECK_FALSE(store::cell_less(cells[i], block->cells()[i]));
        CHECK_FALSE(store::cell_less(block->cells()[i], cells[i]));
    }
    CHECK_FALSE(store::Block::decode(bytes, 6));
    CHECK_FALSE(store::Block::decode(bytes + "x", 7));
    for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(store::Block::decode(bytes.substr(0, size), 7));
    const auto packed = store::pack_bytes(bytes);
    CHECK(store::unpack_bytes(packed, 1000) == bytes);
    CHECK_FALSE(store::unpack_bytes(packed, bytes.size() - 1));
    CHECK_FALSE(store::read_head("{}"));
    CHECK_FALSE(store::read_head("[[["));
}
