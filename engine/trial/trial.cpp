// SPDX-License-Identifier: Apache-2.0
#include "engine/trial/trial.hpp"

#include <numeric>

#include "engine/trial/attempt.hpp"

namespace tepat::trial {

namespace {

using program::Program;
using program::TestCase;

bool same(const run::WatchedValue& a, const run::WatchedValue& b) {
    return a.state == b.state && a.low_bounded == b.low_bounded && a.high_bounded == b.high_bounded && (!a.low_bounded || a.low == b.low) &&
           (!a.high_bounded || a.high == b.high) && a.text == b.text;
}

void compare_runs(const TestCase& test, const Finished& alone, std::size_t position, const Finished& batch,
                  std::vector<Mismatch>& mismatches) {
    for (std::size_t i = 0; i < test.verdicts.size(); ++i) {
        const FoundVerdict found = batch.verdict(position, test.verdicts[i]);
        if (found != alone.verdict(0, test.verdicts[i]))
            mismatches.push_back({Difference::batch, test.verdicts[i].span, test.verdicts[i].row, i, found, {}, {}});
    }
    for (std::size_t i = 0; i < test.values.size(); ++i) {
        const run::WatchedValue found = batch.value(position, test.values[i]);
        if (!same(found, alone.value(0, test.values[i])))
            mismatches.push_back({Difference::batch, test.values[i].span, test.values[i].row, i, {}, {}, found});
    }
}

/// Tests of one plan: a group of one is the run alone, so it is not run twice.
void try_group(const Program& program, const std::vector<std::size_t>& tests, const run::Options& options, Report& report) {
    const plan::Plan plan = plan::make_plan(program, request_for(program, tests));
    const Finished batch = finish(plan, tests, options);
    for (std::size_t position = 0; position < tests.size(); ++position) {
        const TestCase& test = program.tests[tests[position]];
        Result& result = report.results[tests[position]];
        const std::optional<Finished> own = tests.size() > 1 ? std::optional(finish(plan, {tests[position]}, options)) : std::nullopt;
        const Finished& alone = own ? *own : batch;
        compare_verdicts(test, 0, alone, result.mismatches);
        compare_values(test, 0, alone, result.mismatches);
        if (own) compare_runs(test, alone, position, batch, result.mismatches);
    }
}

}  // namespace

Report try_all(const Program& program, const run::Options& options) {
    Report report;
    std::vector<std::size_t> tests(program.tests.size());
    std::iota(tests.begin(), tests.end(), std::size_t{0});
    report.results.resize(tests.size());
    for (const std::size_t test : tests) report.results[test].test = test;
    for (const std::vector<std::size_t>& group : groups_of(program, tests)) try_group(program, group, options, report);
    for (const Result& result : report.results) ++(result.passed() ? report.passed : report.failed);
    return report;
}

}  // namespace tepat::trial
