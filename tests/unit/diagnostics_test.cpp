// SPDX-License-Identifier: Apache-2.0
// The catalogue's promises (both languages complete and alike) and the renderings, letter by letter.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/diagnostics/suggest.hpp"

using namespace tepat;
using namespace tepat::diagnostics;

namespace {

std::set<std::string> places_in(const std::string& text) {
    std::set<std::string> places;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}') places.insert(text.substr(i, 3));
    return places;
}

text::Span find(const text::SourceFile& file, const std::string& what, std::size_t from = 0) {
    const std::size_t at = file.bytes.find(what, from);
    REQUIRE(at != std::string::npos);
    const auto begin = file.base + static_cast<std::uint32_t>(at);
    return {begin, begin + static_cast<std::uint32_t>(what.size())};
}

}  // namespace

TEST_CASE("every code has both languages complete and alike", "[diagnostics]") {
    std::set<std::string> numbers, names;
    for (const Code code : all_codes()) {
        INFO(number_of(code) << " " << name_of(code));
        CHECK(numbers.insert(number_of(code)).second);
        CHECK(names.insert(name_of(code)).second);
        CHECK(std::string(number_of(code)).size() == 5);
        const CodeTexts id = texts_of(code, Language::id), en = texts_of(code, Language::en);
        for (const CodeTexts& texts : {id, en}) {
            CHECK(std::string(texts.title) != "");
            CHECK(std::string(texts.help) != "");
            CHECK(std::string(texts.title).back() != '.');
            CHECK(std::string(texts.title).find('\n') == std::string::npos);
        }
        CHECK(places_in(id.title) == places_in(en.title));
        CHECK(places_in(id.label) == places_in(en.label));
        CHECK(places_in(id.help) == places_in(en.help));
        CHECK((std::string(id.label).empty()) == (std::string(en.label).empty()));
    }
}

TEST_CASE("every phrase has both languages with the same places", "[diagnostics]") {
    for (const Phrase phrase : all_phrases()) {
        const std::string id = text_of(phrase, Language::id), en = text_of(phrase, Language::en);
        INFO(id << " / " << en);
        CHECK(id != "");
        CHECK(en != "");
        CHECK(places_in(id) == places_in(en));
    }
}

TEST_CASE("fill puts texts, phrases and numbers in, and nothing else", "[diagnostics]") {
    CHECK(fill("{1} of {0}, {kurang} {", {std::string("a"), Count{-12}}, Language::en) == "-12 of a, {kurang} {");
    CHECK(fill("{0}", {Phrase::a_name}, Language::id) == "sebuah nama");
    CHECK(fill("{0}", {Phrase::a_name}, Language::en) == "a name");
    CHECK(fill("{0}", {std::string("a\x1b[31m\nb")}, Language::en) == "a [31m b");  // no way to steer the terminal
    CHECK(fill("{0}", {std::string(1000, 'x')}, Language::en) == std::string(300, 'x') + "...");
    CHECK(fill("{0}", {std::string(299, 'x') + "\xC3\xA9" + "yy"}, Language::en) == std::string(299, 'x') + "...");  // no half letters
}

TEST_CASE("the sink sorts by place and drops exact duplicates", "[diagnostics]") {
    Sink sink;
    const Diagnostic late{Code::unknown_name, {9, 10}, {std::string("b")}, {}, {}, {}};
    const Diagnostic early{Code::type_mismatch, {2, 3}, {Phrase::type_yes_no, Phrase::type_number}, {}, {}, {}};
    sink.add(late);
    sink.add(early);
    sink.add(late);
    sink.add({Code::unknown_name, {9, 10}, {std::string("c")}, {}, {}, {}});
    CHECK(sink.has_errors());
    const std::vector<Diagnostic> sorted = sink.sorted();
    REQUIRE(sorted.size() == 3);
    CHECK(sorted[0].code == Code::type_mismatch);
    CHECK(std::get<std::string>(sorted[1].arguments[0]) == "b");
    CHECK(std::get<std::string>(sorted[2].arguments[0]) == "c");
}

TEST_CASE("text rendering shows the lines, marks, notes and help in both languages", "[diagnostics]") {
    text::Sources sources;
    const text::SourceFile& file = sources.add("a.aturan", "istilah a\n  jika \xC3\xA9 desill <= 4\n\n\tdesil bilangan\n");
    Diagnostic diagnostic{Code::unknown_name, find(file, "desill"), {std::string("desill")}, {}, {}, {}};
    diagnostic.labels.push_back({find(file, "desil ", 25), Phrase::declared_here, {}});
    diagnostic.notes.push_back({Phrase::did_you_mean, {std::string("desil")}});
    CHECK(render_text(diagnostic, sources, Language::id, false) ==
          "galat[R2001]: nama `desill` tidak dikenal\n"
          " --> a.aturan:2:10\n"
          "  |\n"
          "2 |   jika \xC3\xA9 desill <= 4\n"
          "  |          ^^^^^^ " +
              fill(texts_of(Code::unknown_name, Language::id).label, diagnostic.arguments, Language::id) +
              "\n"
              "  |\n"
              "4 |  desil bilangan\n"
              "  |  ------ dinyatakan di sini\n"
              "  = catatan: " +
              fill(text_of(Phrase::did_you_mean, Language::id), {std::string("desil")}, Language::id) +
              "\n  = bantuan: " + fill(texts_of(Code::unknown_name, Language::id).help, diagnostic.arguments, Language::id) + "\n");
    const std::string english = render_text(diagnostic, sources, Language::en, false);
    CHECK(english.find("error[R2001]: ") == 0);
    CHECK(english.find("  = note: ") != std::string::npos);
    CHECK(english.find("  = help: ") != std::string::npos);
    CHECK(render_text(diagnostic, sources, Language::en, true).find("\033[1;31merror[R2001]\033[0m") == 0);
}

