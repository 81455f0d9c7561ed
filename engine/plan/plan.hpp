// SPDX-License-Identifier: Apache-2.0
// The plan: a flat ordered list of column steps, each writes one column in one *frame*; parameters chosen for the reference date;
// common subexpressions shared by all rules (steps are hash-consed, so the same column is never computed twice).
// Made by from_program.cpp from a Program and a Request; read by engine/evaluate, engine/run, engine/explain, engine/sql.
//
// Frames. A step's rows are those of its frame:
//     base   one per entity: its rows, its phantom rows (language.md section 3, `paling sedikit 1`) and two pseudo rows, "unknown" and
//            "error", that stand for the ancestor of a row whose link is empty or leads nowhere
//     pairs  (row of the outer frame, one of its siblings): for sibling quantifiers that look back with `subjek.`
//     under  (row of the outer frame, one of its descendants): for quantifiers inside those
// `gather` lifts a column to a frame below, `aggregate` reduces a member frame to the frame of the quantifier's scope.
// A constant belongs to no frame: its FrameId is invalid.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/plan/interval.hpp"
#include "engine/plan/request.hpp"

namespace tepat::plan {

using StepId = program::Id<struct StepTag>;
using FrameId = program::Id<struct FrameTag>;

struct Frame {
    enum class Kind : std::uint8_t { base, pairs, under };
    Kind kind = Kind::base;
    program::EntityId entity;  ///< base frame e has FrameId e: the entities come first
    FrameId outer;             ///< of pairs and under
    bool others = false;       ///< pairs: the outer row itself is left out
    friend auto operator<=>(const Frame&, const Frame&) = default;
};

/// What a column holds. Choices, dates and sets (bits) are numbers at run time; choices and sets have no order and no hull.
enum class Form : std::uint8_t { truth, number, date, choice, text, set };

/// What a step does with its inputs `in` and immediates `args`.
enum class Op : std::uint8_t {
    constant,      // args: Known, value (error: the parameter without a value, or -1); text: of a text
    fact,          // args: fact
    key,           // the row's key as text
    remains,       // in: only_when; true on phantom rows
    gather,        // in: column of another frame; args: Map
    not_,          // in: truth
    and_,          // in: truths
    or_,
    at_least,      // in: count, truths
    compare,       // in: a, b; args: CompareOp, powers of ten of a and b, keep_range (0: an unknown a counts as unbounded)
    compare_cross, // in: a, its divisor, b, its divisor; args: CompareOp, powers left and right
    same_truth,    // in: a, b
    same_text,     // in: a, b
    one_of,        // in: value, options; args: per option powers of ten of value and option
    text_test,     // in: value, operand; args: TextOp
    is_known,      // in: any
    if_missing,    // in: fact, fallback; args: powers of ten
    negate,        // in: a
    add,           // in: a, b; args: powers of ten
    subtract,
    multiply,      // in: a, b; args: power of ten of the product
    round,         // in: a, its divisor, unit; args: RoundDirection, powers left and right, power of ten of the result
    if_zero,       // in: divisor, value when it is zero, value otherwise
    shift_date,    // in: date; args: amount, CalendarUnit
    call_date,     // in: from, to; args: DateFunction
    aggregate,     // in: where, [value, [if_none]]; args: QuantifierKind, member frame, phantoms (0/1), powers of value and if_none
    // kind total_top: in: where, top, value, value, ...; args as above with the powers of every value
    aggregate_siblings,  // the same over the siblings of a base frame, in and result in it; args[2]: the row itself counts too (0/1)
    cases,         // in: condition, result, ..., [otherwise]; args: power of ten per result
    look_up,       // in: key; args: table
    collect,       // in: condition, result, ..., [otherwise] (count: conditions only); args: CollectKind, power of ten per result
    follow,        // in: column in the base frame of the entity referred to, [truth that the reference is recent enough]; args: reference
                   // fact; frame: the reference's entity
    fresh,         // in: fact, truth that its date is recent enough; the fact where true, unknown where not (language.md: `berlaku ... sejak`)
    has_value,     // in: set; args: index of the choice
    unrecorded,    // args: entity; truth, always unknown, missing that entity
    selected       // in: all that allocating the programme reads; args: programme; computable once its stage is allocated
};

/// args[0] of gather: along which map of the frame.
enum class Map : std::int64_t { parent, base, outer };
/// args[0] of a constant.
enum class Known : std::int64_t { known, error };

struct Step {
    Op op = Op::constant;
    FrameId frame;
    Form form = Form::truth;
    std::vector<StepId> in;
    std::vector<std::int64_t> args;
    std::string text;
    friend bool operator==(const Step&, const Step&) = default;
};

/// A parameter chosen by a key (`menurut`): the values in force on the reference date.
struct LookUpTable {
    program::ParameterId parameter;
    std::map<std::string, program::Value> values;         ///< by ancestor's key or choice name
    std::vector<std::string> choice_names;                ///< of a choice key: by index
};

/// A column that may be a quotient: then `divisor` is valid, and `when_zero` when there is a value for a divisor of zero.
struct Output {
    StepId value;
    StepId divisor;
    StepId when_zero;
};

struct RulePlan {
    program::RuleId rule;
    FrameId frame;
    StepId subject;    ///< only_when: judged where it is not false; invalid when the entity has none
    StepId condition;  ///< joined with only_when
};

/// What judging and allocating one programme reads. Steps are in the programme's base frame unless said otherwise.
struct ProgrammePlan {
    program::ProgrammeId programme;
    FrameId frame;
    StepId subject;               ///< only_when; invalid when the entity has none
    StepId eligible;              ///< the `atau` of its rules (false when it has none), joined with only_when
    StepId receiving;             ///< invalid: no recipients declaration
    StepId taken_when;            ///< invalid: none
    std::vector<StepId> tiers;    ///< in the order of Programme::tiers
    std::vector<StepId> order;    ///< in the order of Programme::order
    std::vector<StepId> amounts;  ///< by quota, then the budget's; in the group's base frame, the programme's own (per a fact) or constant
    StepId unit_cost;             ///< invalid: no budget
    std::vector<StepId> groups;   ///< by quota, then the budget: the fact it is counted per; invalid: per an ancestor or nothing
    std::vector<StepId> at_most;  ///< in the base frame of AtMost::per, or constant
    StepId graduation;            ///< condition; invalid: none
    std::vector<std::size_t> rules;  ///< positions in Plan::rules
    bool asked = true;            ///< false: only another programme's `terpilih` needs it; it is allocated and not reported
};

struct WatchPlan {
    program::ExprId expr;
    FrameId frame;  ///< invalid: a constant
    Output output;
};

struct Plan {
    const program::Program* program = nullptr;  ///< outlives the plan
    Request request;
    std::vector<Frame> frames;
    std::vector<Step> steps;  ///< inputs before users
    std::vector<LookUpTable> tables;
    std::vector<RulePlan> rules;   ///< by rule name
    std::vector<ProgrammePlan> programmes;  ///< by programme name: those of which every rule is judged, and those whose `terpilih` is read
    std::vector<WatchPlan> watch;  ///< in the order of Request::watch
    std::vector<StepId> only_when; ///< by entity: the `remains` step, or invalid

    const Step& operator[](StepId id) const { return steps[id.value]; }
    const Frame& operator[](FrameId id) const { return frames[id.value]; }
};

inline FrameId base_frame(program::EntityId entity) { return FrameId{entity.value}; }

/// `program.complete` must hold. Cost: linear in the expressions reached from the request's rules and watches.
Plan make_plan(const program::Program& program, const Request& request);

/// Everything the programme's allocation reads: what its `selected` step waits for.
std::vector<StepId> allocation_steps(const ProgrammePlan& plan);

/// The facts the plan reads: only these need loading. Sorted by id.
std::vector<program::FactId> facts_needed(const Plan& plan);

/// The entities whose rows the plan needs, even where it reads none of their facts. Sorted by id.
std::vector<program::EntityId> entities_needed(const Plan& plan);

/// One line a step: `%7 anggota truth and %3 %5`; then the outputs.
std::string print(const Plan& plan);

/// The known value of a constant number, date or choice step; error for a hole.
Interval constant_number(const Step& step);
Truth constant_truth(const Step& step);

}  // namespace tepat::plan
