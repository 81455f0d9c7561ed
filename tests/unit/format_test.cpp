// SPDX-License-Identifier: Apache-2.0
// tepat format: the meaning stays, comments survive, formatting twice changes nothing, both keyword languages.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "dsl/syntax/format.hpp"
#include "dsl/syntax/keyword_language.hpp"
#include "tests/differential/generate.hpp"
#include "tests/unit/parsed.hpp"

using namespace tepat;
using syntax::KeywordLanguage;
using tests::Parsed;

namespace {

namespace fs = std::filesystem;

std::string formatted(const std::string& text, KeywordLanguage language = KeywordLanguage::id) {
    Parsed parsed(text);
    REQUIRE(parsed.problems().empty());
    const auto result = syntax::format(parsed.sources.files().front(), parsed.module, language);
    REQUIRE(result);
    return *result;
}

std::vector<std::string> comments_of(const Parsed& parsed) {
    const text::SourceFile& file = parsed.sources.files().front();
    std::vector<std::string> comments;
    for (const text::Comment& comment : text::lay_out(file, syntax::layout_words(parsed.module.language)).comments) {
        std::string text(file.text(comment.span));
        comments.push_back(text.substr(0, text.find_last_not_of(" \t") + 1));
    }
    std::sort(comments.begin(), comments.end());
    return comments;
}

/// Without the line that names the language.
std::string meaning(const Parsed& parsed) {
    std::string tree = syntax::print_canonical(parsed.module);
    return tree.starts_with("language\n") ? tree.substr(9) : tree;
}

void check_properties(const std::string& name, const std::string& text) {
    INFO(name);
    const Parsed parsed(text);
    if (parsed.sink.has_errors()) return;  // the golden mistakes
    for (KeywordLanguage language : {KeywordLanguage::id, KeywordLanguage::en}) {
        const auto result = syntax::format(parsed.sources.files().front(), parsed.module, language);
        CHECK(result);
        if (!result) continue;
        const Parsed again(*result);
        INFO(*result);
        CHECK(again.problems().empty());
        CHECK(again.module.language == language);
        CHECK(meaning(again) == meaning(parsed));
        CHECK(comments_of(again) == comments_of(parsed));
        CHECK(syntax::format(again.sources.files().front(), again.module, language) == result);
        const auto back = syntax::format(again.sources.files().front(), again.module, parsed.module.language);
        REQUIRE(back);
        CHECK(meaning(Parsed(*back)) == meaning(parsed));
    }
}

/// Expressions of every kind, with more parentheses than needed, names that are keywords somewhere, and comments between lines.
class Generator {
public:
    explicit Generator(unsigned seed) : random_(seed) {}

    std::string condition(int depth) {
        switch (depth <= 0 ? 8 : pick(9)) {
            case 0: return operand(depth) + " dan " + operand(depth) + "\n      dan " + operand(depth);
            case 1: return operand(depth) + " atau " + operand(depth);
            case 2: return "tidak " + operand(depth);
            case 3: return value(depth - 1) + " " + one({"=", "!=", "<", ">=", "adalah", "bukan"}) + " " + value(depth - 1);
            case 4: return value(depth - 1) + " antara " + value(depth - 1) + " sampai " + value(depth - 1);
            case 5: return value(depth - 1) + one({" termasuk (", " tidak termasuk ("}) + value(depth - 1) + ", " + value(depth - 1) + ")";
            case 6: return value(depth - 1) + one({" diketahui", " tidak diketahui", " memuat x", " berawalan \"y\""});
            case 7: return one({"ada ", "tidak ada "}) + name() + one({"", " lain"}) + " yang (" + condition(depth - 1) + ")";
            default: return one({name(), "layak " + name(), "pernah menerima " + name() + " dalam 2 tahun", "benar", "subjek.x"});
        }
    }

private:
    std::string operand(int depth) { return "(" + condition(depth - 1) + ")"; }
    std::string value(int depth) {
        switch (depth <= 0 ? 9 : pick(10)) {
            case 0: return "(" + value(depth - 1) + one({" + ", " - "}) + value(depth - 1) + ")";
            case 1: return "(" + value(depth - 1) + ")" + one({" * ", " / "}) + "(" + value(depth - 1) + ")";
            case 2: return "-(" + value(depth - 1) + ")";
            case 3: return "((" + value(depth - 1) + ") bila kosong (" + value(depth - 1) + "))";
            case 4: return "(" + one({"terbesar (", "terkecil ("}) + value(depth - 1) + ") dari " + name() + " bila tidak ada (" + value(depth - 1) + "))";
            case 5: return "banyaknya " + name() + " yang (" + condition(depth - 1) + ")";
            case 6: return "total 2 terbesar (" + value(depth - 1) + ", " + value(depth - 1) + ") dari " + name();
            case 7: return "bulatkan(" + value(depth - 1) + ", ke_atas, 5)";
            case 8: return "tahun_penuh(" + value(depth - 1) + ", tanggal_acuan + 3 bulan)";
            default: return one({name(), "k.desil", "1_000", "Rp 1000", "Rp1,5 juta", "1 Juli 2025", "17-08-1945", "30%", "\"a \\\" # b\"", "-1", "0.50"});
        }
    }
    std::string name() { return one({"a", "total_x", "and", "number", "`dan`", "kosong", "x", "per", "not", "when", "of", "hari", "since", "lalu"}); }
    std::string one(const std::vector<std::string>& words) { return words[pick(words.size())]; }
    std::size_t pick(std::size_t count) { return random_() % count; }
    std::mt19937 random_;
};

std::vector<fs::path> rule_files() {
    std::vector<fs::path> files;
    for (const char* folder : {"rules", "examples", "tests/golden"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(TEPAT_SOURCE_DIR) / folder))
            if (entry.path().extension() == ".aturan") files.push_back(entry.path());
    return files;
}

}  // namespace

