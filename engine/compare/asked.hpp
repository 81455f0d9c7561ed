// SPDX-License-Identifier: Apache-2.0
// What one side of a comparison asks of the engine. Besides its rules, each condition of a rule (and each group of conditions) is judged
// as a rule of its own: steps are shared, so this costs next to nothing, and it says of everybody at once which condition decides.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/plan/plan.hpp"
#include "engine/run/run.hpp"

namespace tepat::compare {

/// A condition as it is written, or a group of them (`semua dari:`).
struct Condition {
    program::RuleId rule;                     ///< whose condition it is
    std::optional<std::size_t> exception;     ///< index into Rule::exceptions; none: of `jika`
    bool only_when = false;                   ///< the entity's `hanya bila`
    program::ExprId expr;
    bool negated = false;                     ///< `tidak` stands before the group
    std::vector<std::size_t> parts;           ///< of a group: numbers of its conditions
};

class Asked {
public:
    /// `rules` are those to be judged; of each entity in `everybody` it is asked who is a subject, even if no rule is about it.
    Asked(const program::Program& original, std::vector<program::RuleId> rules, program::Date date, bool drafts,
          const std::set<program::EntityId>& everybody);
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;

    std::vector<program::FactId> facts() const;       ///< to be loaded
    std::vector<program::EntityId> entities() const;
    /// The rules, with missing facts and benefits. Rules beyond the original ones are cut off.
    run::Decisions judge(const columns::Population& population, run::Options options);
    /// To be called before any `state` or `deciding`.
    void judge_conditions(const columns::Population& population, run::Options options);

    const program::Program& program() const { return original_; }
    program::Date date() const { return date_; }
    const std::vector<Condition>& conditions() const { return conditions_; }
    /// By EntityId: who is a subject. Of entities with a judged rule or in `everybody`.
    const columns::Bits& counted(program::EntityId entity) const { return counted_[entity.value]; }

    /// The conditions that make the rule come out as `outcome` on this row: those not met, those that are undecided or in error, and the
    /// exceptions that apply. Not of eligible ones. Numbers into conditions().
    std::vector<std::size_t> deciding(program::RuleId rule, run::Outcome outcome, std::uint32_t row) const;

private:
    struct OfRule {
        std::size_t when = 0;
        std::vector<std::size_t> exceptions;
    };
    std::size_t add(program::RuleId rule, std::optional<std::size_t> exception, program::ExprId expr);
    program::RuleId add_rule(program::EntityId entity, program::ExprId condition);
    run::Outcome state(std::size_t condition, std::uint32_t row) const;
    void drill(std::size_t condition, run::Outcome wanted, std::uint32_t row, std::vector<std::size_t>& found) const;

    const program::Program& original_;
    program::Program program_;  ///< with a rule per condition at the end
    program::Date date_;
    std::vector<Condition> conditions_;
    std::map<program::RuleId, OfRule> of_rule_;
    std::map<program::EntityId, std::size_t> only_when_;    ///< number of the condition
    std::map<program::EntityId, program::RuleId> census_;
    std::vector<columns::Bits> counted_;
    plan::Plan rules_, each_;
    run::Decisions states_;
    std::vector<const run::RuleOutcomes*> by_condition_;
};

}  // namespace tepat::compare
