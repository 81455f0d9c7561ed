// SPDX-License-Identifier: Apache-2.0
// tests/golden/check/{good,bad}/*.aturan: what parse and check say stands as comments below the lines they speak of:
//
//     jika umr >= 60
//     #    ^^^ galat[R2001]
//
// The carets stand exactly under the span (in column 1 the # itself counts as one). A line `# tanggal 2025-07-01` also runs what
// `check --date` runs; a line `# pembuktian` also runs the analyser (`# pembuktian 0`: with that budget). TEPAT_UPDATE_GOLDEN=1 rewrites the comments; the diff is the review.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "dsl/check/check.hpp"
#include "dsl/program/invariants.hpp"
#include "dsl/prove/prove.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/trial/trial.hpp"

namespace {

using namespace tepat;
namespace fs = std::filesystem;

const fs::path root = fs::path(TEPAT_SOURCE_DIR) / "tests/golden/check";

std::vector<fs::path> files_in(const char* folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(root / folder))
        if (entry.path().extension() == ".aturan") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

bool is_expectation(const std::string& line) {
    static const std::regex shape(R"(\s*#\s*\^* *(galat|peringatan|catatan)\[R\d{4}\]\s*)");
    return std::regex_match(line, shape);
}

std::string without_expectations(const std::string& text) {
    std::string result;
    for (const std::string& line : lines_of(text))
        if (!is_expectation(line)) result += line + "\n";
    return result;
}

struct Checked {
    program::Program program;
    std::vector<diagnostics::Diagnostic> diagnostics;
    bool has_errors = false;
};

Checked check_text(text::Sources& sources, const std::string& name, const std::string& text) {
    diagnostics::Sink sink;
    const std::vector<syntax::Module> modules{syntax::parse(sources.add(name, text), sink)};
    Checked checked{check::check(modules, sources, sink), {}, false};
    std::smatch date;
    if (std::regex_search(text, date, std::regex(R"(# tanggal (\d{4}-\d\d-\d\d))")))
        check::check_date(checked.program, *program::parse_iso(date[1].str()), sink);
    checked.has_errors = sink.has_errors();
    std::smatch budget;
    if (!checked.has_errors && std::regex_search(text, budget, std::regex(R"(# pembuktian( \d+)?)"))) {
        prove::Options options;
        options.passes = [](const program::Program& program) { return trial::try_all(program, {.threads = 1}).failed == 0; };
        if (budget[1].matched) options.total_limit = std::stoull(budget[1].str());
        prove::prove(checked.program, options, sink);
    }
    checked.diagnostics = sink.sorted();
    return checked;
}

/// The expectation comment of one diagnostic, for the line its span starts in.
std::string comment(const diagnostics::Diagnostic& diagnostic, const text::Sources& sources) {
    const auto begin = sources.locate(diagnostic.span.begin), end = sources.locate(diagnostic.span.end);
    const std::size_t column = begin.column - 1;
    std::size_t width = 1;
    if (end.line == begin.line) {
        width = std::max<std::size_t>(1, end.column - begin.column);
    } else {
        const std::string first = lines_of(std::string(sources.text(diagnostic.span))).front();
        width = static_cast<std::size_t>(std::count_if(first.begin(), first.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    }
    std::string line = column == 0 ? "#" + std::string(width - 1, '^') : "#" + std::string(column - 1, ' ') + std::string(width, '^');
    const char* words[] = {" galat[", " peringatan[", " catatan["};
    return line + words[static_cast<int>(diagnostics::severity_of(diagnostic.code))] + diagnostics::number_of(diagnostic.code) + "]";
}

std::string annotated(const std::string& text, const Checked& checked, const text::Sources& sources) {
    std::multimap<std::uint32_t, std::string> comments;
    for (const auto& diagnostic : checked.diagnostics)
        comments.emplace(diagnostic.span == text::Span{} ? 0 : sources.locate(diagnostic.span.begin).line, comment(diagnostic, sources));
    std::string result;
    std::uint32_t number = 0;
    const auto add_comments = [&] {
        const auto [first, last] = comments.equal_range(number);
        for (auto at = first; at != last; ++at) result += at->second + "\n";
    };
    for (const std::string& line : lines_of(text)) {
        add_comments();
        result += line + "\n";
        ++number;
    }
    add_comments();
    return result;
}

void check_file(const fs::path& path, bool must_be_sound) {
    INFO(path.filename());
    const std::string written = read(path);
    const std::string text = without_expectations(written);
    text::Sources sources;
    const Checked checked = check_text(sources, path.filename().string(), text);
    const std::string found = annotated(text, checked, sources);
    if (std::getenv("TEPAT_UPDATE_GOLDEN") != nullptr && found != written) std::ofstream(path, std::ios::binary) << found;
    else CHECK(found == written);
    CHECK(checked.has_errors != checked.program.complete);
    if (must_be_sound) {
        CHECK(!checked.has_errors);
        CHECK(program::broken_invariants(checked.program).empty());
    } else {
        CHECK(!checked.diagnostics.empty());
    }
}

}  // namespace

TEST_CASE("golden: sound rule files check without errors", "[golden][check]") {
    for (const fs::path& path : files_in("good")) check_file(path, true);
}

TEST_CASE("golden: mistakes are reported at their places", "[golden][check]") {
    for (const fs::path& path : files_in("bad")) check_file(path, false);
}

TEST_CASE("golden: the program does not depend on the order of declarations", "[golden][check]") {
    for (const fs::path& path : files_in("good")) {
        INFO(path.filename());
        const std::string text = without_expectations(read(path));
        std::vector<std::string> chunks(1);  // the language line and what stands before the first declaration stay first
        for (const std::string& line : lines_of(text)) {
            const bool starts = !line.empty() && line[0] != ' ' && line[0] != '#';
            if (starts && !line.starts_with("bahasa") && !line.starts_with("language")) chunks.emplace_back();
            chunks.back() += line + "\n";
        }
        std::string reversed = chunks[0];
        for (std::size_t i = chunks.size(); i-- > 1;) reversed += chunks[i];
        text::Sources sources, other;
        const Checked checked = check_text(sources, "a", text);
        CHECK(check_text(other, "b", reversed).program.hash == checked.program.hash);
        CHECK(checked.program.hash.size() == 64);
    }
}

TEST_CASE("golden: every code of R1 to R4 occurs in a bad file", "[golden][check][gate]") {
    // Codes about bytes, sizes and other files that a readable golden file cannot hold; layout_test.cpp, grammar_test.cpp and
    // table_file_test.cpp of tests/unit show them.
    const std::set<std::string> exempt{"R1002", "R1003", "R1004", "R1005", "R1006", "R1007", "R1008", "R1009", "R1010", "R1035", "R1047", "R1057", "R1058"};
    std::set<std::string> seen;
    for (const fs::path& path : files_in("bad")) {
        const std::string text = read(path);
        const std::regex code(R"(\[(R\d{4})\])");
        for (auto at = std::sregex_iterator(text.begin(), text.end(), code); at != std::sregex_iterator(); ++at) seen.insert((*at)[1].str());
    }
    for (const diagnostics::Code code : diagnostics::all_codes()) {
        const std::string number = diagnostics::number_of(code);
        if (number < "R5" && !exempt.contains(number)) CHECK_THAT(std::string(diagnostics::name_of(code)), Catch::Predicate<std::string>([&](const std::string&) { return seen.contains(number); }, number));
    }
}
