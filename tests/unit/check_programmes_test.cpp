// SPDX-License-Identifier: Apache-2.0
// What check makes of programmes, references, sets, scores and tables; messages are in tests/golden/check.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "dsl/check/check.hpp"
#include "dsl/program/invariants.hpp"
#include "dsl/program/print.hpp"
#include "dsl/syntax/parse.hpp"

namespace {

using namespace tepat;

const std::string vocabulary = R"(bahasa id
entitas wilayah
  dari tabel wilayah kunci kode
  dana rupiah 0..
entitas keluarga di wilayah lewat kode
  dari tabel keluarga kunci id
  didata tanggal
  desil bilangan 1..10 berlaku 24 bulan sejak didata
  kepala merujuk anggota lewat nik_kepala
entitas anggota di keluarga lewat id paling sedikit 1
  dari tabel anggota kunci nik
  umur bilangan 0..
  upah rupiah 0..
  tinggi desimal 0..
  lahir tanggal
  sekolah ya_tidak
  jenjang pilihan sd, smp
  ibu merujuk anggota lewat nik_ibu rahasia
  sakit himpunan tbc, kusta, lain peka
)";

const std::string recipients = R"(
entitas penerimaan di anggota lewat nik
  dari tabel penerimaan kunci nomor
  penerima apa sejak mulai sampai selesai
  apa pilihan p, q
  mulai tanggal
  selesai tanggal
entitas daftar di anggota lewat nik
  dari tabel daftar kunci nomor
  penerima apa sejak mulai lengkap
  apa teks
  mulai tanggal
)";

std::string programme(const std::string& name, const std::string& entity, const std::string& condition, const std::string& clauses = "") {
    return "program " + name + " untuk setiap " + entity + "\n  dasar hukum \"Contoh\"\n" + clauses + "aturan aturan_" + name + " untuk setiap " + entity +
           "\n  program " + name + "\n  jika " + condition + "\n";
}

struct Checked {
    program::Program program;
    std::vector<std::string> errors;
    std::vector<std::string> warnings;
};

Checked check_texts(const std::vector<std::string>& texts) {
    text::Sources sources;
    diagnostics::Sink sink;
    std::vector<syntax::Module> modules;
    for (const std::string& text : texts) modules.push_back(syntax::parse(sources.add("berkas" + std::to_string(modules.size()), text), sink));
    Checked checked{check::check(modules, sources, sink), {}, {}};
    for (const auto& found : sink.sorted()) {
        const bool error = diagnostics::severity_of(found.code) == diagnostics::Severity::error;
        (error ? checked.errors : checked.warnings).push_back(diagnostics::number_of(found.code));
    }
    return checked;
}

program::Program sound(const std::string& text) {
    Checked checked = check_texts({vocabulary, text});
    CHECK(checked.errors == std::vector<std::string>{});
    CHECK(program::broken_invariants(checked.program) == std::vector<std::string>{});
    return std::move(checked.program);
}

std::vector<std::string> errors(const std::string& text) { return check_texts({vocabulary, text}).errors; }

const program::Term& term(const program::Program& program, const std::string& name) {
    for (const program::Term& term : program.terms)
        if (term.name == name) return term;
    throw std::runtime_error(name);
}

std::string body(const program::Program& program, const std::string& name) { return program::print_expression(program, term(program, name).body); }

const program::Programme& named(const program::Program& program, const std::string& name) {
    for (const program::Programme& programme : program.programmes)
        if (programme.name == name) return programme;
    throw std::runtime_error(name);
}

std::size_t position(const program::Program& program, const std::string& name) {
    for (std::size_t i = 0; i < program.terms.size(); ++i)
        if (program.terms[i].name == name) return i;
    throw std::runtime_error(name);
}

}  // namespace

