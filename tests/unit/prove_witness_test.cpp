// SPDX-License-Identifier: Apache-2.0
// Every witness is pasted behind its rules, parsed, checked and run: it must pass, alone and with the others.
#include <catch2/catch.hpp>

#include "dsl/diagnostics/render.hpp"
#include "prove_support.hpp"

namespace {

using namespace tepat;
using proving::Analysed;

const std::string vocabulary = R"(bahasa id
entitas kelurahan "Kelurahan"
  dari tabel kelurahan kunci kode
  kumuh ya_tidak
entitas keluarga "Keluarga" di kelurahan lewat kode
  dari tabel keluarga kunci id
  desil bilangan 1..10
  penghasilan rupiah 0..
  luas desimal 0..1000
  lantai pilihan tanah, semen, `lain`
  bantuan himpunan pkh, sembako, listrik
  catatan teks
entitas anggota "Anggota" di keluarga lewat id paling sedikit 1
  dari tabel anggota kunci nomor
  hanya bila tidak meninggal
  meninggal ya_tidak
  tanggal_lahir tanggal
  sekolah ya_tidak
  upah rupiah 0..
parameter batas: bilangan
  sejak 2024-01-01 4 dasar "contoh"
  sejak 2025-01-01 3 dasar "contoh"
parameter belum_ada: bilangan
istilah umur untuk anggota adalah tahun_penuh(tanggal_lahir, tanggal_acuan)
)";

/// The rules with all witnesses behind them: no new mistakes, and all tests pass.
void require_witnesses_pass(const std::string& rules, std::size_t at_least) {
    const Analysed analysed(rules);
    std::string said;
    for (const auto& one : analysed.found) said += diagnostics::render_text(one, analysed.sources, diagnostics::Language::id, false);
    INFO(said);
    REQUIRE(analysed.sound);
    const std::vector<std::string> witnesses = analysed.witnesses();
    REQUIRE(witnesses.size() >= at_least);
    std::string pasted = rules;
    for (const std::string& witness : witnesses) pasted += "\n" + witness;
    INFO(pasted);
    text::Sources sources;
    diagnostics::Sink sink;
    const std::vector<syntax::Module> modules{syntax::parse(sources.add("aturan", pasted), sink)};
    const program::Program program = check::check(modules, sources, sink);
    for (const auto& one : sink.sorted())
        if (diagnostics::severity_of(one.code) == diagnostics::Severity::error) FAIL_CHECK(diagnostics::render_text(one, sources, diagnostics::Language::id, false));
    REQUIRE(program.tests.size() == witnesses.size());
    const trial::Report report = trial::try_all(program, {});
    CHECK(report.failed == 0);
}

std::size_t rows_of_kind(const std::string& witness, const std::string& entity) {
    std::size_t rows = 0;
    for (std::size_t at = witness.find(" " + entity + " "); at != std::string::npos; at = witness.find(" " + entity + " ", at + 1)) ++rows;
    return rows;
}

}  // namespace

TEST_CASE("a ladder by household size that stops at 8 lets families of 9 fall through", "[prove][witness]") {
    std::string rules = vocabulary + "istilah jumlah untuk keluarga adalah banyaknya anggota\nistilah batas_penghasilan untuk keluarga adalah\n";
    for (int size = 1; size <= 8; ++size) rules += "  Rp" + std::to_string(size) + ".500.000 bila jumlah = " + std::to_string(size) + "\n";
    rules += "aturan miskin untuk setiap keluarga\n  dasar hukum \"contoh\"\n  jika penghasilan <= batas_penghasilan\n";
    const Analysed analysed(rules);
    REQUIRE(analysed.findings() == std::vector<std::string>{"R4086 line 26"});
    REQUIRE(analysed.witnesses().size() == 1);
    CHECK(rows_of_kind(analysed.witnesses()[0], "anggota") == 9);
    require_witnesses_pass(rules, 1);
}

TEST_CASE("gaps over every type of fact are shown", "[prove][witness]") {
    require_witnesses_pass(vocabulary + R"(
istilah a untuk keluarga adalah
  1 bila desil < 4
  2 bila desil antara 5 sampai 10
istilah b untuk keluarga adalah
  1 bila penghasilan < Rp1.000.000
  2 bila penghasilan > Rp1.000.000
istilah c untuk keluarga adalah
  1 bila luas <= 7.25
  2 bila luas > 8
istilah d untuk anggota adalah
  1 bila umur < 6
  2 bila umur > 6
istilah e untuk anggota adalah
  1 bila tanggal_lahir < 2000-01-01
  2 bila tanggal_lahir > 2001-03-15
istilah f untuk keluarga adalah
  1 bila lantai = tanah dan desil < 3
  2 bila lantai = semen atau lantai = `lain`
istilah g untuk keluarga adalah
  1 bila bantuan memuat pkh
  2 bila bantuan memuat sembako
istilah h untuk keluarga adalah
  1 bila catatan = "layak"
  2 bila catatan = "tidak"
istilah i untuk anggota adalah
  1 bila sekolah
  2 bila keluarga.desil <= batas dan keluarga.kelurahan.kumuh
istilah j untuk keluarga adalah
  1 bila desil diketahui dan desil < 3
  2 bila desil bila kosong 9 > 4
istilah k untuk keluarga adalah
  1 bila desil <= belum_ada
  2 bila desil > belum_ada + 1
)", 9);
}

