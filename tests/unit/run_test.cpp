// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/unit/judge.hpp"

using namespace tepat;
using judge::Case;
using judge::families;

TEST_CASE("known, unknown and erroneous cells give the four outcomes", "[run]") {
    Case c(families + "aturan r untuk setiap keluarga\n  jika desil <= 4\n");
    c.row("keluarga", "a", "", {{"desil", "4"}}).row("keluarga", "b", "", {{"desil", "5"}});
    c.row("keluarga", "c", "").row("keluarga", "d", "", {{"desil", "!"}});
    CHECK(c.outcome("r", "a") == "layak");
    CHECK(c.outcome("r", "b") == "tidak");
    CHECK(c.outcome("r", "c") == "belum: keluarga.desil");
    CHECK(c.outcome("r", "d") == "galat");
    const run::Decisions decisions = c.decide();
    CHECK(decisions.rules[0].subjects == 4);
    CHECK(decisions.rules[0].count == std::array<std::size_t, 4>{1, 1, 1, 1});
}

TEST_CASE("a declared range decides for unknown facts", "[run]") {
    Case c(families + "aturan r untuk setiap keluarga\n  jika desil <= 10\naturan s untuk setiap keluarga\n  jika desil > 10 dan pkh\n");
    c.row("keluarga", "a", "");
    CHECK(c.outcome("r", "a") == "layak");
    CHECK(c.outcome("s", "a") == "tidak");
}

TEST_CASE("error and unknown in one dan and one atau", "[run]") {
    Case c(families + "aturan d untuk setiap keluarga\n  jika desil <= 4 dan pkh\naturan a untuk setiap keluarga\n  jika desil <= 4 atau pkh\n");
    c.row("keluarga", "eu", "", {{"desil", "!"}});
    c.row("keluarga", "et", "", {{"desil", "!"}, {"pkh", "1"}}).row("keluarga", "ef", "", {{"desil", "!"}, {"pkh", "0"}});
    CHECK(c.outcome("d", "eu") == "galat");
    CHECK(c.outcome("a", "eu") == "galat");
    CHECK(c.outcome("d", "et") == "galat");
    CHECK(c.outcome("a", "et") == "layak");
    CHECK(c.outcome("d", "ef") == "tidak");
    CHECK(c.outcome("a", "ef") == "galat");
}

TEST_CASE("a count decides as soon as its bounds do", "[run]") {
    Case c(families + "aturan r untuk setiap keluarga\n  jika banyaknya anggota yang (sekolah) >= 2\n");
    c.row("keluarga", "sure", "").row("keluarga", "open", "").row("keluarga", "never", "").row("keluarga", "bad", "");
    for (const char* key : {"1", "2"}) c.row("anggota", key, "sure", {{"sekolah", "1"}, {"hidup", "1"}});
    c.row("anggota", "3", "sure", {{"hidup", "1"}});
    c.row("anggota", "4", "open", {{"sekolah", "1"}, {"hidup", "1"}}).row("anggota", "5", "open", {{"hidup", "1"}});
    c.row("anggota", "6", "never", {{"sekolah", "1"}, {"hidup", "1"}}).row("anggota", "7", "never", {{"sekolah", "0"}, {"hidup", "1"}});
    c.row("anggota", "8", "bad", {{"sekolah", "1"}, {"hidup", "1"}}).row("anggota", "9", "bad", {{"sekolah", "!"}, {"hidup", "1"}});
    CHECK(c.outcome("r", "sure") == "layak");
    CHECK(c.outcome("r", "open") == "belum: anggota.sekolah");
    CHECK(c.outcome("r", "never") == "tidak");
    CHECK(c.outcome("r", "bad") == "galat");
}

TEST_CASE("a family without a remaining member has one nobody recorded", "[run]") {
    Case c(families + R"(
aturan tak_ada untuk setiap keluarga
  jika tidak ada anggota yang (sekolah)
aturan banyak untuk setiap keluarga
  jika banyaknya anggota >= 1
aturan lima untuk setiap keluarga
  jika banyaknya anggota >= 5
aturan bergaji untuk setiap keluarga
  jika total gaji dari anggota >= Rp0
aturan orang untuk setiap anggota
  jika sekolah
)");
    c.row("keluarga", "empty", "").row("keluarga", "dead", "");
    c.row("anggota", "1", "dead", {{"sekolah", "0"}, {"hidup", "0"}});
    for (const char* key : {"empty", "dead"}) {
        CHECK(c.outcome("tak_ada", key) == "belum: anggota");
        CHECK(c.outcome("banyak", key) == "layak");
        CHECK(c.outcome("lima", key) == "belum: anggota");
        CHECK(c.outcome("bergaji", key) == "layak");
    }
    CHECK(c.outcome("orang", "1") == "-");
}