TEST_CASE("formatting keeps what every shipped and every golden file means", "[format]") {
    REQUIRE(rule_files().size() > 20);
    for (const fs::path& path : rule_files()) {
        std::ifstream in(path, std::ios::binary);
        check_properties(path.string(), {std::istreambuf_iterator<char>(in), {}});
    }
}

TEST_CASE("formatting keeps what generated declarations mean", "[format]") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        Generator make(seed);
        auto c = [&] { return make.condition(4); };
        const std::string text =
                         "istilah t untuk k adalah " + c() + "\nskor s untuk k  # skor\n  5 x (umur) bila (" + c() + ")\n  # lagi\n  (2) bila kosong_x\n"
                         "aturan r untuk setiap k\n  jika semua dari:\n    - " + c() + "  # satu\n    - tidak paling sedikit 2 dari:\n        - " + c() +
                         "\n        # dua\n        - " + c() + "\n  kecuali x: " + c() + "\n";
        INFO(text);
        REQUIRE(Parsed(text).problems() == std::vector<std::string>{});
        check_properties("seed " + std::to_string(seed), text);
    }
}

TEST_CASE("formatting keeps what the rule sets of the differential test mean", "[format]") {
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        const std::string indonesian = generate::rule_text(seed, KeywordLanguage::id).text();
        const std::string english = generate::rule_text(seed, KeywordLanguage::en).text();
        REQUIRE(Parsed(indonesian).problems() == std::vector<std::string>{});
        check_properties("seed " + std::to_string(seed), indonesian);
        CHECK(meaning(Parsed(formatted(indonesian, KeywordLanguage::en))) == meaning(Parsed(english)));
    }
}

TEST_CASE("one layout: facts, cases and tables in columns, long lines broken, literals in one form", "[format]") {
    CHECK(formatted("entitas e\n  dari tabel t kunci k\n  a teks \"A\" rahasia\n  panjang bilangan 1 .. 10 \"B\"\n\n\n  h himpunan x,y\n") ==
          "entitas e\n  dari tabel t kunci k\n  a        teks            \"A\"  rahasia\n  panjang  bilangan 1..10  \"B\"\n\n  h  himpunan x, y\n");
    CHECK(formatted("lembaga a \"A\"\nlembaga panjang \"P\"\n\nlembaga b \"B\"\n") ==
          "lembaga a        \"A\"\nlembaga panjang  \"P\"\n\nlembaga b \"B\"\n");
    CHECK(formatted("istilah t untuk k adalah\n  Rp 1500000 bila a>=17-08-1985\n  Rp1,50 juta bila lama_sekali\n  selain   itu Rp0,5\n") ==
          "istilah t untuk k adalah\n  Rp1.500.000 bila a >= 1985-08-17\n  Rp1,5 juta  bila lama_sekali\n  selain itu Rp0,50\n");
    CHECK(formatted("tabel t untuk k menghasilkan rupiah\n  |umur|j|hasil|\n  |<7|-|Rp3|\n  |7 .. 21|sd,smp|Rp900000|\n  |selain itu|-|-5|\n") ==
          "tabel t untuk k menghasilkan rupiah\n  | umur  | j       | hasil     |\n  | < 7   | -       | Rp3       |\n"
          "  | 7..21 | sd, smp | Rp900.000 |\n  | selain itu      | -5        |\n");
    CHECK(formatted("tabel t untuk k menghasilkan rupiah\n  | a | hasil |\n  | 1 | 2 |\n  | selain itu | 3 |\n") ==
          "tabel t untuk k menghasilkan rupiah\n  | a          | hasil |\n  | 1          | 2     |\n  | selain itu | 3     |\n");
    CHECK(formatted("aturan r untuk setiap k\n  jika a dan (b atau c) dan ((d))\n") == "aturan r untuk setiap k\n  jika a dan (b atau c) dan d\n");
    const std::string name(60, 'n');
    CHECK(formatted("aturan r untuk setiap k\n  jika " + name + " dan " + name + "1 dan " + name + "2\n") ==
          "aturan r untuk setiap k\n  jika " + name + "\n    dan " + name + "1\n    dan " + name + "2\n");
}

