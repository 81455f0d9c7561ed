// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/explain.hpp"

#include <algorithm>
#include <set>

#include "dsl/program/reach.hpp"
#include "engine/explain/near.hpp"
#include "engine/explain/story.hpp"
#include "engine/explain/unit.hpp"
#include "engine/plan/plan.hpp"

namespace tepat::explain {

namespace {

using program::EntityId;
using program::ExprId;
using program::Program;

// Above this, only what belongs to the subject and its ancestors is watched: nobody reads a list of a city's members.
constexpr std::size_t most_watched_rows = 20'000;

std::vector<ExprId> roots_of(const Program& program, EntityId entity, const std::vector<program::RuleId>& rules) {
    std::vector<ExprId> roots{program[entity].only_when};
    for (const program::RuleId rule : rules) {
        roots.push_back(program[rule].when);
        for (const program::Exception& exception : program[rule].exceptions) roots.push_back(exception.condition);
    }
    return roots;
}

std::vector<ExprId> watchable(const Program& program, const std::vector<ExprId>& reached) {
    std::vector<ExprId> watch;
    const std::set<ExprId> pairs = program::seen_in_pairs(program, {reached.begin(), reached.end()});
    for (const ExprId id : reached) {
        const program::Expr& expr = program[id];
        if (std::holds_alternative<program::KeyRef>(expr.kind) || std::holds_alternative<program::Constant>(expr.kind)) continue;
        if (pairs.count(id) > 0) continue;
        watch.push_back(id);
    }
    return watch;
}

/// Who gets a place depends on everybody.
bool reads_places(const Program& program, EntityId entity, const std::vector<program::RuleId>& rules) {
    return !program::reach(program, roots_of(program, entity, rules)).selected.empty();
}

Unit whole(const columns::Population& population, std::uint32_t row) {
    Unit unit{population, row, 0};
    for (const columns::EntityRows& rows : population.entities) unit.rows += rows.rows;
    return unit;
}

}  // namespace

std::optional<std::uint32_t> find_row(const columns::Population& population, EntityId entity, const std::string& key) {
    const std::vector<std::string>& keys = population.entities[entity.value].keys;
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (found == keys.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - keys.begin());
}

plan::Request request_for(const Program& program, EntityId entity, const std::vector<program::RuleId>& rules, program::Date date) {
    return {date, rules, watchable(program, reached(program, roots_of(program, entity, rules))), {}};
}

Explanation explain(const Program& program, const columns::Population& population, EntityId entity, std::uint32_t row,
                    const std::vector<program::RuleId>& rules, program::Date date, const run::Options& options) {
    const std::vector<ExprId> all = reached(program, roots_of(program, entity, rules));
    const bool everybody = reads_places(program, entity, rules);
    Unit unit = everybody ? whole(population, row) : unit_of(program, population, entity, row, all);
    plan::Request request = request_for(program, entity, rules, date);
    if (unit.rows > most_watched_rows)
        std::erase_if(request.watch, [&](ExprId id) {
            const EntityId scope = program[id].scope;
            return scope.valid() && !program::is_self_or_ancestor(program, scope, entity);
        });
    const plan::Plan plan = plan::make_plan(program, request);
    const run::Decisions decisions = run::run(plan, unit.population, options);
    const std::size_t rows = unit.rows;
    Explanation explanation{std::move(unit.population), {entity, unit.row}, {}, decisions.holes};
    Teller teller(program, explanation.unit, decisions, explanation.subject, everybody);
    for (const run::RuleOutcomes& outcomes : decisions.rules) explanation.rules.push_back(teller.tell(outcomes));
    add_near_misses(program, explanation.unit, explanation.subject, date, decisions, options, explanation.rules);
    if (rows <= most_watched_rows) add_ways_out(program, explanation.unit, explanation.subject, date, options, explanation.rules);
    return explanation;
}

}  // namespace tepat::explain