TEST_CASE("references are followed on the row they lead to", "[check]") {
    const program::Program program = sound(R"(
istilah a untuk anggota adalah ibu.umur
istilah b untuk anggota adalah ibu.ibu.keluarga.desil
istilah c untuk anggota adalah keluarga.kepala.umur
istilah d untuk anggota adalah ibu.keluarga.kepala.a
istilah e untuk keluarga adalah banyaknya anggota yang (ibu.umur < 20)
istilah f untuk anggota adalah ada anggota lain yang (umur > subjek.ibu.umur)
istilah g untuk anggota adalah ibu diketahui dan ibu.ibu tidak diketahui
istilah h untuk anggota adalah ibu.umur diketahui
istilah i untuk anggota adalah ibu.sakit memuat kusta
istilah j untuk anggota adalah (ibu.upah bila kosong Rp5) > Rp1
)");
    CHECK(body(program, "a") == "(via anggota.ibu anggota.umur)");
    CHECK(body(program, "b") == "(via anggota.ibu (via anggota.ibu keluarga.desil))");
    CHECK(body(program, "c") == "(via keluarga.kepala anggota.umur)");
    CHECK(body(program, "d") == "(via anggota.ibu (via keluarga.kepala anggota.a))");
    CHECK(body(program, "e") == "(count anggota value - where (< (via anggota.ibu anggota.umur) 20) if_none -)");
    CHECK(body(program, "f") == "(some anggota other_siblings value - where (> anggota.umur (via subject.anggota.ibu anggota.umur)) if_none -)");
    CHECK(body(program, "g") == "(and (is_known anggota.ibu) (not (via anggota.ibu (is_known anggota.ibu))))");
    CHECK(body(program, "h") == "(is_known (via anggota.ibu anggota.umur))");
    CHECK(body(program, "i") == "(via anggota.ibu (has anggota.sakit kusta))");
    CHECK(body(program, "j") == "(> (via anggota.ibu (if_missing anggota.upah Rp5)) Rp1)");
    CHECK(term(program, "a").secrecy == program::Secrecy::secret);
    CHECK(term(program, "i").secrecy == program::Secrecy::both);
}

TEST_CASE("a term may not lead back to itself along a reference", "[check]") {
    CHECK(errors("istilah a untuk anggota adalah ibu.a\n") == std::vector<std::string>{"R4001"});
}

TEST_CASE("kept values of one kind take the largest scale", "[check]") {
    const program::Program program = sound(R"(
parameter banyak: bilangan
  sejak 2020-01-01 4 dasar "Contoh"
istilah a untuk keluarga adalah total 4 terbesar (umur, tinggi, 5) dari anggota yang (sekolah)
istilah b untuk keluarga adalah total banyak terbesar (upah) dari anggota
istilah c untuk keluarga adalah terkecil lahir dari anggota
)");
    CHECK(body(program, "a") ==
          "(total_top anggota value - where anggota.sekolah if_none - top 4 (+ anggota.umur 0) anggota.tinggi 5)");
    CHECK(program::print_type(program, term(program, "a").type) == "number(6)");
    CHECK(body(program, "b") == "(total_top anggota value - where - if_none - top banyak anggota.upah)");
    CHECK(program::print_type(program, term(program, "c").type) == "date");
}

