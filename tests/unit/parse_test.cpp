// SPDX-License-Identifier: Apache-2.0
// The tree: binding, places, both keyword languages, and what attackers and cats on keyboards type.
#include <catch2/catch.hpp>
#include <boost/variant/get.hpp>
#include <random>
#include <set>

#include "tests/unit/parsed.hpp"

using namespace tepat;
using syntax::Keyword;
using syntax::KeywordLanguage;
using tests::Parsed;

namespace {

const syntax::Expr& value_of(const Parsed& parsed) {
    return *boost::get<syntax::TermDeclaration>(&parsed.module.declarations.at(0).declaration.get())->value;
}

/// The tree of one expression, on one line: (operator operand operand).
std::string shape(const std::string& expression) {
    Parsed parsed("istilah t untuk k adalah " + expression + "\n");
    if (!parsed.problems().empty()) return parsed.problems().front();
    std::string printed = syntax::print(value_of(parsed)), flat;
    std::size_t depth = 0;
    for (std::size_t at = 0; at < printed.size();) {
        std::size_t end = printed.find('\n', at), text = printed.find_first_not_of(' ', at);
        std::size_t level = (text - at) / 2;
        for (; depth > level; --depth) flat += ')';
        std::size_t next_text = end + 1 < printed.size() ? printed.find_first_not_of(' ', end + 1) - end - 1 : 0;
        bool opens = next_text / 2 > level;
        flat += (flat.empty() || flat.back() == '(' ? "" : " ") + std::string(opens ? "(" : "") + printed.substr(text, end - text);
        depth = opens ? level + 1 : depth;
        at = end + 1;
    }
    return flat + std::string(depth, ')');
}

}  // namespace

TEST_CASE("operators bind as the language page says") {
    CHECK(shape("a + b * c") == "(arithmetic path a (add (arithmetic path b (multiply path c))))");
    CHECK(shape("a - b - c") == "(arithmetic path a (subtract path b) (subtract path c))");
    CHECK(shape("(a - b) / c") == "(arithmetic (arithmetic path a (subtract path b)) (divide path c))");
    CHECK(shape("-a * b") == "(arithmetic (negative path a) (multiply path b))");
    CHECK(shape("-a bila kosong 0") == "(negative (if_missing path a whole 0))");
    CHECK(shape("a bila kosong -1 * 2") == "(arithmetic (if_missing path a (negative whole 1)) (multiply whole 2))");
    CHECK(shape("a + 1 < b * 2") == "(less (arithmetic path a (add whole 1)) (arithmetic path b (multiply whole 2)))");
    CHECK(shape("tidak a = b dan c") == "(and (not (equal path a path b)) path c)");
    CHECK(shape("tidak tidak a") == "(not (not path a))");
    CHECK(shape("a dan b dan c") == "(and path a path b path c)");
    CHECK(shape("a dan (b dan c)") == "(and path a (and path b path c))");
    CHECK(shape("(a atau b) dan c") == "(and (or path a path b) path c)");
    CHECK(shape("a antara 1 + 1 sampai 3 dan b") == "(and (between path a (arithmetic whole 1 (add whole 1)) whole 3) path b)");
    CHECK(shape("a tidak diketahui atau b diketahui") == "(or (unknown path a) (known path b))");
    CHECK(shape("a <= b") == "(less_equal path a path b)");
    CHECK(shape("a bukan b") == "(not_equal path a path b)");
}

