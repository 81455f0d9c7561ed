// SPDX-License-Identifier: Apache-2.0
// `uji`: what passes, what is reported, and that tests do not see each other.
#include <catch2/catch.hpp>

#include "dsl/check/check.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/trial/attempt.hpp"
#include "engine/trial/rows.hpp"
#include "engine/trial/trial.hpp"

namespace {

using namespace tepat;
using program::Verdict;
using trial::Difference;

const std::string rules = R"(bahasa id
entitas kota "Kota"
  dari tabel kota kunci kode
  nama teks
entitas keluarga "Keluarga" di kota lewat kode
  dari tabel keluarga kunci id
  desil bilangan 1..10
entitas anggota "Anggota" di keluarga lewat id paling sedikit 1
  dari tabel anggota kunci nomor
  hanya bila tidak meninggal
  umur bilangan 0..120
  meninggal ya_tidak
  sekolah ya_tidak
parameter batas: bilangan menurut kota
  "15" sejak 2024-01-01 4 dasar "contoh"
  "16" sejak 2024-01-01 2 dasar "contoh"
istilah murid untuk keluarga adalah banyaknya anggota yang (sekolah)
lembaga dinas "Dinas"
program bantuan "Bantuan" untuk setiap keluarga
  dasar hukum "contoh"
  berlaku sejak 2024-01-01 sampai 2025-12-31
aturan miskin untuk setiap keluarga
  program bantuan
  jika desil <= batas
aturan ramai untuk setiap keluarga
  program bantuan
  jika banyaknya anggota >= 3
aturan balita untuk setiap anggota
  dasar hukum "contoh"
  jika umur < 5
)";

program::Program checked(const std::string& tests) {
    text::Sources sources;
    diagnostics::Sink sink;
    const std::vector<syntax::Module> modules{syntax::parse(sources.add("uji.aturan", rules + tests), sink)};
    program::Program program = check::check(modules, sources, sink);
    for (const auto& diagnostic : sink.sorted())
        if (diagnostics::severity_of(diagnostic.code) == diagnostics::Severity::error)
            FAIL(diagnostics::number_of(diagnostic.code) << " in line " << sources.locate(diagnostic.span.begin).line);
    return program;
}

}  // namespace

TEST_CASE("met expectations pass, in every kind", "[trial]") {
    const program::Program program = checked(R"(
uji "satu" pada 2025-07-01
  misalkan keluarga k1: desil 3
    anggota a1: umur 3, meninggal salah
    anggota a2: meninggal salah, sekolah benar
    anggota a3: meninggal benar
  harapkan
    k1 belum pasti bantuan
    k1.murid antara 1 sampai 2
    k1.desil = 3
    a1 layak balita
    a2 belum pasti balita, kurang umur
    a3 tidak layak balita
    a2.umur tidak diketahui
uji "setelah masa berlaku" pada 2026-01-01
  misalkan keluarga k1: desil 1
    anggota a1: meninggal salah
  harapkan
    k1 tidak layak bantuan
    k1.desil = 1
)");
    const trial::Report report = trial::try_all(program, {});
    for (const trial::Result& result : report.results) {
        INFO(program.tests[result.test].title);
        for (const trial::Mismatch& mismatch : result.mismatches)
            CHECK(static_cast<int>(mismatch.difference) * 100 + static_cast<int>(mismatch.expectation) == -1);
    }
    CHECK(report.passed == 2);
    CHECK(report.failed == 0);
}

TEST_CASE("every difference is reported once, at its expectation", "[trial]") {
    const program::Program program = checked(R"(
uji "salah semua" pada 2025-07-01
  misalkan keluarga k1:
    anggota a1: umur 30, meninggal salah
    anggota a2: meninggal salah
  harapkan
    a1 layak balita
    a2 belum pasti balita, kurang sekolah
    k1.murid antara 1 sampai 2
    k1.murid antara 0 sampai 2
    a1.umur = 31
    a1.umur tidak diketahui
)");
    const trial::Report report = trial::try_all(program, {});
    REQUIRE(report.results.size() == 1);
    const std::vector<trial::Mismatch>& found = report.results[0].mismatches;
    REQUIRE(found.size() == 5);
    CHECK(found[0].difference == Difference::verdict);
    CHECK(found[0].found.verdict == Verdict::not_eligible);
    CHECK(found[1].difference == Difference::missing);
    CHECK(program[found[1].fact].name == "sekolah");
    REQUIRE(found[1].found.missing.size() == 1);
    CHECK(program[found[1].found.missing[0].fact].name == "umur");
    CHECK(found[2].difference == Difference::value);
    CHECK(found[2].found_value.low == 0);
    CHECK(found[2].found_value.high == 2);
    CHECK(found[3].found_value.low == 30);
    CHECK(found[4].found_value.state == run::ValueState::known);
    for (const trial::Mismatch& mismatch : found) CHECK(mismatch.span != text::Span{});
}

