// SPDX-License-Identifier: Apache-2.0
// The mistakes staff make, each with its code and exact place; recovery; and docs/language/grammar.md in step with the code.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "dsl/syntax/clauses.hpp"
#include "tests/unit/parsed.hpp"

using namespace tepat;
using syntax::Keyword;
using syntax::KeywordLanguage;
using tests::Parsed;

namespace {

using Problems = std::vector<std::string>;

Problems in_rule(const std::string& items) { return Parsed("aturan a untuk setiap b\n" + items).problems(); }
Problems in_entity(const std::string& items) { return Parsed("entitas e\n" + items).problems(); }
Problems in_programme(const std::string& items) { return Parsed("program p untuk setiap b\n" + items).problems(); }
Problems in_parameter(const std::string& items) { return Parsed("parameter p: bilangan\n" + items).problems(); }
Problems in_test(const std::string& items) { return Parsed("uji \"x\" pada 2025-07-01\n" + items).problems(); }

}  // namespace

TEST_CASE("conditions: connectives, comparisons, parentheses") {
    CHECK(in_rule("  jika a dan b atau c\n") == Problems{"R1025 2:16 `atau`"});
    CHECK(in_rule("  jika a atau b dan c\n") == Problems{"R1025 2:17 `dan`"});
    CHECK(in_rule("  jika 1 < a < 5\n") == Problems{"R1026 2:14 `<`"});
    CHECK(in_rule("  jika a = b antara 1 sampai 2\n") == Problems{"R1026 2:14 `antara`"});
    CHECK(in_rule("  jika (a dan (b)\n  kecuali k: c\n") == Problems{"R1024 2:8 `(`"});
    CHECK(in_rule("  jika a) dan b\n") == Problems{"R1045 2:9 `)`"});
    CHECK(in_rule("  jika ada e yang (a\n") == Problems{"R1024 2:19 `(`"});
    CHECK(in_rule("  jika a termasuk (b, c\n") == Problems{"R1024 2:19 `(`"});
    CHECK(in_rule("  jika \"(\" = a b\n") == Problems{"R1067 2:14 `a b`"});
    CHECK(in_rule("  jika a b\n") == Problems{"R1067 2:8 `a b`"});
    CHECK(in_rule("  jika a dan\n") == Problems{"R1043 2:13 ``"});
    CHECK(in_rule("  jika\n") == Problems{"R1043 2:7 ``"});
    CHECK(in_rule("  jika a dn b\n") == Problems{"R1038 2:10 `dn`"});
    CHECK(in_rule("  jika ada e dengan (x)\n") == Problems{"R1067 2:14 `dengan`"});
}

TEST_CASE("conditions: signs of other languages") {
    for (const char* sign : {"==", "=>", "=<", "<>"}) CHECK(in_rule(std::string("  jika a ") + sign + " 5\n") == Problems{"R1037 2:10 `" + std::string(sign) + "`"});
    CHECK(in_rule("  jika a && b\n") == Problems{"R1037 2:10 `&&`"});
    CHECK(in_rule("  jika a || b\n") == Problems{"R1037 2:10 `||`"});
    CHECK(in_rule("  jika !a\n") == Problems{"R1037 2:8 `!`"});
    Parsed parsed("aturan a untuk setiap b\n  jika a => 5\n");
    REQUIRE(parsed.sink.sorted().at(0).fix);
    CHECK(parsed.sink.sorted()[0].fix->text == ">=");
}

TEST_CASE("groups stand alone, end in a colon and have bullets") {
    CHECK(in_rule("  jika semua dari\n    - a\n") == Problems{"R1027 2:18 ``"});
    CHECK(in_rule("  jika semua dari:\n  kecuali k: a\n") == Problems{"R1029 2:19 ``"});
    CHECK(in_rule("  jika a dan salah satu dari:\n    - b\n") == Problems{"R1028 2:14 `salah satu dari`"});
    CHECK(in_rule("  jika (semua dari:\n    - b)\n") == Problems{"R1028 2:9 `semua dari`"});
    CHECK(in_rule("  jika a:\n    - b\n") == Problems{"R1039 2:9 `:`"});
    CHECK(in_rule("  kecuali k:\n    - b\n") == Problems{"R1046 3:5 `-`"});
    CHECK(in_rule("  jika semua dari:\n    - a\n    -\n") == Problems{"R1043 4:6 ``"});
    CHECK(in_rule("  jika semua dari:\n    -\n    - b\n") == Problems{"R1043 3:6 ``"});
    CHECK(in_rule("  - a\n") == Problems{"R1046 2:3 `-`"});
    CHECK(in_rule("  jika paling sedikit dari:\n    - b\n") == Problems{"R1001 2:23 `dari`"});
}

