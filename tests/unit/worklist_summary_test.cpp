// SPDX-License-Identifier: Apache-2.0
// What a run records for the meeting, and how a summary counts a worklist: every number by hand.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/worklist/apply.hpp"
#include "engine/worklist/decide.hpp"
#include "engine/worklist/summary.hpp"
#include "engine/worklist/task_list.hpp"
#include "tests/unit/judge.hpp"

namespace {

namespace fs = std::filesystem;
using namespace tepat;
using worklist::Decision;
using worklist::Reach;

const std::string rules = R"(
entitas kota "Kota"
  dari tabel kota kunci kode
  wilayah
entitas kelurahan "Kelurahan" di kota lewat kode_kota
  dari tabel kelurahan kunci kode
  sebutan nama
  wilayah
  nama teks
  jatah bilangan 0..
entitas keluarga "Keluarga" di kelurahan lewat kode_kelurahan
  dari tabel keluarga kunci id
  sebutan nama
  alamat jalan
  nama teks
  jalan teks
  desil bilangan 1..10
entitas anggota "Anggota" di keluarga lewat id_keluarga
  dari tabel anggota kunci id
  sebutan nama
  nama teks
  sakit ya_tidak
entitas penerimaan "Penerimaan" di keluarga lewat id_keluarga
  dari tabel penerimaan kunci no
  penerima apa sejak mulai sampai selesai lengkap
  apa teks
  mulai tanggal
  selesai tanggal
lembaga dinas "Dinas Sosial"
lembaga dinkes "Dinas Kesehatan"
program beras "Beras" untuk setiap keluarga
  strategi kurangi_beban
  pelaksana dinas
  dasar hukum "Uji"
  besaran Rp100.000 per bulan
  kuota kelurahan.jatah per kelurahan
  urutkan menurut desil terkecil dahulu
  graduasi jika desil > 8
    maka tugas "Selesaikan" kepada dinas
      tenggat 7 hari
  tidak boleh bersama tunai
aturan miskin "Miskin" untuk setiap keluarga
  program beras
  jika desil <= 4
  maka tugas "Beri beras" kepada dinas
    tenggat 7 hari
  bila belum pasti tugas "Tanyakan desil" kepada dinas
    tenggat 7 hari
program tunai "Tunai" untuk setiap keluarga
  strategi tingkatkan_pendapatan
  pelaksana dinas
  dasar hukum "Uji"
  besaran Rp1.000.000
  tidak boleh bersama beras
aturan termiskin "Termiskin" untuk setiap keluarga
  program tunai
  jika desil = 1
  maka tugas "Beri tunai" kepada dinas
    tenggat 7 hari
program obat "Obat" untuk setiap anggota
  strategi kurangi_beban
  pelaksana dinkes
  dasar hukum "Uji"
aturan yang_sakit "Yang sakit" untuk setiap anggota
  program obat
  jika sakit
  maka tugas "Beri obat" kepada dinkes
    tenggat 7 hari
)";

/// Two kelurahan of one city; a has two places for rice, b none.
///   k1 (a) decile 1: rice and cash             k2 (a) 2: rice, and Siti is ill          k3 (a) 3: waits for rice
///   k4 (a) 9: receives rice and cash           k5 (b) unknown: asked about              k6 (b) 9: not eligible; k7 (nowhere) 9
struct Town {
    fs::path folder = fs::temp_directory_path() / ("tepat_summary_" + std::to_string(::getpid()) + "_" + std::to_string(counter++));
    std::string path = (folder / "w.db").string();
    static inline int counter = 0;
    worklist::Coverage coverage;
    Town() {
        fs::create_directories(folder);
        run();
    }
    ~Town() { fs::remove_all(folder); }

