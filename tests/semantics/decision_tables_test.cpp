// SPDX-License-Identifier: Apache-2.0
// What a decision table means, worked out by hand case by case: unique tables, tables that collect (jumlah, banyaknya, terbesar,
// terkecil), every form of a cell, and what unknown and erroneous inputs do to each. Engine and oracle must both agree.
#include <catch2/catch.hpp>

#include "tests/property/ask.hpp"

using namespace tepat::ask;

namespace {

const std::string person = R"(
entitas orang
  dari tabel orang kunci nomor
  umur bilangan 0..120
  jenjang pilihan sd, smp, sma
  bekerja ya_tidak
  pendapatan rupiah 0..
  masuk tanggal
  kota teks
parameter batas_umur: bilangan
  sejak 2020-01-01 60 dasar "uji"
)";

GivenRow person_row(const std::string& key, std::vector<std::pair<std::string, std::string>> facts) {
    return {"orang", key, "", std::move(facts)};
}

/// umur and jenjang; `?` unknown, `!` in error.
GivenRow pupil(const std::string& key, const std::string& umur, const std::string& jenjang) {
    return person_row(key, {{"umur", umur}, {"jenjang", jenjang}});
}

}  // namespace

TEST_CASE("a unique table: one row applies, or none, and then selain itu", "[semantics]") {
    const std::string table = R"(
tabel t untuk orang menghasilkan bilangan
  | umur  | jenjang  | hasil |
  | < 7   | -        | 1     |
  | 7..21 | sd       | 2     |
  | 7..21 | smp, sma | 3     |
  | selain itu       | 0     |
)";
    const std::vector<GivenRow> rows{
        pupil("01", "0", "sd"),    // 1
        pupil("02", "6", "?"),     // 1: the level does not matter below seven
        pupil("03", "7", "sd"),    // 2: both ends of a range are in
        pupil("04", "21", "sma"),  // 3
        pupil("05", "22", "sd"),   // 0
        pupil("06", "?", "sd"),    // 0, 1 or 2
        pupil("07", "10", "?"),    // 2, 3 or (nothing says it must be one of them) 0
        pupil("08", "!", "sd"),    // error
        pupil("09", "10", "!"),    // error
        pupil("10", "30", "!"),    // 0: the age alone rules out every row
        pupil("11", "?", "!"),     // error
    };
    expect(person + table, "orang", rows,
           {{"t = 1", "TTFFFUUEEFE"},
            {"t = 2", "FFTFFUUEEFE"},
            {"t = 3", "FFFTFFUEEFE"},
            {"t = 0", "FFFFTUUEETE"},
            {"t <= 2", "TTTFTTUEETE"},
            {"t antara 0 sampai 3", "TTTTTTTEETE"},
            {"t diketahui", "TTTTTFFEETE"}});
}

TEST_CASE("a unique table: two rows that apply must agree", "[semantics]") {
    const std::string table = R"(
tabel t untuk orang menghasilkan bilangan
  | umur   | hasil |
  | >= 50  | 1     |
  | 40..60 | 2     |
  | 55..   | 1     |
  | selain itu | 0 |
)";
    const std::vector<GivenRow> rows{
        pupil("01", "39", "?"),  // 0
        pupil("02", "40", "?"),  // 2
        pupil("03", "49", "?"),  // 2
        pupil("04", "50", "?"),  // rows one and two differ
        pupil("05", "60", "?"),  // all three apply and differ
        pupil("06", "61", "?"),  // rows one and three agree
        pupil("07", "?", "?"),   // anything of them
        pupil("08", "!", "?"),
    };
    expect(person + table, "orang", rows,
           {{"t = 0", "TFFEEFUE"}, {"t = 1", "FFFEETUE"}, {"t = 2", "FTTEEFUE"}, {"t < 3", "TTTEETTE"}, {"t diketahui", "TTTEETFE"}});
}

