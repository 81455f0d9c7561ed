// SPDX-License-Identifier: Apache-2.0
// dsl/text: what columns mean (language.md section 1), bytes that are refused, places.
#include <catch2/catch.hpp>

#include "dsl/syntax/keyword_language.hpp"
#include "dsl/text/encoding.hpp"
#include "dsl/text/print.hpp"

using namespace tepat;
using text::Problem;

namespace {

struct LaidOut {
    text::Sources sources;
    text::Layout layout;
    std::string printed;

    explicit LaidOut(std::string bytes, syntax::KeywordLanguage language = syntax::KeywordLanguage::id) {
        const auto& file = sources.add("a.aturan", std::move(bytes));
        layout = text::lay_out(file, syntax::layout_words(language));
        printed = text::print(file, layout);
    }
    std::vector<Problem> problems() const {
        std::vector<Problem> kinds;
        for (const auto& problem : layout.problems) kinds.push_back(problem.kind);
        return kinds;
    }
};

}  // namespace

TEST_CASE("columns decide what starts, what continues and what is a bullet") {
    LaidOut laid(
        "aturan a untuk setiap b  # komentar\n"
        "  jika semua dari:\n"
        "\n"
        "    - umur >= 60\n"
        "        dan sehat\n"
        "    - salah satu dari:\n"
        "        - x\n"
        "        - y\n"
        "    - (p\n"
        "  + q)\n"
        "  kecuali k: z\n"
        "   - 5 > 3\n"
        "lembaga c\n");
    CHECK(laid.printed ==
          "line 1\n"
          "declaration | aturan a untuk setiap b\n"
          "item        |   jika semua dari:\n"
          "bullet 1    |     - umur >= 60\n"
          "more        |         dan sehat\n"
          "bullet 1    |     - salah satu dari:\n"
          "bullet 2    |         - x\n"
          "bullet 2    |         - y\n"
          "bullet 1    |     - (p\n"
          "more        |   + q)\n"
          "item        |   kecuali k: z\n"
          "stray -     |    - 5 > 3\n"
          "line 13\n"
          "declaration | lembaga c\n"
          "comments 1\n");
}

TEST_CASE("the normal text has the length of the source") {
    std::string bytes = "\xEF\xBB\xBF" "entitas a\r\n  dari tabel t kunci k # x\r\n  nama teks\r\n";
    LaidOut laid(bytes);
    REQUIRE(laid.layout.chunks.size() == 1);
    const auto& chunk = laid.layout.chunks[0];
    CHECK(chunk.normal.size() == chunk.span.end - chunk.span.begin);
    CHECK(laid.sources.text(chunk.span) == "entitas a\r\n  dari tabel t kunci k # x\r\n  nama teks");
    CHECK(std::count(chunk.normal.begin(), chunk.normal.end(), text::item_mark) == 2);
    CHECK(chunk.normal.find('\r') == std::string::npos);
}

TEST_CASE("items of a test stand under misalkan and harapkan, in the column of the first of them") {
    LaidOut laid(
        "uji \"x\" pada 2025-07-01\n"
        "  misalkan parameter p = 4\n"
        "  misalkan keluarga k1: desil 1,\n"
        "      rupiah 5\n"
        "    anggota siti: umur 3\n"
        "       dan 4\n"
        "    anggota budi\n"
        "  harapkan\n"
        "    siti layak p\n"
        "      , kurang a\n"
        "    budi galat p\n");
    CHECK(laid.printed ==
          "line 1\n"
          "declaration | uji \"x\" pada 2025-07-01\n"
          "item        |   misalkan parameter p = 4\n"
          "item        |   misalkan keluarga k1: desil 1,\n"
          "more        |       rupiah 5\n"
          "item        |     anggota siti: umur 3\n"
          "more        |        dan 4\n"
          "item        |     anggota budi\n"
          "item        |   harapkan\n"
          "item        |     siti layak p\n"
          "more        |       , kurang a\n"
          "item        |     budi galat p\n"
          "comments 0\n");
}

TEST_CASE("columns that fit nothing, tabs and lines without a declaration are problems") {
    CHECK(LaidOut("aturan a untuk setiap b\n    jika x\n  kecuali y: z\n").problems() == std::vector{Problem::column_between});
    CHECK(LaidOut("aturan a untuk setiap b\n  jika semua dari:\n     - x\n    - y\n").problems() == std::vector{Problem::column_between});
    CHECK(LaidOut("aturan a untuk setiap b\n\tjika x\n\tkecuali y: z\n").problems() == std::vector{Problem::tab_indent});
    CHECK(LaidOut("  jika x\nlembaga a\n").problems() == std::vector{Problem::indented_start});
}

