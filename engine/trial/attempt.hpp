// SPDX-License-Identifier: Apache-2.0
// One or several tests run as one population, and what they expect compared with what came out. Used by trial.cpp (the tests), mutants.cpp
// (the tests against changed rules), coverage.cpp and boundaries.cpp.
#pragma once

#include <vector>

#include "dsl/program/reach.hpp"
#include "engine/plan/plan.hpp"
#include "engine/trial/rows.hpp"
#include "engine/trial/trial.hpp"

namespace tepat::trial {

/// What a test's expectations can depend on.
program::Reach reach_of(const program::Program& program, const program::TestCase& test);

/// True when it expects a place, or reads one (`terpilih`): such a test is only run alone, because quotas would be shared among tests.
bool depends_on_allocation(const program::Program& program, const program::TestCase& test);

/// Tests that can share one plan (same date, same parameter values); those that depend on allocation stand alone. In a fixed order.
std::vector<std::vector<std::size_t>> groups_of(const program::Program& program, const std::vector<std::size_t>& tests);

/// All rules in force on the tests' date, drafts too; the expected values are watched, and `watch` besides.
plan::Request request_for(const program::Program& program, const std::vector<std::size_t>& tests,
                          const std::vector<program::ExprId>& watch = {});

/// One finished run, asked by test (position in `tests`) and expectation.
struct Finished {
    const program::Program& program;
    TestRows rows;
    run::Decisions decisions;

    FoundVerdict of_rule(program::RuleId rule, std::uint32_t row) const;
    FoundVerdict of_programme(program::ProgrammeId programme, std::uint32_t row) const;
    FoundVerdict verdict(std::size_t test, const program::ExpectVerdict& expected) const;
    run::WatchedValue value(std::size_t test, const program::ExpectValue& expected) const;
    const run::Watched* watched(program::ExprId expr) const;
};

Finished finish(const plan::Plan& plan, const std::vector<std::size_t>& tests, const run::Options& options);

void compare_verdicts(const program::TestCase& test, std::size_t position, const Finished& run, std::vector<Mismatch>& mismatches);
void compare_values(const program::TestCase& test, std::size_t position, const Finished& run, std::vector<Mismatch>& mismatches);

}  // namespace tepat::trial