TEST_CASE("literals: dates before numbers, money after Rp, durations after + and -") {
    CHECK(shape("2025-07-01") == "date 2025-07-01");
    CHECK(shape("17-08-1985") == "date 17-08-1985");
    CHECK(shape("1 Juli 2025") == "date 1 Juli 2025");
    CHECK(shape("31 DESEMBER 2025") == "date 31 DESEMBER 2025");
    CHECK(shape("1 July 2025") == "date 1 July 2025");
    CHECK(shape("2025 - 7 - 1") == "(arithmetic whole 2025 (subtract whole 7) (subtract whole 1))");
    CHECK(shape("Rp1.500.000,50") == "money Rp1.500.000,50");
    CHECK(shape("Rp1,5 juta") == "money Rp1,5 juta");
    CHECK(shape("Rp2 miliar") == "money Rp2 miliar");
    CHECK(shape("Rp 500") == "money Rp 500");
    CHECK(shape("30%") == "percent 30%");
    CHECK(shape("12.5%") == "percent 12.5%");
    CHECK(shape("1_500_000") == "whole 1_500_000");
    CHECK(shape("0.25") == "decimal 0.25");
    CHECK(shape("0.500") == "decimal 0.500");
    CHECK(shape("1234.500") == "decimal 1234.500");
    CHECK(shape("a termasuk (1, 2)") == "(in path a whole 1 whole 2)");
    CHECK(shape("a - 17 tahun") == "(arithmetic path a (subtract duration 17 years))");
    CHECK(shape("a + 30 hari kerja") == "(arithmetic path a (add duration 30 working_days))");
    CHECK(shape("\"a\\\"b\\\\c\"") == "text \"a\"b\\c\"");
    CHECK(shape("benar") == "yes");
    CHECK(shape("salah") == "no");
    CHECK(shape("SALAH atau benar_x") == "(or no path benar_x)");
}

TEST_CASE("quantifiers and functions") {
    CHECK(shape("ada e lain yang (a)") == "(some other e (where path a))");
    CHECK(shape("tidak ada e yang (a)") == "(none e (where path a))");
    CHECK(shape("tidak ada e yang (a) dan b") == "(and (none e (where path a)) path b)");
    CHECK(shape("semua e memenuhi (a atau b)") == "(every e (where (or path a path b)))");
    CHECK(shape("banyaknya e >= 2") == "(greater_equal count e whole 2)");
    CHECK(shape("total a + b dari e yang (c)") == "(total e (value (arithmetic path a (add path b))) (where path c))");
    CHECK(shape("terbesar a dari e bila tidak ada 0 - 1") == "(largest e (value path a) (if_none (arithmetic whole 0 (subtract whole 1))))");
    CHECK(shape("rata_rata subjek.k.x dari e") == "(average e (value path subject.k.x))");
    CHECK(shape("bulatkan(a / 3, ke_atas, 100)") == "(round up (arithmetic path a (divide whole 3)) whole 100)");
    CHECK(shape("hari_antara(a, tanggal_acuan)") == "(days_between path a reference_date)");
}

TEST_CASE("bila tidak ada is a default after terkecil, a case's condition when an entity and yang follow") {
    Parsed parsed("istilah t untuk k adalah\n  terkecil a dari e bila tidak ada e yang (b)\n  terkecil a dari e bila tidak ada c bila d\n  selain itu 0\n");
    CHECK(parsed.problems().empty());
    CHECK(parsed.tree() ==
          "term t for k\n"
          "  case\n    smallest e\n      value\n        path a\n    none e\n      where\n        path b\n"
          "  case\n    smallest e\n      value\n        path a\n      if_none\n        path c\n    path d\n"
          "  otherwise\n    whole 0\n");
}

TEST_CASE("standing of programmes, and the n highest") {
    CHECK(shape("layak p dan tidak terpilih q") == "(and eligible p (not selected q))");
    CHECK(shape("pernah menerima p dalam 10 tahun") == "ever_received p within 10 years");
    CHECK(shape("pernah menerima p atau a") == "(or ever_received p path a)");
    CHECK(shape("sedang menerima p atau sedang") == "(or receiving p path sedang)");
    CHECK(shape("total 4 terbesar (a, b + 1) dari e yang (c) > 3") ==
          "(greater (total e (top whole 4) path a (arithmetic path b (add whole 1)) (where path c)) whole 3)");
    CHECK(shape("total n terbesar (a) dari e lain") == "(total other e (top path n) path a)");
    CHECK(shape("total 4 dari e") == "(total e (value whole 4))");
    CHECK(shape("total terbesar a dari e dari f") == "(total f (value (largest e (value path a))))");
    CHECK(shape("ibu.keluarga.desil < subjek.ibu.umur") == "(less path ibu.keluarga.desil path subject.ibu.umur)");
}

