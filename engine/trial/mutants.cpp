// SPDX-License-Identifier: Apache-2.0
#include "engine/trial/mutants.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <set>
#include <thread>

#include "dsl/program/rewrite.hpp"
#include "dsl/program/walk.hpp"
#include "engine/trial/attempt.hpp"
#include "engine/trial/mutations.hpp"

namespace tepat::trial {

namespace {

using namespace program;

/// Every tree the engine starts from, in one fixed order: what a change replaces and undoing it restores.
template <class Visit>
void for_each_root(Program& program, const Visit& visit) {
    for (Entity& entity : program.entities) visit(entity.only_when);
    for (Term& term : program.terms) visit(term.body);
    for (Rule& rule : program.rules) visit(rule.condition);
    for (Programme& programme : program.programmes) {
        for (Quota& quota : programme.quotas) visit(quota.amount);
        if (programme.budget) visit(programme.budget->amount), visit(programme.budget->unit_cost);
        for (Tier& tier : programme.tiers) visit(tier.condition);
        for (OrderKey& key : programme.order) visit(key.value);
        for (AtMost& limit : programme.at_most) visit(limit.count);
        visit(programme.taken_when);
    }
}

ExprId moved(ExprId id, std::uint32_t base) {
    return id.valid() && id.value >= first_new ? ExprId{base + (id.value - first_new)} : id;
}

Expr moved(const Expr& expr, std::uint32_t base) {
    std::vector<ExprId> operands = children(expr);
    for (ExprId& operand : operands) operand = moved(operand, base);
    return with_children(expr, operands);
}

/// The rule set with one change in it, until it goes out of scope.
class Changed {
public:
    Changed(Program& program, const Mutation& mutation) : program_(program), mutation_(mutation), length_(program.exprs.size()) {
        if (of_something_else()) {
            edit();
            return;
        }
        const auto base = static_cast<std::uint32_t>(length_);
        for (const Expr& expr : mutation.before) append(program, moved(expr, base));
        const ExprId replacement = append(program, moved(mutation.replacement, base));
        std::map<ExprId, ExprId> replaced;
        for (const ExprId id : mutation.replaced) replaced[id] = replacement;
        Rewriter rewrite(program, replaced);
        for_each_root(program, [&](ExprId& root) {
            old_.push_back(root);
            root = rewrite(root);
        });
    }
    ~Changed() {
        std::size_t next = 0;
        if (of_something_else()) undo();
        else for_each_root(program_, [&](ExprId& root) { root = old_[next++]; });
        program_.exprs.resize(length_);
    }
    Changed(const Changed&) = delete;
    Changed& operator=(const Changed&) = delete;

private:
    bool of_something_else() const { return mutation_.replaced.empty() || mutation_.parameter.valid(); }
    void edit() {
        if (mutation_.parameter.valid()) {
            value().number = mutation_.mutant.new_value.number;
            return;
        }
        Programme& programme = program_.programmes[mutation_.programme.value];
        old_tiers_ = programme.tiers;
        const auto at = static_cast<std::ptrdiff_t>(mutation_.key);
        switch (mutation_.mutant.change) {
            case Change::drop_tier: programme.tiers.erase(programme.tiers.begin() + at); break;
            case Change::swap_tiers: std::swap(programme.tiers[mutation_.key].condition, programme.tiers[mutation_.key + 1].condition); break;
            default: programme.order[mutation_.key].largest_first = !programme.order[mutation_.key].largest_first; break;
        }
    }
    void undo() {
        if (mutation_.parameter.valid()) {
            value().number = mutation_.mutant.old_value.number;
            return;
        }
        Programme& programme = program_.programmes[mutation_.programme.value];
        programme.tiers = old_tiers_;
        if (mutation_.mutant.change == Change::turn_order) programme.order[mutation_.key].largest_first = !programme.order[mutation_.key].largest_first;
    }
    Value& value() { return program_.parameters[mutation_.parameter.value].periods[mutation_.key].value; }

    Program& program_;
    const Mutation& mutation_;
    std::size_t length_;
    std::vector<ExprId> old_;
    std::vector<Tier> old_tiers_;
};

/// What each test can reach, found once.
struct Reached {
    const Program& program;
    std::vector<Reach> tests;
    std::vector<std::vector<std::size_t>> groups;

