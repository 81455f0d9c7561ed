// SPDX-License-Identifier: Apache-2.0
// Tests around every bound, to be pasted: for a comparison of a fact (or of an age) with a number, the smallest family just below, at and
// just above it, with the outcome the engine computes now. They start from a test in which the rule is eligible, else from scratch; what
// does not matter is taken away again. What a test already looks at is not offered.
//
//     Program -> declarations that parse, check and pass
#pragma once

#include <vector>

#include "dsl/program/program.hpp"
#include "engine/run/run.hpp"

namespace tepat::trial {

struct Boundary {
    enum class Side : std::uint8_t { below, at, above };
    program::RuleId rule;
    program::Span comparison;
    Side side = Side::at;
    program::FactId fact;        ///< the one that was set ...
    program::Value value;        ///< ... to this
    bool age = false;            ///< the fact is a date, compared by completed years or months
    program::TestCase test;      ///< without a title; one expectation
};

struct Boundaries {
    std::vector<Boundary> offered;                ///< by the comparison's place, below before above
    std::vector<program::Span> without_example;   ///< comparisons that no single fact moves (counts, sums), or that decide nothing in the tests
    std::size_t covered = 0;                      ///< boundary values that some test already has
};

/// The tests must pass.
Boundaries boundaries(const program::Program& program, const run::Options& options);

}  // namespace tepat::trial