TEST_CASE("a dash that begins a line outside a group is no minus (decision 0062)") {
    CHECK(in_rule("  jika\n    - a <= 4\n") == Problems{"R1046 3:5 `-`"});
    CHECK(in_rule("  jika\n    - a <= 4\n    - b\n    - c dan\n      d\n    - e\n") == Problems{"R1046 3:5 `-`"});
    CHECK(in_rule("  jika a\n  - b\n  - c\n  kecuali k: dan\n") == Problems{"R1046 3:3 `-`", "R1001 5:14 `dan`"});
    CHECK(in_rule("  jika a > 2\n       - b\n") == Problems{"R1046 3:8 `-`"});
    CHECK(in_rule("  jika\n    -5 < a\n") == Problems{"R1046 3:5 `-`"});
    CHECK(in_rule("  jika semua dari:\n    - a\n  - b\n") == Problems{"R1046 4:3 `-`"});
    CHECK(in_rule("  - program p\n  - jika a\n") == Problems{"R1068 2:3 `-`"});
    CHECK(in_rule("  jika:\n    - a\n    - b\n") == Problems{"R1067 2:7 `:`"});
    for (const char* clause : {"graduasi jika", "terisi bila"}) CHECK(in_programme("  " + std::string(clause) + "\n    - a > 4\n") == Problems{"R1046 3:5 `-`"});
    CHECK(in_programme("  urutkan menurut\n    - a terkecil dahulu\n") == Problems{"R1068 3:5 `-`"});
    CHECK(in_programme("  urutkan menurut\n    - a terkecil dahulu,\n    - b terbesar dahulu\n") == Problems{"R1068 3:5 `-`"});
    CHECK(in_programme("  urutkan menurut a terkecil dahulu,\n    - b terbesar dahulu\n") == Problems{"R1068 3:5 `-`"});
    CHECK(Parsed("istilah a untuk b adalah\n  - c <= 4\n").problems() == Problems{"R1046 2:3 `-`"});
    CHECK(Parsed("istilah a untuk b adalah\n  - 1 bila c\n  selain itu 2\n").problems() == Problems{"R1068 2:3 `-`"});
    CHECK(Parsed("skor a untuk b\n  - 25 bila c\n  - 10 bila d\n").problems() == Problems{"R1068 2:3 `-`"});
    CHECK(Parsed("skor a untuk b\n  25 bila c\n  - 10 bila d\n").problems() == Problems{"R1068 3:3 `-`"});
    CHECK(Parsed("entitas a\n  dari tabel a kunci b\n  - c teks\n").problems() == Problems{"R1068 3:3 `-`"});
    CHECK(Parsed("uji \"a\" pada 2025-07-01\n  misalkan b c\n  harapkan\n    - c layak d\n    - c layak e\n").problems() == Problems{"R1068 4:5 `-`"});
}

TEST_CASE("where a dash that begins a line is a sign") {
    CHECK(Parsed("skor a untuk b\n  -10 bila c\n  -Rp5 bila d\n").problems().empty());
    CHECK(Parsed("istilah a untuk b adalah\n  -1 bila c\n  selain itu 2\n").problems().empty());
    CHECK(Parsed("istilah a untuk b adalah\n  (-c)\n").problems().empty());
    CHECK(Parsed("entitas a\n  dari tabel a kunci b\n  c bilangan dianggap kosong 8,\n    -1\n").problems().empty());
    CHECK(in_rule("  jika a -\n    b > 5\n").empty());
    CHECK(in_rule("  jika a >\n    -b\n").empty());
    CHECK(in_rule("  jika (a\n    - b) > 5\n").empty());
}

