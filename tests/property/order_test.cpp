// SPDX-License-Identifier: Apache-2.0
// What must change nothing: the order of declarations, how they are spread over files, the order of table lines and rows, the keyword
// language; neither of outcomes nor of who gets a place. And what must always hold: the four outcomes add up to the subjects, the states
// to the rows, an undecided one says what is missing, and no quota is exceeded unless those who held a place before exceed it alone.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <sstream>

#include "dsl/program/print.hpp"
#include "tests/differential/generate.hpp"
#include "tests/differential/versus.hpp"

using namespace tepat;
using syntax::KeywordLanguage;

namespace {

constexpr std::uint64_t cases = 40;

/// The declarations dealt out over three files, in an order of their own.
std::vector<std::string> spread(generate::RuleText rules, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::shuffle(rules.declarations.begin(), rules.declarations.end(), random);
    std::vector<generate::RuleText> files(3);
    for (generate::RuleText& file : files) file.language = rules.language;
    for (std::size_t i = 0; i < rules.declarations.size(); ++i) files[random() % 3].declarations.push_back(rules.declarations[i]);
    std::vector<std::string> texts;
    for (const generate::RuleText& file : files) texts.push_back(file.text());
    return texts;
}

/// The lines of every table but its header and `selain itu`, the other way round.
generate::RuleText with_rows_turned(generate::RuleText rules) {
    for (std::string& declaration : rules.declarations) {
        std::vector<std::string> lines;
        std::istringstream text(declaration);
        for (std::string line; std::getline(text, line);) lines.push_back(line);
        const auto is_row = [](const std::string& line) { return line.rfind("  | ", 0) == 0; };
        const auto header = std::find_if(lines.begin(), lines.end(), is_row);
        if (header == lines.end()) continue;
        const auto last = std::find_if(header, lines.end(), [](const std::string& line) { return line.find("selain itu") != std::string::npos; });
        std::reverse(header + 1, last);
        declaration.clear();
        for (const std::string& line : lines) declaration += line + '\n';
    }
    return rules;
}

void check_quotas(const allocate::Allocation& allocation, std::size_t quotas) {
    for (const allocate::Group& group : allocation.groups) {
        if (group.limit >= quotas || !group.counts.amount) continue;
        CHECK(static_cast<std::size_t>(group.counts.used) == group.selected);
        if (group.selected > 0) CHECK(group.counts.taken + group.counts.used <= *group.counts.amount);
    }
    std::size_t all = 0;
    for (const std::size_t count : allocation.count) all += count;
    CHECK(all == allocation.state.size());
}

}  // namespace

TEST_CASE("the order of declarations, files, table lines and rows changes no outcome and no place", "[property]") {
    std::size_t places = 0;
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const generate::RuleText rules = generate::rule_text(seed, KeywordLanguage::id);
        const versus::Compiled straight = versus::compile({rules.text()});
        const versus::Compiled mixed = versus::compile(spread(with_rows_turned(rules), seed));
        INFO("seed " << seed << "\n" << rules.text());
        REQUIRE(straight.sound() == mixed.sound());
        if (!straight.sound()) continue;
        const auto people = [&](const versus::Compiled& compiled, std::mt19937_64* shuffle) {
            return oracle::to_population(generate::world(seed, compiled.program), compiled.program, shuffle);
        };
        std::mt19937_64 random(seed);
        const oracle::World world = generate::world(seed, straight.program);
        const oracle::Circumstances circumstances = generate::circumstances(seed, straight.program, world);
        const columns::Population one = people(straight, nullptr);
        const columns::Population other = people(mixed, &random);
        const std::string decisions = versus::decisions_of_engine(straight.program, one, circumstances);
        CHECK(decisions == versus::decisions_of_engine(mixed.program, other, circumstances));
        CHECK(decisions == versus::decisions_of_oracle(straight.program, world, circumstances));
        CHECK(versus::outcomes_of_engine(straight.program, one, circumstances) ==
              versus::outcomes_of_engine(mixed.program, other, circumstances));
        for (const allocate::Allocation& allocation : versus::run_engine(straight.program, one, circumstances, {}).allocations) {
            check_quotas(allocation, straight.program[allocation.programme].quotas.size());
            places += allocation.groups.size();
        }
    }
    CHECK(places > 20);  // a generator without quotas proves nothing here
}

TEST_CASE("the order of declarations and files changes nothing", "[property]") {
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const generate::RuleText rules = generate::rule_text(seed, KeywordLanguage::id);
        const versus::Compiled straight = versus::compile({rules.text()});
        const versus::Compiled mixed = versus::compile(spread(rules, seed));
        INFO("seed " << seed << "\n" << rules.text());
        CHECK(straight.sound() == mixed.sound());
        CHECK(program::print(straight.program) == program::print(mixed.program));
        CHECK(straight.program.hash == mixed.program.hash);
    }
}

TEST_CASE("the two keyword languages give the same program", "[property]") {
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const generate::RuleText indonesian = generate::rule_text(seed, KeywordLanguage::id);
        const versus::Compiled in_indonesian = versus::compile({indonesian.text()});
        const versus::Compiled in_english = versus::compile({generate::rule_text(seed, KeywordLanguage::en).text()});
        INFO("seed " << seed << "\n" << indonesian.text() << in_english.complaints());
        CHECK(in_indonesian.sound() == in_english.sound());
        CHECK(program::print(in_indonesian.program) == program::print(in_english.program));
    }
}

TEST_CASE("outcomes add up, undecided ones name what is missing, and rows may come in any order", "[property]") {
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const versus::Compiled compiled = versus::compile({generate::rule_text(seed, KeywordLanguage::id).text()});
        if (!compiled.sound()) continue;
        INFO("seed " << seed);
        const oracle::World world = generate::world(seed, compiled.program);
        const oracle::Circumstances circumstances = generate::circumstances(seed, compiled.program, world);
        std::mt19937_64 random(seed);
        const columns::Population population = oracle::to_population(world, compiled.program);
        const columns::Population shuffled = oracle::to_population(world, compiled.program, &random);
        CHECK(versus::outcomes_of_engine(compiled.program, population, circumstances) ==
              versus::outcomes_of_engine(compiled.program, shuffled, circumstances));
        for (const run::RuleOutcomes& rule : versus::run_engine(compiled.program, population, circumstances, {}).rules) {
            CHECK(rule.count[0] + rule.count[1] + rule.count[2] + rule.count[3] == rule.subjects);
            CHECK(rule.subject.count() == rule.subjects);
            for (std::size_t row = 0; row < rule.outcome.size(); ++row)
                if (rule.subject.get(row)) CHECK((rule.outcome[row] == run::Outcome::undecided) == (rule.missing[row] != 0));
        }
    }
}