TEST_CASE("scores add their lines up, tables are cases unless they collect", "[check]") {
    const program::Program program = sound(R"(
skor s untuk keluarga
  25 bila desil = 1
  2.5 x banyaknya anggota
  -10
tabel t untuk anggota menghasilkan rupiah
  | umur  | jenjang | sekolah | hasil |
  | < 7   | -       | ya      | Rp1   |
  | 7..21 | sd, smp | tidak   | Rp2,50 |
  | 22..  | smp     | -       | Rp3   |
  | -     | tidak diketahui | - | Rp4 |
  | selain itu              | Rp0   |
tabel n untuk anggota menghasilkan bilangan kumpulkan banyaknya
  | umur | hasil |
  | < 7  | 1     |
  | > 60 | 1     |
tabel b untuk anggota menghasilkan bilangan kumpulkan terbesar
  | umur | hasil |
  | < 7  | 3     |
  | selain itu | 1 |
)");
    CHECK(body(program, "s") == "(collect total [(= keluarga.desil 1) 25] [true (* 2.5 (count anggota value - where - if_none -))] [true -10] otherwise -)");
    CHECK(program::print_type(program, term(program, "s").type) == "number(1)");
    CHECK(body(program, "t") ==
          "(cases [(and (< anggota.umur 7) anggota.sekolah) Rp1] [(and (and (>= anggota.umur 7) (<= anggota.umur 21)) (in anggota.jenjang sd smp) "
          "(not anggota.sekolah)) Rp2.5] [(and (>= anggota.umur 22) (= anggota.jenjang smp)) Rp3] [(not (is_known anggota.jenjang)) Rp4] otherwise Rp0)");
    CHECK(body(program, "n") == "(collect count [(< anggota.umur 7) -] [(> anggota.umur 60) -] otherwise -)");
    CHECK(body(program, "b") == "(collect largest [(< anggota.umur 7) 3] otherwise 1)");
    REQUIRE(term(program, "t").table.has_value());
    CHECK(term(program, "t").table->columns == std::vector<std::string>{"umur", "jenjang", "sekolah", "hasil"});
    CHECK(term(program, "t").table->rows[1] == std::vector<std::string>{"7..21", "sd, smp", "tidak", "Rp2,50"});
    CHECK(term(program, "t").table->rows[4] == std::vector<std::string>{"selain itu", "Rp0"});
    CHECK(term(program, "s").form == program::TermForm::score);
    CHECK(term(program, "t").form == program::TermForm::table);
}

TEST_CASE("check says which cases it saw complete and leaves the others open", "[check]") {
    const program::Program program = sound(R"(
istilah a untuk anggota adalah
  1 bila jenjang = sd
  2 bila jenjang = smp
istilah b untuk anggota adalah
  1 bila umur < 18
  2 bila umur >= 18
)");
    CHECK(std::get<program::Cases>(program[term(program, "a").body].kind).covered);
    CHECK_FALSE(std::get<program::Cases>(program[term(program, "b").body].kind).covered);
}

TEST_CASE("who receives is a hidden term over every list that can name the programme", "[check]") {
    const program::Program program = sound(recipients + programme("p", "anggota", "umur > 1") + programme("r", "keluarga", "desil = 1") + R"(
istilah a untuk anggota adalah sedang menerima p
istilah b untuk keluarga adalah pernah menerima r dalam 012 bulan
istilah c untuk anggota adalah pernah menerima r
)");
    const std::string of_daftar = "(some daftar value - where (and (= daftar.apa \"p\") (<= daftar.mulai reference_date)) if_none -)";
    CHECK(body(program, "sedang menerima p") ==
          "(or " + of_daftar +
              " (some penerimaan value - where (and (= penerimaan.apa p) (<= penerimaan.mulai reference_date) (or (not (is_known penerimaan.selesai)) "
              "(>= penerimaan.selesai reference_date))) if_none -) (unrecorded penerimaan))");
    CHECK(body(program, "a") == "anggota.sedang menerima p");
    // `penerimaan` has no value r: that list never speaks of it; `daftar` is complete and has no end.
    CHECK(body(program, "pernah menerima r dalam 12 bulan") ==
          "(some daftar value - where (and (= daftar.apa \"r\") (<= daftar.mulai reference_date)) if_none -)");
    CHECK(body(program, "c") == "keluarga.pernah menerima r");
    CHECK(term(program, "sedang menerima p").hidden);
    CHECK(program[named(program, "r").receiving].name == "sedang menerima r");
}

