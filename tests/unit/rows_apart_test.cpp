// SPDX-License-Identifier: Apache-2.0
// What reaches beyond a row and its family: references, facts that age, sets, scores, the n highest. The outcome is the same whatever the
// blocks, the threads and the order of rows.
#include <catch2/catch.hpp>

#include "tests/unit/judge.hpp"

using namespace tepat;
using judge::Case;

namespace {

const std::string people = R"(
entitas kota "Kota"
  dari tabel kota kunci kode
  tempat bilangan 0..9
  wali merujuk anggota lewat nik_wali
entitas keluarga "Keluarga" di kota lewat kode
  dari tabel keluarga kunci id
  didata tanggal
  kepala merujuk anggota lewat nik_kepala
entitas anggota "Anggota" di keluarga lewat id_keluarga paling sedikit 1
  dari tabel anggota kunci id
  hanya bila hidup bila kosong benar
  hidup ya_tidak
  umur bilangan 0..120
  gaji bilangan
  berat bilangan 1..200 berlaku 24 bulan sejak keluarga.didata
  cacat himpunan fisik, netra, rungu
  ibu merujuk anggota lewat nik_ibu
)";

/// Two families, the mother of one in the other, a grandmother who died.
Case& with_families(Case& c) {
    c.row("kota", "k", "", {{"tempat", "2"}, {"wali", "ani"}});
    c.row("keluarga", "1", "k", {{"kepala", "budi"}, {"didata", "2024-01-01"}}).row("keluarga", "2", "k", {{"didata", "2020-01-01"}});
    c.row("keluarga", "3", "k");
    c.row("anggota", "nenek", "1", {{"hidup", "0"}, {"umur", "80"}});
    c.row("anggota", "ani", "1", {{"umur", "40"}, {"ibu", "nenek"}, {"gaji", "7"}, {"berat", "50"}, {"cacat", "2"}});
    c.row("anggota", "budi", "2", {{"umur", "10"}, {"ibu", "ani"}, {"gaji", "5"}, {"berat", "60"}, {"cacat", "0"}});
    c.row("anggota", "citra", "2", {{"umur", "?"}, {"ibu", "dewi"}, {"gaji", "3"}, {"cacat", "!"}});
    return c.row("anggota", "eka", "2", {{"umur", "12"}, {"gaji", "?"}});
}

/// The outcomes of a rule, "key outcome" in the order of rows, for several blocks and threads: always the same.
std::vector<std::string> outcomes(const Case& c) {
    const plan::Plan plan = c.plan();
    const columns::Population population = c.population();
    std::vector<std::string> first;
    for (const std::size_t block_rows : {1u, 2u, 512u}) {
        for (const unsigned threads : {1u, 2u}) {
            run::Options options;
            options.block_rows = block_rows;
            options.threads = threads;
            const run::Decisions decisions = run::run(plan, population, options);
            std::vector<std::string> all;
            for (const run::RuleOutcomes& rule : decisions.rules) {
                for (std::size_t row = 0; row < rule.outcome.size(); ++row) all.push_back(c.text_of(decisions, rule, row));
            }
            if (first.empty()) first = all;
            CHECK(all == first);
        }
    }
    return first;
}

using Outcomes = std::vector<std::string>;

}  // namespace

TEST_CASE("a reference reaches rows of other families, and those that hanya bila leaves out", "[evaluate]") {
    Case c(people + "aturan r untuk setiap anggota\n  jika ibu.umur >= 40\n");
    with_families(c);
    CHECK(outcomes(c) == Outcomes{"layak", "-", "layak", "galat", "belum: anggota.ibu"});  // ani, nenek; budi, citra, eka
}

TEST_CASE("references one after the other, behind ancestors, and asked whether they are there", "[evaluate]") {
    Case c(people + R"(
aturan r untuk setiap anggota
  jika ibu.ibu.umur = 80
aturan s untuk setiap keluarga
  jika kepala.umur < 18 dan kota.wali.keluarga.kepala diketahui
aturan t untuk setiap anggota
  jika ibu tidak diketahui
)");
    with_families(c);
    CHECK(outcomes(c) == Outcomes{"belum: anggota.ibu", "-", "layak", "galat", "belum: anggota.ibu",  // r
                                  "layak", "belum: keluarga.kepala", "belum: keluarga.kepala",        // s
                                  "tidak", "-", "tidak", "galat", "layak"});                         // t
}

