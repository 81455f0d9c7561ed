// SPDX-License-Identifier: Apache-2.0
// What tests have seen of a rule (coverage), which changes of it they notice (mutants), and the examples around its bounds.
#include <catch2/catch.hpp>

#include <algorithm>

#include "dsl/check/check.hpp"
#include "dsl/program/invariants.hpp"
#include "dsl/program/rewrite.hpp"
#include "dsl/program/walk.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/trial/boundaries.hpp"
#include "engine/trial/coverage.hpp"
#include "engine/trial/mutants.hpp"
#include "engine/trial/trial.hpp"

namespace {

using namespace tepat;
using trial::Change;
using trial::Condition;

const std::string rules = R"(bahasa id
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id
  desil bilangan 1..10
entitas anggota "Anggota" di keluarga lewat id paling sedikit 1
  dari tabel anggota kunci nomor
  lahir tanggal
  pekerjaan pilihan petani, nelayan, pns
  pensiun ya_tidak
parameter batas: bilangan
  sejak 2024-01-01 4 dasar "contoh"
istilah umur untuk anggota adalah tahun_penuh(lahir, tanggal_acuan)
aturan lansia untuk setiap anggota
  dasar hukum "contoh"
  jika semua dari:
    - keluarga.desil <= batas
    - umur >= 60
    - pekerjaan termasuk (petani, nelayan)
  kecuali berpensiun: pensiun
)";

struct World {
    text::Sources sources;
    diagnostics::Sink sink;
    program::Program program;

    explicit World(const std::string& tests) {
        const std::vector<syntax::Module> modules{syntax::parse(sources.add("uji.aturan", rules + tests), sink)};
        program = check::check(modules, sources, sink);
        for (const auto& diagnostic : sink.sorted())
            if (diagnostics::severity_of(diagnostic.code) == diagnostics::Severity::error)
                FAIL(diagnostics::number_of(diagnostic.code) << " in line " << sources.locate(diagnostic.span.begin).line);
        REQUIRE(trial::try_all(program, {}).failed == 0);
    }
    std::string at(text::Span span) const { return std::string(sources.text(span)); }
    Condition condition(const std::string& text) const {
        for (const Condition& condition : trial::cover(program, {}))
            if (at(condition.span) == text) return condition;
        FAIL("no condition " << text);
        return {};
    }
    const trial::Mutant& mutant(const std::vector<trial::Mutant>& all, Change change, const std::string& part) const {
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& m) { return m.change == change && at(m.part) == part; });
        REQUIRE(found != all.end());
        return *found;
    }
};

const std::string one_eligible = R"(
uji "satu" pada 2025-07-01
  misalkan keluarga k1: desil 4
    anggota a1: lahir 1950-01-01, pekerjaan petani, pensiun salah
  harapkan
    a1 layak lansia
)";
const std::string rejected = R"(
uji "dua" pada 2025-07-01
  misalkan keluarga k1: desil 5
    anggota b1: lahir 1950-01-01, pekerjaan petani, pensiun salah
  misalkan keluarga k2: desil 4
    anggota b2: lahir 1965-07-02, pekerjaan nelayan, pensiun salah
    anggota b3: lahir 1965-07-01, pekerjaan nelayan, pensiun salah
    anggota b4: lahir 1950-01-01, pekerjaan pns, pensiun salah
    anggota b5: lahir 1950-01-01, pekerjaan petani, pensiun benar
    anggota b6: lahir 1950-01-01, pekerjaan petani
  harapkan
    b1 tidak layak lansia
    b2 tidak layak lansia
    b3 layak lansia
    b4 tidak layak lansia
    b5 tidak layak lansia
    b6 belum pasti lansia, kurang pensiun
)";

}  // namespace