TEST_CASE("what ends an item although nothing may") {
    CHECK(in_rule("  jika semua dari:\n    - a < b.\n    - c\n") == Problems{"R1070 3:12 `.`"});
    CHECK(in_rule("  jika semua dari:\n    - a < 5.\n    - c\n") == Problems{"R1070 3:12 `.`"});
    CHECK(in_rule("  jika semua dari:\n    - a,\n    - c\n") == Problems{"R1070 3:8 `,`"});
    CHECK(in_rule("  jika semua dari:\n    - a dan\n    - c\n") == Problems{"R1069 3:9 `dan`"});
    CHECK(in_rule("  jika salah satu dari:\n    - a atau\n    - c\n") == Problems{"R1069 3:9 `atau`"});
    CHECK(in_rule("  jika a.\n") == Problems{"R1070 2:9 `.`"});
    CHECK(in_rule("  dasar hukum: \"a\"\n") == Problems{"R1070 2:14 `:`"});
    CHECK(in_rule("  jika a\n\t- b\n") == Problems{"R1010 3:1 `\t`"});
    CHECK(Parsed("aturan a \"b untuk setiap c\n  jika d\n").problems() == Problems{"R1015 1:10 `\"b untuk setiap c`"});
}

TEST_CASE("words of the other language that begin an expression") {
    CHECK(in_rule("  jika not a\n") == Problems{"R1022 2:8 `not`"});
    CHECK(in_rule("  jika full_years(a, b) > 5\n") == Problems{"R1022 2:8 `full_years`"});
    CHECK(in_rule("  jika number of a > 5\n") == Problems{"R1022 2:8 `number of`"});
    Parsed list("bahasa id\naturan a untuk setiap b\n  jika c in (1, 2)\n");
    CHECK(list.problems() == Problems{"R1022 3:10 `in`"});
    CHECK(list.sink.sorted().at(0).fix->text == "termasuk");
    Parsed is("language en\nrule a for each b\n  if c adalah 4\n");
    CHECK(is.problems() == Problems{"R1022 3:8 `adalah`"});
    CHECK(is.sink.sorted().at(0).fix->text == "is");
    Parsed some("language en\nrule a for each b\n  if ada c with (d)\n");
    CHECK(some.problems() == Problems{"R1022 3:6 `ada`"});
    CHECK(some.sink.sorted().at(0).fix->text == "some");
}

TEST_CASE("a row of a test may be called by its key") {
    const Parsed parsed("uji \"a\" pada 2025-07-01\n  misalkan kabupaten \"15\": b 5\n    keluarga k: c 1\n      anggota \"a b\": d 2\n  harapkan\n    \"15\" layak p\n    \"a b\".d = 2\n    \"15\".b antara 1 sampai 5\n");
    CHECK(parsed.problems().empty());
}

TEST_CASE("literals that two readers read differently") {
    CHECK(in_rule("  jika a > 1.500\n") == Problems{"R1030 2:12 `1.500`"});
    CHECK(in_rule("  jika a > 12.500.000\n") == Problems{"R1030 2:12 `12.500.000`"});
    CHECK(in_rule("  jika a > 1,5\n") == Problems{"R1031 2:12 `1,5`"});
    CHECK(in_rule("  jika a termasuk (1,2)\n") == Problems{"R1031 2:20 `1,2`"});
    CHECK(in_rule("  jika a > Rp1,500,000\n") == Problems{"R1032 2:12 `Rp1,500,000`"});
    CHECK(in_rule("  jika a > Rp15.00\n") == Problems{"R1032 2:12 `Rp15.00`"});
    CHECK(in_rule("  jika a > Rp1.5 juta\n") == Problems{"R1032 2:12 `Rp1.5 juta`"});
    CHECK(in_rule("  jika a > Rp1000.000\n") == Problems{"R1032 2:12 `Rp1000.000`"});
    for (const char* money : {"rp500.000", "Rp. 500.000", "Rp.500", "IDR 1,500,000", "RP1.000"})
        CHECK(in_rule("  jika a > " + std::string(money) + "\n") == Problems{"R1032 2:12 `" + std::string(money) + "`"});
    CHECK(in_rule("  jika rp5 > idr_2 + rp.nilai\n").empty());
    CHECK(in_rule("  jika a < 17/08/1985\n") == Problems{"R1033 2:12 `17/08/1985`"});
    CHECK(in_rule("  dasar hukum \"a\\n\"\n") == Problems{"R1034 2:18 `n`"});
    CHECK(in_rule("  dasar hukum \"a\n") == Problems{"R1015 2:15 `\"a`"});
    CHECK(in_rule("  maka tugas \"t\" kepada d tenggat 30\n") == Problems{"R1001 2:35 `30`"});
}

