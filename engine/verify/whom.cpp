// SPDX-License-Identifier: Apache-2.0
#include "engine/verify/whom.hpp"

#include <algorithm>
#include <set>

#include "dsl/program/reach.hpp"
#include "dsl/program/rewrite.hpp"
#include "engine/compare/side_of_run.hpp"
#include "engine/plan/plan.hpp"

namespace tepat::verify {

using namespace program;
using run::Outcome;

namespace {

RuleId add_rule(Program& program, EntityId entity, ExprId condition) {
    Rule rule;
    rule.name = "~" + std::to_string(program.rules.size());
    rule.entity = entity;
    rule.when = rule.condition = condition;
    program.rules.push_back(std::move(rule));
    return {static_cast<std::uint32_t>(program.rules.size() - 1)};
}

RuleId add_is_known(Program& program, FactId fact) {
    const EntityId entity = program[fact].entity;
    const ExprId read = append(program, {FactRef{fact, From::here}, program[fact].type, entity, {}});
    const ExprId known = append(program, {IsKnown{read}, {TypeKind::yes_no, 0, false, {}}, entity, {}});
    return add_rule(program, entity, known);
}

std::set<FactId> facts_in(const Program& program, ExprId id, EntityId entity) {
    std::set<FactId> facts;
    if (!id.valid()) return facts;
    for (const ExprId each : reach(program, {id}).exprs)
        if (const auto* fact = std::get_if<FactRef>(&program[each].kind); fact != nullptr && program[fact->fact].entity == entity) facts.insert(fact->fact);
    return facts;
}

}  // namespace

columns::Bits lacking_rows(const Program& program, Date date, FactId fact, columns::Population& population, const columns::Column& column,
                           std::size_t place, const run::Options& options) {
    columns::Bits lacking(column.known.size());
    if (!program[fact].vintage) {
        for (std::size_t row = 0; row < lacking.size(); ++row) lacking.set(row, !column.known.get(row) && !column.error.get(row));
        return lacking;
    }
    Program asked = program;
    const RuleId rule = add_is_known(asked, fact);
    auto& there = population.entities[program[fact].entity.value].columns[place];
    there = column;
    const run::Decisions decisions = run::run(plan::make_plan(asked, {date, {rule}, {}, {}, false}), population, options);
    for (std::size_t row = 0; row < lacking.size(); ++row) lacking.set(row, decisions.rules.front().outcome[row] == Outcome::not_eligible);
    return lacking;
}

Whom::Whom(const Program& program, const std::vector<RuleId>& rules, Date date, const columns::Population& population, run::Options options)
    : original_(program), program_(program), population_(population) {
    std::vector<ExprId> roots;
    for (const RuleId rule : rules)
        for (const ExprId root : roots_of(program, rule)) roots.push_back(root);
    const Reach reached = reach(program, roots);
    const std::set<ExprId> pairs = seen_in_pairs(program, reached.exprs);
    plan::Request request{date, {}, {}, {}, false};
    std::map<RuleId, FactId> of_fact;
    std::map<RuleId, ExprId> of_quantifier;
    for (const ExprId id : reached.exprs) {
        if (const auto* fact = std::get_if<FactRef>(&program[id].kind); fact != nullptr && known_.count(fact->fact) == 0) {
            known_[fact->fact] = 0;
            const RuleId rule = add_is_known(program_, fact->fact);
            of_fact[rule] = fact->fact;
            request.rules.push_back(rule);
        }
        const auto* quantifier = std::get_if<Quantifier>(&program[id].kind);
        if (quantifier == nullptr || !quantifier->where.valid() || pairs.count(quantifier->where) > 0) continue;
        const RuleId rule = add_rule(program_, quantifier->member, quantifier->where);
        of_quantifier[rule] = id;
        request.rules.push_back(rule);
    }
    options.want_missing = true;
    decisions_ = run::run(plan::make_plan(program_, request), population, options);
    for (std::size_t i = 0; i < decisions_.rules.size(); ++i) {
        const RuleId rule = decisions_.rules[i].rule;
        if (const auto fact = of_fact.find(rule); fact != of_fact.end()) known_[fact->second] = i;
        const auto found = of_quantifier.find(rule);
        if (found == of_quantifier.end()) continue;
        const auto& quantifier = std::get<Quantifier>(program[found->second].kind);
        for (const FactId fact : facts_in(program, quantifier.where, quantifier.member)) through_[fact].push_back({i, false});
        for (const FactId fact : facts_in(program, quantifier.value, quantifier.member)) through_[fact].push_back({i, true});
    }
}

bool Whom::lacks(FactId fact, std::uint32_t row) const {
    const auto known = known_.find(fact);
    if (known == known_.end()) return false;
    const run::RuleOutcomes& outcomes = decisions_.rules[known->second];
    return outcomes.subject.get(row) && outcomes.outcome[row] == Outcome::not_eligible;
}

bool Whom::matters(FactId fact, std::uint32_t row) const {
    const auto through = through_.find(fact);
    if (through == through_.end()) return true;
    return std::any_of(through->second.begin(), through->second.end(), [&](const Open& open) {
        const run::RuleOutcomes& outcomes = decisions_.rules[open.outcomes];
        if (open.value) return outcomes.outcome[row] != Outcome::not_eligible;
        if (outcomes.outcome[row] != Outcome::undecided) return false;
        const auto& missing = decisions_.missing_sets[outcomes.missing[row]];
        return std::any_of(missing.begin(), missing.end(), [&](const run::MissingName& name) { return name.fact == fact; });
    });
}

/// The rows below one row are contiguous on every level (columns::Population).
std::vector<Whom::Row> Whom::below(EntityId top, std::uint32_t row, EntityId entity) const {
    std::vector<EntityId> way;
    for (EntityId at = entity; at != top; at = original_[at].parent) way.push_back(at);
    std::uint32_t first = row, last = row + 1;
    for (auto level = way.rbegin(); level != way.rend(); ++level) {
        const std::vector<std::uint32_t>& links = population_.entities[level->value].parent;
        const auto begin = std::lower_bound(links.begin(), links.end(), first);
        const auto end = std::lower_bound(begin, links.end(), last);
        first = static_cast<std::uint32_t>(begin - links.begin());
        last = static_cast<std::uint32_t>(end - links.begin());
    }
    std::vector<Row> rows;
    for (std::uint32_t r = first; r < last; ++r) rows.push_back({entity, r});
    return rows;
}

EntityId Whom::common(EntityId a, EntityId b) const {
    for (EntityId at = a; at.valid(); at = original_[at].parent)
        if (is_self_or_ancestor(original_, at, b)) return at;
    return {};
}

std::vector<Whom::Row> Whom::rows(const run::MissingName& name, EntityId subject, std::uint32_t row) const {
    const EntityId entity = name.fact.valid() ? name.entity : original_[name.entity].parent;
    if (!entity.valid()) return {};
    const auto lacking = [&](std::uint32_t r) { return !name.fact.valid() || lacks(name.fact, r); };
    if (is_self_or_ancestor(original_, entity, subject)) {
        const std::uint32_t above = compare::row_above(original_, population_, subject, row, entity);
        if (above != compare::nowhere && lacking(above)) return {{entity, above}};
    }
    if (!name.fact.valid()) return {};
    EntityId top = common(subject, entity);
    if (top == subject && top == entity) top = original_[entity].parent;  // fellow members
    if (!top.valid() || (original_[top].area && top != subject)) return {};
    const std::uint32_t above = compare::row_above(original_, population_, subject, row, top);
    if (above == compare::nowhere) return {};
    std::vector<Row> all = below(top, above, entity);
    std::erase_if(all, [&](const Row& each) { return !lacking(each.row); });
    std::vector<Row> asked;
    for (const Row& each : all)
        if (matters(name.fact, each.row)) asked.push_back(each);
    return asked.empty() ? all : asked;
}

}  // namespace tepat::verify
