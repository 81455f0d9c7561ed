// SPDX-License-Identifier: Apache-2.0
// Why a subject came out as it did: the plan of its rules run over its unit (unit.hpp) with every expression watched, then arranged as a
// tree that follows the rule's text. There is no second evaluator: each value shown was computed by the engine.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"
#include "engine/plan/request.hpp"
#include "engine/run/run.hpp"

namespace tepat::explain {

struct Row {
    program::EntityId entity;
    std::uint32_t row = 0;  ///< of Explanation::unit
    friend auto operator<=>(const Row&, const Row&) = default;
};

/// One line: an expression, what it came to on `row`, and what it was made from.
struct Node {
    enum class Kind : std::uint8_t {
        condition,  ///< a condition as written
        term,       ///< children: its definition, once per rule
        fact,
        parameter,
        quantifier,  ///< children: members
        member,      ///< a row of a quantifier; expr is the member condition, or the value when there is no condition (invalid: neither)
    };
    Kind kind = Kind::condition;
    program::ExprId expr;
    Row row;
    std::optional<run::WatchedValue> value;  ///< nothing: not seen row by row (it looks back at the subject from among its siblings)
    std::vector<Node> children;
    std::size_t left_out = 0;  ///< of a quantifier: members not listed
};

struct Part {
    enum class Role : std::uint8_t { only_when, when, exception };
    Role role = Role::when;
    std::size_t exception = 0;  ///< index into Rule::exceptions
    Node node;
};

/// A missing fact and the rows it is missing of.
struct Lacking {
    run::MissingName name;
    std::vector<Row> rows;
};

/// The rule would be eligible if this one condition were different (near.hpp).
struct NearMiss {
    program::ExprId expr;  ///< the condition, as near to the numbers as it can be said
    bool wanted = true;    ///< what it would have to be
    std::optional<std::size_t> exception;  ///< index into Rule::exceptions: that exception would not have to apply
    program::ExprId left, right;           ///< of a comparison ...
    std::optional<run::WatchedValue> value, bound;  ///< ... what they are
    program::CompareOp op = program::CompareOp::equal;
};

/// What the rule would come to for each value of one missing fact of one row, the others staying as they are.
struct Way {
    program::FactId fact;
    Row row;
    struct Answer {
        std::int64_t low = 0, high = 0;  ///< numbers: a range of values with one outcome
        run::Outcome outcome = run::Outcome::undecided;
    };
    std::vector<Answer> answers;
};

struct RuleStory {
    program::RuleId rule;
    bool judged = true;  ///< false: `hanya bila` leaves the subject out
    run::Outcome outcome = run::Outcome::not_eligible;
    std::vector<Part> parts;
    std::vector<Lacking> missing;
    std::vector<NearMiss> near = {};  ///< of a rule that is not eligible
    std::vector<Way> ways = {};       ///< of an undecided one
};

struct Explanation {
    columns::Population unit;
    Row subject;
    std::vector<RuleStory> rules;  ///< by rule name
    std::vector<run::ParameterHole> holes;
};

/// The row with this key, as stored in the baseline.
std::optional<std::uint32_t> find_row(const columns::Population& population, program::EntityId entity, const std::string& key);

/// What explain() asks of the plan, for a subject of this entity: the caller loads the facts that make_plan of it needs.
plan::Request request_for(const program::Program& program, program::EntityId entity, const std::vector<program::RuleId>& rules,
                          program::Date date);

/// All rules must be about `entity`. `program.complete` must hold. Where a rule reads who was selected, everybody is judged again, with the
/// places that `options` says are held.
Explanation explain(const program::Program& program, const columns::Population& population, program::EntityId entity, std::uint32_t row,
                    const std::vector<program::RuleId>& rules, program::Date date, const run::Options& options = {});

}  // namespace tepat::explain
