// SPDX-License-Identifier: Apache-2.0
// The four truth values through every operator that has them: false (F), error (E), unknown (U), true (T), from text to outcome.
#include <catch2/catch.hpp>

#include "tests/property/ask.hpp"

using namespace tepat::ask;

namespace {

const std::string person = R"(
entitas orang
  dari tabel orang kunci nomor
  a ya_tidak
  b ya_tidak
  p pilihan merah, kuning, hijau
  q pilihan utara, selatan
  s teks
)";

const std::vector<std::string> states{"tidak", "!", "?", "ya"};  // F E U T

/// Sixteen rows: a in F E U T, for each b in F E U T.
std::vector<GivenRow> every_pair() {
    std::vector<GivenRow> rows;
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b)
            rows.push_back({"orang", std::to_string(a) + std::to_string(b), "", {{"a", states[a]}, {"b", states[b]}}});
    return rows;
}

const std::string family = R"(
entitas keluarga
  dari tabel keluarga kunci nomor
  c ya_tidak
entitas anggota di keluarga lewat induk
  dari tabel anggota kunci nomor
  a ya_tidak
)";

/// Sixteen families of two members each, in the order of every_pair; then one without members.
std::vector<GivenRow> every_family() {
    std::vector<GivenRow> rows;
    for (std::size_t a = 0; a < 4; ++a) {
        for (std::size_t b = 0; b < 4; ++b) {
            const std::string key = std::to_string(a) + std::to_string(b);
            rows.push_back({"keluarga", key, "", {}});
            rows.push_back({"anggota", key + "x", key, {{"a", states[a]}}});
            rows.push_back({"anggota", key + "y", key, {{"a", states[b]}}});
        }
    }
    rows.push_back({"keluarga", "kosong", "", {}});
    return rows;
}

}  // namespace

TEST_CASE("dan, atau, tidak and what is built on them, for every pair of truth values", "[property]") {
    //               b:  FEUT  FEUT  FEUT  FEUT
    //               a:  F     E     U     T
    expect(person, "orang", every_pair(),
           {{"a dan b",
             "FFFF"
             "FEEE"
             "FEUU"
             "FEUT"},
            {"a atau b",
             "FEUT"
             "EEET"
             "UEUT"
             "TTTT"},
            {"tidak a",
             "TTTT"
             "EEEE"
             "UUUU"
             "FFFF"},
            {"tidak (a dan b)",
             "TTTT"
             "TEEE"
             "TEUU"
             "TEUF"},
            {"(tidak a) atau (tidak b)",
             "TTTT"
             "TEEE"
             "TEUU"
             "TEUF"},
            {"a diketahui",
             "TTTT"
             "EEEE"
             "FFFF"
             "TTTT"},
            {"a tidak diketahui",
             "FFFF"
             "EEEE"
             "TTTT"
             "FFFF"},
            {"(a bila kosong benar) dan b",
             "FFFF"
             "FEEE"
             "FEUT"
             "FEUT"},
            {"a bila kosong salah",
             "FFFF"
             "EEEE"
             "FFFF"
             "TTTT"},
            {"semua dari:\n    - a\n    - b",
             "FFFF"
             "FEEE"
             "FEUU"
             "FEUT"},
            {"salah satu dari:\n    - a\n    - b",
             "FEUT"
             "EEET"
             "UEUT"
             "TTTT"},
            {"paling sedikit 1 dari:\n    - a\n    - b",
             "FEUT"
             "EEET"
             "UEUT"
             "TTTT"},
            // At least two is decided by the count: one false already excludes it.
            {"paling sedikit 2 dari:\n    - a\n    - b",
             "FFFF"
             "FEEE"
             "FEUU"
             "FEUT"},
            {"paling sedikit 2 dari:\n    - a\n    - b\n    - a",
             "FFFF"
             "EEEE"
             "UEUU"
             "TTTT"},
            {"tidak paling sedikit 1 dari:\n    - a\n    - b",
             "TEUF"
             "EEEF"
             "UEUF"
             "FFFF"}});
}