TEST_CASE("gaps that hang on members are shown with as few members as needed", "[prove][witness]") {
    require_witnesses_pass(vocabulary + R"(
istilah a untuk keluarga adalah
  1 bila ada anggota yang (umur < 6)
  2 bila semua anggota memenuhi (umur > 6)
istilah b untuk keluarga adalah
  1 bila total upah dari anggota < Rp2.000.000
  2 bila total upah dari anggota >= Rp3.000.000
istilah c untuk keluarga adalah
  1 bila rata_rata upah dari anggota < Rp1.000.000
  2 bila rata_rata upah dari anggota > Rp1.500.000
istilah d untuk keluarga adalah
  1 bila terbesar umur dari anggota < 18
  2 bila terkecil umur dari anggota > 20
istilah e untuk kelurahan adalah
  1 bila banyaknya keluarga yang (desil = 1) < 2
  2 bila banyaknya keluarga yang (desil = 1) > 3
istilah f untuk kelurahan adalah
  1 bila banyaknya anggota yang (sekolah) = 0
  2 bila banyaknya anggota yang (sekolah) > 1
istilah g untuk anggota adalah
  1 bila ada anggota lain yang (sekolah)
  2 bila banyaknya anggota lain = 0
)", 6);
}

TEST_CASE("conflicts and shared subjects are shown", "[prove][witness]") {
    require_witnesses_pass(vocabulary + R"(
istilah a untuk anggota adalah
  1 bila umur <= 17
  2 bila umur >= 17 dan keluarga.desil < 3
  selain itu 3
istilah b untuk keluarga adalah
  Rp100.000 bila banyaknya anggota >= 3
  Rp200.000 bila ada anggota yang (umur < 6)
  selain itu Rp0
lembaga dinas "Dinas"
program satu "Satu" untuk setiap keluarga
  dasar hukum "contoh"
  berlaku sejak 2025-03-01
  tidak boleh bersama dua
program dua "Dua" untuk setiap anggota
  dasar hukum "contoh"
aturan satu_a untuk setiap keluarga
  program satu
  jika desil <= batas dan ada anggota yang (sekolah)
aturan dua_a untuk setiap anggota
  program dua
  jika umur >= 60 dan keluarga.penghasilan < Rp900.000
)", 3);
}

TEST_CASE("witnesses through references, beginnings of texts and selection", "[prove][witness]") {
    std::string rules = vocabulary;
    const std::string line = "  upah rupiah 0..\n";
    rules.insert(rules.find(line) + line.size(), "  ibu merujuk anggota lewat nomor_ibu\n");
    require_witnesses_pass(rules + R"(
istilah a untuk anggota adalah
  1 bila ibu.meninggal
  2 bila tidak ibu.meninggal dan ibu.upah > Rp100.000
istilah b untuk keluarga adalah
  1 bila catatan berawalan "per"
  2 bila tidak (catatan berawalan "p")
program utama untuk setiap keluarga
  dasar hukum "contoh"
aturan utama_a untuk setiap keluarga
  program utama
  jika desil <= 3
istilah c untuk keluarga adalah
  1 bila terpilih utama
  2 bila desil <= 2
  selain itu 0
)", 2);
    const Analysed analysed(vocabulary + R"(
istilah b untuk keluarga adalah
  1 bila catatan memuat "x" dan catatan memuat "y"
  2 bila tidak (catatan memuat "x") atau tidak (catatan memuat "y")
  3 bila catatan memuat "z" dan catatan memuat "y"
)");
    std::vector<std::string> said = analysed.findings();
    CHECK(std::count(said.begin(), said.end(), "R4096 line 29") == 1);  // nothing speaks against 1 and 3, and no text with all three is at hand
    bool told = false;
    for (const auto& one : analysed.found)
        for (const diagnostics::Note& note : one.notes) told = told || note.phrase == diagnostics::Phrase::witness_none;
    CHECK(told);
}

TEST_CASE("witnesses in English, with names that are reserved words", "[prove][witness]") {
    require_witnesses_pass(R"(language en
entity family "Family"
  from table family key id
  `some` number 1..10
  floor choice earth, cement, `not`
entity member "Member" in family via id at least 1
  from table member key number_of_member
  pupil yes_no
  born date
term band for family means
  1 when `some` < 3
  2 when `some` > 3 and floor = `not`
  3 when floor = earth and number of member > 1
term young for member means
  1 when full_years(born, reference_date) < 5 and pupil
  2 when full_years(born, reference_date) >= 5
)", 2);
}
