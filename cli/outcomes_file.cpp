// SPDX-License-Identifier: Apache-2.0
#include "cli/outcomes_file.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "cli/csv.hpp"
#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::cli {

namespace {

using run::RuleOutcomes;

std::vector<std::uint32_t> rows_by_key(const columns::EntityRows& rows) {
    std::vector<std::uint32_t> order(rows.rows);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return columns::key_less(rows.keys[a], rows.keys[b], rows.integer_keys); });
    return order;
}

std::string joined_names(const program::Program& program, const std::vector<run::MissingName>& set) {
    std::vector<std::string> names;
    for (const run::MissingName& name : set) names.push_back(worklist::printed_name(program, name));
    std::sort(names.begin(), names.end());
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ";") + name;
    return csv_cell(all);
}

const char* outcome_word(run::Outcome outcome) {
    switch (outcome) {
        case run::Outcome::eligible:
            return verdict_word(program::Verdict::eligible);
        case run::Outcome::not_eligible:
            return verdict_word(program::Verdict::not_eligible);
        case run::Outcome::undecided:
            return verdict_word(program::Verdict::undecided);
        case run::Outcome::error:
            return verdict_word(program::Verdict::error);
    }
    return "";
}

}  // namespace

void write_outcomes(const program::Program& program, const run::Decisions& decisions, const columns::Population& population, bool unmask,
                    std::ostream& out) {
    std::vector<const RuleOutcomes*> rules;
    for (const RuleOutcomes& outcomes : decisions.rules) rules.push_back(&outcomes);
    std::sort(rules.begin(), rules.end(),
              [&](const RuleOutcomes* a, const RuleOutcomes* b) { return program[a->rule].name < program[b->rule].name; });
    std::vector<std::string> missing;
    for (const auto& set : decisions.missing_sets) missing.push_back(joined_names(program, set));
    std::map<program::EntityId, std::vector<std::uint32_t>> orders;

    out << "rule,subject,outcome,missing\n";
    for (const RuleOutcomes* rule : rules) {
        const columns::EntityRows& rows = population.entities[rule->entity.value];
        if (orders.find(rule->entity) == orders.end()) orders[rule->entity] = rows_by_key(rows);
        const auto subject = [&](const std::string& key) {
            return !unmask && program::is_protected(program::key_secrecy(program, rule->entity, key)) ? mask : csv_cell(key);
        };
        for (const std::uint32_t row : orders[rule->entity]) {
            if (!rule->subject.get(row)) continue;
            out << program[rule->rule].name << ',' << subject(rows.keys[row]) << ',' << outcome_word(rule->outcome[row]) << ','
                << (rule->outcome[row] == run::Outcome::undecided ? missing[rule->missing[row]] : std::string()) << '\n';
        }
    }
}

}  // namespace tepat::cli