TEST_CASE("an exception turns true into false, and keeps error and unknown", "[property]") {
    expect(person, "orang", every_pair(),
           {{"a\n  kecuali tertentu: b",
             "FFFF"
             "EEEF"
             "UEUF"
             "TEUF"},
            {"a\n  kecuali tertentu: b\n  kecuali balik pada tertentu: b",
             "FFFF"
             "EEEE"
             "UEUU"
             "TEUT"}});
}

TEST_CASE("ada, tidak ada, semua, banyaknya over two members, and over nobody", "[property]") {
    expect(family, "keluarga", every_family(),
           {{"ada anggota yang (a)",
             "FEUT"
             "EEET"
             "UEUT"
             "TTTT"
             "F"},
            {"tidak ada anggota yang (a)",
             "TEUF"
             "EEEF"
             "UEUF"
             "FFFF"
             "T"},
            {"semua anggota memenuhi (a)",
             "FFFF"
             "FEEE"
             "FEUU"
             "FEUT"
             "T"},
            {"banyaknya anggota yang (a) = 0",
             "TEUF"
             "EEEF"
             "UEUF"
             "FFFF"
             "T"},
            {"banyaknya anggota yang (a) >= 1",
             "FEUT"
             "EEET"
             "UEUT"
             "TTTT"
             "F"},
            {"banyaknya anggota yang (a) >= 2",
             "FFFF"
             "FEEE"
             "FEUU"
             "FEUT"
             "F"},
            {"banyaknya anggota yang (a) = 1",
             "FEUT"
             "EEEE"
             "UEUU"
             "TEUF"
             "F"},
            {"banyaknya anggota yang (a) <= 2",
             "TTTT"
             "TTTT"
             "TTTT"
             "TTTT"
             "T"},
            {"banyaknya anggota = 2",
             "TTTT"
             "TTTT"
             "TTTT"
             "TTTT"
             "F"}});
}

TEST_CASE("equality of choices, texts and yes-no", "[property]") {
    const std::vector<GivenRow> rows{{"orang", "1", "", {{"p", "merah"}, {"s", "Jalan Mawar"}}},
                                     {"orang", "2", "", {{"p", "hijau"}, {"s", "jalan mawar"}}},
                                     {"orang", "3", "", {{"p", "?"}, {"s", "?"}}},
                                     {"orang", "4", "", {{"p", "!"}, {"s", "!"}}}};
    expect(person, "orang", rows,
           {{"p = merah", "TFUE"},
            {"p bukan merah", "FTUE"},
            {"p adalah merah", "TFUE"},
            {"p termasuk (merah, kuning)", "TFUE"},
            {"p tidak termasuk (merah, kuning)", "FTUE"},
            {"p termasuk (merah, kuning, hijau)", "TTUE"},
            {"p diketahui", "TTFE"},
            {"s = \"Jalan Mawar\"", "TFUE"},
            {"s != \"Jalan Mawar\"", "FTUE"},
            {"s berawalan \"Jalan\"", "TFUE"},
            {"s memuat \"awar\"", "TTUE"},
            {"s termasuk (\"x\", \"jalan mawar\")", "FTUE"},
            {"s = s", "TTUE"}});
}

TEST_CASE("cases are unique: hull of what may apply, error where two that hold differ", "[property]") {
    const std::string terms = R"(
istilah n untuk orang adalah
  10 bila a
  20 bila b
  selain itu 5
istilah sama untuk orang adalah
  7 bila a
  7 bila b
  selain itu 7
istilah warna untuk orang: pilihan merah, kuning adalah
  merah bila a
  kuning bila b
  selain itu merah
)";
    //                  b:  FEUT  FEUT  FEUT  FEUT
    //                  a:  F     E     U     T
    expect(person + terms, "orang", every_pair(),
           {{"n = 5",
             "TEUF"
             "EEEE"
             "UEUF"
             "FEFE"},
            {"n >= 10",
             "FEUT"
             "EEEE"
             "UEUT"
             "TETE"},
            {"n > 20",
             "FEFF"
             "EEEE"
             "FEFF"
             "FEFE"},
            {"n < 10",
             "TEUF"
             "EEEE"
             "UEUF"
             "FEFE"},
            {"sama = 7",
             "TETT"
             "EEEE"
             "TETT"
             "TETT"},
            {"warna = merah",
             "TEUF"
             "EEEE"
             "TEUU"
             "TEUE"}});
}