TEST_CASE("programmes are allocated after those whose selection they read, through terms and rules", "[check]") {
    const program::Program program = sound(programme("a", "anggota", "umur > 1", "  utamakan b\n") + programme("b", "keluarga", "lewat_c") +
                                           programme("c", "keluarga", "desil = 1") + programme("d", "anggota", "layak a") + R"(
istilah lewat_c untuk keluarga adalah terpilih c
istilah sesudah untuk anggota adalah layak d dan pangkal
istilah pangkal untuk anggota adalah umur > 3
)");
    CHECK(named(program, "c").stage == 0);
    CHECK(named(program, "b").stage == 1);
    CHECK(named(program, "a").stage == 2);
    CHECK(named(program, "d").stage == 2);
    CHECK(position(program, "lewat_c") < position(program, "sesudah"));
    const program::Programme& a = named(program, "a");
    REQUIRE(a.exceptions.size() == 1);
    CHECK(a.exceptions[0].name == "utamakan b");
    CHECK(program::print_expression(program, a.exceptions[0].condition) == "(selected b)");
}

TEST_CASE("a programme without rules comes after the one it yields to", "[check]") {
    const program::Program program = sound("program a untuk setiap anggota\n  utamakan b\n" + programme("b", "keluarga", "desil = 1"));
    CHECK(named(program, "a").stage == 1);
    CHECK(program::broken_invariants(program).empty());
}

TEST_CASE("a term comes after what a programme uses that it asks for", "[check]") {
    const program::Program program = sound(programme("p", "anggota", "z_dasar") + R"(
istilah a_atas untuk anggota adalah layak p
istilah z_dasar untuk anggota adalah umur > 3
)");
    CHECK(position(program, "z_dasar") < position(program, "a_atas"));
}

TEST_CASE("circles through programmes are refused", "[check]") {
    const std::vector<std::string> circle{"R4064"};
    CHECK(errors(programme("p", "anggota", "layak p")) == circle);
    CHECK(errors(programme("p", "anggota", "umur > 1", "  kuota 5\n  urutkan menurut a terbesar dahulu\n") + "istilah a untuk anggota adalah terpilih p\n") == circle);
    CHECK(errors(programme("p", "anggota", "layak q") + programme("q", "anggota", "layak p")) == circle);
    CHECK(errors(programme("p", "anggota", "umur > 1", "  utamakan q\n") + programme("q", "anggota", "umur > 2", "  utamakan p\n")) == circle);
}

TEST_CASE("one programme may ask for itself where nothing waits for the answer", "[check]") {
    sound(recipients + programme("p", "anggota", "umur > 1", "  graduasi jika tidak layak p\n"));
    sound(programme("p", "anggota", "umur > 1") + "aturan lain untuk setiap anggota\n  dasar hukum \"Contoh\"\n  jika tidak terpilih p\n");
}

TEST_CASE("amounts are judged at their group", "[check]") {
    const program::Program program = sound(R"(
parameter jatah: bilangan menurut jenjang
  sd sejak 2020-01-01 3 dasar "Contoh"
  smp sejak 2020-01-01 4 dasar "Contoh"
)" + programme("p", "anggota", "umur > 1", R"(  kuota 7
  kuota bulatkan(dana / Rp2, ke_bawah, 1) per wilayah
  kuota jatah per jenjang
  pagu 10% * dana per wilayah, biaya satuan upah
  urutkan menurut tingkat 7: sekolah, tingkat 2: tidak sekolah, lalu lahir terkecil dahulu, lalu sekolah terbesar dahulu
  paling banyak 1 per wilayah
  paling banyak banyaknya anggota per keluarga
)"));
    const program::Programme& p = named(program, "p");
    REQUIRE(p.quotas.size() == 3);
    CHECK_FALSE(program[p.quotas[0].amount].scope.valid());
    CHECK(program[program[p.quotas[1].amount].scope].name == "wilayah");
    CHECK(program[p.quotas[2].per.fact].name == "jenjang");
    CHECK(program[program[p.budget->unit_cost].scope].name == "anggota");
    CHECK(p.tiers[0].number == 2);
    CHECK(p.tiers[1].number == 7);
    CHECK_FALSE(p.order[0].largest_first);
    REQUIRE(p.at_most.size() == 2);
    CHECK(program[program[p.at_most[1].count].scope].name == "keluarga");
    CHECK(p.is_allocated());
}