TEST_CASE("sets, references, vintage, recipients") {
    Parsed parsed(
        "entitas e\n  penerima p sejak a sampai b lengkap\n  i \"I\" merujuk f lewat l rahasia peka\n  m merujuk f lewat k \"M\"\n"
        "  h \"H\" himpunan a, b = 2 \"Dua\"\n"
        "  g teks berlaku 2 tahun sejak t rahasia\n  c bilangan berlaku 24 bulan sejak f.t\n  penerima ya_tidak\n"
        "entitas f\n  penerima p sejak a\n"
        "uji \"u\" pada 2025-07-01\n  misalkan e k: h (a, b), g \"x\", i `dan`\n    e m: h ()\n");
    CHECK(parsed.problems().empty());
    CHECK(parsed.tree() ==
          "entity e\n  recipients p from a until b complete\n  reference i \"I\" to f via l\n    secret\n    sensitive\n"
          "  reference m \"M\" to f via k\n"
          "  fact h \"H\"\n    set\n      value a\n      value b = whole 2 \"Dua\"\n"
          "  fact g\n    text\n    valid_for 2 years since t\n    secret\n  fact c\n    number\n    valid_for 24 months since f.t\n"
          "  fact penerima\n    yes_no\n"
          "entity f\n  recipients p from a\n"
          "test \"u\" on 2025-07-01\n  given e k\n    h\n      set a.b\n    g\n      text \"x\"\n    i\n      path dan\n  given e m\n    h\n      set \n");
}

TEST_CASE("scores are lines of weights") {
    Parsed parsed("skor s untuk k \"S\"\n  25 bila x\n  -10 bila y\n  5 x banyaknya e\n  bobot x x bila\n    a = 1\n  10\n");
    CHECK(parsed.problems().empty());
    CHECK(parsed.tree() ==
          "score s \"S\" for k\n  line\n    whole 25\n    when\n      path x\n  line\n    negative\n      whole 10\n    when\n      path y\n"
          "  line\n    whole 5\n    times\n      count e\n  line\n    path bobot\n    times\n      path x\n    when\n      equal\n        path a\n        whole 1\n"
          "  line\n    whole 10\n");
}

TEST_CASE("tables are rows between bars") {
    Parsed parsed(
        "tabel t untuk k \"T\" menghasilkan rupiah\n"
        "  kumpulkan jumlah\n"
        "  | umur  | jenjang | f.desil         | hasil |\n"
        "  | < 7   | -       | 1..3            | Rp3   |\n"
        "      | 7..21 | sd, smp | ..batas     | a * 2 |\n"
        "  | -5..  | != sd   | tidak diketahui | Rp1   |\n"
        "  | benar | tidak   | \"a|b\", (c + 1) |\n      Rp1 |\n"
        "  | -5    | diketahui | >= 2025-01-01..2025-12-31 | Rp1 |\n"
        "  | selain itu | Rp0 |\n");
    CHECK(parsed.problems() == std::vector<std::string>{"R1052 9:25 `>= 2025-01-01..2025-12-31`"});
    CHECK(parsed.tree() ==
          "table t \"T\" for k collect total\n  rupiah\n    path umur\n    path jenjang\n    path f.desil\n"
          "  row\n    less\n      whole 7\n    any\n    range\n      low\n        whole 1\n      high\n        whole 3\n      money Rp3\n"
          "  row\n    range\n      low\n        whole 7\n      high\n        whole 21\n    one_of\n      path sd\n      path smp\n"
          "    range\n      high\n        path batas\n      arithmetic\n        path a\n        multiply\n          whole 2\n"
          "  row\n    range\n      low\n        negative\n          whole 5\n    not_equal\n      path sd\n    unknown\n      money Rp1\n"
          "  row\n    one_of\n      yes\n    one_of\n      no\n    one_of\n      text \"a|b\"\n      arithmetic\n        path c\n        add\n          whole 1\n      money Rp1\n"
          "  row\n    one_of\n      negative\n        whole 5\n    known\n    error\n      money Rp1\n"
          "  otherwise\n      money Rp0\n");
}

TEST_CASE("a table that counts rows needs no results; one from a file has none yet") {
    Parsed parsed("tabel t untuk k menghasilkan bilangan kumpulkan banyaknya\n  | a | b |\n  | 1 | - |\ntabel u untuk k menghasilkan pilihan m, n\n  dari \"u.csv\"\n");
    CHECK(parsed.problems().empty());
    CHECK(parsed.tree() ==
          "table t for k collect count\n  number\n    path a\n    path b\n  row\n    one_of\n      whole 1\n    any\n"
          "table u for k from \"u.csv\"\n  choice\n    value m\n    value n\n");
}