TEST_CASE("tables that collect: jumlah, banyaknya, terbesar, terkecil", "[semantics]") {
    const auto table = [](const std::string& name, const std::string& how, const std::string& last) {
        return "\ntabel " + name + " untuk orang menghasilkan bilangan\n  kumpulkan " + how +
               "\n  | umur   | bekerja | hasil |\n  | >= 5   | -       | 10    |\n  | <= 5   | -       | 20    |\n"
               "  | 3..7   | benar   | 30    |\n  | > 100  | -       | -4    |\n" +
               last;
    };
    const std::string otherwise = "  | selain itu | 1 |\n";
    const std::string tables = table("jumlahnya", "jumlah", "") + table("berapa", "banyaknya", "") + table("atas", "terbesar", otherwise) +
                               table("bawah", "terkecil", otherwise);
    const auto row = [](const std::string& key, const std::string& umur, const std::string& bekerja) {
        return person_row(key, {{"umur", umur}, {"bekerja", bekerja}});
    };
    const std::vector<GivenRow> rows{
        row("1", "2", "ya"),      // 20
        row("2", "3", "ya"),      // 20, 30
        row("3", "5", "tidak"),   // 10, 20
        row("4", "5", "ya"),      // 10, 20, 30
        row("5", "5", "?"),       // 10, 20 and perhaps 30
        row("6", "101", "ya"),    // 10, -4
        row("7", "?", "tidak"),   // 10 or 20 or both, perhaps with -4
        row("8", "5", "!"),       // 10, 20 and an error
        row("9", "8", "!"),       // 10: too old for the third row, so the error does not matter
    };
    expect(person + tables, "orang", rows,
           {{"jumlahnya = 20", "TFFFFFUFF"},   // row 8: 30..60 whatever the error is
            {"jumlahnya = 30", "FFTFUFUEF"},
            {"jumlahnya = 50", "FTFFUFFEF"},
            {"jumlahnya = 60", "FFFTUFFEF"},
            {"jumlahnya = 6", "FFFFFTUFF"},
            {"jumlahnya >= 30", "FTTTTFUTF"},
            {"jumlahnya antara -4 sampai 60", "TTTTTTTTT"},
            {"jumlahnya diketahui", "TTTTFTFET"},
            {"berapa = 2", "FTTFUTUEF"},
            {"berapa >= 2", "FTTTTTUTF"},
            {"berapa <= 3", "TTTTTTTTT"},
            {"atas = 30", "FTFTUFFEF"},
            {"atas = 20", "TFTFUFUEF"},
            {"atas >= 20", "TTTTTFUTF"},
            {"bawah = 10", "FFTTTFUTT"},
            {"bawah = -4", "FFFFFTUFF"},
            {"bawah = 20", "TTFFFFUFF"}});
}

TEST_CASE("a collecting table where nothing applies: nothing to add, none counted, else selain itu", "[semantics]") {
    const std::string tables = R"(
tabel jumlahnya untuk orang menghasilkan bilangan
  kumpulkan jumlah
  | umur | hasil |
  | > 60 | 5     |
tabel berapa untuk orang menghasilkan bilangan
  kumpulkan banyaknya
  | umur | hasil |
  | > 60 | 5     |
tabel atas untuk orang menghasilkan bilangan
  kumpulkan terbesar
  | umur | hasil |
  | > 60 | 5     |
  | > 70 | 8     |
  | selain itu | -1 |
)";
    const std::vector<GivenRow> rows{pupil("1", "60", "?"), pupil("2", "61", "?"), pupil("3", "71", "?"), pupil("4", "?", "?")};
    expect(person + tables, "orang", rows,
           {{"jumlahnya = 0", "TFFU"},
            {"jumlahnya antara 0 sampai 5", "TTTT"},
            {"berapa = 0", "TFFU"},
            {"berapa = 1", "FTTU"},
            {"atas = -1", "TFFU"},
            {"atas = 5", "FTFU"},
            {"atas = 8", "FFTU"},
            {"atas > 8", "FFFF"}});
}

TEST_CASE("every form of a cell", "[semantics]") {
    // One column at a time: 1 where the cell holds, else 0.
    std::string tables;
    const auto table = [&](const std::string& name, const std::string& column, const std::string& cell) {
        tables += "\ntabel " + name + " untuk orang menghasilkan bilangan\n  | " + column + " | hasil |\n  | " + cell +
                  " | 1 |\n  | selain itu | 0 |\n";
    };
    table("c01", "umur", "= 60");
    table("c02", "umur", "!= 60");
    table("c03", "umur", "< 60");
    table("c04", "umur", "<= 60");
    table("c05", "umur", "> 60");
    table("c06", "umur", ">= 60");
    table("c07", "umur", "59..60");
    table("c08", "umur", "60..");
    table("c09", "umur", "..60");
    table("c10", "umur", "60");
    table("c11", "umur", "1, 60, 99");
    table("c12", "umur", ">= batas_umur");
    table("c13", "umur", "diketahui");
    table("c14", "umur", "tidak diketahui");
    table("c15", "umur", "-");
    const std::vector<GivenRow> rows{pupil("1", "59", "?"), pupil("2", "60", "?"), pupil("3", "61", "?"), pupil("4", "?", "?"),
                                     pupil("5", "!", "?")};
    expect(person + tables, "orang", rows,
           {{"c01 = 1", "FTFUE"}, {"c02 = 1", "TFTUE"}, {"c03 = 1", "TFFUE"}, {"c04 = 1", "TTFUE"}, {"c05 = 1", "FFTUE"},
            {"c06 = 1", "FTTUE"}, {"c07 = 1", "TTFUE"}, {"c08 = 1", "FTTUE"}, {"c09 = 1", "TTFUE"}, {"c10 = 1", "FTFUE"},
            {"c11 = 1", "FTFUE"}, {"c12 = 1", "FTTUE"}, {"c13 = 1", "TTTFE"}, {"c14 = 1", "FFFTE"}, {"c15 = 1", "TTTTT"}});
}