TEST_CASE("the hash tells quotas, orders, vintage and lists of recipients apart", "[check]") {
    const auto hash = [](const std::string& text) { return check_texts({vocabulary, text}).program.hash; };
    const auto with = [&](const std::string& clauses) { return hash(programme("p", "anggota", "umur > 1", clauses)); };
    std::set<std::string> hashes{with(""), with("  kuota 5\n"), with("  kuota 6\n"), with("  kuota 5 per wilayah\n"), with("  terisi bila sekolah\n"),
                                 with("  kuota 5\n  urutkan menurut umur terbesar dahulu\n"), with("  kuota 5\n  urutkan menurut umur terkecil dahulu\n"),
                                 with("  kuota 5\n  urutkan menurut tingkat 1: sekolah\n"), with("  paling banyak 1 per keluarga\n"),
                                 with("  pagu Rp5, biaya satuan Rp1\n"), with("  graduasi jika sekolah\n"), hash(recipients + programme("p", "anggota", "umur > 1"))};
    CHECK(hashes.size() == 12);
    std::string other = vocabulary;
    other.replace(other.find("24 bulan"), 8, "25 bulan");
    CHECK(check_texts({other}).program.hash != check_texts({vocabulary}).program.hash);
}

TEST_CASE("tests give sets, references and places", "[check]") {
    const program::Program program = sound(programme("p", "anggota", "ibu.sakit memuat tbc", "  kuota 1\n  urutkan menurut umur terbesar dahulu\n") + R"(
uji "x" pada 2025-07-01
  misalkan keluarga k1
    anggota budi: ibu siti, sakit (), umur 3
    anggota siti: sakit (tbc, lain)
    anggota tono: ibu "999", umur 4
  harapkan
    budi terpilih p, peringkat 1
    tono galat p
)");
    const program::TestCase& test = program.tests.at(0);
    CHECK(test.rows[1].facts[0].value.text == "siti");
    CHECK(test.rows[1].facts[1].value.number == 0);
    CHECK(test.rows[2].facts[0].value.number == 0b101);
    CHECK(test.rows[3].facts[0].value.text == "999");
    CHECK(test.verdicts[0].verdict == program::Verdict::selected);
    CHECK(test.verdicts[0].rank == 1u);
}

TEST_CASE("a list of recipients with a programme's name misspelt is refused in a test", "[check]") {
    const std::string rules = recipients + programme("sembako", "anggota", "umur > 1") + R"(
aturan r untuk setiap anggota
  dasar hukum "Contoh"
  jika sedang menerima sembako
uji "x" pada 2025-07-01
  misalkan keluarga k1
    anggota budi
      daftar d: apa ")";
    const std::string rest = "\", mulai 2025-01-01\n  harapkan\n    budi layak r\n";
    CHECK(errors(rules + "sembaco" + rest) == std::vector<std::string>{"R2009"});
    CHECK(errors(rules + "sembako" + rest) == std::vector<std::string>{});
    CHECK(errors(rules + "lain sekali" + rest) == std::vector<std::string>{});
}

TEST_CASE("what ends within four years is told, and nothing else", "[check]") {
    const auto ahead = [](const std::string& periods) {
        text::Sources sources;
        diagnostics::Sink sink;
        const std::string text = vocabulary + "parameter batas: bilangan\n" + periods + programme("p", "keluarga", "desil <= batas");
        const program::Program program = check::check({syntax::parse(sources.add("a", text), sink)}, sources, sink);
        const std::size_t before = sink.sorted().size();
        check::check_ahead(program, sink);
        return sink.sorted().size() - before;
    };
    CHECK(ahead("  sejak 2024-01-01 3 dasar \"Contoh\"\n") == 0);
    CHECK(ahead("  sejak 2024-01-01 sampai 2026-12-31 3 dasar \"Contoh\"\n") == 1);
    CHECK(ahead("  sejak 2024-01-01 sampai 2029-12-31 3 dasar \"Contoh\"\n") == 0);
    CHECK(ahead("  sejak 2022-01-01 sampai 2022-12-31 3 dasar \"Contoh\"\n  sejak 2024-01-01 3 dasar \"Contoh\"\n") == 0);
}
