// SPDX-License-Identifier: Apache-2.0
// Do the tests notice when a rule is changed? Each mutant is the rule set with one small change; it is caught when a test that passes on the
// rules as they are fails on it. What no test catches is either a gap in the tests or a condition that changes nothing.
//
//     Program -> mutants in the order of the text, each caught or not
//
// A change is made wherever its place in the text was copied to (a programme's exception stands in each of its rules). Only tests that
// can reach the place are run, one population per date and parameter set. Cost: one plan per mutant, date and parameter set.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/run/run.hpp"
#include "engine/trial/coverage.hpp"

namespace tepat::trial {

enum class Change : std::uint8_t {
    drop_part,       ///< a bullet or an operand is left out
    all_to_any,      ///< `semua dari`, `dan` become `salah satu dari`, `atau`
    any_to_all,
    negate,          ///< a condition is turned around
    operator_,       ///< < becomes <=, ...
    number,          ///< a bound, a weight or a result is shifted by one unit
    count,           ///< the k of `paling sedikit k dari`
    drop_value,      ///< a value of a list is left out
    replace_value,   ///< a choice value is replaced by another one of its kind
    drop_exception,
    drop_row,        ///< a case, a score's line, a table's row
    some_to_every,   ///< `ada` becomes `semua`
    every_to_some,
    drop_where,      ///< `yang (...)` is left out
    largest_to_smallest,
    smallest_to_largest,
    turn_order,      ///< `terbesar dahulu` becomes `terkecil dahulu`, and the other way round
    drop_tier,
    swap_tiers,      ///< two tiers that follow each other
    parameter,       ///< a value in force is shifted by one unit
};

struct Mutant {
    Owner owner;
    Change change = Change::negate;
    program::Span whole;  ///< the condition or row it happens in
    program::Span part;   ///< what is changed in it: the operand, the number, the value
    std::string name;     ///< of an exception
    program::CompareOp before = program::CompareOp::equal;  ///< of operator_
    program::CompareOp after = program::CompareOp::equal;
    program::Span left, right;           ///< of operator_: its sides; of swap_tiers: the two
    program::Type type;                  ///< of number, count, parameter and the values
    program::Value old_value, new_value;
    std::size_t tests = 0;               ///< that can reach the place
    bool judged = false;                 ///< false: beyond the limit
    std::optional<std::size_t> caught;   ///< the first test that notices, an index into Program::tests
};

/// Judges at most `limit` of them (0: all), evenly spread over the rule set. The tests must pass.
std::vector<Mutant> mutate(const program::Program& program, const run::Options& options, std::size_t limit);

}  // namespace tepat::trial