TEST_CASE("tests with the same keys do not see each other, alone or together", "[trial]") {
    std::string many;
    for (int i = 0; i < 20; ++i) {
        const std::string desil = std::to_string(1 + i % 10);
        many += "uji \"ke-" + std::to_string(i) + "\" pada 2025-07-01\n  misalkan keluarga k1: desil " + desil + "\n    anggota a1: umur " +
                std::to_string(i) + ", meninggal salah, sekolah " + (i % 2 == 0 ? "benar" : "salah") +
                "\n  harapkan\n    k1.desil = " + desil + "\n    k1.murid = " + (i % 2 == 0 ? "1" : "0") + "\n    a1 " +
                (i < 5 ? "layak" : "tidak layak") + " balita\n";
    }
    const program::Program program = checked(many);
    const trial::Report report = trial::try_all(program, {.threads = 2, .block_rows = 1});
    CHECK(report.passed == 20);
    CHECK(report.failed == 0);
}

TEST_CASE("rows of several tests stand below their own parents, with their own keys", "[trial]") {
    const program::Program program = checked(R"(
uji "a" pada 2025-07-01
  misalkan keluarga k1: desil 1
    anggota a2: umur 2
    anggota a1: umur 1
  harapkan
    k1.desil = 1
    a1.umur = 1
    a2.umur = 2
uji "b" pada 2025-07-01
  misalkan keluarga k1: desil 9
    anggota a1: umur 9
  harapkan
    k1.desil = 9
    a1.umur = 9
)");
    std::vector<program::FactId> facts;
    for (std::uint32_t f = 0; f < program.facts.size(); ++f) facts.push_back({f});
    const trial::TestRows rows = trial::make_rows(program, {0, 1}, facts);
    const auto entity = [&](const std::string& name) {
        std::uint32_t e = 0;
        while (program.entities[e].name != name) ++e;
        return e;
    };
    const columns::EntityRows& members = rows.population.entities[entity("anggota")];
    CHECK(rows.population.entities[entity("keluarga")].keys == std::vector<std::string>{"k1", "k1"});
    CHECK(members.keys == std::vector<std::string>{"a1", "a2", "a1"});
    CHECK(members.parent == std::vector<std::uint32_t>{0, 0, 1});
    REQUIRE(members.columns[0].has_value());
    CHECK(members.columns[0]->at(rows.row_of[0][1]) == 2);
    CHECK(members.columns[0]->at(rows.row_of[0][2]) == 1);
    CHECK(members.columns[0]->at(rows.row_of[1][1]) == 9);
    CHECK(!members.columns[1]->known.get(0));
}

namespace {

const std::string place_rules = R"(
program sembako "Sembako" untuk setiap keluarga
  dasar hukum "contoh"
  kuota 1 per kota
  urutkan menurut desil terkecil dahulu
aturan keluarga_miskin untuk setiap keluarga
  program sembako
  jika desil <= 5
)";

std::vector<std::string> differences(const program::Program& program) {
    constexpr const char* words[] = {"verdict", "missing", "rank", "value", "batch"};
    std::vector<std::string> found;
    for (const trial::Result& result : trial::try_all(program, {}).results)
        for (const trial::Mismatch& mismatch : result.mismatches)
            found.push_back(program.tests[result.test].title + ": " + words[static_cast<std::size_t>(mismatch.difference)]);
    return found;
}

}  // namespace

TEST_CASE("places are judged in the test's own population, with ranks", "[trial]") {
    const std::string families = R"(
  misalkan kota `k`
    keluarga a: desil 2
    keluarga b: desil 1
    keluarga c: desil 9
)";
    const program::Program program = checked(place_rules + "uji \"benar\" pada 2025-07-01" + families + R"(  harapkan
    b terpilih sembako
    a menunggu sembako, peringkat 2
    a layak sembako
    c tidak layak sembako
uji "salah" pada 2025-07-01)" + families + R"(  harapkan
    a terpilih sembako
    b terpilih sembako, peringkat 2
    c menunggu sembako
)");
    CHECK(differences(program) == std::vector<std::string>{"salah: verdict", "salah: rank", "salah: verdict"});
    CHECK(trial::depends_on_allocation(program, program.tests[0]));
}
