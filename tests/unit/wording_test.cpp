// SPDX-License-Identifier: Apache-2.0
// Everyday wording (dsl/grammar/wording.cpp): each says what to write instead, in the keywords of the file.
#include <catch2/catch.hpp>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/syntax/parse.hpp"

namespace {

using namespace tepat;

struct Wording {
    const char* text;    ///< a declaration
    const char* found;   ///< {0}
    const char* better;  ///< {1}, without its backquotes
};

std::vector<diagnostics::Diagnostic> problems(const std::string& text) {
    text::Sources sources;
    diagnostics::Sink sink;
    (void)syntax::parse(sources.add("kata", text), sink);
    return sink.sorted();
}

void check(const Wording& wording) {
    INFO(wording.text);
    bool told = false;
    for (const diagnostics::Diagnostic& diagnostic : problems(wording.text)) {
        INFO(diagnostics::number_of(diagnostic.code));
        if (diagnostic.code != diagnostics::Code::other_words) continue;
        told = true;
        CHECK(std::get<std::string>(diagnostic.arguments.at(0)) == wording.found);
        CHECK(std::get<std::string>(diagnostic.arguments.at(1)) == "`" + std::string(wording.better) + "`");
        for (const auto language : {diagnostics::Language::id, diagnostics::Language::en}) {
            const std::string help = diagnostics::fill(diagnostics::texts_of(diagnostic.code, language).help, diagnostic.arguments, language);
            CHECK(help.find(wording.better) != std::string::npos);
        }
    }
    CHECK(told);
}

}  // namespace