TEST_CASE("quotas, budgets, orders, exclusions, graduation") {
    Parsed parsed(
        "program p untuk setiap e\n"
        "  kuota n * 2 per d.jenis\n  kuota 50\n"
        "  pagu 10% * dana per d,\n    biaya satuan 12 * iuran\n"
        "  terisi bila ikut\n"
        "  urutkan menurut tingkat 1: semua dari:\n      - a\n      - b\n    tingkat 2: c, lalu d terbesar dahulu,\n    e + 1 terkecil dahulu\n"
        "  paling banyak 1 per k\n  paling banyak n per d\n  utamakan q\n  tidak boleh bersama r\n"
        "  graduasi jika salah satu dari:\n      - a\n      - b\n    maka tugas \"t\" kepada d tenggat 30 hari\n"
        "program q untuk setiap e\n  urutkan menurut umur terbesar dahulu, lalu tingkat terkecil dahulu\n  graduasi jika a\n");
    CHECK(parsed.problems().empty());
    CHECK(parsed.tree() ==
          "programme p for_each e\n  quota per d.jenis\n    arithmetic\n      path n\n      multiply\n        whole 2\n  quota\n    whole 50\n"
          "  budget per d\n    arithmetic\n      percent 10%\n      multiply\n        path dana\n    arithmetic\n      whole 12\n      multiply\n        path iuran\n"
          "  taken_when\n    path ikut\n"
          "  order_by\n    tier 1\n      all_of\n        path a\n        path b\n    tier 2\n      path c\n    largest_first\n      path d\n"
          "    smallest_first\n      arithmetic\n        path e\n        add\n          whole 1\n"
          "  at_most per k\n    whole 1\n  at_most per d\n    path n\n  yields_to q\n  not_together_with r\n"
          "  graduates_if\n    any_of\n      path a\n      path b\n    task \"t\" to d\n      due 30 days\n"
          "programme q for_each e\n  order_by\n    largest_first\n      path umur\n    smallest_first\n      path tingkat\n  graduates_if\n    path a\n");
}

TEST_CASE("members may stand deeper than their family in a test") {
    const char* const tree =
        "test \"u\" on 2025-07-01\n  given k k1\n    desil\n      whole 1\n  given a siti\n    umur\n      whole 3\n  given a budi\n"
        "  given k k2\n  expect siti selected p rank 2\n  expect k1 waiting p\n  expect k1.x error\n";
    const char* const expected = "  harapkan\n    siti terpilih p, peringkat 2\n    k1 menunggu p\n    k1.x galat\n";
    Parsed flat("uji \"u\" pada 2025-07-01\n  misalkan k k1: desil 1\n    a siti: umur 3\n    a budi:\n    k k2:\n" + std::string(expected));
    CHECK(flat.problems().empty());
    CHECK(flat.tree() == tree);
    Parsed deeper("uji \"u\" pada 2025-07-01\n  misalkan\n    k k1: desil\n        1\n      a siti: umur 3\n        a budi:\n    k k2\n" + std::string(expected));
    CHECK(deeper.problems().empty());
    CHECK(deeper.tree() == tree);
}

TEST_CASE("a term may declare its type; its cases are one a line") {
    Parsed parsed("istilah w untuk k \"W\": pilihan a, b \"B\" adalah\n  a bila x\n  selain itu b\n");
    CHECK(parsed.problems().empty());
    CHECK(parsed.tree() ==
          "term w \"W\" for k\n  choice\n    value a\n    value b \"B\"\n  case\n    path a\n    path x\n  otherwise\n    path b\n");
}