TEST_CASE("a clause in the clause column ends a forgotten parenthesis, anything else in parentheses continues") {
    LaidOut laid("aturan a untuk setiap b\n  jika (x dan\n  y\n  kecuali k: z\n  dasar hukum \"u\"\n");
    CHECK(laid.printed ==
          "line 1\ndeclaration | aturan a untuk setiap b\nitem        |   jika (x dan\nmore        |   y\n"
          "item        |   kecuali k: z\nitem        |   dasar hukum \"u\"\ncomments 0\n");
}

TEST_CASE("documentation is the ## lines just above a declaration") {
    LaidOut laid("## satu\n## dua\nlembaga a\n\n## lain\n\nlembaga b\n# biasa\nlembaga c\n");
    REQUIRE(laid.layout.chunks.size() == 3);
    CHECK(laid.layout.chunks[0].documentation == "satu\ndua");
    CHECK(laid.layout.chunks[1].documentation.empty());
    CHECK(laid.layout.chunks[2].documentation.empty());
    CHECK(laid.layout.comments.size() == 4);
    CHECK(laid.layout.comments[0].documentation);
    CHECK_FALSE(laid.layout.comments[3].documentation);
}

TEST_CASE("bytes that are no rule text leave no chunks") {
    using P = std::vector<Problem>;
    auto refused = [](std::string bytes) {
        LaidOut laid(std::move(bytes));
        CHECK(laid.layout.chunks.empty());
        return laid.problems();
    };
    CHECK(refused("lembaga \xFF\n") == P{Problem::invalid_utf8});
    CHECK(refused("lembaga \xC0\x80\n") == P{Problem::invalid_utf8, Problem::invalid_utf8});  // overlong
    CHECK(refused("# \xED\xA0\x80\n").size() == 3);                                           // a surrogate
    CHECK(refused(std::string("lembaga a\0b\n", 12)) == P{Problem::nul_byte});
    CHECK(refused("lembaga a\x1b\n") == P{Problem::control_character});
    CHECK(refused("lembaga a\rlembaga b\n") == P{Problem::lone_carriage_return});
    CHECK(refused("# \u202e\n") == P{Problem::bidi_control});
    CHECK(refused("lembaga a\n\xEF\xBB\xBFlembaga b\n") == P{Problem::inner_bom});
    CHECK(refused(std::string(500, '\x01')).size() == 101);
    CHECK(refused(std::string(text::max_file_bytes + 1, 'a')) == P{Problem::file_too_large});
}

TEST_CASE("what word processors type outside texts is named, and replaced so that reading goes on") {
    LaidOut laid("lembaga a “Dinas Sosial”\nistilah b untuk c adalah d ≥ 5\u00A0– 3\nistilah e untuk f adalah “g\n");
    CHECK(laid.problems() == std::vector{Problem::typographic_quote, Problem::non_ascii_outside_text, Problem::non_ascii_outside_text,
                                         Problem::non_ascii_outside_text, Problem::typographic_quote});
    CHECK(laid.layout.chunks[0].normal == "lembaga a \"  Dinas Sosial  \"");
    CHECK(laid.layout.chunks[1].normal == "istilah b untuk c adalah d >=  5  -   3");
    CHECK(laid.layout.problems[0].span == text::Span{11, 29});
}

TEST_CASE("inside texts any letter is welcome; names may have letters of other languages") {
    LaidOut laid("lembaga niños “x”\nlembaga año \"“Dinas” – ≥\"\n");
    CHECK(laid.problems() == std::vector{Problem::typographic_quote});
    CHECK(text::is_foreign_letter(U'ñ'));
    CHECK(text::is_foreign_letter(U'ж'));
    CHECK_FALSE(text::is_foreign_letter(U'×'));
    CHECK_FALSE(text::is_foreign_letter(U'€'));
}

TEST_CASE("a text that is not closed ends with its line") {
    LaidOut laid("lembaga a \"Dinas\nlembaga b \"x\" \"\n");
    CHECK(laid.problems() == std::vector{Problem::unclosed_text, Problem::unclosed_text});
    CHECK(laid.layout.chunks.size() == 2);
    CHECK(laid.layout.problems[0].span == text::Span{11, 17});
}

TEST_CASE("places count code points, in every file of the set") {
    text::Sources sources;
    const auto& first = sources.add("a", "\xEF\xBB\xBF" "añb\nc\n");
    const auto& second = sources.add("b", "xyz");
    CHECK(first.base == 1);
    CHECK(sources.locate(first.base + 3).column == 1);
    CHECK(sources.locate(first.base + 6).column == 3);
    CHECK(sources.locate(first.base + 8).line == 2);
    CHECK(&sources.file_of({second.base, second.base}) == &second);
    CHECK(sources.locate(second.base + 3).column == 4);
    CHECK(sources.text({second.base + 1, second.base + 3}) == "yz");
    const auto& refused = sources.add("c", std::string(text::max_file_bytes + 1, ' '));
    CHECK(sources.too_large(refused));
    CHECK(refused.bytes.empty());
}