TEST_CASE("everyday wording in Indonesian: each message says what to write", "[grammar][wording]") {
    const Wording all[] = {
        {"istilah a untuk keluarga adalah pengeluaran < 30 persen * Rp500.000", "30 persen", "30%"},
        {"istilah a untuk keluarga adalah pengeluaran < 50 % * batas", "50 %", "50%"},
        {"istilah a untuk keluarga adalah pengeluaran < Rp500 ribu", "Rp500 ribu", "Rp500.000"},
        {"istilah a untuk keluarga adalah pengeluaran < Rp500rb", "Rp500rb", "Rp500.000"},
        {"istilah a untuk keluarga adalah pengeluaran < Rp1,5 ribu", "Rp1,5 ribu", "Rp1.500"},
        {"istilah a untuk keluarga adalah pengeluaran < Rp2 jt", "Rp2 jt", "Rp2 juta"},
        {"istilah a untuk keluarga adalah pengeluaran < Rp1 triliun", "Rp1 triliun", "Rp1.000 miliar"},
        {"istilah a untuk keluarga adalah pengeluaran < Rp1.000.000,-", "Rp1.000.000,-", "Rp1.000.000"},
        {"parameter a: rupiah\n  sejak 2024-01-01 Rp 1.000.000,- dasar \"C\"", "Rp 1.000.000,-", "Rp1.000.000"},
        {"program p untuk setiap keluarga\n  besaran Rp200.000 perbulan", "perbulan", "per bulan"},
        {"istilah a untuk keluarga adalah banyaknya anggota umur < 5", "umur < 5", "yang (umur < 5)"},
        {"aturan a untuk setiap keluarga\n  jika minimal 2 dari:\n    - a\n    - b", "minimal 2 dari", "paling sedikit 2 dari"},
        {"aturan a untuk setiap keluarga\n  jika sekurang-kurangnya 2 dari:\n    - a\n    - b", "sekurang-kurangnya 2 dari", "paling sedikit 2 dari"},
        {"aturan a untuk setiap keluarga\n  jika 2 dari:\n    - a\n    - b", "2 dari", "paling sedikit 2 dari"},
        {"istilah a untuk keluarga adalah desil = 1, 2, 3", "= 1, 2, 3", "termasuk (1, 2, 3)"},
        {"istilah a untuk keluarga adalah lantai = tanah, kayu atau bambu", "= tanah, kayu atau bambu", "termasuk (tanah, kayu, bambu)"},
        {"istilah a untuk keluarga adalah lantai termasuk tanah, semen", "tanah, semen", "(tanah, semen)"},
        {"aturan keluarga-miskin untuk setiap keluarga\n  jika desil < 3", "keluarga-miskin", "keluarga_miskin"},
        {"aturan a untuk setiap keluarga\n  jika semua dari:\n    - punya_mobil = tidak\n    - desil < 3", "tidak", "salah"},
        {"istilah a untuk keluarga adalah desil lebih dari 3", "lebih dari", "> 3"},
        {"istilah a untuk keluarga adalah desil kurang dari 3", "kurang dari", "< 3"},
        {"istilah a untuk keluarga adalah desil lebih dari atau sama dengan 3", "lebih dari atau sama dengan", ">= 3"},
        {"istilah a untuk keluarga adalah desil lebih kecil dari 3", "lebih kecil dari", "< 3"},
        {"istilah a untuk keluarga adalah desil sama dengan 3", "sama dengan", "= 3"},
        {"istilah a untuk anggota adalah umur minimal 60", "minimal", ">= 60"},
        {"istilah a untuk anggota adalah umur di atas 60", "di atas", "> 60"},
        {"istilah a untuk keluarga adalah desil 1-3", "desil 1-3", "desil antara 1 sampai 3"},
        {"istilah a untuk keluarga adalah desil 2", "desil 2", "desil = 2"},
        {"istilah a untuk anggota adalah umur < 6 tahun", "6 tahun", "6"},
        {"aturan a untuk setiap keluarga\n  jika semua:\n    - desil < 3\n    - punya_mobil", "semua", "semua dari"},
        {"istilah a untuk anggota adalah nama = 'Siti'", "'Siti'", "\"Siti\""},
        {"skor a untuk keluarga\n  25 jika punya_mobil", "jika", "bila"},
        {"istilah a untuk keluarga adalah\n  Rp5 jika punya_mobil\n  selain itu Rp0", "jika", "bila"},
        {"istilah a untuk keluarga adalah pengeluaran < 500 ribu", "500 ribu", "Rp500.000"},
        {"istilah a untuk keluarga adalah pengeluaran < 2 juta", "2 juta", "Rp2 juta"},
        {"istilah a untuk keluarga adalah tidak punya mobil", "punya mobil", "punya_mobil"},
        {"istilah a untuk keluarga adalah belum punya_mobil", "belum", "tidak"},
        {"istilah a untuk keluarga adalah jumlah anggota > 3", "jumlah", "banyaknya"},
        {"istilah a untuk keluarga adalah desil < 3 dan juga punya_mobil", "juga punya_mobil", "punya_mobil"},
        {"istilah a untuk keluarga adalah punya_mobil = tidak", "tidak", "salah"},
        {"istilah a untuk keluarga adalah ada anggota berumur < 6", "berumur", "yang (...)"},
        {"istilah a untuk keluarga adalah semua anggota sekolah", "sekolah", "memenuhi (...)"},
        {"aturan a untuk setiap keluarga\n  bila desil < 3", "bila", "jika"},
        {"aturan a untuk setiap keluarga\n  jika desil < 3\n  maka beri bantuan", "maka", "maka tugas"},
        {"aturan a untuk setiap keluarga\n  jika desil < 3\n  kecuali punya_mobil", "kecuali punya_mobil", "kecuali nama: punya_mobil"},
        {"aturan a untuk setiap keluarga\n  jika desil < 3\n  maka tugas \"X\" kepada dinsos tenggat 2 minggu", "2 minggu", "14 hari"},
        {"aturan a untuk keluarga\n  jika desil < 3", "untuk", "untuk setiap"},
        {"aturan keluarga miskin untuk setiap keluarga\n  jika desil < 3", "keluarga miskin", "keluarga_miskin"},
        {"aturan \"Keluarga miskin\" untuk setiap keluarga\n  jika desil < 3", "\"Keluarga miskin\"", "keluarga_miskin \"Keluarga miskin\""},
        {"program p untuk setiap keluarga\n  kuota 50 orang per kelurahan", "50 orang", "50"},
        {"program p untuk setiap keluarga\n  urutkan desil terkecil dahulu", "urutkan", "urutkan menurut"},
        {"parameter a: rupiah\n  sejak 2024 Rp500.000 dasar \"C\"", "2024", "2024-01-01"},
        {"parameter a: rupiah = Rp500.000", "= Rp500.000", "sejak 2025-01-01 Rp500.000 dasar \"...\""},
    };
    for (const Wording& wording : all) check(wording);
}

