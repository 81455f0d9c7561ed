// SPDX-License-Identifier: Apache-2.0
// Places and decisions in the worklist, from rule text to task: what people decided stands, run after run.
#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/worklist/apply.hpp"
#include "engine/worklist/decide.hpp"
#include "engine/worklist/task_list.hpp"
#include "engine/worklist/verify.hpp"
#include "tests/unit/judge.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat;
using worklist::Decision;
using worklist::Refusal;

const std::string rules = R"(
entitas wilayah_kecil "Wilayah"
  dari tabel wilayah_kecil kunci kode
  wilayah
  jatah bilangan 0..
entitas keluarga "Keluarga" di wilayah_kecil lewat kode
  dari tabel keluarga kunci id
  desil bilangan 1..10
  dibantu ya_tidak
entitas penerimaan "Penerimaan" di keluarga lewat id_keluarga
  dari tabel penerimaan kunci no
  penerima apa sejak mulai sampai selesai lengkap
  apa teks
  mulai tanggal
  selesai tanggal
lembaga dinas
program beras "Beras" untuk setiap keluarga
  pelaksana dinas
  dasar hukum "Uji"
  periode tahunan
  besaran 10 per bulan
  kuota wilayah_kecil.jatah per wilayah_kecil
  urutkan menurut desil terkecil dahulu
  tidak boleh bersama kartu
  graduasi jika desil > 8
    maka tugas "Selesaikan" kepada dinas
      tenggat 7 hari
aturan miskin "Miskin" untuk setiap keluarga
  program beras
  jika desil <= 8
  maka tugas "Beri beras" kepada dinas
    tenggat 7 hari
    selesai bila dibantu
  bila belum pasti tugas "Lengkapi" kepada dinas
    tenggat 7 hari
program kartu "Kartu" untuk setiap keluarga
  pelaksana dinas
  dasar hukum "Uji"
  kuota 1
  urutkan menurut desil terkecil dahulu
aturan termiskin "Termiskin" untuk setiap keluarga
  program kartu
  jika desil = 1
  maka tugas "Beri kartu" kepada dinas
    tenggat 7 hari
)";

/// Families k1, k2, ... of one area, run after run against one worklist file.
struct Months {
    fs::path folder = fs::temp_directory_path() / ("tepat_places_" + std::to_string(::getpid()) + "_" + std::to_string(counter++));
    std::string path = (folder / "w.db").string();
    std::string date = "2025-07-01";
    static inline int counter = 0;
    Months() { fs::create_directories(folder); }
    ~Months() { fs::remove_all(folder); }

    /// `quota`, then per family its decile ("?": unknown); in `helped` those `selesai bila` is true for, in `receiving` those on the list.
    worklist::Applied run(const std::string& quota, const std::vector<std::string>& deciles, const std::vector<std::string>& helped = {},
                          const std::vector<std::string>& receiving = {}) {
        judge::Case all(rules);
        all.row("wilayah_kecil", "w", "", {{"jatah", quota}});
        for (std::size_t i = 0; i < deciles.size(); ++i) {
            const std::string key = "k" + std::to_string(i + 1);
            const bool done = std::find(helped.begin(), helped.end(), key) != helped.end();
            all.row("keluarga", key, "w", {{"desil", deciles[i]}, {"dibantu", done ? "1" : "0"}});
        }
        for (const std::string& key : receiving) all.row("penerimaan", "p" + key, key, {{"apa", "beras"}, {"mulai", "2025-01-01"}});
        all.request.date = *program::parse_iso(date);
        all.request.watch = worklist::needs(all.program(), all.request.rules).watch;
        const worklist::Held held = worklist::read_held(path, all.program(), all.request.date);
        if (meanwhile) std::exchange(meanwhile, {})();
        const run::Decisions decisions = all.decide({.held = &held.places});
        const columns::Population population = all.population();
        return worklist::apply(path, {all.program(), decisions, population, all.request.date}, {"r", "d", "v", "t", true, held});
    }