TEST_CASE("long lines, many labels, broken bytes and empty places are shown within bounds", "[diagnostics]") {
    text::Sources sources;
    const text::SourceFile& file = sources.add("b.aturan", std::string(5000, 'a') + "X" + std::string(5000, 'b') + "\n\xFF\x01 z");
    const std::string cut =
        render_text({Code::unknown_name, find(file, "X"), {std::string("X")}, {}, {}, {}}, sources, Language::en, false);
    CHECK(cut.find("b.aturan:1:5001") != std::string::npos);
    CHECK(cut.find("..." + std::string(50, 'a') + "X" + std::string(99, 'b') + "...") != std::string::npos);
    CHECK(cut.find("\n  | " + std::string(53, ' ') + "^ ") != std::string::npos);

    Diagnostic crowded{Code::unknown_name, find(file, "z"), {std::string("z")}, {}, {}, {}};
    for (int i = 0; i < 100; ++i) crowded.labels.push_back({find(file, "X"), Phrase::declared_here, {}});
    for (int i = 0; i < 100; ++i) crowded.notes.push_back({Phrase::a_name, {}});
    const std::string bounded = render_text(crowded, sources, Language::en, false);
    CHECK(std::count(bounded.begin(), bounded.end(), '\n') <= 50);
    CHECK(bounded.find("\xEF\xBF\xBD\xEF\xBF\xBD z") != std::string::npos);
    CHECK(bounded.find("= help: ") != std::string::npos);

    const text::Span end{file.base + static_cast<std::uint32_t>(file.bytes.size()),
                         file.base + static_cast<std::uint32_t>(file.bytes.size())};
    CHECK(render_text({Code::unknown_name, end, {std::string("")}, {}, {}, {}}, sources, Language::en, false).find("b.aturan:2:5") !=
          std::string::npos);
}

TEST_CASE("json rendering is the documented array", "[diagnostics]") {
    text::Sources sources;
    const text::SourceFile& file = sources.add("a.aturan", "x\n  \xC3\xA9 desill\n");
    CHECK(render_json({}, sources, Language::id) == "[]\n");
    Diagnostic diagnostic{Code::unknown_name, find(file, "desill"), {std::string("desill")}, {}, {}, {}};
    diagnostic.fix = Fix{find(file, "desill"), "desil"};
    const auto json = nlohmann::json::parse(render_json({diagnostic}, sources, Language::en));
    REQUIRE(json.size() == 1);
    for (const char* field :
         {"code", "severity", "message", "file", "line", "column", "end_line", "end_column", "labels", "notes", "help", "fix"})
        CHECK(json[0].contains(field));
    CHECK(json[0]["code"] == "R2001");
    CHECK(json[0]["severity"] == "error");
    CHECK(json[0]["line"] == 2);
    CHECK(json[0]["column"] == 5);
    CHECK(json[0]["end_column"] == 11);
    CHECK(json[0]["fix"]["text"] == "desil");
}

TEST_CASE("a failure without a place is rendered without one", "[diagnostics]") {
    const Failure failure(Exit::environment, Code::cannot_read_file, {std::string("x.db"), std::string("tidak ada")});
    const std::string text = render_text(failure.diagnostic(), text::Sources{}, Language::id, false);
    CHECK(text.find("galat[R5001]: ") == 0);
    CHECK(text.find("-->") == std::string::npos);
    CHECK(nlohmann::json::parse(render_json({failure.diagnostic()}, text::Sources{}, Language::id))[0]["line"].is_null());
}

TEST_CASE("suggestions are the nearest names", "[diagnostics]") {
    const std::vector<std::string> names{"desil", "desa", "nama", "penghasilan", "umur"};
    CHECK(suggest("desill", names) == std::vector<std::string>{"desil"});
    CHECK(suggest("DESIL", names) == std::vector<std::string>{"desil"});
    CHECK(suggest("umru", names) == std::vector<std::string>{"umur"});
    CHECK(suggest("pengasilan", names) == std::vector<std::string>{"penghasilan"});
    CHECK(suggest("xyz", names).empty());
    CHECK(suggest("", names).empty());
    CHECK(suggest("aaaa", {"aaab", "aaac", "aaad", "aaae"}) == std::vector<std::string>{"aaab", "aaac", "aaad"});
}