    void run(bool whole = true) {
        judge::Case all(rules);
        all.row("kota", "c", "").row("kelurahan", "a", "c", {{"nama", "Aur"}, {"jatah", "3"}}).row("kelurahan", "b", "c", {{"nama", "Beringin"}, {"jatah", "0"}});
        const char* families[][4] = {{"k1", "a", "1", "Budi"}, {"k2", "a", "2", "Ani"}, {"k3", "a", "3", "Cici"}, {"k4", "a", "9", "Dedi"},
                                     {"k5", "b", "?", "Edo"},  {"k6", "b", "9", "Fani"}, {"k7", "", "9", "Gita"}};
        for (const auto& [key, area, decile, name] : families)
            all.row("keluarga", key, area, {{"desil", decile}, {"nama", name}, {"jalan", std::string("Jl. ") + name}});
        all.row("anggota", "m1", "k2", {{"nama", "Siti"}, {"sakit", "1"}}).row("anggota", "m2", "k2", {{"nama", "Sita"}, {"sakit", "0"}});
        all.row("anggota", "m3", "k6", {{"nama", "Tono"}, {"sakit", "0"}});
        all.row("penerimaan", "1", "k4", {{"apa", "beras"}, {"mulai", "2025-01-01"}}).row("penerimaan", "2", "k4", {{"apa", "tunai"}, {"mulai", "2025-01-01"}});
        all.request.date = *program::parse_iso("2025-07-01");
        all.request.watch = worklist::needs(all.program(), all.request.rules).watch;
        const run::Decisions decisions = all.decide();
        const columns::Population population = all.population();
        const worklist::Judged judged{all.program(), decisions, population, all.request.date};
        coverage = worklist::coverage_of(judged);
        worklist::apply(path, judged, {"r", "d", "v", "2025-07-01T08:00:00Z", whole}, coverage);
        unit = coverage.unit.valid() ? all.program()[coverage.unit].name : "";
        behind.clear();
        for (const auto& programmes : worklist::programmes_behind(judged, coverage)) {
            std::string names;
            for (const auto id : programmes) names += (names.empty() ? "" : "+") + all.program()[id].name;
            behind.push_back(names);
        }
        reach.clear();
        for (std::size_t row = 0; row < coverage.reach.size(); ++row)
            reach[population.entities[coverage.unit.value].keys[row]] = coverage.reach[row];
    }
    std::int64_t task(const std::string& programme, const std::string& key) const {
        for (const auto& listed : worklist::read_tasks(path, {"", "", "", "", true}))
            if (listed.task.programme == programme && listed.places.front().key == key) return listed.task.id;
        return 0;
    }
    std::string unit;
    std::vector<std::string> behind;
    std::map<std::string, Reach> reach;
};

using Lines = std::vector<std::string>;

const worklist::ProgrammeSummary& of(const worklist::Summary& summary, const std::string& programme) {
    for (const auto& each : summary.programmes)
        if (each.name == programme) return each;
    FAIL("no such programme");
    throw 0;
}

}  // namespace

TEST_CASE("who is reached, and why the others are not", "[worklist][summary]") {
    const Town town;
    CHECK(town.unit == "keluarga");
    CHECK(town.reach.at("k1") == Reach::several);
    CHECK(town.reach.at("k2") == Reach::several);  // rice, and medicine for a member
    CHECK(town.reach.at("k3") == Reach::waiting);  // three places: one taken by k4
    CHECK(town.reach.at("k4") == Reach::several);
    CHECK(town.reach.at("k5") == Reach::undecided);
    CHECK(town.reach.at("k6") == Reach::not_eligible);
    CHECK(town.coverage.units == std::array<std::size_t, 6>{0, 3, 1, 1, 0, 2});
    CHECK(std::count(town.behind.begin(), town.behind.end(), "beras") == 1);
    CHECK(std::count(town.behind.begin(), town.behind.end(), "beras+tunai") == 1);
    const auto stored = store::read_worklist(town.path).coverage;
    REQUIRE(stored.areas.size() == 3);  // nowhere, a, b; nobody lies in the city itself
    CHECK(stored.areas[0].units == 1);
    CHECK(stored.areas[1].name == "Aur");
    CHECK(stored.areas[1].reach == std::array<std::size_t, 6>{0, 3, 1, 0, 0, 0});
    CHECK(stored.areas[2].reach == std::array<std::size_t, 6>{0, 0, 0, 1, 0, 1});
    REQUIRE(stored.conflicts.size() == 1);  // each pair once, though both say so
    CHECK(stored.conflicts[0].selected == 1);
    CHECK(stored.conflicts[0].holding == 0);
    CHECK(stored.conflicts[0].both_hold == 1);
    const auto full = std::find_if(stored.limits.begin(), stored.limits.end(), [](const auto& limit) { return limit.key == "a"; });
    REQUIRE(full != stored.limits.end());
    CHECK(full->name == "Aur");
    CHECK(full->amount == 3);
    CHECK(full->taken == 1);
    CHECK(full->used == 2);
    CHECK(full->waiting == 1);
    CHECK(full->graduating == 1);
}

