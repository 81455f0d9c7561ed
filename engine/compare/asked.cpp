// SPDX-License-Identifier: Apache-2.0
#include "engine/compare/asked.hpp"

#include <algorithm>

#include "dsl/program/reach.hpp"
#include "dsl/program/rewrite.hpp"
#include "dsl/program/walk.hpp"

namespace tepat::compare {

using namespace program;
using run::Outcome;

namespace {

std::vector<ExprId> benefits_of(const Program& program, const std::vector<RuleId>& rules) {
    std::set<ExprId> all;
    for (const RuleId rule : rules)
        if (program[rule].programme.valid() && program[program[rule].programme].benefit.valid()) all.insert(program[program[rule].programme].benefit);
    return {all.begin(), all.end()};
}

Outcome turned(Outcome outcome) {
    if (outcome == Outcome::eligible) return Outcome::not_eligible;
    return outcome == Outcome::not_eligible ? Outcome::eligible : outcome;
}

}  // namespace

Asked::Asked(const Program& original, std::vector<RuleId> rules, Date date, bool drafts, const std::set<EntityId>& everybody)
    : original_(original), program_(original), date_(date), counted_(original.entities.size()) {
    const std::vector<ExprId> benefits = benefits_of(original, rules);
    plan::Request main{date, rules, benefits, {}, drafts}, each{date, {}, {}, {}, drafts};
    for (const EntityId entity : everybody) {
        const Type yes_no{TypeKind::yes_no, 0, false, {}};
        census_[entity] = add_rule(entity, append(program_, {Constant{{1, {}}}, yes_no, entity, {}}));
        main.rules.push_back(census_[entity]);
    }
    const auto first = static_cast<std::uint32_t>(program_.rules.size());
    for (const RuleId rule : rules) {
        const EntityId entity = original[rule].entity;
        if (original[entity].only_when.valid() && only_when_.count(entity) == 0) {
            only_when_[entity] = add(rule, std::nullopt, original[entity].only_when);
            conditions_[only_when_[entity]].only_when = true;
        }
        OfRule& of = of_rule_[rule];
        of.when = add(rule, std::nullopt, original[rule].when);
        for (std::size_t e = 0; e < original[rule].exceptions.size(); ++e) of.exceptions.push_back(add(rule, e, original[rule].exceptions[e].condition));
    }
    for (std::uint32_t r = first; r < program_.rules.size(); ++r) each.rules.push_back({r});
    rules_ = plan::make_plan(program_, main);
    each_ = plan::make_plan(program_, each);
}

RuleId Asked::add_rule(EntityId entity, ExprId condition) {
    Rule rule;
    rule.name = "~" + std::to_string(program_.rules.size());
    rule.entity = entity;
    rule.when = rule.condition = condition;
    program_.rules.push_back(std::move(rule));
    return {static_cast<std::uint32_t>(program_.rules.size() - 1)};
}

/// A rule of its own per condition, in the order of conditions_.
std::size_t Asked::add(RuleId rule, std::optional<std::size_t> exception, ExprId expr) {
    const auto* negation = std::get_if<Not>(&original_[expr].kind);
    const bool negated = negation != nullptr && is_group(original_, negation->operand);
    const ExprId written = negated ? negation->operand : expr;
    const std::size_t number = conditions_.size();
    conditions_.push_back({rule, exception, false, written, negated, {}});
    add_rule(original_[rule].entity, written);
    if (!is_group(original_, written)) return number;
    std::vector<std::size_t> parts;
    for (const ExprId operand : children(original_[written]))
        if (original_[operand].type.kind == TypeKind::yes_no) parts.push_back(add(rule, exception, operand));
    conditions_[number].parts = std::move(parts);
    return number;
}

std::vector<FactId> Asked::facts() const {
    std::set<FactId> facts;
    for (const plan::Plan* plan : {&rules_, &each_})
        for (const FactId fact : plan::facts_needed(*plan)) facts.insert(fact);
    return {facts.begin(), facts.end()};
}

std::vector<EntityId> Asked::entities() const {
    std::set<EntityId> entities;
    for (const plan::Plan* plan : {&rules_, &each_})
        for (const EntityId entity : plan::entities_needed(*plan)) entities.insert(entity);
    return {entities.begin(), entities.end()};
}

run::Decisions Asked::judge(const columns::Population& population, run::Options options) {
    run::Decisions decisions = run::run(rules_, population, options);
    for (const run::RuleOutcomes& outcomes : decisions.rules) {
        columns::Bits& counted = counted_[outcomes.entity.value];
        if (counted.size() == 0) counted = outcomes.subject;
    }
    std::erase_if(decisions.rules, [&](const run::RuleOutcomes& outcomes) { return outcomes.rule.value >= original_.rules.size(); });
    return decisions;
}

void Asked::judge_conditions(const columns::Population& population, run::Options options) {
    options.want_missing = false;
    states_ = run::run(each_, population, options);
    by_condition_.assign(conditions_.size(), nullptr);
    const std::size_t first = program_.rules.size() - conditions_.size();
    for (const run::RuleOutcomes& outcomes : states_.rules) by_condition_[outcomes.rule.value - first] = &outcomes;
}

Outcome Asked::state(std::size_t condition, std::uint32_t row) const {
    const Outcome outcome = by_condition_[condition]->outcome[row];
    return conditions_[condition].negated ? turned(outcome) : outcome;
}

/// Down to the conditions that have the state of their group: of those not met the ones not met, of the undecided the undecided.
void Asked::drill(std::size_t condition, Outcome wanted, std::uint32_t row, std::vector<std::size_t>& found) const {
    const Condition& written = conditions_[condition];
    if (written.parts.empty()) return found.push_back(condition);
    const Outcome inside = written.negated ? turned(wanted) : wanted;
    for (const std::size_t part : written.parts)
        if (state(part, row) == inside) drill(part, inside, row, found);
}

std::vector<std::size_t> Asked::deciding(RuleId rule, Outcome outcome, std::uint32_t row) const {
    std::vector<std::size_t> found;
    const auto of = of_rule_.find(rule);
    if (outcome == Outcome::eligible || of == of_rule_.end()) return found;
    const auto only_when = only_when_.find(original_[rule].entity);
    if (only_when != only_when_.end() && state(only_when->second, row) == outcome) return {only_when->second};
    if (state(of->second.when, row) == outcome) drill(of->second.when, outcome, row, found);
    for (const std::size_t exception : of->second.exceptions)
        if (state(exception, row) == turned(outcome)) found.push_back(exception);
    return found;
}

}  // namespace tepat::compare
