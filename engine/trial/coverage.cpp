// SPDX-License-Identifier: Apache-2.0
#include "engine/trial/coverage.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "dsl/program/reach.hpp"
#include "engine/trial/attempt.hpp"

namespace tepat::trial {

namespace {

using program::ExprId;
using program::Program;

void see(const run::WatchedValue& value, Condition& condition) {
    switch (value.state) {
        case run::ValueState::known:
            (value.low != 0 ? condition.seen_true : condition.seen_false) = true;
            break;
        case run::ValueState::unknown:
            condition.seen_unknown = true;
            break;
        case run::ValueState::error:
            break;
    }
}

/// The expression was computed on all rows of the group's population; only this test's rows count.
void see_on_rows(const Program& program, const run::Watched& watched, std::size_t test, const std::vector<std::uint32_t>& row_of,
                 Condition& condition) {
    const program::EntityId scope = program[watched.expr].scope;
    if (!scope.valid()) {
        if (!watched.values.empty()) see(watched.values.front(), condition);
        return;
    }
    const std::vector<program::GivenRow>& rows = program.tests[test].rows;
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (rows[r].entity == scope) see(watched.values[row_of[r]], condition);
}

class Coverage {
public:
    Coverage(Program& program, const run::Options& options)
        : program_(program), options_(options), conditions_(conditions_of(program)) {
        std::set<ExprId> all;
        for (const Condition& condition : conditions_) all.insert(condition.exprs.begin(), condition.exprs.end());
        const std::set<ExprId> pairs = program::seen_in_pairs(program, program::reach(program, {all.begin(), all.end()}).exprs);
        for (Condition& condition : conditions_) {
            condition.watched = std::none_of(condition.exprs.begin(), condition.exprs.end(), [&](ExprId id) { return pairs.contains(id); });
            if (condition.watched) watch_.insert(watch_.end(), condition.exprs.begin(), condition.exprs.end());
        }
    }

    std::vector<Condition> run() {
        std::vector<std::size_t> tests(program_.tests.size());
        std::iota(tests.begin(), tests.end(), std::size_t{0});
        for (const std::vector<std::size_t>& group : groups_of(program_, tests)) run_group(group);
        return std::move(conditions_);
    }

private:
    void run_group(const std::vector<std::size_t>& tests) {
        const plan::Plan plan = plan::make_plan(program_, request_for(program_, tests, watch_));
        const Finished finished = finish(plan, tests, options_);
        std::map<ExprId, const run::Watched*> watched;
        for (const run::Watched& one : finished.decisions.watched) watched[one.expr] = &one;
        for (std::size_t position = 0; position < tests.size(); ++position) {
            const program::Reach reach = reach_of(program_, program_.tests[tests[position]]);
            for (Condition& condition : conditions_)
                for (const ExprId expr : condition.exprs)
                    if (watched.contains(expr) && reaches(reach, expr))
                        see_on_rows(program_, *watched[expr], tests[position], finished.rows.row_of[position], condition);
        }
    }

    /// A `selain itu` is reached when the cases it closes are.
    bool reaches(const program::Reach& reach, ExprId expr) const {
        if (reach.exprs.contains(expr)) return true;
        const auto* negation = std::get_if<program::Not>(&program_[expr].kind);
        const auto* any = negation == nullptr ? nullptr : std::get_if<program::Or>(&program_[negation->operand].kind);
        return any != nullptr && !reach.exprs.contains(negation->operand) && reach.exprs.contains(any->operands.front());
    }

    Program& program_;
    const run::Options& options_;
    std::vector<Condition> conditions_;
    std::vector<ExprId> watch_;
};

}  // namespace

std::vector<Condition> cover(const Program& program, const run::Options& options) {
    Program copy = program;  // grows by the conditions of `selain itu`
    return Coverage(copy, options).run();
}

}  // namespace tepat::trial