TEST_CASE("words: misspelt, reserved, of the other language, on the wrong line") {
    CHECK(Parsed("atruan a untuk setiap b\n  jika c d\n").problems() == Problems{"R1038 1:1 `atruan`", "R1067 2:8 `c d`"});
    CHECK(Parsed("aturan a untuk setap b\n").problems() == Problems{"R1038 1:10 `untuk setap`"});
    CHECK(Parsed("aturan a untuk b\n").problems() == Problems{"R1067 1:10 `untuk`"});
    CHECK(Parsed("halo dunia\n").problems() == Problems{"R1020 1:1 `halo`"});
    CHECK(Parsed("aturan dan untuk setiap b\n").problems() == Problems{"R1023 1:8 `dan`"});
    CHECK(Parsed("lembaga a\nrule b for each c\n").problems() == Problems{"R1022 2:1 `rule`"});
    CHECK(Parsed("agency a\naturan b\n").problems() == Problems{"R1022 2:1 `aturan`"});
    CHECK(in_rule("  if a\n") == Problems{"R1022 2:3 `if`"});
    CHECK(in_rule("  jika ada e with (a)\n") == Problems{"R1022 2:14 `with`"});
    CHECK(in_rule("  keculi k: a\n") == Problems{"R1038 2:3 `keculi`"});
    CHECK(in_rule("  jikalau a\n  umur > 5\n") == Problems{"R1067 2:3 `jikalau`", "R1021 3:3 `umur`"});
    CHECK(in_rule("  jika a\n    kecuali k: b\n") == Problems{"R1040 3:5 `kecuali`"});
    CHECK(in_rule("  kecuali a ada b\n") == Problems{"R1001 2:13 `ada`"});
    CHECK(in_rule("  maka tugas \"t\" kpada d\n") == Problems{"R1038 2:18 `kpada`"});
    CHECK(in_rule("  maka tugas \"t\" kepada d prioritas tingi\n") == Problems{"R1038 2:37 `tingi`"});
    CHECK(in_programme("  berlaku 2025-01-01\n") == Problems{"R1067 2:3 `berlaku`"});
    CHECK(in_programme("  strategi kurangi_baban\n") == Problems{"R1038 2:12 `kurangi_baban`"});
    CHECK(in_programme("  besaran 5 per minggu\n") == Problems{"R1001 2:17 `minggu`"});
    CHECK(in_programme("  periode harian\n") == Problems{"R1001 2:11 `harian`"});
    CHECK(Parsed("lembaga a\nbahasa id\n").problems() == Problems{"R1041 2:1 `bahasa id`"});
    CHECK(Parsed("bahasa ms\n").problems() == Problems{"R1042 1:8 `ms`"});
}

