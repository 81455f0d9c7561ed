// SPDX-License-Identifier: Apache-2.0
// Every fenced ```aturan block in docs/ is run, so the pages cannot drift from the language. The words after `aturan` say how:
//   aturan               a rule set of its own, without errors; it starts the page's current rule set
//   aturan lanjut        added to the page's current rule set, without errors
//   aturan gagal=R2003   must report that code (alone; with `lanjut`: together with the current rule set, then left out again)
//   aturan uji           (also `lanjut uji`) and all `uji` of the rule set so far pass
// docs/diagnostics.md has its own conventions and its own test.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/trial/trial.hpp"

namespace {

using namespace tepat;
namespace fs = std::filesystem;

struct Block {
    std::vector<std::string> words;  ///< after `aturan`
    std::string text;
    std::size_t line = 0;  ///< of the fence, from 1

    bool has(const std::string& word) const { return std::find(words.begin(), words.end(), word) != words.end(); }
    std::optional<std::string> expected_code() const {
        for (const std::string& word : words)
            if (word.starts_with("gagal=")) return word.substr(6);
        return std::nullopt;
    }
};

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

std::vector<Block> blocks_of(const fs::path& page) {
    std::ifstream in(page);
    std::vector<Block> blocks;
    std::optional<Block> open;
    std::string fence;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (open && line == fence) {
            if (!open->words.empty() && open->words.front() == "aturan") blocks.push_back(*open);
            open.reset();
        } else if (open) {
            open->text += line + '\n';
        } else if (line.starts_with("```")) {
            fence = line.substr(0, line.find_first_not_of('`'));
            open = Block{words_of(line.substr(fence.size())), "", number};
        }
    }
    return blocks;
}

struct Checked {
    text::Sources sources;
    diagnostics::Sink sink;
    std::vector<syntax::Module> modules;
    program::Program program;

    explicit Checked(const std::vector<std::string>& files) {
        for (const std::string& file : files) modules.push_back(syntax::parse(sources.add("block", file), sink));
        program = check::check(modules, sources, sink);
    }
    std::string errors() const {
        std::string text;
        for (const auto& found : sink.sorted())
            if (diagnostics::severity_of(found.code) == diagnostics::Severity::error)
                text += std::string(diagnostics::number_of(found.code)) + " line " + std::to_string(sources.locate(found.span.begin).line) + '\n';
        return text;
    }
    bool reports(const std::string& code) const {
        const auto all = sink.sorted();
        return std::any_of(all.begin(), all.end(), [&](const auto& found) { return diagnostics::number_of(found.code) == code; });
    }
};

void require_tests_pass(const Checked& checked) {
    const trial::Report report = trial::try_all(checked.program, {});
    REQUIRE_FALSE(report.results.empty());
    for (const trial::Result& result : report.results) {
        INFO("uji \"" << checked.program.tests[result.test].title << '"');
        CHECK(result.passed());
    }
}

void run_block(const Block& block, std::vector<std::string>& rule_set) {
    const bool continues = block.has("lanjut");
    std::vector<std::string> files = continues ? rule_set : std::vector<std::string>{};
    files.push_back(block.text);
    const Checked checked(files);
    if (const auto code = block.expected_code()) {
        INFO("expected " << *code << ", found:\n" << checked.errors());
        CHECK(checked.reports(*code));
        return;
    }
    INFO(checked.errors());
    REQUIRE_FALSE(checked.sink.has_errors());
    if (block.has("uji")) require_tests_pass(checked);
    rule_set = std::move(files);
}

}  // namespace

TEST_CASE("every rule block in docs does what its page says", "[docs]") {
    std::vector<fs::path> pages;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(TEPAT_SOURCE_DIR) / "docs"))
        if (entry.path().extension() == ".md" && entry.path().filename() != "diagnostics.md") pages.push_back(entry.path());
    std::sort(pages.begin(), pages.end());
    std::size_t blocks = 0;
    for (const fs::path& page : pages) {
        std::vector<std::string> rule_set;
        for (const Block& block : blocks_of(page)) {
            INFO(page.string() << ':' << block.line);
            run_block(block, rule_set);
            ++blocks;
        }
    }
    CHECK(blocks >= 30);
}
