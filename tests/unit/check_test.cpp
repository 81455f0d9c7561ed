// SPDX-License-Identifier: Apache-2.0
// What check makes of sound text; its messages are in tests/golden/check.
#include <catch2/catch.hpp>

#include "dsl/check/check.hpp"
#include "dsl/program/print.hpp"
#include "dsl/syntax/parse.hpp"

namespace {

using namespace tepat;

const std::string vocabulary = R"(bahasa id
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id
  desil bilangan 1..10
  pengeluaran rupiah 0.. peka
  bagian desimal 0..1
entitas anggota "Anggota" di keluarga lewat id paling sedikit 1
  dari tabel anggota kunci nomor
  nik teks rahasia
  lahir tanggal
  sekolah ya_tidak
)";

struct Checked {
    program::Program program;
    std::vector<std::string> codes;
};

Checked check_texts(const std::vector<std::string>& texts) {
    text::Sources sources;
    diagnostics::Sink sink;
    std::vector<syntax::Module> modules;
    for (const std::string& text : texts) modules.push_back(syntax::parse(sources.add("berkas" + std::to_string(modules.size()), text), sink));
    Checked checked{check::check(modules, sources, sink), {}};
    for (const auto& diagnostic : sink.sorted())
        if (diagnostics::severity_of(diagnostic.code) == diagnostics::Severity::error) checked.codes.push_back(diagnostics::number_of(diagnostic.code));
    return checked;
}

program::Program sound(const std::string& text) {
    Checked checked = check_texts({vocabulary, text});
    CHECK(checked.codes == std::vector<std::string>{});
    return std::move(checked.program);
}

const program::Term& term(const program::Program& program, const std::string& name) {
    for (const program::Term& term : program.terms)
        if (term.name == name) return term;
    throw std::runtime_error(name);
}

std::string body(const program::Program& program, const std::string& name) {
    return program::print_expression(program, term(program, name).body);
}

}  // namespace

TEST_CASE("scales and units follow from the operands", "[check]") {
    const program::Program program = sound(R"(
istilah jumlah untuk keluarga adalah pengeluaran + Rp1
istilah kali untuk keluarga adalah bagian * pengeluaran
istilah bagi untuk keluarga adalah pengeluaran / desil
istilah banding untuk keluarga adalah pengeluaran / Rp3
istilah bulat untuk keluarga adalah bulatkan(pengeluaran / desil, ke_bawah, Rp1.000)
istilah persen untuk keluarga adalah desil * 12.5%
)");
    const auto type = [&](const char* name) { return program::print_type(program, term(program, name).type); };
    CHECK(type("jumlah") == "rupiah(2)");
    CHECK(type("kali") == "rupiah(8)");
    CHECK(type("bagi") == "rupiah quotient");
    CHECK(type("banding") == "number quotient");
    CHECK(type("bulat") == "rupiah(2)");
    CHECK(type("persen") == "number(3)");
}

TEST_CASE("terms come after those they use, whatever their names", "[check]") {
    const program::Program program = sound(R"(
istilah a untuk keluarga adalah b dan banyaknya anggota yang (c) > 1
istilah b untuk keluarga adalah desil > 1
istilah c untuk anggota adalah keluarga.b
)");
    REQUIRE(program.terms.size() == 3);
    CHECK(program.terms[0].name == "b");
    CHECK(program.terms[2].name == "a");
}

TEST_CASE("secrecy is the union of what a term reads", "[check]") {
    const program::Program program = sound(R"(
istilah a untuk keluarga adalah pengeluaran > Rp0
istilah b untuk anggota adalah keluarga.a dan nik = "1"
istilah c untuk keluarga adalah ada anggota yang (b)
istilah d untuk keluarga adalah desil > 1
)");
    CHECK(term(program, "a").secrecy == program::Secrecy::sensitive);
    CHECK(term(program, "b").secrecy == program::Secrecy::both);
    CHECK(term(program, "c").secrecy == program::Secrecy::both);
    CHECK(term(program, "d").secrecy == program::Secrecy::open);
}

TEST_CASE("sugar becomes the few kinds of expression the engine knows", "[check]") {
    const program::Program program = sound(R"(
istilah antaranya untuk keluarga adalah desil antara 1 sampai 4
istilah tanpa untuk keluarga adalah tidak ada anggota yang (sekolah)
istilah tak_tahu untuk keluarga adalah desil tidak diketahui
istilah luar untuk keluarga adalah desil tidak termasuk (1, -2)
istilah isi untuk keluarga adalah (bagian bila kosong 0.5) = 1
istilah umur untuk anggota adalah tahun_penuh(lahir, tanggal_acuan - 1 bulan)
istilah kakak untuk anggota adalah ada anggota lain yang (lahir < subjek.lahir)
istilah atas untuk keluarga adalah ada anggota yang (subjek.desil = keluarga.desil)
)");
    CHECK(body(program, "antaranya") == "(and (>= keluarga.desil 1) (<= keluarga.desil 4))");
    CHECK(body(program, "tanpa") == "(not (some anggota value - where anggota.sekolah if_none -))");
    CHECK(body(program, "tak_tahu") == "(not (is_known keluarga.desil))");
    CHECK(body(program, "luar") == "(not (in keluarga.desil 1 -2))");
    CHECK(body(program, "isi") == "(= (if_missing keluarga.bagian 0.5) 1)");
    CHECK(body(program, "umur") == "(full_years anggota.lahir (shift reference_date -1 months))");
    CHECK(body(program, "kakak") == "(some anggota other_siblings value - where (< anggota.lahir subject.anggota.lahir) if_none -)");
    CHECK(body(program, "atas") == "(some anggota value - where (= subject.keluarga.desil keluarga.desil) if_none -)");
}