TEST_CASE("coverage tells what each condition was seen as", "[trial]") {
    const World one(one_eligible), both(one_eligible + rejected);
    CHECK(one.condition("umur >= 60").seen_true);
    CHECK_FALSE(one.condition("umur >= 60").seen_false);
    CHECK_FALSE(one.condition("pensiun").seen_true);
    CHECK(both.condition("umur >= 60").seen_false);
    CHECK(both.condition("pensiun").seen_true);
    CHECK(both.condition("pensiun").seen_unknown);
    CHECK(both.condition("pensiun").kind == Condition::Kind::exception);
    CHECK_FALSE(both.condition("keluarga.desil <= batas").seen_unknown);
}

TEST_CASE("a mutant is caught exactly when a test notices", "[trial]") {
    const World one(one_eligible), both(one_eligible + rejected);
    const std::vector<trial::Mutant> weak = trial::mutate(one.program, {}, 0), strong = trial::mutate(both.program, {}, 0);
    REQUIRE(weak.size() == strong.size());
    CHECK_FALSE(one.mutant(weak, Change::drop_part, "umur >= 60").caught);
    CHECK_FALSE(one.mutant(weak, Change::drop_exception, "pensiun").caught);
    CHECK(one.mutant(weak, Change::negate, "pekerjaan termasuk (petani, nelayan)").caught);
    const auto caught = both.mutant(strong, Change::drop_part, "umur >= 60").caught;
    REQUIRE(caught.has_value());
    CHECK(both.program.tests[*caught].title == "dua");
    CHECK(both.mutant(strong, Change::drop_exception, "pensiun").caught);
    CHECK(both.mutant(strong, Change::number, "60").caught);
    CHECK(both.mutant(strong, Change::operator_, "umur >= 60").caught);
    CHECK(both.mutant(strong, Change::drop_value, "nelayan").caught);
    for (const trial::Mutant& mutant : strong) CHECK(mutant.tests == 2);
}

TEST_CASE("mutants do not depend on threads, and a limit spreads them", "[trial]") {
    const World world(one_eligible + rejected);
    const std::vector<trial::Mutant> all = trial::mutate(world.program, {}, 0), again = trial::mutate(world.program, {.threads = 3}, 0);
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i].caught == again[i].caught);
    const std::vector<trial::Mutant> some = trial::mutate(world.program, {}, 3);
    CHECK(some.size() == all.size());
    CHECK(std::count_if(some.begin(), some.end(), [](const auto& m) { return m.judged; }) == 3);
}

TEST_CASE("boundary examples stand on both sides of a bound, with the outcome computed now", "[trial]") {
    const World world(one_eligible);
    const trial::Boundaries found = trial::boundaries(world.program, {});
    std::vector<std::string> lines;
    for (const trial::Boundary& boundary : found.offered)
        lines.push_back(world.at(boundary.comparison) + " " + std::to_string(boundary.value.number) + " " +
                        std::to_string(static_cast<int>(boundary.test.verdicts[0].verdict)));
    const auto days = [](const char* date) { return std::to_string(program::parse_iso(date)->days); };
    // Decile 4 is in the test already.
    CHECK(lines == std::vector<std::string>{"keluarga.desil <= batas 3 0", "keluarga.desil <= batas 5 1",
                                            "umur >= 60 " + days("1965-07-02") + " 1", "umur >= 60 " + days("1965-07-01") + " 0"});
    CHECK(found.covered == 1);
}