    explicit Reached(const Program& of) : program(of) {
        std::vector<std::size_t> all;
        for (std::size_t t = 0; t < program.tests.size(); ++t) {
            tests.push_back(reach_of(program, program.tests[t]));
            all.push_back(t);
        }
        groups = groups_of(program, all);
    }
    bool reaches(std::size_t test, const Mutation& mutation) const {
        if (mutation.replaced.empty()) return tests[test].selected.contains(mutation.programme) || asks_for_place(program.tests[test], mutation.programme);
        if (mutation.parameter.valid() && !in_force(program.tests[test], mutation)) return false;
        return std::any_of(mutation.replaced.begin(), mutation.replaced.end(), [&](ExprId id) { return tests[test].exprs.contains(id); });
    }
    static bool asks_for_place(const TestCase& test, ProgrammeId programme) {
        return std::any_of(test.verdicts.begin(), test.verdicts.end(), [&](const ExpectVerdict& expected) {
            return expected.programme == programme && (expected.verdict == Verdict::selected || expected.verdict == Verdict::waiting);
        });
    }
    /// On the test's date this line of the parameter counts, and the test gives no other value.
    bool in_force(const TestCase& test, const Mutation& mutation) const {
        const std::vector<ParameterPeriod>& periods = program[mutation.parameter].periods;
        const ParameterPeriod& period = periods[mutation.key];
        const bool later = std::any_of(periods.begin(), periods.end(), [&](const ParameterPeriod& other) {
            return other.key == period.key && period.from < other.from && other.from <= test.date;
        });
        const bool given = std::any_of(test.parameters.begin(), test.parameters.end(), [&](const GivenParameter& one) { return one.parameter == mutation.parameter; });
        return !given && !later && period.from <= test.date && (!period.until || test.date <= *period.until);
    }
};

class Judge {
public:
    Judge(const Program& program, const run::Options& options, const Reached& reached)
        : program_(program), options_(options), reached_(reached) {
        options_.threads = 1;  // mutants are what is shared among threads
        options_.want_missing = true;
    }

    void judge(const Mutation& mutation, Mutant& mutant) {
        const Changed changed(program_, mutation);
        mutant.judged = true;
        for (const std::vector<std::size_t>& group : reached_.groups) {
            std::vector<std::size_t> tests;
            for (const std::size_t test : group)
                if (reached_.reaches(test, mutation)) tests.push_back(test);
            mutant.tests += tests.size();
            if (!tests.empty() && !mutant.caught) mutant.caught = first_failing(tests);
        }
    }

private:
    std::optional<std::size_t> first_failing(const std::vector<std::size_t>& tests) const {
        const plan::Plan plan = plan::make_plan(program_, narrowed(request_for(program_, tests), tests));
        const Finished finished = finish(plan, tests, options_);
        for (std::size_t position = 0; position < tests.size(); ++position) {
            std::vector<Mismatch> mismatches;
            compare_verdicts(program_.tests[tests[position]], position, finished, mismatches);
            compare_values(program_.tests[tests[position]], position, finished, mismatches);
            if (!mismatches.empty()) return tests[position];
        }
        return std::nullopt;
    }

    /// Only the rules the tests speak of; where places are asked for, all.
    plan::Request narrowed(plan::Request request, const std::vector<std::size_t>& tests) const {
        std::set<RuleId> wanted;
        for (const std::size_t test : tests) {
            if (depends_on_allocation(program_, program_.tests[test])) return request;
            for (const ExpectVerdict& expected : program_.tests[test].verdicts) {
                if (expected.rule.valid()) wanted.insert(expected.rule);
                else wanted.insert(program_[expected.programme].rules.begin(), program_[expected.programme].rules.end());
            }
        }
        std::erase_if(request.rules, [&](RuleId rule) { return !wanted.contains(rule); });
        return request;
    }

    Program program_;  ///< own copy: changed and restored
    run::Options options_;
    const Reached& reached_;
};

/// Positions of `limit` of `total`, evenly spread; 0: all.
std::vector<std::size_t> spread(std::size_t total, std::size_t limit) {
    const std::size_t count = limit == 0 ? total : std::min(limit, total);
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < count; ++i) positions.push_back(i * total / count);
    return positions;
}

}  // namespace

std::vector<Mutant> mutate(const Program& program, const run::Options& options, std::size_t limit) {
    const std::vector<Mutation> mutations = mutations_of(program);
    std::vector<Mutant> mutants;
    for (const Mutation& mutation : mutations) mutants.push_back(mutation.mutant);
    const std::vector<std::size_t> chosen = spread(mutations.size(), limit);
    const Reached reached(program);
    std::atomic<std::size_t> next{0};
    const std::size_t count = std::clamp<std::size_t>(options.threads, 1, std::max<std::size_t>(1, chosen.size()));
    std::vector<std::exception_ptr> failures(count);
    const auto work_off = [&](std::size_t worker) {
        try {
            Judge judge(program, options, reached);
            for (std::size_t i = next++; i < chosen.size(); i = next++) judge.judge(mutations[chosen[i]], mutants[chosen[i]]);
        } catch (...) {
            failures[worker] = std::current_exception();
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t t = 1; t < count; ++t) threads.emplace_back(work_off, t);
    work_off(0);
    for (std::thread& thread : threads) thread.join();
    for (const std::exception_ptr& failure : failures)
        if (failure) std::rethrow_exception(failure);
    return mutants;
}

}  // namespace tepat::trial