TEST_CASE("cells of yes-no, choices, money, dates and texts", "[semantics]") {
    std::string tables;
    const auto table = [&](const std::string& name, const std::string& column, const std::string& cell) {
        tables += "\ntabel " + name + " untuk orang menghasilkan bilangan\n  | " + column + " | hasil |\n  | " + cell +
                  " | 1 |\n  | selain itu | 0 |\n";
    };
    table("b1", "bekerja", "benar");
    table("b2", "bekerja", "salah");
    table("j1", "jenjang", "sd");
    table("j2", "jenjang", "sd, smp");
    table("j3", "jenjang", "!= sd");
    table("r1", "pendapatan", "< Rp500.000");
    table("r2", "pendapatan", "Rp500.000..Rp1 juta");
    table("d1", "masuk", "2024-02-29..");
    table("d2", "masuk", "< 2024-02-29");
    table("k1", "kota", "\"Jambi\"");
    table("k2", "kota", "\"Jambi\", \"Tanjungbalai\"");
    const std::vector<GivenRow> rows{
        person_row("1", {{"bekerja", "ya"}, {"jenjang", "sd"}, {"pendapatan", "50000000"}, {"masuk", "2024-02-29"}, {"kota", "Jambi"}}),
        person_row("2", {{"bekerja", "tidak"}, {"jenjang", "sma"}, {"pendapatan", "49999999"}, {"masuk", "2024-02-28"}, {"kota", "jambi"}}),
        person_row("3", {}),
        person_row("4", {{"bekerja", "!"}, {"jenjang", "!"}, {"pendapatan", "!"}, {"masuk", "!"}, {"kota", "!"}})};
    expect(person + tables, "orang", rows,
           {{"b1 = 1", "TFUE"},
            {"b2 = 1", "FTUE"},
            {"j1 = 1", "TFUE"},
            {"j2 = 1", "TFUE"},
            {"j3 = 1", "FTUE"},
            {"r1 = 1", "FTUE"},
            {"r2 = 1", "TFUE"},
            {"d1 = 1", "TFUE"},
            {"d2 = 1", "FTUE"},
            {"k1 = 1", "TFUE"},
            {"k2 = 1", "TFUE"}});
}

TEST_CASE("results need not be numbers", "[semantics]") {
    const std::string table = R"(
tabel t untuk orang menghasilkan ya_tidak
  | umur  | hasil |
  | < 18  | salah |
  | 60..  | benar |
  | selain itu | salah |
tabel w untuk orang menghasilkan pilihan merah, kuning
  | umur  | bekerja | hasil  |
  | < 18  | -       | merah  |
  | 18..  | benar   | kuning |
  | 60..  | salah   | merah  |
  | selain itu      | kuning |
)";
    const auto row = [](const std::string& key, const std::string& umur, const std::string& bekerja) {
        return person_row(key, {{"umur", umur}, {"bekerja", bekerja}});
    };
    // 70 and unknown work: kuning when working, merah when not, kuning only if neither: unknown.
    // 30 and unknown work: kuning when working, else selain itu, which is kuning too.
    expect(person + table, "orang", {row("1", "17", "ya"), row("2", "60", "ya"), row("3", "70", "?"), row("4", "30", "?"), row("5", "?", "ya"), row("6", "!", "ya")},
           {{"t", "FTTFUE"}, {"tidak t", "TFFTUE"}, {"w = merah", "TFUFUE"}, {"w = kuning", "FTUTUE"}});
}