TEST_CASE("every node has its place") {
    std::string bytes = "istilah t untuk k adalah  (a +  b)  * 2 > -c   dan semua e memenuhi ( d )\n";
    Parsed parsed(bytes);
    REQUIRE(parsed.problems().empty());
    auto text = [&](const syntax::Expr& expr) { return std::string(parsed.sources.text(syntax::span_of(expr))); };
    const auto& logic = boost::get<boost::spirit::x3::forward_ast<syntax::Logic>>(value_of(parsed).get()).get();
    CHECK(text(value_of(parsed)) == "(a +  b)  * 2 > -c   dan semua e memenuhi ( d )");
    CHECK(text(logic.operands[0]) == "(a +  b)  * 2 > -c");
    CHECK(text(logic.operands[1]) == "semua e memenuhi ( d )");
    const auto& comparison = boost::get<boost::spirit::x3::forward_ast<syntax::Comparison>>(logic.operands[0].get()).get();
    CHECK(text(comparison.left) == "(a +  b)  * 2");
    CHECK(text(comparison.right) == "-c");
    const auto& product = boost::get<boost::spirit::x3::forward_ast<syntax::Arithmetic>>(comparison.left.get()).get();
    CHECK(text(product.first) == "(a +  b)");
    CHECK(parsed.sources.text(product.rest[0].span) == "* 2");
    CHECK(text(product.rest[0].operand) == "2");
}

TEST_CASE("declarations have the place of the whole, headers from keyword to label") {
    Parsed parsed("aturan a untuk setiap b \"L\"  # k\n  jika c\n\n  kecuali d: e   \n");
    const auto& rule = *boost::get<syntax::RuleDeclaration>(&parsed.module.declarations[0].declaration.get());
    CHECK(parsed.sources.text(rule.span) == "aturan a untuk setiap b \"L\"  # k\n  jika c\n\n  kecuali d: e");
    CHECK(parsed.sources.text(rule.header.span) == "aturan a untuk setiap b \"L\"");
    CHECK(parsed.sources.text(boost::get<syntax::Exception>(&rule.items[1].get())->span) == "kecuali d: e");
}

// --------------------------------------------------------------------------------------------- two languages, one tree

namespace {

/// Every role in braces; the same text in either language.
const char* const everything = R"({language} LANG
{use} "../nasional"
{entity} desa "Desa"
  {from_table} desa {key} kode
  {area}
  nama {text}
{entity} keluarga "Keluarga" {in_parent} desa {via} kode_desa {at_least} 1
  {called_by} nama
  {address} alamat_a, rt
  {only_when} hadir {is} rumah
  {recipients} program_x {from} a {until} b {complete}
  punya {yes_no} {secret}
  desil {number} 1..10 {sensitive}
  luas {decimal}
  belanja {rupiah} 0.. {column} "x"
  lahir {date} {valid_for} 2 {years} {valid_since} catat
  lantai {choice} tanah, semen {counts_as_missing} 8, 99
  alat {set} a, b
  ibu {refers_to} keluarga {via} nik
{parameter} batas: {rupiah} {by} desa
  "15" {from} 2024-01-01 {until} 2024-12-31 Rp1 {million} {basis} "UU"
  {from} 2025-01-01 Rp1 {billion}
{agency} dinas "Dinas"
{term} umur {for_entity} keluarga {means} {full_years}(lahir, {reference_date}) + {full_months}(a, b) + {days_between}(a, b)
{term} kasus {for_entity} keluarga {means}
  {round}(a / b, {down}, 1) {when} a {is_not} b
  {round}(a / b, {up}, 1) {when} a {in_list} (b)
  {otherwise} {round}(a / b, {nearest}, 1)
{term} jenis {for_entity} keluarga: {choice} a {means}
  {otherwise} a
{score} nilai {for_entity} keluarga
  5 {times} desil
{table} tabel_a {for_entity} keluarga {yields} {rupiah}
  {collect} {sum}
  | desil | {result} |
  | 1 | 2 |
{table} tabel_b {for_entity} keluarga {yields} {rupiah}
  {from_file} "x.csv"
{term} rumit {for_entity} keluarga {means} {all_of}:
  - {any_of}:
    - a {logical_and} b
    - a {logical_or} {logical_not} b
  - {at_least} 2 {of}:
    - a {between} 1 {between_to} 2
    - a {not_in_list} (b, c)
    - a {has} "x"
    - a {starts_with} "x"
    - a {is_unknown}
    - a {is_known}
    - a {if_missing} 0 > 1
  - {some} e {other} {with} (a)
  - {no} e {with} (a)
  - {every} e {satisfies} (a)
  - {number_of} e > {total} a {over} e
  - {average} a {over} e > 1
  - {largest} a {over} e {if_none} 1 > {smallest} a {over} e
  - {subject}.a {is} {yes}
  - a {is} {no_value}
  - {eligible} p
  - {selected} p
  - {receiving} p
  - {ever_received} p {within} 10 {years}
  - a + 1 {day} > b - 2 {days}
  - a + 1 {month} > b - 2 {months}
  - a + 1 {year} > b - 2 {years}
{programme} p {for_each} keluarga
  {strategy} {reduce_expenses}
  {run_by} dinas
  {legal_basis} "UU"
  {in_force} 2025-01-01 {until} 2025-12-31
  {benefit} batas {per} {month}
  {period} {once}
  {draft}
  {unless} x: a
  {quota} 1 {per} desa
  {budget} 1 {per} desa, {unit_cost} 2
  {taken_when} a
  {order_by} {tier} 1: a, {then_by} b {largest_first}, {then_by} c {smallest_first}
  {at_most} 1 {per} keluarga
  {yields_to} q
  {not_together_with} q
  {graduates_if} a
{programme} q {for_each} keluarga
  {strategy} {raise_income}
  {period} {monthly}
{programme} r {for_each} keluarga
  {strategy} {reduce_pockets}
  {period} {quarterly}
{programme} s {for_each} keluarga
  {period} {yearly}
{rule} r1 {for_each} keluarga
  {programme} p
  {if_} a
  {unless} x: a
  {unless} y {on} x: a
  {then_task} "t" {assigned_to} dinas {priority} {high} {due_in} 14 {working_days}
    {evidence_photo} "f" {done_when} a
  {undecided_task} "t" {assigned_to} dinas {priority} {low}
{rule} r2 {for_each} keluarga
  {then_task} "t" {assigned_to} dinas {priority} {medium}
{test} "u" {on} 2025-07-01
  {given} {parameter} batas = 1
  {given} keluarga k1: desil 1, alat (a, b)
  {expect}
    k1 {eligible} p
    k1 {not_eligible} p
    k1 {undecided} p, {missing} desil
    k1 {error} p
    k1 {waiting} p {rank} 3
    k1.umur {between} 1 {between_to} 2
    k1.umur {is_unknown}
)";

