// SPDX-License-Identifier: Apache-2.0
#include "engine/trial/trial.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/plan/plan.hpp"
#include "engine/trial/rows.hpp"

namespace tepat::trial {

namespace {

using program::Program;
using program::ProgrammeId;
using program::RuleId;
using program::TestCase;
using program::Verdict;

/// Tests that can share one plan: same date, same parameter values.
using Circumstances = std::pair<program::Date, std::vector<std::pair<std::uint32_t, std::pair<std::int64_t, std::string>>>>;

Circumstances circumstances_of(const TestCase& test) {
    Circumstances circumstances{test.date, {}};
    for (const auto& given : test.parameters)
        circumstances.second.push_back({given.parameter.value, {given.value.number, given.value.text}});
    std::sort(circumstances.second.begin(), circumstances.second.end());
    return circumstances;
}

bool in_force(const Program& program, RuleId rule, program::Date date) {
    const ProgrammeId of = program[rule].programme;
    if (!of.valid()) return true;
    const program::Programme& programme = program[of];
    return (!programme.from || *programme.from <= date) && (!programme.until || date <= *programme.until);
}

plan::Request request_for(const Program& program, const std::vector<std::size_t>& tests) {
    const TestCase& first = program.tests[tests.front()];
    plan::Request request;
    request.date = first.date;
    for (std::uint32_t r = 0; r < program.rules.size(); ++r)
        if (in_force(program, RuleId{r}, first.date)) request.rules.push_back(RuleId{r});
    std::set<program::ExprId> watch;
    for (const std::size_t test : tests)
        for (const auto& value : program.tests[test].values) watch.insert(value.what);
    request.watch.assign(watch.begin(), watch.end());
    for (const auto& given : first.parameters) request.parameters.emplace_back(given.parameter, given.value);
    return request;
}

Verdict to_verdict(run::Outcome outcome) {
    switch (outcome) {
        case run::Outcome::eligible:
            return Verdict::eligible;
        case run::Outcome::not_eligible:
            return Verdict::not_eligible;
        case run::Outcome::undecided:
            return Verdict::undecided;
        case run::Outcome::error:
            return Verdict::error;
    }
    return Verdict::error;
}

/// `atau` takes the last of false < unknown < error < true.
int rank(Verdict verdict) {
    switch (verdict) {
        case Verdict::not_eligible:
            return 0;
        case Verdict::undecided:
            return 1;
        case Verdict::error:
            return 2;
        case Verdict::eligible:
            return 3;
    }
    return 0;
}

/// One finished run, asked by test (position) and row (index into TestCase::rows).
struct Finished {
    const Program& program;
    TestRows rows;
    run::Decisions decisions;

    FoundVerdict of_rule(RuleId rule, std::uint32_t row) const {
        for (const run::RuleOutcomes& outcomes : decisions.rules) {
            if (outcomes.rule != rule) continue;
            if (!outcomes.subject.get(row)) break;
            return {to_verdict(outcomes.outcome[row]), decisions.missing_sets[outcomes.missing[row]]};
        }
        return {};
    }
    FoundVerdict of_programme(ProgrammeId programme, std::uint32_t row) const {
        FoundVerdict all;
        std::set<run::MissingName> missing;
        for (const RuleId rule : program[programme].rules) {
            const FoundVerdict one = of_rule(rule, row);
            if (rank(one.verdict) > rank(all.verdict)) all.verdict = one.verdict;
            missing.insert(one.missing.begin(), one.missing.end());
        }
        if (all.verdict == Verdict::undecided) all.missing.assign(missing.begin(), missing.end());
        return all;
    }
    FoundVerdict verdict(std::size_t test, const program::ExpectVerdict& expected) const {
        const std::uint32_t row = rows.row_of[test][expected.row];
        return expected.rule.valid() ? of_rule(expected.rule, row) : of_programme(expected.programme, row);
    }
    run::WatchedValue value(std::size_t test, const program::ExpectValue& expected) const {
        for (const run::Watched& watched : decisions.watched)
            if (watched.expr == expected.what) return watched.values[rows.row_of[test][expected.row]];
        return {};
    }
};

bool same(const run::WatchedValue& a, const run::WatchedValue& b) {
    return a.state == b.state && a.low_bounded == b.low_bounded && a.high_bounded == b.high_bounded && (!a.low_bounded || a.low == b.low) &&
           (!a.high_bounded || a.high == b.high) && a.text == b.text;
}

bool meets(const Program& program, const run::WatchedValue& found, const program::ExpectValue& expected) {
    if (expected.unknown) return found.state == run::ValueState::unknown;
    if (found.state == run::ValueState::error) return false;
    if (program[expected.what].type.kind == program::TypeKind::text)
        return found.state == run::ValueState::known && found.text == expected.low.text;
    const bool bounded = found.state == run::ValueState::known || (found.low_bounded && found.high_bounded);
    return bounded && expected.low.number <= found.low && found.high <= expected.high.number;
}

void compare_verdicts(const TestCase& test, std::size_t position, const Finished& alone, std::vector<Mismatch>& mismatches) {
    for (std::size_t i = 0; i < test.verdicts.size(); ++i) {
        const program::ExpectVerdict& expected = test.verdicts[i];
        Mismatch mismatch{Difference::verdict, expected.span, expected.row, i, alone.verdict(position, expected), {}, {}};
        if (mismatch.found.verdict != expected.verdict) {
            mismatches.push_back(mismatch);
            continue;
        }
        mismatch.difference = Difference::missing;
        for (const program::FactId fact : expected.missing) {
            mismatch.fact = fact;
            const auto& found = mismatch.found.missing;
            if (std::none_of(found.begin(), found.end(), [&](const run::MissingName& name) { return name.fact == fact; }))
                mismatches.push_back(mismatch);
        }
    }
}

void compare_values(const Program& program, const TestCase& test, std::size_t position, const Finished& alone,
                    std::vector<Mismatch>& mismatches) {
    for (std::size_t i = 0; i < test.values.size(); ++i) {
        const run::WatchedValue found = alone.value(position, test.values[i]);
        if (!meets(program, found, test.values[i]))
            mismatches.push_back({Difference::value, test.values[i].span, test.values[i].row, i, {}, {}, found});
    }
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

Finished finish(const plan::Plan& plan, const std::vector<std::size_t>& tests, const run::Options& options) {
    Finished finished{*plan.program, make_rows(*plan.program, tests, plan::facts_needed(plan)), {}};
    finished.decisions = run::run(plan, finished.rows.population, options);
    return finished;
}

}  // namespace

Report try_all(const Program& program, const run::Options& options) {
    Report report;
    report.results.resize(program.tests.size());
    std::map<Circumstances, std::vector<std::size_t>> groups;
    for (std::size_t t = 0; t < program.tests.size(); ++t) groups[circumstances_of(program.tests[t])].push_back(t);
    for (const auto& [circumstances, tests] : groups) {
        const plan::Plan plan = plan::make_plan(program, request_for(program, tests));
        const Finished batch = finish(plan, tests, options);
        for (std::size_t position = 0; position < tests.size(); ++position) {
            const TestCase& test = program.tests[tests[position]];
            const Finished alone = finish(plan, {tests[position]}, options);
            Result& result = report.results[tests[position]];
            result.test = tests[position];
            compare_verdicts(test, 0, alone, result.mismatches);
            compare_values(program, test, 0, alone, result.mismatches);
            compare_runs(test, alone, position, batch, result.mismatches);
        }
    }
    for (const Result& result : report.results) ++(result.passed() ? report.passed : report.failed);
    return report;
}

}  // namespace tepat::trial