TEST_CASE("facts and parameters") {
    CHECK(in_entity("  nama tks\n") == Problems{"R1036 2:8 `tks`"});
    CHECK(in_entity("  nama \"N\" tks\n") == Problems{"R1036 2:12 `tks`"});
    CHECK(in_entity("  nama\n") == Problems{"R1043 2:7 ``"});
    CHECK(in_entity("  sebutn nama\n") == Problems{"R1038 2:3 `sebutn`"});
    CHECK(in_entity("  dan teks\n") == Problems{"R1023 2:3 `dan`"});
    CHECK(in_entity("  `dan` teks\n").empty());
    CHECK(in_entity("  9a teks\n") == Problems{"R1001 2:3 `9a`"});
    CHECK(in_entity("  a pilihan ya, tidak\n") == Problems{"R1023 2:17 `tidak`"});
    CHECK(in_entity("  a teks rhasia\n") == Problems{"R1038 2:10 `rhasia`"});
    CHECK(Parsed("entitas e di f\n").problems() == Problems{"R1043 1:15 ``"});
    CHECK(Parsed("entitas e paling sedikit 2\n").problems() == Problems{"R1001 1:26 `2`"});
    CHECK(Parsed("parameter p bilangan\n").problems() == Problems{"R1001 1:13 `bilangan`"});
    CHECK(Parsed("parameter p: angka\n").problems() == Problems{"R1036 1:14 `angka`"});
    CHECK(in_parameter("  sejk 2025-01-01 5\n") == Problems{"R1038 2:3 `sejk`"});
    CHECK(in_parameter("  sejak kemarin 5\n") == Problems{"R1001 2:9 `kemarin`"});
    CHECK(in_parameter("  sejak 2025-01-01\n") == Problems{"R1043 2:19 ``"});
}

TEST_CASE("terms and tests") {
    CHECK(Parsed("istilah t untuk e\n").problems() == Problems{"R1043 1:18 ``"});
    CHECK(Parsed("istilah t untuk e adalah\n").problems() == Problems{"R1043 1:25 ``"});
    CHECK(Parsed("istilah t untuk e adalh 5\n").problems() == Problems{"R1038 1:19 `adalh`"});
    CHECK(Parsed("istilah t untuk e adalah\n  5 bila a\n  6\n").problems() == Problems{"R1043 3:4 ``"});
    CHECK(Parsed("istilah t untuk e adalah\n  5 bila a b\n  selain itu 6\n").problems() == Problems{"R1067 2:10 `a b`"});
    CHECK(Parsed("uji \"x\" pada 2025\n").problems() == Problems{"R1067 1:14 `2025`"});
    CHECK(in_test("  siti layak p\n") == Problems{"R1044 2:3 `siti`"});
    CHECK(in_test("  misalkn k k1\n") == Problems{"R1038 2:3 `misalkn`"});
    CHECK(in_test("  misalkan keluarga\n") == Problems{"R1043 2:20 ``"});
    CHECK(in_test("  misalkan keluarga k1:\n    desil 1\n") == Problems{"R1001 3:5 `desil 1`"});
    CHECK(in_test("  misalkan parameter = 1\n") == Problems{"R1001 2:22 `=`"});
    CHECK(in_test("  harapkan\n    siti layk p\n    siti.a > 5\n") == Problems{"R1038 3:10 `layk`", "R1001 4:12 `>`"});
}