TEST_CASE("what a row referred to counts is counted there", "[evaluate]") {
    Case c(people + R"(
istilah isi untuk keluarga adalah banyaknya anggota
istilah serumah untuk anggota adalah keluarga.isi
aturan r untuk setiap kota
  jika wali.serumah = 1 dan banyaknya keluarga yang (kepala.serumah >= 3) = 1
)");
    with_families(c);
    c.row("kota", "kosong", "");
    // Nobody lives in family 3: somebody unrecorded does, so it has no head that is known.
    CHECK(outcomes(c) == Outcomes{"belum: keluarga.kepala", "tidak"});  // nobody has a head in an empty city
}

TEST_CASE("a fact counts no longer than its vintage says", "[evaluate]") {
    Case c(people + "aturan r untuk setiap anggota\n  jika berat >= 50\naturan s untuk setiap anggota\n  jika berat diketahui\n");
    with_families(c);
    c.row("anggota", "tanpa", "3", {{"berat", "70"}});  // nobody knows when
    c.row("keluarga", "4", "k", {{"didata", "!"}}).row("anggota", "salah", "4", {{"berat", "70"}});
    c.row("keluarga", "5", "k", {{"didata", "2023-07-01"}}).row("anggota", "tepat", "5", {{"berat", "70"}});  // to the day
    CHECK(outcomes(c) == Outcomes{"layak", "-", "belum: anggota.berat", "belum: anggota.berat", "belum: anggota.berat", "belum: anggota.berat",
                                  "galat", "layak",                                                        // r
                                  "layak", "-", "tidak", "tidak", "tidak", "tidak", "galat", "layak"});  // s
}

TEST_CASE("a total leaves out values that are too old", "[evaluate]") {
    Case c(people + "aturan r untuk setiap keluarga\n  jika total berat dari anggota yang (umur > 0) > 49\n");
    with_families(c);
    CHECK(outcomes(c) == Outcomes{"layak", "belum: anggota.berat;anggota.umur", "belum: anggota"});
}

TEST_CASE("memuat asks one value of a set, which is known or unknown as a whole", "[evaluate]") {
    Case c(people + "aturan r untuk setiap anggota\n  jika cacat memuat netra\n");
    with_families(c);
    CHECK(outcomes(c) == Outcomes{"layak", "-", "tidak", "galat", "belum: anggota.cacat"});
}

TEST_CASE("a score adds up what is true, and says what it would have to know", "[evaluate]") {
    Case c(people + R"(
skor nilai untuk anggota
  10 bila umur >= 18
  -3 bila cacat memuat netra
  2 x gaji
  5
aturan r untuk setiap anggota
  jika nilai >= 26
aturan s untuk setiap anggota
  jika nilai >= 15
)");
    with_families(c);
    c.row("anggota", "fani", "1", {{"umur", "?"}, {"cacat", "0"}, {"gaji", "5"}});  // 15 or 25
    CHECK(outcomes(c) == Outcomes{"layak", "tidak", "-", "tidak", "tidak", "belum: anggota.cacat;anggota.gaji",  // r: ani 26, budi 15, citra at most 21
                                  "layak", "layak", "-", "layak", "galat", "belum: anggota.cacat;anggota.gaji"});
}

TEST_CASE("the n highest of all members' values, in one family, a city, and among siblings", "[evaluate]") {
    Case c(people + R"(
aturan r untuk setiap keluarga
  jika total 2 terbesar (gaji, umur) dari anggota yang (umur diketahui) = 22
aturan s untuk setiap kota
  jika total tempat terbesar (gaji) dari anggota yang (gaji diketahui) = 12
aturan t untuk setiap anggota
  jika total 1 terbesar (gaji) dari anggota lain >= 5
)");
    with_families(c);
    // r: family 1 has 40 + 7; family 2 counts 12 + 10 of budi and eka, whose pay may be more; in family 3 nobody is recorded.
    CHECK(outcomes(c) == Outcomes{"tidak", "belum: anggota.gaji", "tidak",                              // r
                                  "layak",                                                             // s: 7 + 5
                                  "tidak", "-", "belum: anggota.gaji", "layak", "layak"});             // t
}
