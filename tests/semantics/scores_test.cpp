// SPDX-License-Identifier: Apache-2.0
// Scores, the n highest, sets, facts that grow old, and references to other rows: worked out by hand.
#include <catch2/catch.hpp>

#include "tests/property/ask.hpp"

using namespace tepat::ask;

TEST_CASE("a score adds up the lines that hold; an uncertain line widens it", "[semantics]") {
    const std::string rules = R"(
entitas rumah
  dari tabel rumah kunci nomor
  lantai_tanah ya_tidak
  punya_mobil ya_tidak
  orang bilangan 0..10
skor s untuk rumah
  25 bila lantai_tanah
  -10 bila punya_mobil
  5 x orang bila tidak punya_mobil
  1
)";
    const auto house = [](const std::string& key, const std::string& floor, const std::string& car, const std::string& people) {
        return GivenRow{"rumah", key, "", {{"lantai_tanah", floor}, {"punya_mobil", car}, {"orang", people}}};
    };
    const std::vector<GivenRow> rows{
        house("1", "ya", "tidak", "4"),     // 25 + 20 + 1
        house("2", "tidak", "ya", "4"),     // -10 + 1
        house("3", "?", "tidak", "4"),      // 21..46
        house("4", "ya", "?", "4"),         // 16..46: each line is looked at on its own
        house("5", "ya", "tidak", "?"),     // 26..76
        house("6", "!", "tidak", "4"),      // 21..46, in error where that does not decide
        house("7", "tidak", "ya", "!"),     // -9: the erroneous line does not apply
        house("8", "ya", "tidak", "!"),     // error
    };
    expect(rules, "rumah", rows,
           {{"s = 46", "TFUUUEFE"},
            {"s = -9", "FTFFFFTE"},
            {"s >= 16", "TFTTTTFE"},
            {"s <= 46", "TTTTUTTE"},
            {"s > 76", "FFFFFFFE"},
            {"s diketahui", "TTFFFETE"}});
}

TEST_CASE("the n highest over members and over several values of each", "[semantics]") {
    const std::string rules = R"(
entitas keluarga
  dari tabel keluarga kunci nomor
entitas anggota di keluarga lewat induk
  dari tabel anggota kunci nomor
  a rupiah 0..
  b rupiah 0..Rp5
  ikut ya_tidak
)";
    const auto family = [](const std::string& key) { return GivenRow{"keluarga", key, "", {}}; };
    const auto member = [](const std::string& key, const std::string& of, const std::string& a, const std::string& b, const std::string& in) {
        return GivenRow{"anggota", key, of, {{"a", a}, {"b", b}, {"ikut", in}}};
    };
    // In sen. k1: 900, 300, 100, 200. k2: the second member may not count. k3: b of the only member is 0..500. k4: nobody. k5: an error.
    const std::vector<GivenRow> rows{family("k1"),
                                     family("k2"),
                                     family("k3"),
                                     family("k4"),
                                     family("k5"),
                                     member("a1", "k1", "900", "300", "ya"),
                                     member("a2", "k1", "100", "200", "ya"),
                                     member("b1", "k2", "400", "0", "ya"),
                                     member("b2", "k2", "600", "0", "?"),
                                     member("c1", "k3", "200", "?", "ya"),
                                     member("d1", "k5", "200", "100", "ya"),
                                     member("d2", "k5", "!", "0", "ya")};
    expect(rules, "keluarga", rows,
           {{"total 2 terbesar (a, b) dari anggota = Rp12", "TFFFE"},
            {"total 3 terbesar (a, b) dari anggota = Rp14", "TFFFE"},
            {"total 9 terbesar (a, b) dari anggota = Rp15", "TFFFE"},
            {"total 0 terbesar (a, b) dari anggota = Rp0", "TTTTT"},
            {"total 1 terbesar (a) dari anggota yang (ikut) = Rp6", "FUFFE"},
            {"total 1 terbesar (a) dari anggota yang (ikut) antara Rp4 sampai Rp9", "TTFFE"},
            {"total 2 terbesar (a) dari anggota yang (ikut) <= Rp10", "TTTTE"},
            {"total 1 terbesar (a, b) dari anggota >= Rp2", "TTTFT"},
            {"total 1 terbesar (a, b) dari anggota = Rp2", "FFUFE"},
            {"total 1 terbesar (a, b) dari anggota <= Rp5", "FFTTE"}});
}

TEST_CASE("of the n highest, one who may be there can displace a lower one, below nothing too", "[semantics]") {
    const std::string rules = R"(
entitas keluarga
  dari tabel keluarga kunci nomor
entitas anggota di keluarga lewat induk
  dari tabel anggota kunci nomor
  a rupiah
  ikut ya_tidak
)";
    // In sen. -500 counts for certain, -100 perhaps.
    const std::vector<GivenRow> rows{{"keluarga", "k1", "", {}},
                                     {"anggota", "a1", "k1", {{"a", "-500"}, {"ikut", "ya"}}},
                                     {"anggota", "a2", "k1", {{"a", "-100"}, {"ikut", "?"}}}};
    expect(rules, "keluarga", rows,
           {{"total 1 terbesar (a) dari anggota yang (ikut) antara -Rp5 sampai -Rp1", "T"},
            {"total 1 terbesar (a) dari anggota yang (ikut) = -Rp5", "U"},
            {"total 1 terbesar (a) dari anggota yang (ikut) < -Rp1", "U"},
            {"total 2 terbesar (a) dari anggota yang (ikut) antara -Rp6 sampai -Rp5", "T"},
            {"total 2 terbesar (a) dari anggota yang (ikut) = -Rp6", "U"}});
}

