// SPDX-License-Identifier: Apache-2.0
// The `uji` declarations: each test's rows become a tiny population and run alone; then all tests of one reference date (and one set of
// `misalkan parameter`) run together in one population. What a test expects is compared with its run alone, and both runs with each other:
// a test must not see its neighbours.
//
//     Program -> Report { one result per test, what differs and where }
//
// A test that expects a place, or reads one (`terpilih`), is only run alone: among others it would share their quotas. A place taken
// before counts as `terpilih`. Drafts are judged as if they were not.
// Outside a programme's `berlaku` its rules are not judged, so everybody is not eligible; a row that `hanya bila` leaves out is not
// eligible either. An interval is met when every value found lies in it. Cost: one plan per date and parameter set, one tiny run per test.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/run/run.hpp"

namespace tepat::trial {

/// What became of a rule or programme on one row.
struct FoundVerdict {
    program::Verdict verdict = program::Verdict::not_eligible;
    std::vector<run::MissingName> missing;  ///< sorted, unique
    allocate::State state = allocate::State::none;  ///< of a programme, where a place is expected
    std::uint32_t rank = 0;
    friend bool operator==(const FoundVerdict&, const FoundVerdict&) = default;
};

enum class Difference : std::uint8_t {
    verdict,  ///< another outcome than expected
    missing,  ///< undecided as expected, but `fact` is not among the missing ones
    rank,     ///< the place expected, at another rank
    value,    ///< another value than expected
    batch,    ///< the run among all tests differs from the run alone: the engine is wrong
};

struct Mismatch {
    Difference difference = Difference::verdict;
    program::Span span;             ///< of the expectation
    std::size_t row = 0;            ///< index into TestCase::rows
    std::size_t expectation = 0;    ///< index into TestCase::verdicts, or ::values when difference is `value`
    FoundVerdict found;             ///< of verdict and missing
    program::FactId fact;           ///< of missing
    run::WatchedValue found_value;  ///< of value
};

struct Result {
    std::size_t test = 0;  ///< index into Program::tests
    std::vector<Mismatch> mismatches;
    bool passed() const { return mismatches.empty(); }
};

struct Report {
    std::vector<Result> results;  ///< in the order of Program::tests
    std::size_t passed = 0;
    std::size_t failed = 0;
};

/// `program.complete` must hold.
Report try_all(const program::Program& program, const run::Options& options);

}  // namespace tepat::trial
