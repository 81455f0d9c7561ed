// SPDX-License-Identifier: Apache-2.0
// Two sides judged now: rule sets, baselines and dates, each the same on both sides or not. What is the same is loaded once.
#pragma once

#include <memory>
#include <set>

#include "cli/compare_view.hpp"
#include "cli/rule_set.hpp"
#include "engine/compare/deciding.hpp"
#include "engine/compare/side_of_run.hpp"
#include "engine/store/baseline.hpp"
#include "engine/worklist/held.hpp"

namespace tepat::cli {

struct SideOrder {
    std::string rules, baseline;
    program::Date date;
    friend bool operator==(const SideOrder&, const SideOrder&) = default;
};

struct CompareOrder {
    SideOrder before, after;
    std::vector<std::string> by;
    std::string programme, village, worklist;
    bool drafts = false;
};

class LiveComparison {
public:
    /// Loads, judges and compares. Rules with errors: shown, exit 1.
    LiveComparison(const CompareOrder& order, Session& session);

    CompareView view(bool unmask, std::size_t examples, const Session& session) const;
    double judged_ms() const { return judged_ms_; }
    double compared_ms() const { return compared_ms_; }

private:
    struct Half {
        const RuleSet* rules = nullptr;
        std::unique_ptr<compare::Asked> asked;
        const store::Baseline* baseline = nullptr;
        run::Decisions decisions;
        compare::Side side;
        std::vector<compare::By> by;
    };
    void load_rules(Session& session);
    void load_data(unsigned threads);
    void judge(unsigned threads);
    void compare_halves(unsigned threads);
    std::vector<compare::By> groupings(const program::Program& program) const;
    void keep_village(Half& half) const;
    std::set<program::EntityId> entities_of(const program::Program& program, const std::set<std::string>& names) const;
    std::vector<std::vector<DecidingCount>> count_deciding(bool unmask, const Session& session) const;
    SideTitle title(const Half& half, const SideOrder& order) const;

    const CompareOrder order_;
    RuleSet rules_before_, rules_after_;
    store::Baseline baseline_before_, baseline_after_;
    Half before_, after_;
    compare::Comparison comparison_;
    double judged_ms_ = 0, compared_ms_ = 0;
};

/// The reasons in words. `before` and `after` are what the two halves asked, the rule sets where their texts stand.
class LiveReasons {
public:
    struct Of {
        const RuleSet& rules;
        const compare::Asked& asked;
        const compare::Side& side;
        const columns::Population& population;
    };
    LiveReasons(const Of& before, const Of& after, bool unmask, const Session& session) : before_(before), after_(after), unmask_(unmask), session_(session) {}

    /// `row` null: without values.
    Reason words(const compare::Compared& compared, const compare::Deciding& deciding, const compare::Row* row) const;
    Why why(const compare::Compared& compared, const compare::Row& row) const;
    std::vector<compare::Deciding> deciding(const compare::Compared& compared, const compare::Row& row) const;

private:
    std::string value(const Of& side, const std::string& entity, const std::string& fact, program::EntityId subject, std::uint32_t row) const;
    void add_values(const compare::Compared& compared, const compare::Row& row, program::ExprId expr, const Of& of, Reason& reason) const;
    std::string sentence(const compare::Compared& compared, const Reason& reason) const;

    Of before_, after_;
    bool unmask_;
    const Session& session_;
};

}  // namespace tepat::cli