TEST_CASE("sets: several of a list, none, unknown as a whole", "[semantics]") {
    const std::string rules = R"(
entitas orang
  dari tabel orang kunci nomor
  ragam himpunan fisik, netra, rungu
)";
    const auto person = [](const std::string& key, const std::string& set) { return GivenRow{"orang", key, "", {{"ragam", set}}}; };
    expect(rules, "orang", {person("1", "fisik;rungu"), person("2", "netra"), person("3", "-"), person("4", "?"), person("5", "!")},
           {{"ragam memuat fisik", "TFFUE"},
            {"ragam memuat netra", "FTFUE"},
            {"ragam memuat rungu", "TFFUE"},
            {"tidak ragam memuat netra", "TFTUE"},
            {"ragam memuat fisik dan ragam memuat netra", "FFFUE"},
            {"ragam memuat fisik atau ragam memuat netra", "TTFUE"},
            {"ragam diketahui", "TTTFE"},
            {"ragam tidak diketahui", "FFFTE"}});
}

TEST_CASE("a fact counts only while it is recent enough", "[semantics]") {
    const std::string rules = R"(
entitas keluarga
  dari tabel keluarga kunci nomor
  didata tanggal
entitas anak di keluarga lewat induk
  dari tabel anak kunci nomor
  ditimbang tanggal
  gizi_buruk ya_tidak berlaku 6 bulan sejak ditimbang
  berat bilangan 0..50 berlaku 2 tahun sejak keluarga.didata
)";
    const auto child = [](const std::string& key, const std::string& of, const std::string& weighed, const std::string& bad) {
        return GivenRow{"anak", key, of, {{"ditimbang", weighed}, {"gizi_buruk", bad}, {"berat", "12"}}};
    };
    // 31 August minus six months is 29 February (2024 is a leap year); minus two years is 31 August 2022.
    const std::vector<GivenRow> rows{{"keluarga", "k1", "", {{"didata", "2022-08-31"}}},
                                     {"keluarga", "k2", "", {{"didata", "2022-08-30"}}},
                                     {"keluarga", "k3", "", {{"didata", "?"}}},
                                     {"keluarga", "k4", "", {{"didata", "!"}}},
                                     child("1", "k1", "2024-02-29", "ya"),
                                     child("2", "k2", "2024-02-28", "ya"),
                                     child("3", "k3", "?", "ya"),
                                     child("4", "k4", "!", "ya"),
                                     child("5", "k1", "2024-08-31", "tidak"),
                                     child("6", "k1", "2024-08-31", "!"),
                                     child("7", "k1", "2030-01-01", "ya")};
    expect(rules, "anak", rows,
           {{"gizi_buruk", "TUUEFET"},
            {"gizi_buruk diketahui", "TFFETET"},
            {"gizi_buruk bila kosong salah", "TFFEFET"},
            {"berat = 12", "TUUETTT"},
            {"berat <= 50", "TTTETTT"},
            {"berat tidak diketahui", "FTTEFFF"}},
           "2024-08-31");
}

TEST_CASE("references: another row's facts, terms and ancestors, whoever that is", "[semantics]") {
    const std::string rules = R"(
entitas keluarga
  dari tabel keluarga kunci nomor
  miskin ya_tidak
  kepala merujuk anggota lewat nik_kepala
entitas anggota di keluarga lewat induk
  dari tabel anggota kunci nomor
  hanya bila hadir
  hadir ya_tidak
  umur bilangan 0..120
  ibu merujuk anggota lewat nik_ibu
istilah lansia untuk anggota adalah umur >= 60
)";
    const auto member = [](const std::string& key, const std::string& of, const std::string& here, const std::string& age,
                           const std::string& mother) {
        return GivenRow{"anggota", key, of, {{"hadir", here}, {"umur", age}, {"ibu", mother}}};
    };
    const std::vector<GivenRow> rows{{"keluarga", "k1", "", {{"miskin", "ya"}, {"kepala", "2"}}},
                                     {"keluarga", "k2", "", {{"miskin", "tidak"}, {"kepala", "?"}}},
                                     member("1", "k1", "ya", "30", "2"),    // mother 2: moved away, 61, of family k2
                                     member("2", "k2", "tidak", "61", "?"),
                                     member("3", "k2", "ya", "5", "1"),     // mother 1, whose mother is 2
                                     member("4", "k1", "ya", "40", "?"),    // mother not recorded
                                     member("5", "k1", "ya", "40", "tiada"),  // no such row
                                     member("6", "k1", "ya", "40", "6")};   // of herself, by mistake: allowed
    expect(rules, "anggota", rows,
           {{"ibu.umur = 61", "T-FUEF"},
            {"ibu.umur >= 0", "T-TTET"},  // an unknown mother's age has its range; a mother that is nowhere is an error
            {"ibu.lansia", "T-FUEF"},
            {"ibu diketahui", "T-TFET"},
            {"ibu tidak diketahui", "F-FTEF"},
            {"ibu.keluarga.miskin", "F-TUET"},
            {"ibu.ibu.umur = 61", "U-TUEF"},
            {"ibu.hadir", "F-TUET"},
            {"keluarga.kepala.umur = 61", "T-UTTT"},
            {"ibu.umur tidak diketahui", "F-FTEF"}});
}
