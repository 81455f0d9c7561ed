// SPDX-License-Identifier: Apache-2.0
// docs/diagnostics.md: every code of R1 to R4 has a section, and every block does what it says (R5: tests/end_to_end/diagnostics_docs_test.py).
//   aturan kosakata                        put before every other block
//   aturan gagal=R2003 [tanggal=...]       reports this code and no other error
//   aturan gagal=R4097 batas=0             (the analyser's sections) with that budget
//   aturan lulus [tanggal=...]             has no errors, and nothing with the code of its section
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "dsl/check/check.hpp"
#include "dsl/prove/prove.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/trial/trial.hpp"

namespace {

using namespace tepat;

struct Block {
    std::string section;  ///< the code of the section it stands in
    std::string info;     ///< the words after the fence
    std::string text;
};

struct Page {
    std::vector<std::string> sections;  ///< "R2003 names_differ_by_case"
    std::vector<Block> blocks;
};

Page read_page() {
    std::ifstream in(std::string(TEPAT_SOURCE_DIR) + "/docs/diagnostics.md");
    Page page;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (inside && line == "```") inside = false;
        else if (inside) page.blocks.back().text += line + "\n";
        else if (line.starts_with("```")) {
            page.blocks.push_back({page.sections.empty() ? "" : page.sections.back().substr(0, 5), line.substr(3), ""});
            inside = true;
        } else if (line.starts_with("## R")) page.sections.push_back(line.substr(3));
    }
    return page;
}

std::string after(const std::string& info, const std::string& key) {
    const auto at = info.find(key);
    return at == std::string::npos ? "" : info.substr(at + key.size(), info.find(' ', at) - at - key.size());
}

/// The sections of the analyser; `batas=0` is its budget.
void prove_block(const Block& block, const program::Program& program, diagnostics::Sink& sink) {
    prove::Options options;
    options.passes = [](const program::Program& one) { return trial::try_all(one, {.threads = 1}).failed == 0; };
    const std::string budget = after(block.info, "batas=");
    if (!budget.empty()) options.total_limit = std::stoull(budget);
    prove::prove(program, options, sink);
}

std::vector<diagnostics::Diagnostic> check_block(const Block& block, const std::string& vocabulary) {
    text::Sources sources;
    diagnostics::Sink sink;
    std::vector<syntax::Module> modules;
    modules.push_back(syntax::parse(sources.add("kosakata", vocabulary), sink));
    modules.push_back(syntax::parse(sources.add("blok", block.text), sink));
    const program::Program program = check::check(modules, sources, sink);
    const std::string date = after(block.info, "tanggal=");
    if (!date.empty()) check::check_date(program, *program::parse_iso(date), sink);
    if (block.section >= "R4080" && block.section < "R5" && !sink.has_errors()) prove_block(block, program, sink);
    return sink.sorted();
}

bool is_error(const diagnostics::Diagnostic& diagnostic) {
    return diagnostics::severity_of(diagnostic.code) == diagnostics::Severity::error;
}

}  // namespace

TEST_CASE("docs/diagnostics.md has a section with both examples for every code of R1 to R4", "[docs][gate]") {
    // A page cannot show broken bytes, tabs, files of megabytes and files beside the rules.
    const std::set<std::string> without_examples{"R1002", "R1003", "R1004", "R1005", "R1006", "R1007", "R1008", "R1009", "R1010", "R1035", "R1047", "R1057", "R1058"};
    const Page page = read_page();
    for (const diagnostics::Code code : diagnostics::all_codes()) {
        const std::string number = diagnostics::number_of(code);
        if (number >= "R5") continue;
        INFO(number << " " << diagnostics::name_of(code));
        CHECK(std::count(page.sections.begin(), page.sections.end(), number + " " + diagnostics::name_of(code)) == 1);
        if (without_examples.contains(number)) continue;
        const auto has = [&](const std::string& word) {
            return std::any_of(page.blocks.begin(), page.blocks.end(), [&](const Block& b) { return b.section == number && b.info.starts_with(word); });
        };
        CHECK(has("aturan gagal=" + number));
        CHECK(has("aturan lulus"));
    }
}

TEST_CASE("every block of docs/diagnostics.md does what it says", "[docs]") {
    const Page page = read_page();
    REQUIRE(!page.blocks.empty());
    REQUIRE(page.blocks[0].info == "aturan kosakata");
    for (const Block& block : page.blocks) {
        if (!block.info.starts_with("aturan gagal=") && !block.info.starts_with("aturan lulus")) continue;
        INFO(block.section << " " << block.info << "\n" << block.text);
        bool found = false;
        for (const diagnostics::Diagnostic& diagnostic : check_block(block, page.blocks[0].text)) {
            const std::string number = diagnostics::number_of(diagnostic.code);
            INFO(number);
            found = found || number == block.section;
            if (is_error(diagnostic)) CHECK(number == block.section);
        }
        CHECK(found == block.info.starts_with("aturan gagal="));
    }
}