    /// "beras k1 open": interventions, or of the kind asked for; without state `withdrawn`.
    std::vector<std::string> tasks(const std::string& kind = "intervention") const {
        std::vector<std::string> lines;
        for (const worklist::ListedTask& task : worklist::read_tasks(path, {"", "", "", "", true})) {
            if (task.task.kind == kind && task.task.state != "withdrawn")
                lines.push_back(task.task.programme + " " + task.places.front().key + " " + task.task.state);
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    worklist::ListedTask task(const std::string& programme, const std::string& key, const std::string& kind = "intervention") const {
        for (const worklist::ListedTask& task : worklist::read_tasks(path, {"", "", "", "", true}))
            if (task.task.programme == programme && task.places.front().key == key && task.task.kind == kind) return task;
        FAIL("no such task");
        throw 0;
    }

    /// What is in the way; none: it is decided.
    worklist::Refusal decide(const std::string& programme, const std::string& key, Decision decision) const {
        const worklist::Order order{task(programme, key).task.id, decision, "sebab"};
        return worklist::decide(path, {order}, {"siti", "2025-07-02T08:00:00Z"}).answers.front().refusal;
    }

    std::function<void()> meanwhile;  ///< done between reading the worklist and judging
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("only the selected get an intervention task; it says rank, area and what it may not go together with", "[worklist][places]") {
    Months months;
    months.run("2", {"3", "1", "2", "9", "?"});
    CHECK(months.tasks() == Lines{"beras k2 open", "beras k3 open", "kartu k2 open"});
    CHECK(months.tasks("data") == Lines{"beras k5 open"});
    const worklist::ListedTask first = months.task("beras", "k2");
    CHECK(first.task.rank == 1);
    CHECK(first.task.area == "w");
    CHECK(first.task.content.conflicts == Lines{"kartu"});
    CHECK(first.conflict_labels == Lines{"Kartu"});
    CHECK(months.task("kartu", "k2").task.content.conflicts == Lines{"beras"});
    CHECK(months.task("kartu", "k2").task.area.empty());
    CHECK(months.task("beras", "k3").task.content.conflicts.empty());
    CHECK(first.task.content.benefit_kind == "number");
    CHECK(first.task.content.benefit_scale == 0);
    CHECK(first.task.content.benefit_low == 10);
}

TEST_CASE("a rank that moves is no change of the task", "[worklist][places]") {
    Months months;
    months.run("3", {"3", "4"});
    CHECK(months.task("beras", "k1").task.rank == 1);
    const worklist::Applied applied = months.run("3", {"3", "4", "2"});
    CHECK(applied.counts.changed == 0);
    CHECK(months.task("beras", "k1").task.rank == 2);
}

TEST_CASE("approved and done tasks hold their places; a rejected one frees its place and is not proposed again", "[worklist][places]") {
    Months months;
    months.run("3", {"1", "2", "3", "4", "5"});
    CHECK(months.decide("beras", "k1", Decision::approve) == Refusal::none);
    CHECK(months.decide("beras", "k2", Decision::done) == Refusal::none);
    CHECK(months.decide("beras", "k3", Decision::reject) == Refusal::none);
    months.date = "2025-08-01";
    const worklist::Applied applied = months.run("3", {"9", "2", "1", "4", "1"});
    CHECK(months.tasks() == Lines{"beras k1 approved", "beras k2 done", "beras k3 rejected", "beras k5 open", "kartu k3 open"});
    CHECK(applied.counts.reopened == 0);
    CHECK(store::read_worklist(months.path).runs[1].worklist == R"({"file":"w.db","last_run":1,"history":8,"taken":2,"rejected":1})");
}

TEST_CASE("an approved task is done once `selesai bila` is true, and stays approved until then", "[worklist][places]") {
    Months months;
    months.run("1", {"2"});
    months.decide("beras", "k1", Decision::approve);
    months.run("1", {"9"});
    CHECK(months.tasks() == Lines{"beras k1 approved"});
    months.run("1", {"9"}, {"k1"});
    CHECK(months.tasks() == Lines{"beras k1 done"});
}

TEST_CASE("whoever receives already gets no task, and one to leave when `graduasi jika` is true", "[worklist][places]") {
    Months months;
    months.run("2", {"2", "9", "3"}, {}, {"k1", "k2"});
    CHECK(months.tasks().empty());
    CHECK(months.tasks("exit") == Lines{"beras k2 open"});
    months.run("2", {"2", "9", "3"}, {}, {"k1"});
    CHECK(months.tasks("exit").empty());
    CHECK(months.tasks() == Lines{"beras k3 open"});
}

TEST_CASE("postponed tasks stay so while wanted and are withdrawn when not", "[worklist][places]") {
    Months months;
    months.run("1", {"2", "3"});
    months.decide("beras", "k1", Decision::postpone);
    CHECK(months.run("1", {"2", "3"}).counts.unchanged == 1);
    CHECK(months.tasks() == Lines{"beras k1 postponed"});
    months.run("1", {"4", "3"});
    CHECK(months.tasks() == Lines{"beras k2 open"});
}

TEST_CASE("a decision between reading and writing is not overlooked", "[worklist][places]") {
    Months months;
    months.run("1", {"2", "3"});
    months.meanwhile = [&] { months.decide("beras", "k1", Decision::reject); };
    const auto before = store::read_worklist(months.path).runs.size();
    const worklist::Applied stale = months.run("1", {"2", "3"});
    CHECK(stale.stale);
    CHECK(store::read_worklist(months.path).runs.size() == before);
    CHECK_FALSE(months.run("1", {"2", "3"}).stale);
    CHECK(months.tasks() == Lines{"beras k1 rejected", "beras k2 open"});
}

TEST_CASE("what cannot be decided is refused, and nothing is written", "[worklist][places]") {
    Months months;
    months.run("2", {"2", "3"});
    const std::int64_t first = months.task("beras", "k1").task.id, second = months.task("beras", "k2").task.id;
    const auto approve = [&](std::vector<std::int64_t> tasks) {
        std::vector<worklist::Order> orders;
        for (const std::int64_t task : tasks) orders.push_back({task, Decision::approve});
        return worklist::decide(months.path, orders, {"siti", "t"});
    };
    const worklist::Decided missing = approve({first, 99});
    CHECK_FALSE(missing.written);
    CHECK(missing.answers[0].refusal == Refusal::none);
    CHECK(missing.answers[1].refusal == Refusal::no_such_task);
    CHECK(missing.answers[1].before.empty());
    CHECK(months.tasks() == Lines{"beras k1 open", "beras k2 open"});
    months.decide("beras", "k1", Decision::done);
    const worklist::Decided over = approve({second, first});
    CHECK_FALSE(over.written);
    CHECK(over.answers[1].refusal == Refusal::not_possible);
    CHECK(over.answers[1].before == "done");
    CHECK(months.tasks() == Lines{"beras k1 done", "beras k2 open"});
    months.decide("beras", "k2", Decision::reject);
    CHECK(months.decide("beras", "k2", Decision::done) == Refusal::not_possible);
    CHECK(months.decide("beras", "k2", Decision::approve) == Refusal::none);
    const auto events = store::read_history(months.path);
    CHECK(events.back().event == "approved");
    CHECK(events.back().person == "siti");
    CHECK(events.back().at == "2025-07-02T08:00:00Z");
}

TEST_CASE("a worklist of the first layout is brought up to date with all it holds", "[worklist][places]") {
    Months months;
    months.run("1", {"2", "3"});
    const auto run_sql = [&](const char* statement) {
        sqlite3* db = nullptr;
        sqlite3_open(months.path.c_str(), &db);
        char* error = nullptr;
        const int code = sqlite3_exec(db, statement, nullptr, nullptr, &error);
        INFO((error ? error : ""));
        REQUIRE(code == SQLITE_OK);
        sqlite3_close(db);
    };
    // What version 1 lacked goes; its CHECK on states is of no matter here.
    run_sql("CREATE TABLE old AS SELECT task, run, event, detail, '' AS person, '' AS reason, '' AS at FROM history WHERE task <> 0 ORDER BY id;"
            "DROP TABLE history; ALTER TABLE old RENAME TO history; DROP TABLE run_areas; DROP TABLE run_programmes; DROP TABLE run_limits;"
            "DROP TABLE run_conflicts; DROP TABLE IF EXISTS run_outcomes; DROP TABLE IF EXISTS run_columns; DROP TABLE IF EXISTS benefit_secrecy;"
            "ALTER TABLE tasks DROP COLUMN assignee; ALTER TABLE tasks DROP COLUMN until;"
            "ALTER TABLE tasks DROP COLUMN superseded_by; ALTER TABLE tasks DROP COLUMN evidence_files;"
            "ALTER TABLE runs DROP COLUMN worklist; ALTER TABLE history DROP COLUMN person; ALTER TABLE history DROP COLUMN reason;"
            "ALTER TABLE history DROP COLUMN at; ALTER TABLE tasks DROP COLUMN by_person; ALTER TABLE tasks DROP COLUMN benefit_kind;"
            "ALTER TABLE tasks DROP COLUMN benefit_scale; ALTER TABLE tasks DROP COLUMN provisional; ALTER TABLE tasks DROP COLUMN conflicts;"
            "ALTER TABLE tasks DROP COLUMN rank; ALTER TABLE tasks DROP COLUMN area; ALTER TABLE subjects DROP COLUMN numbers; PRAGMA user_version = 1");
    CHECK(months.tasks() == Lines{"beras k1 open"});  // reading migrates
    const worklist::Verified upgraded = worklist::verify(months.path);
    CHECK(upgraded.findings.empty());
    CHECK(upgraded.chained_since == 3);  // created, run, upgraded
    CHECK(months.decide("beras", "k1", Decision::approve) == Refusal::none);
    months.run("1", {"2", "3"});
    CHECK(months.tasks() == Lines{"beras k1 approved"});
    CHECK(months.task("beras", "k1").task.content.benefit_kind == "rupiah");  // as the first version understood it
}

TEST_CASE("a worklist of layout 3 gets its numbers; its history was chained and still is", "[worklist][places]") {
    Months months;
    months.run("1", {"2", "3"});
    sqlite3* db = nullptr;
    sqlite3_open(months.path.c_str(), &db);
    REQUIRE(sqlite3_exec(db, "ALTER TABLE subjects DROP COLUMN numbers; PRAGMA user_version = 3", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
    CHECK(worklist::TaskList(months.path, {}).lacks_numbers());
    const worklist::Verified upgraded = worklist::verify(months.path);
    CHECK(upgraded.findings.empty());
    CHECK(upgraded.entries == 3);  // created, run, upgraded
    CHECK(upgraded.chained_since == 0);
    months.run("1", {"2", "3"});
    CHECK_FALSE(worklist::TaskList(months.path, {}).lacks_numbers());
    CHECK(worklist::verify(months.path).findings.empty());
}

TEST_CASE("what is shown of a secret: of a number of 16 digits both ends, of anything else nothing", "[worklist]") {
    constexpr int sensitive = 1, secret = 2, both = 3;
    const auto shown = [](const char* value, int secrecy) { return worklist::shown({"", value, secrecy}, false); };
    CHECK(shown("1571074101800001", secret) == "157107******0001");
    CHECK(shown("1571074101800001", sensitive) == "***");
    CHECK(shown("1571074101800001", both) == "***");
    CHECK(shown("1571074101800001", 0) == "157107******0001");  // nobody marked it; what it is says it
    CHECK(shown("Jl. Mawar, KTP 1571074101800001", 0) == "Jl. Mawar, KTP 157107******0001");
    CHECK(shown("15710110010000101", 0) == "15710110010000101");
    CHECK(shown("081234567890", secret) == "***");  // a telephone
    CHECK(shown("15710741018000012", secret) == "***");
    CHECK(shown("157107410180000X", secret) == "***");
    CHECK(shown("", secret).empty());
    CHECK(worklist::shown({"", "1571074101800001", both}, true) == "1571074101800001");
}
