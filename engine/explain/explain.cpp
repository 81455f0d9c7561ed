// SPDX-License-Identifier: Apache-2.0
#include "dsl/program/walk.hpp"
#include "engine/explain/explain.hpp"

#include <algorithm>
#include <set>

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

bool reads_subject(const program::Expr& expr) {
    if (const auto* fact = std::get_if<program::FactRef>(&expr.kind)) return fact->from == program::From::subject;
    if (const auto* term = std::get_if<program::TermRef>(&expr.kind)) return term->from == program::From::subject;
    return false;
}

/// Marks, from `id` down, what looks back at the subject; says whether `id` does. Depth is bounded as the tree's is.
bool mark_looking_back(const Program& program, ExprId id, std::set<ExprId>& marked) {
    bool looks_back = reads_subject(program[id]);
    for (const ExprId operand : program::children(program[id])) looks_back = mark_looking_back(program, operand, marked) || looks_back;
    if (looks_back) marked.insert(id);
    return looks_back;
}

/// Among siblings, what looks back at the subject differs by pair of rows: it has no value of its own on a row.
std::set<ExprId> seen_in_pairs(const Program& program, const std::vector<ExprId>& reached) {
    std::set<ExprId> marked;
    for (const ExprId id : reached) {
        const auto* quantifier = std::get_if<program::Quantifier>(&program[id].kind);
        if (quantifier == nullptr || quantifier->relation == program::Relation::descendants) continue;
        for (const ExprId inside : {quantifier->where, quantifier->value})
            if (inside.valid()) mark_looking_back(program, inside, marked);
    }
    return marked;
}

std::vector<ExprId> watchable(const Program& program, const std::vector<ExprId>& reached) {
    std::vector<ExprId> watch;
    const std::set<ExprId> pairs = seen_in_pairs(program, reached);
    for (const ExprId id : reached) {
        const program::Expr& expr = program[id];
        if (std::holds_alternative<program::KeyRef>(expr.kind) || std::holds_alternative<program::Constant>(expr.kind)) continue;
        if (pairs.count(id) > 0) continue;
        watch.push_back(id);
    }
    return watch;
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
                    const std::vector<program::RuleId>& rules, program::Date date) {
    const std::vector<ExprId> all = reached(program, roots_of(program, entity, rules));
    Unit unit = unit_of(program, population, entity, row, all);
    plan::Request request = request_for(program, entity, rules, date);
    if (unit.rows > most_watched_rows)
        std::erase_if(request.watch, [&](ExprId id) {
            const EntityId scope = program[id].scope;
            return scope.valid() && !program::is_self_or_ancestor(program, scope, entity);
        });
    const plan::Plan plan = plan::make_plan(program, request);
    const run::Decisions decisions = run::run(plan, unit.population, {});
    Explanation explanation{std::move(unit.population), {entity, unit.row}, {}, decisions.holes};
    Teller teller(program, explanation.unit, decisions, explanation.subject);
    for (const run::RuleOutcomes& outcomes : decisions.rules) explanation.rules.push_back(teller.tell(outcomes));
    return explanation;
}

}  // namespace tepat::explain