TEST_CASE("quotas, budgets, tiers, limits and parameters are changed, and the tests notice or not", "[trial]") {
    const World world(R"(
program bantuan "Bantuan" untuk setiap anggota
  dasar hukum "contoh"
  kuota 1 per keluarga
  pagu Rp500.000, biaya satuan Rp300.000
  paling banyak 1 per keluarga
  urutkan menurut tingkat 1: umur >= 70, tingkat 2: pekerjaan = petani, lalu umur terbesar dahulu
aturan bantuan_a untuk setiap anggota
  program bantuan
  jika keluarga.desil <= batas
uji "yang tua dahulu" pada 2025-07-01
  misalkan keluarga k1: desil 4
    anggota tua: lahir 1950-01-01, pekerjaan nelayan
    anggota muda: lahir 1990-01-01, pekerjaan petani
  harapkan
    tua terpilih bantuan
)");
    std::vector<std::string> caught, missed;
    for (const trial::Mutant& mutant : trial::mutate(world.program, {}, 0)) {
        const bool of_limits = mutant.owner.kind == trial::Owner::Kind::parameter || mutant.change == Change::drop_tier || mutant.change == Change::swap_tiers ||
                               (mutant.owner.kind == trial::Owner::Kind::programme && mutant.change == Change::number && mutant.part == mutant.whole);
        if (!of_limits) continue;
        CHECK(mutant.tests == 1);
        (mutant.caught ? caught : missed).push_back(world.at(mutant.part) + " " + std::to_string(static_cast<int>(mutant.change)) + " " + std::to_string(mutant.new_value.number));
    }
    INFO(::Catch::Detail::stringify(caught) << " / " << ::Catch::Detail::stringify(missed));
    const auto has = [](const std::vector<std::string>& all, const std::string& start) {
        return std::any_of(all.begin(), all.end(), [&](const std::string& one) { return one.rfind(start, 0) == 0; });
    };
    CHECK(has(caught, "1 5 0"));                      // a quota or a limit of nobody
    CHECK(has(missed, "1 5 2"));                      // one more changes nothing here
    CHECK(has(missed, "Rp500.000 5 50000100"));
    CHECK(has(caught, "sejak 2024-01-01 4"));         // batas 3
    CHECK(has(missed, "sejak 2024-01-01 4"));         // batas 5
    CHECK(has(caught, "tingkat 1: umur >= 70 " + std::to_string(static_cast<int>(Change::swap_tiers))));
    CHECK(has(missed, "tingkat 2: pekerjaan = petani " + std::to_string(static_cast<int>(Change::drop_tier))));
}

TEST_CASE("boundary examples of a rule that gives way", "[trial]") {
    const World world(R"(
program utama "Utama" untuk setiap keluarga
  dasar hukum "contoh"
  kuota 5
  urutkan menurut desil terkecil dahulu
aturan utama_a untuk setiap keluarga
  program utama
  jika desil <= 1
program kedua "Kedua" untuk setiap keluarga
  dasar hukum "contoh"
  utamakan utama
aturan kedua_a untuk setiap keluarga
  program kedua
  jika desil <= 6
uji "layak yang kedua" pada 2025-07-01
  misalkan keluarga k1: desil 3
  harapkan
    k1 layak kedua
)");
    std::vector<std::string> lines;
    for (const trial::Boundary& boundary : trial::boundaries(world.program, {}).offered)
        if (world.program[boundary.rule].name == "kedua_a")
            lines.push_back(world.at(boundary.comparison) + " " + std::to_string(boundary.value.number) + " " +
                            std::to_string(static_cast<int>(boundary.test.verdicts[0].verdict)));
    CHECK(lines == std::vector<std::string>{"desil <= 6 5 0", "desil <= 6 6 0", "desil <= 6 7 1"});
}

TEST_CASE("replacing an expression copies what contains it and leaves the rest", "[program]") {
    World world(one_eligible);
    program::Program& program = world.program;
    const program::ExprId condition = program.rules[0].condition;
    const std::size_t before = program.exprs.size();
    const program::ExprId first = program::children(program[program.rules[0].when])[0];
    const program::ExprId last = program::append(program, {program::Constant{{1, {}}}, program[first].type, {}, {}});
    const program::ExprId changed = program::Rewriter(program, {{first, last}})(condition);
    CHECK(changed != condition);
    CHECK(program::Rewriter(program, {{last, first}})(condition) == condition);
    program.rules[0].condition = changed;
    CHECK(program::broken_invariants(program).empty());
    CHECK(program.exprs.size() > before);
}