TEST_CASE("scores and tables") {
    CHECK(Parsed("skor s untuk k\n").problems() == Problems{"R1061 1:6 `s`"});
    CHECK(Parsed("skor s untuk k\n  x banyaknya e\n  x umur\n  x bila a\n").problems() == Problems{"R1062 2:3 `x`", "R1062 3:3 `x`"});
    CHECK(Parsed("skor s untuk k\n  5x umur\n  5 x\n  5 bla a\n  selain itu 5\n").problems() ==
          Problems{"R1063 2:3 `5x`", "R1043 3:6 ``", "R1038 4:5 `bla`", "R1001 5:3 `selain`"});
    CHECK(Parsed("skor s untuk k\n  5 * umur\n  x\n").problems().empty());
    auto table = [](const std::string& items) { return Parsed("tabel t untuk k menghasilkan rupiah\n" + items).problems(); };
    CHECK(table("") == Problems{"R1055 1:7 `t`"});
    CHECK(table("  | a | hasil |\n") == Problems{"R1055 1:7 `t`"});
    CHECK(table("  | a | hasil |\n  | 1 | Rp5\n") == Problems{"R1051 3:11 `5`"});
    CHECK(table("  | a | hasil |\n  1 | Rp5 |\n") == Problems{"R1050 3:3 `1`"});
    CHECK(table("  | a | hasil |\n  < 3 | 1 |\n  | 1 | 2 |\n") == Problems{"R1050 3:3 `<`"});
    CHECK(table("  | a | b |\n  | 1 | Rp5 |\n") == Problems{"R1054 2:9 `b`"});
    CHECK(table("  | a | hasil |\n  |   | Rp5 |\n  | 1 | |\n") == Problems{"R1053 3:7 ``", "R1053 4:9 ``"});
    CHECK(table("  | a | hasil |\n  | 7-21 | Rp5 |\n  | => 5 | Rp5 |\n  | 1.500 | Rp5 |\n") ==
          Problems{"R1052 3:5 `7-21`", "R1037 4:5 `=>`", "R1030 5:5 `1.500`"});
    CHECK(table("  | a | hasil |\n  | a b | Rp5 |\n  | 1, | Rp5 |\n  | tdak diketahui | Rp5 x |\n") ==
          Problems{"R1052 3:5 `a b`", "R1043 4:7 ``", "R1052 5:5 `tdak diketahui`", "R1039 5:26 `x`"});
    CHECK(table("  | a | hasil |\n  | selain itu | 1 | Rp5 |\n  | selain itu | Rp5 |\n  | selain itu | - | | Rp5 |\n") == Problems{"R1060 3:18 `1`"});
    CHECK(table("  kumpulkan jumlah\n  kumpulkan terbesar\n  | a | hasil |\n  | 1 | 2 |\n") == Problems{"R1059 3:3 `kumpulkan terbesar`"});
    CHECK(table("  kumpulkan semua\n  | a | hasil |\n  | 1 | 2 |\n") == Problems{"R1001 2:13 `semua`"});
    CHECK(table("  kumplkan jumlah\n  | a | hasil |\n  | 1 | 2 |\n") == Problems{"R1038 2:3 `kumplkan`"});
    CHECK(table("  dari \"x.csv\"\n  | a | hasil |\n  | 1 | 2 |\n") == Problems{"R1056 3:3 `| a | hasil |`"});
    CHECK(Parsed("tabel t untuk k\n  | a | hasil |\n").problems() == Problems{"R1043 1:16 ``"});
}

TEST_CASE("quotas, budgets, orders") {
    CHECK(in_programme("  kuota\n") == Problems{"R1043 2:8 ``"});
    CHECK(in_programme("  kuota 50 per\n") == Problems{"R1043 2:15 ``"});
    CHECK(in_programme("  kuota 50 pr kelurahan\n") == Problems{"R1038 2:12 `pr`"});
    CHECK(in_programme("  kouta 50\n") == Problems{"R1038 2:3 `kouta`"});
    CHECK(in_programme("  pagu 50 per kelurahan\n") == Problems{"R1043 2:24 ``"});
    CHECK(in_programme("  pagu 50, biaya 3\n") == Problems{"R1067 2:12 `biaya`"});
    CHECK(in_programme("  pagu 50\n  biaya satuan 3\n") == Problems{"R1043 2:10 ``", "R1065 3:3 `biaya satuan`"});
    CHECK(in_programme("  urutkan menurut\n") == Problems{"R1043 2:18 ``"});
    CHECK(in_programme("  urutkan menurut umur\n") == Problems{"R1043 2:23 ``"});
    CHECK(in_programme("  urutkan menurut umur terbesar\n") == Problems{"R1001 2:24 `terbesar`"});
    CHECK(in_programme("  urutkan menurut umur terbsar dahulu\n") == Problems{"R1038 2:24 `terbsar dahulu`"});
    CHECK(in_programme("  urutkan menurut tingkat satu: a\n") == Problems{"R1001 2:27 `satu`"});
    CHECK(in_programme("  urutkan menurut tingkat 1 a\n") == Problems{"R1001 2:29 `a`"});
    CHECK(in_programme("  urutkan menurut tingkat 1: a, umur terbesar dahulu, tingkat 2: b\n") == Problems{"R1064 2:55 `tingkat`"});
    CHECK(in_programme("  paling banyak 1\n") == Problems{"R1043 2:18 ``"});
    CHECK(in_programme("  utamakan\n  tidak boleh bersama\n") == Problems{"R1043 2:11 ``", "R1043 3:22 ``"});
    CHECK(in_programme("  graduasi jika a\n    maka tugas kepada d\n") == Problems{"R1001 3:16 `kepada`"});
}