TEST_CASE("target, done and left; agencies, strategies, rupiah", "[worklist][summary]") {
    const Town town;
    worklist::decide(town.path, {{town.task("beras", "k1"), Decision::done}, {town.task("tunai", "k1"), Decision::reject, "sudah beras"},
                                 {town.task("obat", "m1"), Decision::assign, "", "dinas"}},
                     {"siti", "2025-07-02T08:00:00Z"});
    const worklist::Summary summary = worklist::summary_of(town.path, "");
    CHECK(summary.unit == "Keluarga");
    CHECK(summary.periods == Lines{"-"});
    const auto& rice = of(summary, "beras");
    CHECK(rice.label == "Beras");
    CHECK(rice.interventions.target() == 2);
    CHECK(rice.interventions.done == 1);
    CHECK(rice.interventions.left() == 1);
    CHECK(rice.questions == 1);  // about k5
    CHECK(rice.exits.open == 1);
    CHECK(rice.found.receiving == 1);
    CHECK(rice.found.graduates == 1);
    CHECK(rice.found.states == std::array<std::size_t, 6>{2, 1, 1, 0, 0, 0});
    CHECK(rice.money[1].low == 2 * 10'000'000);
    CHECK(rice.money_done[1].high == 10'000'000);
    CHECK(of(summary, "tunai").interventions.target() == 0);
    CHECK(of(summary, "tunai").interventions.rejected == 1);
    CHECK(of(summary, "tunai").money[0].counted == 0);
    REQUIRE(summary.agencies.size() == 1);  // what was given to dinas is no longer counted for dinkes
    CHECK(summary.agencies[0].label == "Dinas Sosial");
    CHECK(summary.agencies[0].interventions.target() == 3);
    REQUIRE(summary.strategies.size() == 2);
    CHECK(summary.strategies[0].strategy == "reduce_expenses");
    CHECK(summary.strategies[0].interventions.target() == 3);
    CHECK(summary.duplicates.empty());
    std::size_t cells = 0, areas = 0;
    for (const auto& cell : summary.cells) cells += cell.interventions.target();
    for (const auto& area : summary.areas) areas += area.interventions.target();
    CHECK(cells == 3);
    CHECK(areas == 3);
}

TEST_CASE("a summary needs a whole run and a period that has tasks", "[worklist][summary]") {
    Town town;
    const auto code_of = [&](const std::string& period) {
        try {
            worklist::summary_of(town.path, period);
        } catch (const diagnostics::Failure& failure) {
            return failure.diagnostic().code;
        }
        return diagnostics::Code::internal_error;
    };
    CHECK(code_of("2031") == diagnostics::Code::no_such_period);
    CHECK(worklist::summary_of(town.path, "all").programmes.size() == 3);
    town.run(false);
    CHECK(worklist::summary_of(town.path, "").run.id == 1);
    fs::remove(town.path);
    town.run(false);
    CHECK(code_of("") == diagnostics::Code::no_whole_run);
}