std::string in(KeywordLanguage language, std::set<std::string>& used) {
    std::string out, source = everything;
    for (std::size_t at = 0; at < source.size(); ++at) {
        if (source[at] != '{') {
            out += source[at];
            continue;
        }
        std::size_t end = source.find('}', at);
        std::string role = source.substr(at + 1, end - at - 1);
        for (Keyword keyword : syntax::all_keywords())
            if (syntax::role_name(keyword) == role) out += syntax::spelling(keyword, language);
        used.insert(role);
        at = end;
    }
    out.replace(out.find("LANG"), 4, language == KeywordLanguage::id ? "id" : "en");
    return out;
}

std::string without(std::string text, const std::string& part) {
    for (std::size_t at; (at = text.find(part)) != std::string::npos;) text.erase(at, part.size());
    return text;
}

}  // namespace

TEST_CASE("every keyword, in both languages, makes the same tree") {
    std::set<std::string> used;
    Parsed indonesian(in(KeywordLanguage::id, used)), english(in(KeywordLanguage::en, used));
    CHECK(indonesian.problems().empty());
    CHECK(english.problems().empty());
    std::string id_tree = without(without(indonesian.tree(), " juta"), " miliar");
    std::string en_tree = without(without(english.tree(), " million"), " billion");
    CHECK(id_tree == en_tree);
    for (Keyword keyword : syntax::all_keywords()) {
        INFO(syntax::role_name(keyword));
        CHECK(used.contains(std::string(syntax::role_name(keyword))));
    }
}

TEST_CASE("keywords in capitals, CRLF and a BOM change nothing") {
    std::set<std::string> used;
    std::string plain = in(KeywordLanguage::id, used), windows = "\xEF\xBB\xBF";
    for (char c : plain) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    CHECK(Parsed(windows).tree() == Parsed(plain).tree());
    CHECK(Parsed("ATURAN a UNTUK   SETIAP b\n  JIKA c Dan d\n").tree() == Parsed("aturan a untuk setiap b\n  jika c dan d\n").tree());
}

