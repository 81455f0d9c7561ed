// SPDX-License-Identifier: Apache-2.0
#include "engine/trial/attempt.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tepat::trial {

namespace {

using program::Program;
using program::ProgrammeId;
using program::RuleId;
using program::TestCase;
using program::Verdict;

/// Same circumstances, same plan. `alone` keeps tests that may not share a population apart.
struct Circumstances {
    program::Date date;
    std::vector<std::pair<std::uint32_t, std::pair<std::int64_t, std::string>>> parameters;
    std::size_t alone = 0;
    friend auto operator<=>(const Circumstances&, const Circumstances&) = default;
};

Circumstances circumstances_of(const Program& program, std::size_t index) {
    const TestCase& test = program.tests[index];
    Circumstances circumstances{test.date, {}, depends_on_allocation(program, test) ? index + 1 : 0};
    for (const auto& given : test.parameters)
        circumstances.parameters.push_back({given.parameter.value, {given.value.number, given.value.text}});
    std::sort(circumstances.parameters.begin(), circumstances.parameters.end());
    return circumstances;
}

bool in_force(const Program& program, RuleId rule, program::Date date) {
    const ProgrammeId of = program[rule].programme;
    if (!of.valid()) return true;
    const program::Programme& programme = program[of];
    return (!programme.from || *programme.from <= date) && (!programme.until || date <= *programme.until);
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

/// `atau` takes the last of false < unknown < error < true. A place says nothing here.
int rank(Verdict verdict) {
    switch (verdict) {
        case Verdict::not_eligible:
        case Verdict::selected:
        case Verdict::waiting:
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

bool asks_for_place(const program::ExpectVerdict& expected) {
    return expected.verdict == Verdict::selected || expected.verdict == Verdict::waiting;
}

bool meets(const Program& program, const run::WatchedValue& found, const program::ExpectValue& expected) {
    if (expected.error) return found.state == run::ValueState::error;
    if (expected.unknown) return found.state == run::ValueState::unknown;
    if (found.state == run::ValueState::error) return false;
    const program::TypeKind kind = program[expected.what].type.kind;
    if (kind == program::TypeKind::text || kind == program::TypeKind::reference)
        return found.state == run::ValueState::known && found.text == expected.low.text;
    const bool bounded = found.state == run::ValueState::known || (found.low_bounded && found.high_bounded);
    return bounded && expected.low.number <= found.low && found.high <= expected.high.number;
}

}  // namespace

program::Reach reach_of(const Program& program, const TestCase& test) {
    std::vector<program::ExprId> roots;
    const auto add = [&](const std::vector<program::ExprId>& more) { roots.insert(roots.end(), more.begin(), more.end()); };
    for (const program::ExpectVerdict& expected : test.verdicts) {
        if (expected.rule.valid()) add(roots_of(program, expected.rule));
        else add(roots_of(program, expected.programme, asks_for_place(expected)));
    }
    for (const program::ExpectValue& expected : test.values) roots.push_back(expected.what);
    return reach(program, roots);
}

bool depends_on_allocation(const Program& program, const TestCase& test) {
    if (std::any_of(test.verdicts.begin(), test.verdicts.end(), asks_for_place)) return true;
    return !reach_of(program, test).selected.empty();
}

std::vector<std::vector<std::size_t>> groups_of(const Program& program, const std::vector<std::size_t>& tests) {
    std::map<Circumstances, std::vector<std::size_t>> groups;
    for (const std::size_t test : tests) groups[circumstances_of(program, test)].push_back(test);
    std::vector<std::vector<std::size_t>> all;
    for (auto& [circumstances, members] : groups) all.push_back(std::move(members));
    return all;
}

plan::Request request_for(const Program& program, const std::vector<std::size_t>& tests, const std::vector<program::ExprId>& watch) {
    const TestCase& first = program.tests[tests.front()];
    plan::Request request;
    request.date = first.date;
    request.include_drafts = true;
    for (std::uint32_t r = 0; r < program.rules.size(); ++r)
        if (in_force(program, RuleId{r}, first.date)) request.rules.push_back(RuleId{r});
    std::set<program::ExprId> watched(watch.begin(), watch.end());
    for (const std::size_t test : tests)
        for (const auto& value : program.tests[test].values) watched.insert(value.what);
    request.watch.assign(watched.begin(), watched.end());
    for (const auto& given : first.parameters) request.parameters.emplace_back(given.parameter, given.value);
    return request;
}

FoundVerdict Finished::of_rule(RuleId rule, std::uint32_t row) const {
    for (const run::RuleOutcomes& outcomes : decisions.rules) {
        if (outcomes.rule != rule) continue;
        if (!outcomes.subject.get(row)) break;
        return {to_verdict(outcomes.outcome[row]), decisions.missing_sets[outcomes.missing[row]], allocate::State::none, 0};
    }
    return {};
}

FoundVerdict Finished::of_programme(ProgrammeId programme, std::uint32_t row) const {
    FoundVerdict all;
    std::set<run::MissingName> missing;
    for (const RuleId rule : program[programme].rules) {
        const FoundVerdict one = of_rule(rule, row);
        if (rank(one.verdict) > rank(all.verdict)) all.verdict = one.verdict;
        missing.insert(one.missing.begin(), one.missing.end());
    }
    if (all.verdict == Verdict::undecided) all.missing.assign(missing.begin(), missing.end());
    for (const allocate::Allocation& allocation : decisions.allocations) {
        if (allocation.programme != programme) continue;
        all.state = allocation.state[row];
        all.rank = allocation.rank[row];
    }
    return all;
}

/// A place taken before counts as `terpilih`.
FoundVerdict Finished::verdict(std::size_t test, const program::ExpectVerdict& expected) const {
    const std::uint32_t row = rows.row_of[test][expected.row];
    FoundVerdict found = expected.rule.valid() ? of_rule(expected.rule, row) : of_programme(expected.programme, row);
    if (!asks_for_place(expected)) {
        found.state = allocate::State::none;
        found.rank = 0;
    } else if (found.state == allocate::State::selected || found.state == allocate::State::taken) {
        found.verdict = Verdict::selected;
    } else if (found.state == allocate::State::waiting) {
        found.verdict = Verdict::waiting;
    }
    return found;
}

const run::Watched* Finished::watched(program::ExprId expr) const {
    for (const run::Watched& watched : decisions.watched)
        if (watched.expr == expr) return &watched;
    return nullptr;
}

run::WatchedValue Finished::value(std::size_t test, const program::ExpectValue& expected) const {
    const run::Watched* found = watched(expected.what);
    return found == nullptr ? run::WatchedValue{} : found->values[rows.row_of[test][expected.row]];
}

Finished finish(const plan::Plan& plan, const std::vector<std::size_t>& tests, const run::Options& options) {
    Finished finished{*plan.program, make_rows(*plan.program, tests, plan::facts_needed(plan)), {}};
    finished.decisions = run::run(plan, finished.rows.population, options);
    return finished;
}

void compare_verdicts(const TestCase& test, std::size_t position, const Finished& run, std::vector<Mismatch>& mismatches) {
    for (std::size_t i = 0; i < test.verdicts.size(); ++i) {
        const program::ExpectVerdict& expected = test.verdicts[i];
        Mismatch mismatch{Difference::verdict, expected.span, expected.row, i, run.verdict(position, expected), {}, {}};
        if (mismatch.found.verdict != expected.verdict) {
            mismatches.push_back(mismatch);
            continue;
        }
        mismatch.difference = Difference::rank;
        if (expected.rank && *expected.rank != mismatch.found.rank) mismatches.push_back(mismatch);
        mismatch.difference = Difference::missing;
        for (const program::FactId fact : expected.missing) {
            mismatch.fact = fact;
            const auto& found = mismatch.found.missing;
            if (std::none_of(found.begin(), found.end(), [&](const run::MissingName& name) { return name.fact == fact; }))
                mismatches.push_back(mismatch);
        }
    }
}

void compare_values(const TestCase& test, std::size_t position, const Finished& run, std::vector<Mismatch>& mismatches) {
    for (std::size_t i = 0; i < test.values.size(); ++i) {
        const run::WatchedValue found = run.value(position, test.values[i]);
        if (!meets(run.program, found, test.values[i]))
            mismatches.push_back({Difference::value, test.values[i].span, test.values[i].row, i, {}, {}, found});
    }
}

}  // namespace tepat::trial