TEST_CASE("parentheses stay where the reader or the binding needs them", "[format]") {
    for (const char* expression :
         {"(a bila kosong 0) > 1", "-(a + b) * c", "a - (b - c)", "a - b - c", "tidak (ada e yang (x))", "tidak (a dan b) atau c", "(tidak a) atau b",
          "total a + 1 dari e yang (b) > (terbesar c dari e bila tidak ada 0) + 1", "a * (b / c)", "(a + 1) bila kosong (b + 1)", "-a bila kosong -1",
          "bulatkan(a / b, terdekat, 100)", "a tidak diketahui dan b diketahui", "a adalah b", "a bukan b", "total 4 terbesar (a, b * 2) dari e lain"}) {
        const std::string text = std::string("istilah t untuk k adalah ") + expression + "\n";
        CHECK(formatted(text) == text);
    }
    const std::string cases = "istilah t untuk k adalah\n  a bila (kosong)\n  terkecil b dari e bila tidak ada e yang (c)\n  selain itu 0\n";
    CHECK(formatted(cases) == "istilah t untuk k adalah\n  a                 bila (kosong)\n  terkecil b dari e bila tidak ada e yang (c)\n  selain itu 0\n");
}

TEST_CASE("comments and blank lines keep their neighbours", "[format]") {
    const std::string text =
        "# berkas\nbahasa id\n\n## dokumentasi\nprogram p \"P\" untuk setiap k  # kepala\n  # sebelum strategi\n  strategi kurangi_beban  # ekor\n\n"
        "  # sebelum kuota\n  kuota 50 per d\n  # akhir program\n\n# lepas\n\naturan r untuk setiap k\n  jika semua dari:  # kelompok\n    - a  # satu\n"
        "    # dua\n    - b\n  maka tugas \"t\" kepada d\n    # bagian\n    tenggat 30 hari\n# penutup\n";
    CHECK(formatted(text) == text);
    CHECK(formatted("entitas e\n  j pilihan a,  # satu\n    # dua\n    b  # tiga\n") == "entitas e\n  # satu\n  # dua\n  j  pilihan a, b  # tiga\n");
    CHECK(formatted("\n\nlembaga a\n\n\n\nlembaga b   \n\n") == "lembaga a\n\nlembaga b\n");
    CHECK(formatted("\xEF\xBB\xBFlembaga a # x\r\nlembaga b\r\n") == "lembaga a  # x\nlembaga b\n");
}

TEST_CASE("tests keep their clauses and the depth of their rows", "[format]") {
    const std::string text =
        "uji \"u\" pada 2025-07-01\n  misalkan parameter p = 3\n  misalkan keluarga k1: desil 1, alat (a, b)\n    anggota siti: umur 3\n      barang x:\n"
        "    anggota budi\n  harapkan\n    siti layak r\n    budi menunggu p, peringkat 3\n    siti belum pasti r, kurang umur, keluarga.desil\n"
        "    k1.s antara -10 sampai 25\n    k1.t galat\n    k1.u tidak diketahui\n";
    CHECK(formatted(text) == text);
}

TEST_CASE("either language from the same tree; names that are reserved there get backquotes", "[format]") {
    const std::string english =
        "language en\nrule r for each k\n  if `total` > Rp1,5 million and x is unknown and d > 1 - 1 year\n  then task \"t\" assigned to d  due in 1 day\n";
    const std::string indonesian =
        "bahasa id\naturan r untuk setiap k\n  jika `total` > Rp1,5 juta dan x tidak diketahui dan d > 1 - 1 tahun\n  maka tugas \"t\" kepada d  tenggat 1 hari\n";
    CHECK(formatted(english, KeywordLanguage::id) == indonesian);
    CHECK(formatted(indonesian, KeywordLanguage::en) == english);
    CHECK(formatted("istilah a untuk k adalah `dan` = and\n", KeywordLanguage::en) == "term a for k means dan = `and`\n");
    CHECK(formatted("skor s untuk k\n  (-b) bila c\n  -5 bila c\n") == "skor s untuk k\n  (-b) bila c\n  -5 bila c\n");  // no line begins with a bare minus
    CHECK(formatted("istilah a untuk k adalah\n  (-b) bila c\n  selain itu -b\n") == "istilah a untuk k adalah\n  (-b) bila c\n  selain itu -b\n");
    CHECK(formatted("istilah a untuk k adalah\n  (-b * 2)\n") == "istilah a untuk k adalah\n  (-b * 2)\n");
    CHECK(formatted("uji \"a\" pada 2025-07-01\n  misalkan kabupaten \"15\"\n    keluarga \"k1\": a 1\n  harapkan\n    \"15\".b = 1\n    \"15\" layak p\n") ==
          "uji \"a\" pada 2025-07-01\n  misalkan kabupaten \"15\"\n    keluarga k1: a 1\n  harapkan\n    \"15\".b = 1\n    \"15\" layak p\n");
    CHECK(formatted("istilah a untuk k adalah `dan` = and\n") == "istilah a untuk k adalah `dan` = and\n");
}
