// SPDX-License-Identifier: Apache-2.0
// Which conditions the tests have seen true, false and unknown: every condition of a rule, exception, bullet, comparison, case and table
// row, on every row of the tests that can reach it. Values come from the engine (plan::Request::watch); there is no second evaluator.
//
//     Program -> conditions by place in the text, each with what was seen
//
// What is written once counts once, although a programme's exception stands in each of its rules. Phantom members (an empty family's) are
// no rows: what only they have seen counts as not seen. Cost: one plan and one run per date and parameter set.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/run/run.hpp"

namespace tepat::trial {

/// What a condition, or a mutant, belongs to.
struct Owner {
    enum class Kind : std::uint8_t { rule, term, programme, parameter };
    Kind kind = Kind::rule;
    std::uint32_t id = 0;
    friend auto operator<=>(const Owner&, const Owner&) = default;
};

struct Condition {
    enum class Kind : std::uint8_t {
        whole,      ///< all that stands after `jika`, or the whole body of a yes/no term
        part,       ///< a bullet, an operand of `dan` and `atau`, a single comparison
        exception,  ///< what stands after `kecuali n:`
        row,        ///< a case, a score's line, a table's row
        otherwise,  ///< `selain itu`: seen true when no other row was
    };
    Owner owner;
    Kind kind = Kind::part;
    program::Span span;
    std::string name;                    ///< of an exception
    std::vector<program::ExprId> exprs;  ///< one per copy
    bool watched = true;                 ///< false: it looks back at the subject from among siblings, so it differs by pair of rows
    bool can_be_unknown = true;          ///< `diketahui` is always decided
    bool seen_true = false;
    bool seen_false = false;
    bool seen_unknown = false;
};

/// The conditions of all rules, programmes' exceptions and terms, by owner's place, then own place. Nothing is seen yet. `program` grows:
/// a `selain itu` needs an expression of its own.
std::vector<Condition> conditions_of(program::Program& program);

/// Only tests that pass should be asked: what a failing one saw proves little.
std::vector<Condition> cover(const program::Program& program, const run::Options& options);

program::Span span_of(const program::Program& program, const Owner& owner);
const std::string& name_of(const program::Program& program, const Owner& owner);

}  // namespace tepat::trial