TEST_CASE("an open period of a parameter ends where the next one starts", "[check]") {
    const program::Program program = sound(R"(
parameter batas: bilangan
  sejak 2024-01-01 2 dasar "Contoh"
  sejak 2022-01-01 1 dasar "Contoh"
)");
    const auto& periods = program.parameters[0].periods;
    REQUIRE(periods.size() == 2);
    CHECK(periods[0].value.number == 1);
    CHECK(program::to_iso(*periods[0].until) == "2023-12-31");
    CHECK_FALSE(periods[1].until.has_value());
}

TEST_CASE("exceptions of the programme join the rule's, and exceptions to them are joined in", "[check]") {
    const program::Program program = sound(R"(
lembaga dinas
program p untuk setiap keluarga
  dasar hukum "Contoh"
  kecuali kaya: desil > 8
  maka tugas "Datangi" kepada dinas
aturan r untuk setiap keluarga
  program p
  jika desil < 9
  kecuali sepuluh pada kaya: desil = 10
)");
    const program::Rule& rule = program.rules.at(0);
    CHECK(program::print_expression(program, rule.condition) ==
          "(and (< keluarga.desil 9) (not (and (> keluarga.desil 8) (not (= keluarga.desil 10)))))");
    REQUIRE(rule.exceptions.size() == 1);
    CHECK(rule.exceptions[0].name == "kaya");
    CHECK(rule.task.has_value());
    CHECK(program::print_expression(program, program.programmes[0].exceptions[0].condition) == "(> keluarga.desil 8)");
}

TEST_CASE("the hash sees meaning, not layout, files, order or keyword language", "[check][hash]") {
    const std::string id = "bahasa id\nistilah a untuk keluarga adalah desil >= 1 dan bagian < 0.5\n";
    const std::string en = "language en\n# note\nterm a for keluarga\n  means desil >= 1\n    and bagian < 0.5\n";
    const std::string other = "bahasa id\nistilah a untuk keluarga adalah desil >= 2 dan bagian < 0.5\n";
    const std::string with_test = id + "uji \"x\" pada 2024-01-01\n  misalkan keluarga k: desil 1, bagian 0.1\n  harapkan\n    k.a = benar\n";
    const std::string hash = check_texts({vocabulary, id}).program.hash;
    CHECK(hash.size() == 64);
    CHECK(check_texts({id, vocabulary}).program.hash == hash);
    CHECK(check_texts({vocabulary, en}).program.hash == hash);
    CHECK(check_texts({vocabulary, with_test}).program.hash == hash);
    CHECK(check_texts({vocabulary, other}).program.hash != hash);
}

TEST_CASE("one mistake is reported once, and never again where it is used", "[check]") {
    const Checked checked = check_texts({vocabulary, R"(
istilah a untuk keluarga adalah desl + 1
istilah b untuk keluarga adalah a * 2 > pengeluaran
istilah c untuk keluarga adalah b dan banyaknya anggota yang (keluarga.b) > 1
skor s untuk keluarga
  25 bila desil = 1
aturan r untuk setiap keluarga
  jika s > 10 dan c
)"});
    CHECK(checked.codes == std::vector<std::string>{"R2001"});
    CHECK_FALSE(checked.program.complete);
}

TEST_CASE("a long chain of terms costs no stack", "[check]") {
    std::string text = "istilah t0 untuk keluarga adalah desil\n";
    for (int i = 1; i < 3000; ++i) text += "istilah t" + std::to_string(i) + " untuk keluarga adalah t" + std::to_string(i - 1) + " + 1\n";
    CHECK(check_texts({vocabulary, text}).codes.empty());
    std::string circle = "istilah t0 untuk keluarga adalah t2999\n" + text.substr(text.find('\n') + 1);
    CHECK(check_texts({vocabulary, circle}).codes == std::vector<std::string>{"R4001"});
}

TEST_CASE("tests know their rows' parents and the facts they give", "[check]") {
    const program::Program program = sound(R"(
aturan r untuk setiap anggota
  dasar hukum "Contoh"
  jika sekolah dan keluarga.desil <= 4
uji "dua keluarga" pada 2025-07-01
  misalkan keluarga k1: desil 1
    anggota a: sekolah benar
  misalkan keluarga k2: desil 2
    anggota b:
  harapkan
    a layak r
    b belum pasti r, kurang sekolah
)");
    const program::TestCase& test = program.tests.at(0);
    REQUIRE(test.rows.size() == 4);
    CHECK(test.rows[1].parent == 0u);
    CHECK(test.rows[3].parent == 2u);
    CHECK_FALSE(test.rows[2].parent.has_value());
    CHECK(test.verdicts[1].missing.size() == 1);
}
