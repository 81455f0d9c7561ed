// SPDX-License-Identifier: Apache-2.0
#include "cli/tally.hpp"

#include <algorithm>

namespace tepat::cli {

namespace {

using run::Outcome;
using run::RuleOutcomes;

/// `atau` takes the last of false < unknown < error < true.
constexpr std::array<Outcome, 4> in_order{Outcome::not_eligible, Outcome::undecided, Outcome::error, Outcome::eligible};

std::size_t rank(Outcome outcome) {
    return static_cast<std::size_t>(std::find(in_order.begin(), in_order.end(), outcome) - in_order.begin());
}

void count_subjects(const std::vector<const RuleOutcomes*>& rules, ProgrammeTally& tally) {
    for (std::size_t row = 0; row < rules.front()->outcome.size(); ++row) {
        if (!rules.front()->subject.get(row)) continue;
        std::size_t best = 0;
        for (const RuleOutcomes* rule : rules) best = std::max(best, rank(rule->outcome[row]));
        ++tally.subjects;
        ++tally.count[static_cast<std::size_t>(in_order[best])];
    }
}

}  // namespace

std::vector<ProgrammeTally> tally_programmes(const program::Program& program, const run::Decisions& decisions) {
    std::vector<ProgrammeTally> tallies;
    for (std::uint32_t p = 0; p < program.programmes.size(); ++p) {
        std::vector<const RuleOutcomes*> rules;
        for (const RuleOutcomes& outcomes : decisions.rules)
            if (program[outcomes.rule].programme.value == p) rules.push_back(&outcomes);
        if (rules.empty() || rules.size() != program.programmes[p].rules.size()) continue;
        tallies.push_back({{p}, 0, {}});
        count_subjects(rules, tallies.back());
    }
    std::sort(tallies.begin(), tallies.end(),
              [&](const ProgrammeTally& a, const ProgrammeTally& b) { return program[a.programme].name < program[b.programme].name; });
    return tallies;
}

}  // namespace tepat::cli