TEST_CASE("rows whose link is empty or leads nowhere", "[run]") {
    Case c(families + R"(
aturan r untuk setiap anggota
  jika keluarga.desil <= 4
aturan s untuk setiap anggota
  jika ada anggota lain yang (sekolah)
aturan k untuk setiap keluarga
  jika banyaknya anggota >= 2
)");
    c.row("keluarga", "k", "", {{"desil", "3"}});
    c.row("anggota", "in", "k", {{"hidup", "1"}}).row("anggota", "none", "", {{"hidup", "1"}}).row("anggota", "lost", "nowhere", {{"hidup", "1"}});
    CHECK(c.outcome("r", "in") == "layak");
    CHECK(c.outcome("r", "none") == "belum: keluarga.desil");
    CHECK(c.outcome("r", "lost") == "galat");
    CHECK(c.outcome("s", "in") == "tidak");
    CHECK(c.outcome("s", "none") == "belum: anggota");
    CHECK(c.outcome("s", "lost") == "galat");
    CHECK(c.outcome("k", "k") == "tidak");  // the two without a family stand in no quantifier
}

TEST_CASE("siblings look back at their subject", "[run]") {
    Case c(families + "aturan r untuk setiap anggota\n  jika tidak ada anggota lain yang (usia > subjek.usia)\n");
    c.row("keluarga", "k", "");
    c.row("anggota", "old", "k", {{"usia", "70"}}).row("anggota", "young", "k", {{"usia", "7"}}).row("anggota", "open", "k");
    CHECK(c.outcome("r", "old") == "belum: anggota.usia");
    CHECK(c.outcome("r", "young") == "tidak");
    CHECK(c.outcome("r", "open") == "belum: anggota.usia");
}

TEST_CASE("arithmetic that leaves 64 bits and division by zero are errors", "[run]") {
    Case c(families + R"(
aturan kali untuk setiap anggota
  jika utang * utang > 0
aturan bagi untuk setiap anggota
  jika gaji / utang > Rp1
)");
    c.row("keluarga", "k", "");
    c.row("anggota", "big", "k", {{"utang", "9000000000000000000"}, {"gaji", "100"}});
    c.row("anggota", "zero", "k", {{"utang", "0"}, {"gaji", "100"}});
    c.row("anggota", "minus", "k", {{"utang", "-2"}, {"gaji", "100"}});
    CHECK(c.outcome("kali", "big") == "galat");
    CHECK(c.outcome("kali", "minus") == "layak");
    CHECK(c.outcome("bagi", "zero") == "galat");
    CHECK(c.outcome("bagi", "minus") == "tidak");
}

TEST_CASE("an age counts from 1 March for those born on 29 February", "[run]") {
    Case c(families + "aturan r untuk setiap anggota\n  jika umur >= 17\n");
    c.row("keluarga", "k", "");
    c.row("anggota", "leap", "k", {{"lahir", "2008-02-29"}});
    c.request.date = *program::make_date(2025, 2, 28);
    CHECK(c.outcome("r", "leap") == "tidak");
    c.request.date = *program::make_date(2025, 3, 1);
    CHECK(c.outcome("r", "leap") == "layak");
}

TEST_CASE("a parameter without a value is an error and is reported", "[run]") {
    Case c(families + R"(
parameter batas: bilangan "Batas"
  sejak 2030-01-01 4 dasar "contoh"
aturan r untuk setiap keluarga
  jika desil <= batas
)");
    c.row("keluarga", "a", "", {{"desil", "3"}});
    CHECK(c.outcome("r", "a") == "galat");
    REQUIRE(c.decide().holes.size() == 1);
    CHECK(c.program()[c.decide().holes[0].parameter].name == "batas");
    c.request.date = *program::make_date(2031, 1, 1);
    CHECK(c.outcome("r", "a") == "layak");
    CHECK(c.decide().holes.empty());
}