// ------------------------------------------------------------------------------------------------------- strangers

namespace {

std::string repeat(const std::string& part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
}
std::vector<std::string> codes(const Parsed& parsed) {
    std::vector<std::string> list;
    for (const std::string& problem : parsed.problems()) list.push_back(problem.substr(0, 5));
    return list;
}

}  // namespace

TEST_CASE("a hundred thousand of anything that nests is one clear error") {
    const std::string head = "aturan a untuk setiap b\n  jika ";
    for (const char* part : {"(", "tidak ", "-", "- -", "total ", "bulatkan(", "tahun_penuh(", "ada b yang (", "terbesar a dari b bila tidak ada ",
                             "total 4 terbesar ("}) {
        INFO(part);
        Parsed parsed(head + repeat(part, 100000));
        CHECK(codes(parsed) == std::vector<std::string>{"R1035"});
    }
    CHECK(codes(Parsed(head + repeat("(", 100000) + "x" + repeat(")", 100000))) == std::vector<std::string>{"R1035"});
    std::string nested = head + "semua dari:\n";
    for (int i = 0; i < 300; ++i) nested += std::string(static_cast<std::size_t>(4 + i), ' ') + "- semua dari:\n";
    CHECK(codes(Parsed(nested)) == std::vector<std::string>{"R1035"});
}

TEST_CASE("nesting up to the limit is fine") {
    auto nested = [](int levels) { return "aturan a untuk setiap b\n  jika " + repeat("(", levels) + "x" + repeat(")", levels) + "\n"; };
    CHECK(codes(Parsed(nested(syntax::max_depth - 1))).empty());
    CHECK(codes(Parsed(nested(syntax::max_depth))) == std::vector<std::string>{"R1035"});
}

TEST_CASE("long but flat is fine") {
    const std::string head = "aturan a untuk setiap b\n  jika ";
    CHECK(codes(Parsed(head + repeat("a dan ", 20000) + "a")).empty());
    CHECK(codes(Parsed(head + repeat("a + ", 20000) + "a > 1")).empty());
    CHECK(codes(Parsed(head + "a termasuk (" + repeat("b, ", 20000) + "c)")).empty());
}

TEST_CASE("a file tells at most a hundred syntax errors") {
    Parsed many(repeat("aturan a untuk setiap b\n  jika\n", 3000));
    CHECK(codes(many).size() == 101);
    CHECK(codes(many).back() == "R1047");
    Parsed items("aturan a untuk setiap b\n" + repeat("  jika\n", 3000));
    CHECK(codes(items).size() == 101);
}

TEST_CASE("damaged files are reported, never fatal") {
    std::set<std::string> used;
    const std::string sound = in(KeywordLanguage::id, used);
    std::mt19937 random(20251121);
    const std::string pieces = "()-:\"'`.,|=<>!&#\n\t \r\\_0159azRp%*+/\xC3\xB1\xE2\x80\x9C\x01\x02\xFF";
    auto below = [&](std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random); };
    for (int round = 0; round < 400; ++round) {
        std::string damaged = sound;
        for (std::size_t hits = 1 + below(6); hits > 0; --hits) {
            std::size_t at = below(damaged.size()), length = below(12);
            switch (below(4)) {
                case 0: damaged.erase(at, length); break;
                case 1: damaged.insert(at, 1, pieces[below(pieces.size())]); break;
                case 2: damaged[at] = pieces[below(pieces.size())]; break;
                default: damaged.insert(at, damaged.substr(below(damaged.size()), length * 3)); break;
            }
        }
        Parsed parsed(damaged);
        for (const auto& diagnostic : parsed.sink.sorted()) {
            REQUIRE(diagnostic.span.begin <= diagnostic.span.end);
            REQUIRE(diagnostic.span.end <= damaged.size() + 1);
            REQUIRE_FALSE(std::string(diagnostics::texts_of(diagnostic.code, diagnostics::Language::id).title).empty());
        }
        CHECK((!parsed.tree().empty() || parsed.sink.has_errors()));
    }
}