TEST_CASE("everyday wording in English: each message says what to write", "[grammar][wording]") {
    const Wording all[] = {
        {"rule a for each family\n  if all of:\n    - has_car = no\n    - decile < 3", "no", "false"},
        {"term a for family means decile more than 3", "more than", "> 3"},
        {"term a for family means decile at least 3", "at least", ">= 3"},
        {"term a for family means decile less than 3", "less than", "< 3"},
        {"term a for family means spending < 30 percent * Rp500.000", "30 percent", "30%"},
        {"term a for family means decile 1-3", "decile 1-3", "decile between 1 to 3"},
        {"term a for member means age < 6 years", "6 years", "6"},
        {"score a for family\n  25 if owns_car", "if", "when"},
        {"term a for family means owns car", "owns car", "owns_car"},
        {"rule a for each family\n  when decile < 3", "when", "if"},
        {"term a for family means owns_car = not", "not", "false"},
        {"rule a for each family\n  if decile < 3\n  unless owns_car", "unless owns_car", "unless name: owns_car"},
    };
    for (const Wording& wording : all) check(wording);
}

TEST_CASE("what is merely out of place keeps its plain message", "[grammar][wording]") {
    for (const char* text : {"istilah a untuk keluarga adalah desil < 3 )", "istilah a untuk keluarga adalah desil < 3 | 4",
                             "istilah a untuk keluarga adalah\n  desil < 3 punya_mobil"}) {
        INFO(text);
        const auto found = problems(text);
        REQUIRE(!found.empty());
        CHECK(found.front().code != diagnostics::Code::other_words);
    }
}

TEST_CASE("a date with slashes is shown as it is written in rules", "[grammar][wording]") {
    const std::pair<const char*, const char*> all[] = {{"31/7/2025", "2025-07-31"}, {"1/2/2025", "2025-02-01"}, {"7/31/2025", "2025-07-31"}, {"29/2/2024", "2024-02-29"}, {"31/2/2025", "2025-07-01"}};
    for (const auto& one : all) {
        INFO(one.first);
        const auto found = problems("parameter a: rupiah\n  sejak " + std::string(one.first) + " Rp5 dasar \"C\"");
        REQUIRE(found.size() == 1);
        CHECK(diagnostics::number_of(found[0].code) == std::string("R1033"));
        CHECK(std::get<std::string>(found[0].arguments.at(1)) == one.second);
    }
}

TEST_CASE("no help line says to remove a word", "[grammar][wording]") {
    const auto found = problems("istilah a untuk keluarga adalah desil = 4 orang_dewasa");
    REQUIRE(found.size() == 1);
    CHECK(diagnostics::number_of(found[0].code) == std::string("R1039"));
    CHECK(std::get<std::string>(found[0].arguments.at(1)) == "`desil = 4`");
    for (const auto language : {diagnostics::Language::id, diagnostics::Language::en}) {
        const std::string help = diagnostics::texts_of(found[0].code, language).help;
        CHECK(help.find("hapus") == std::string::npos);
        CHECK(help.find("remove") == std::string::npos);
    }
}