TEST_CASE("sets, references, vintage, recipients, ranks") {
    CHECK(in_entity("  i merujuk f\n") == Problems{"R1043 2:14 ``"});
    CHECK(in_entity("  i merujuk f lewat l kolom \"x\"\n") == Problems{"R1039 2:23 `kolom`"});
    CHECK(in_entity("  i meruju f lewat l\n") == Problems{"R1036 2:5 `meruju`"});
    CHECK(in_entity("  h himpunan\n") == Problems{"R1043 2:13 ``"});
    CHECK(in_entity("  g teks berlaku 24 sejak t\n") == Problems{"R1001 2:18 `24`"});
    CHECK(in_entity("  g teks berlaku 24 bulan\n") == Problems{"R1043 2:26 ``"});
    CHECK(in_entity("  penerima p\n") == Problems{"R1043 2:13 ``"});
    CHECK(in_test("  misalkan k k1: h (a, 1)\n") == Problems{"R1001 2:24 `1`"});
    CHECK(in_test("  misalkan k k1: h (a\n") == Problems{"R1024 2:20 `(`"});
    CHECK(in_test("  misalkan k k1: a 1 b 2\n") == Problems{"R1066 2:22 `b`"});
    CHECK(in_test("  misalkan k k1: a 1\n    k k2: a 2\n      b 3\n") == Problems{"R1066 4:7 `b`"});
    CHECK(in_test("  harapkan\n    a menunggu p, peringkat dua\n") == Problems{"R1001 3:29 `dua`"});
    CHECK(in_test("  harapkan\n    a menungu p\n") == Problems{"R1038 3:7 `menungu`"});
}

TEST_CASE("each broken item costs one diagnostic and hides nothing") {
    Parsed parsed(
        "aturan a untuk setiap b\n"
        "  jika x ==\n"
        "  kecuali k\n"
        "  kecuali baik: y\n"
        "  maka tugas kepada d\n"
        "aturan c untk setiap b\n"
        "  jika x dan y atau z\n"
        "aturan d untuk setiap b\n"
        "  jika z\n");
    CHECK(parsed.problems() == Problems{"R1037 2:10 `==`", "R1067 3:3 `kecuali k`", "R1001 5:14 `kepada`", "R1038 6:10 `untk setiap`", "R1025 7:16 `atau`"});
    CHECK(parsed.tree() ==
          "rule a for_each b\n  error\n  error\n  unless baik\n    path y\n  error\n"
          "rule c for_each \n  error\n"
          "rule d for_each b\n  if\n    path z\n");
}

TEST_CASE("what dsl/text complained about gets no second diagnostic") {
    CHECK(in_rule("  dasar hukum “UU”\n") == Problems{"R1014 2:15 `“UU”`"});
    CHECK(in_rule("  kecuali “k”: a\n") == Problems{"R1014 2:11 `“k”`"});
    CHECK(in_rule("  jika a € 5\n") == Problems{"R1013 2:10 `€`", "R1039 2:12 `5`"});
    CHECK(in_rule("  jika a ≥ 5\n") == Problems{"R1013 2:10 `≥`"});
}

TEST_CASE("problems of bytes and columns have codes") {
    auto first = [](std::string bytes) { return Parsed(std::move(bytes)).problems().at(0).substr(0, 5); };
    CHECK(first(std::string(text::max_file_bytes + 1, 'a')) == "R1002");
    CHECK(first("lembaga \xFF\n") == "R1003");
    CHECK(first(std::string("lembaga a\0b\n", 12)) == "R1004");
    CHECK(first("lembaga a\x1b\n") == "R1005");
    CHECK(first("lembaga a\rlembaga b\n") == "R1006");
    CHECK(first("# \u202e\n") == "R1007");
    CHECK(first("lembaga a\n\xEF\xBB\xBFlembaga b\n") == "R1008");
    CHECK(Parsed(std::string(500, '\x01')).problems().back().substr(0, 5) == "R1009");
    CHECK(first("lembaga a\n\tb\n") == "R1010");
    CHECK(first("aturan a untuk setiap b\n    jika x\n  kecuali y: z\n") == "R1011");
    CHECK(first("  jika x\n") == "R1012");
}

