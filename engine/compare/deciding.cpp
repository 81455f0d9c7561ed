// SPDX-License-Identifier: Apache-2.0
#include "engine/compare/deciding.hpp"

#include <algorithm>

#include "dsl/program/walk.hpp"

namespace tepat::compare {

namespace {

using program::RuleId;
using run::Outcome;

RuleId rule_called(const program::Program& program, const std::string& name) {
    for (std::uint32_t r = 0; r < program.rules.size(); ++r)
        if (program.rules[r].name == name) return {r};
    return {};
}

const RuleSide* find(const ProgrammeSide* programme, const std::string& name) {
    if (programme == nullptr) return nullptr;
    const auto found = std::find_if(programme->rules.begin(), programme->rules.end(), [&](const RuleSide& rule) { return rule.name == name; });
    return found == programme->rules.end() ? nullptr : &*found;
}

/// `closed` is the side where the subject is not eligible, `open` the other.
struct Question {
    const Explained& closed;
    const ProgrammeSide* at_closed;
    std::uint32_t row;
    const Explained& open;
    const ProgrammeSide* at_open;
    std::uint32_t open_row;
    bool after;  ///< `closed` is the side after
};

void add_conditions(const Question& q, const RuleSide& rule, std::vector<Deciding>& all) {
    const RuleId id = rule_called(q.closed.asked.program(), rule.name);
    for (const std::size_t number : q.closed.asked.deciding(id, rule.outcome[q.row], q.row)) all.push_back({Deciding::Kind::condition, q.after, id, number, rule.outcome[q.row]});
}

/// The rules that said yes on the other side, as they are here; a rule that is not here is the reason itself.
void follow_rules(const Question& q, std::vector<Deciding>& all) {
    for (const RuleSide& rule : q.at_open->rules) {
        if (rule.outcome[q.open_row] != Outcome::eligible) continue;
        if (const RuleSide* here = find(q.at_closed, rule.name)) add_conditions(q, *here, all);
        else all.push_back({q.after ? Deciding::Kind::rule_gone : Deciding::Kind::new_rule, !q.after, rule_called(q.open.asked.program(), rule.name), 0});
    }
}

std::vector<Deciding> answer(const Question& q) {
    std::vector<Deciding> all;
    if (q.at_closed == nullptr) return {{Deciding::Kind::not_run, q.after, {}, 0}};
    const Outcome outcome = q.at_closed->outcome[q.row];
    if (q.at_open != nullptr && outcome == Outcome::not_eligible) follow_rules(q, all);
    if (!all.empty()) return all;
    for (const RuleSide& rule : q.at_closed->rules)
        if (rule.outcome[q.row] == outcome) add_conditions(q, rule, all);
    return all;
}

}  // namespace

std::vector<Deciding> deciding(const Explained& before, const Explained& after, const Compared& compared, const Row& row) {
    if (row.stood == Standing::absent || row.stands == Standing::absent) return {};
    const ProgrammeSide* const was = compared.before ? &before.side.programmes[*compared.before] : nullptr;
    const ProgrammeSide* const is = compared.after ? &after.side.programmes[*compared.after] : nullptr;
    const bool was_eligible = was != nullptr && was->outcome[row.before] == Outcome::eligible;
    const bool is_eligible = is != nullptr && is->outcome[row.after] == Outcome::eligible;
    std::vector<Deciding> all;
    if (was_eligible && is_eligible) return {{Deciding::Kind::place, true, {}, 0}};
    if (is_eligible) all = answer({before, was, row.before, after, is, row.after, false});
    else all = answer({after, is, row.after, before, was, row.before, true});
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

namespace {

void collect(const program::Program& program, program::ExprId id, program::EntityId entity, std::vector<program::FactId>& facts) {
    using namespace program;
    const Expr& expr = program[id];
    if (std::holds_alternative<Quantifier>(expr.kind) || std::holds_alternative<Via>(expr.kind)) return;
    if (const auto* fact = std::get_if<FactRef>(&expr.kind)) {
        const bool own = is_self_or_ancestor(program, program[fact->fact].entity, entity);
        if (own && std::find(facts.begin(), facts.end(), fact->fact) == facts.end()) facts.push_back(fact->fact);
    }
    if (const auto* term = std::get_if<TermRef>(&expr.kind)) collect(program, program[term->term].body, entity, facts);
    for (const ExprId child : children(expr)) collect(program, child, entity, facts);
}

}  // namespace

std::vector<program::FactId> facts_read(const program::Program& program, program::ExprId expr, program::EntityId entity) {
    std::vector<program::FactId> facts;
    collect(program, expr, entity, facts);
    return facts;
}

}  // namespace tepat::compare
