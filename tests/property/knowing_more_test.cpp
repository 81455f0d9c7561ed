// SPDX-License-Identifier: Apache-2.0
// What is certain stays so: when unknown cells are filled in, nobody eligible or not eligible becomes anything else. Left out are rules that
// ask whether a fact is known (`diketahui`, `bila kosong`), since for these knowing more is another answer, and what hangs on who got a place.
// A value may turn out to be an error (two lines of a table that contradict each other, a division by 0): that nobody could know before.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <sstream>

#include "dsl/program/walk.hpp"
#include "tests/differential/generate.hpp"
#include "tests/differential/versus.hpp"

using namespace tepat;
using program::ExprId;
using program::Program;

namespace {

/// Does an expression, with all it reads, say the same whatever is filled in later?
class Settled {
public:
    explicit Settled(const Program& program) : program_(program) {}

    bool rule(const program::Rule& rule) {
        for (program::EntityId entity = rule.entity; entity.valid(); entity = program_[entity].parent)
            if (!presence(entity)) return false;
        return expr(rule.condition);
    }

private:
    bool presence(program::EntityId entity) { return !program_[entity].only_when.valid() || expr(program_[entity].only_when); }
    bool expr(ExprId id) {
        const auto [found, is_new] = settled_.try_emplace(id.value, true);
        if (is_new) settled_[id.value] = look(program_[id]);
        return settled_[id.value];
    }
    bool look(const program::Expr& expr_) {
        if (std::holds_alternative<program::IsKnown>(expr_.kind) || std::holds_alternative<program::IfMissing>(expr_.kind)) return false;
        if (std::holds_alternative<program::Standing>(expr_.kind)) return false;
        const auto* constant = std::get_if<program::Constant>(&expr_.kind);  // a sum of huge numbers is in error once it is known to overflow
        if (constant != nullptr && std::abs(constant->value.number) > 1'000'000'000'000'000) return false;
        if (const auto* term = std::get_if<program::TermRef>(&expr_.kind); term != nullptr && !expr(program_[term->term].body)) return false;
        if (const auto* quantifier = std::get_if<program::Quantifier>(&expr_.kind); quantifier != nullptr && !presence(quantifier->member)) return false;
        for (const ExprId child : program::children(expr_))
            if (!expr(child)) return false;
        return true;
    }

    const Program& program_;
    std::map<std::uint32_t, bool> settled_;
};

/// About 40 of 100 unknown cells get the value that somebody else has there.
oracle::World filled_in(oracle::World world, std::uint64_t seed) {
    generate::Random random(seed);
    for (auto& rows : world.rows) {
        const oracle::World as_it_was{{rows}, {}};
        for (oracle::Row& row : rows)
            for (std::size_t f = 0; f < row.cells.size(); ++f) {
                const oracle::Cell& donor = random.pick(as_it_was.rows[0]).cells[f];
                if (row.cells[f].state == oracle::State::unknown && donor.state == oracle::State::known && random.percent(40)) row.cells[f] = donor;
            }
    }
    return world;
}

/// rule,subject -> outcome
std::map<std::string, std::string> outcomes(const Program& program, const oracle::World& world, const oracle::Circumstances& circumstances) {
    std::map<std::string, std::string> found;
    std::istringstream lines(versus::outcomes_of_engine(program, oracle::to_population(world, program), circumstances));
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find(','), second = line.find(',', first + 1), third = line.find(',', second + 1);
        if (third != std::string::npos) found[line.substr(0, second)] = line.substr(second + 1, third - second - 1);
    }
    return found;
}

}  // namespace

TEST_CASE("filling in unknown cells changes no certain outcome", "[property]") {
    const char* const asked = std::getenv("TEPAT_CASES");
    const std::uint64_t cases = asked != nullptr ? std::strtoull(asked, nullptr, 10) : 60;
    std::size_t certain = 0, decided_later = 0;
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const generate::RuleText rules = generate::rule_text(seed, syntax::KeywordLanguage::id);
        const versus::Compiled compiled = versus::compile({rules.text()});
        if (!compiled.sound()) continue;
        Settled settled(compiled.program);
        std::map<std::string, bool> asked_of;
        for (const program::Rule& rule : compiled.program.rules) asked_of[rule.name] = settled.rule(rule);
        for (std::uint64_t people = 0; people < 4; ++people) {
            const oracle::World before = generate::world(seed * 4 + people, compiled.program);
            const oracle::World after = filled_in(before, seed * 4 + people);
            const oracle::Circumstances circumstances{generate::reference_date(seed), true, {}};
            const auto then = outcomes(compiled.program, before, circumstances), now = outcomes(compiled.program, after, circumstances);
            for (const auto& [who, outcome] : then) {
                if (!asked_of[who.substr(0, who.find(','))]) continue;
                const auto found = now.find(who);
                const std::string later = found == now.end() ? "gone" : found->second;
                decided_later += outcome == "undecided" && (later == "eligible" || later == "not_eligible") ? 1 : 0;
                if (outcome != "eligible" && outcome != "not_eligible") continue;
                ++certain;
                if (later == outcome || later == "error" || (outcome == "not_eligible" && later == "gone")) continue;
                FAIL_CHECK("seed " << seed << ", people " << people << ": " << who << " was " << outcome << ", then " << later << "\n"
                                   << rules.text() << "\n" << oracle::print(before, compiled.program) << "\n" << oracle::print(after, compiled.program));
                return;
            }
        }
    }
    CHECK(certain > cases * 20);
    CHECK(decided_later > cases);
}