TEST_CASE("every syntax message is complete in both languages") {
    for (auto code : diagnostics::all_codes()) {
        if (diagnostics::number_of(code)[1] != '1') continue;
        INFO(diagnostics::number_of(code));
        for (auto language : {diagnostics::Language::id, diagnostics::Language::en}) {
            CHECK_FALSE(std::string(diagnostics::texts_of(code, language).title).empty());
            CHECK_FALSE(std::string(diagnostics::texts_of(code, language).help).empty());
        }
    }
}

// ------------------------------------------------------------------------------------------------------- the page

namespace {

std::string clause_table() {
    std::string table = "| declaration | clause | English | how often |\n|---|---|---|---|\n";
    for (const syntax::Clause& clause : syntax::all_clauses()) {
        auto spelled = [&](Keyword keyword, KeywordLanguage language) { return "`" + std::string(syntax::spelling(keyword, language)) + "`"; };
        table += "| " + spelled(clause.declaration, KeywordLanguage::id) + " | " + spelled(clause.clause, KeywordLanguage::id) + " | " +
                 spelled(clause.clause, KeywordLanguage::en) + " | " + (clause.often == syntax::Often::once ? "at most once" : "any number") +
                 " |\n";
    }
    return table;
}

std::string page() {
    std::ifstream file(std::string(TEPAT_SOURCE_DIR) + "/docs/language/grammar.md");
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

/// Without `open ... close` parts: remarks and descriptions in words.
std::string without(std::string text, const std::string& open, const std::string& close) {
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
        std::size_t end = text.find(close, at + open.size());
        REQUIRE(end != std::string::npos);
        text.replace(at, end + close.size() - at, " ");
    }
    return text;
}

/// The EBNF of the page: text between ```ebnf fences.
std::string ebnf() {
    std::string all = page(), rules;
    for (std::size_t at = all.find("```ebnf\n"); at != std::string::npos; at = all.find("```ebnf\n", at)) {
        std::size_t end = all.find("```", at + 8);
        rules += all.substr(at + 8, end - at - 8);
        at = end + 3;
    }
    return without(without(rules, "(*", "*)"), " ? ", " ? ");
}

}  // namespace

TEST_CASE("docs/language/grammar.md has the clause table of the code") {
    CAPTURE(clause_table());
    CHECK(page().find(clause_table()) != std::string::npos);
}

TEST_CASE("the EBNF uses every keyword, only keywords, and only rules it defines") {
    std::string rules = ebnf();
    std::set<std::string> spelled, defined, used;
    for (Keyword keyword : syntax::all_keywords()) spelled.insert(std::string(syntax::spelling(keyword, KeywordLanguage::id)));
    std::set<std::string> written;
    std::istringstream lines(rules);
    for (std::string line; std::getline(lines, line);) {
        if (std::size_t equals = line.find(" = "); equals != std::string::npos && line[0] != ' ') {
            std::string name = line.substr(0, equals);
            defined.insert(name.substr(0, name.find(' ')));
        }
        std::string bare;
        for (std::size_t at = 0; at < line.size(); ++at) {
            if (line[at] != '"' && line[at] != '\'') {
                bare += line[at];
                continue;
            }
            std::size_t end = line.find(line[at], at + 1);
            REQUIRE(end != std::string::npos);
            std::string text = line.substr(at + 1, end - at - 1);
            if (!text.empty() && ((text[0] >= 'a' && text[0] <= 'z'))) written.insert(text);
            at = end;
        }
        std::string cleaned;
        for (char c : bare) cleaned += (c >= 'a' && c <= 'z') || c == '-' ? c : ' ';
        std::istringstream names(cleaned);
        for (std::string name; names >> name;)
            if (name != "-") used.insert(name);
    }
    for (const std::string& word : spelled) {
        INFO("keyword `" << word << "` is missing in the EBNF");
        CHECK(written.contains(word));
    }
    for (const std::string& word : written) {
        INFO("`" << word << "` in the EBNF is no keyword");
        CHECK(spelled.contains(word));
    }
    for (const std::string& name : used) {
        INFO("the EBNF uses `" << name << "` without defining it");
        CHECK(defined.contains(name));
    }
}