namespace {

/// Many families under few areas: the areas' counts are wide when blocks are small.
Case crowd() {
    Case c(families + R"(
istilah ramai untuk wilayah_kecil "Ramai" adalah banyaknya anggota yang (sekolah) >= 40
istilah murid untuk keluarga "Murid" adalah banyaknya anggota yang (sekolah)
aturan a untuk setiap wilayah_kecil
  jika ramai atau ada keluarga yang (desil <= 1 dan murid >= 2)
aturan b untuk setiap anggota
  jika keluarga.wilayah_kecil.ramai dan usia < 30
aturan c untuk setiap keluarga
  jika total gaji dari anggota yang (sekolah) < Rp1.000.000 dan tidak pkh
aturan d untuk setiap anggota
  jika ada anggota lain yang (usia > subjek.usia) atau sekolah
)");
    std::uint64_t state = 1;
    const auto next = [&state](std::uint64_t below) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        return (state >> 33) % below;
    };
    const auto cell = [&](std::uint64_t below) { return next(10) == 0 ? std::string(next(4) == 0 ? "!" : "?") : std::to_string(next(below)); };
    for (int w = 0; w < 5; ++w) c.row("wilayah_kecil", "w" + std::to_string(w), "", {});
    for (int k = 0; k < 90; ++k) {
        const std::string area = next(20) == 0 ? (next(2) == 0 ? "" : "gone") : "w" + std::to_string(next(4));
        c.row("keluarga", "k" + std::to_string(k), area, {{"desil", next(9) == 0 ? "?" : std::to_string(1 + next(10))}, {"pkh", cell(2)}});
    }
    for (int m = 0; m < 260; ++m) {
        const std::string family = next(25) == 0 ? (next(2) == 0 ? "" : "gone") : "k" + std::to_string(next(90));
        c.row("anggota", "m" + std::to_string(m), family,
              {{"sekolah", cell(2)}, {"usia", cell(100)}, {"gaji", cell(90'000'000)}, {"hidup", next(9) == 0 ? "0" : "1"}});
    }
    return c;
}

}  // namespace

TEST_CASE("threads and block sizes change nothing", "[run]") {
    const Case c = crowd();
    run::Options whole;
    whole.block_rows = 1'000'000;
    const run::Decisions expected = c.decide(whole);
    CHECK(expected.missing_sets.size() > 3);
    for (const std::size_t block_rows : {1, 2, 7, 64}) {
        for (const unsigned threads : {1u, 2u, 3u}) {
            run::Options options;
            options.block_rows = block_rows;
            options.threads = threads;
            const run::Decisions decisions = c.decide(options);
            CHECK(decisions.missing_sets == expected.missing_sets);
            for (std::size_t r = 0; r < expected.rules.size(); ++r) {
                CHECK(decisions.rules[r].outcome == expected.rules[r].outcome);
                CHECK(decisions.rules[r].missing == expected.rules[r].missing);
                CHECK(decisions.rules[r].count == expected.rules[r].count);
            }
        }
    }
}

TEST_CASE("without missing facts the outcomes are the same", "[run]") {
    const Case c = crowd();
    run::Options options;
    options.want_missing = false;
    const run::Decisions expected = c.decide();
    const run::Decisions decisions = c.decide(options);
    for (std::size_t r = 0; r < expected.rules.size(); ++r) {
        CHECK(decisions.rules[r].outcome == expected.rules[r].outcome);
        CHECK(decisions.rules[r].missing.empty());
    }
}

TEST_CASE("watched expressions show their values", "[run]") {
    Case c(families + R"(
istilah pendapatan untuk keluarga "Pendapatan" adalah total gaji dari anggota
aturan r untuk setiap keluarga
  jika pendapatan < Rp100
)");
    c.row("keluarga", "k", "");
    c.row("anggota", "1", "k", {{"gaji", "500"}, {"hidup", "1"}}).row("anggota", "2", "k", {{"hidup", "1"}});
    for (const program::Term& term : c.program().terms) {
        if (term.name == "pendapatan") c.request.watch.push_back(term.body);
    }
    REQUIRE(c.request.watch.size() == 1);
    const run::Decisions decisions = c.decide();
    const run::WatchedValue& value = decisions.watched[0].values[0];
    CHECK(value.state == run::ValueState::unknown);
    CHECK(value.low_bounded);
    CHECK(value.low == 500);
    CHECK(value.high == 500 + 1'000'000'000);
}
