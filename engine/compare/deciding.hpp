// SPDX-License-Identifier: Apache-2.0
// What decided a change: the conditions that kept a subject out before, or keep it out (or open) now; a rule or programme that was not
// there; or, when it is eligible on both sides, the places.
#pragma once

#include "engine/compare/asked.hpp"
#include "engine/compare/compare.hpp"

namespace tepat::compare {

struct Deciding {
    enum class Kind : std::uint8_t {
        condition,  ///< `number` of Asked::conditions()
        new_rule,   ///< the rule that is eligible now is not there before
        rule_gone,  ///< the rule that was eligible is not there after
        not_run,    ///< the programme is not judged on this side
        place       ///< eligible before and after
    };
    Kind kind = Kind::condition;
    bool after = false;      ///< on which side to look
    program::RuleId rule;    ///< of that side's program; of new_rule: after; of rule_gone: before
    std::size_t number = 0;
    run::Outcome outcome = run::Outcome::not_eligible;  ///< of condition: what its rule came out as by it
    friend auto operator<=>(const Deciding&, const Deciding&) = default;
};

/// One side of the comparison with what it asked (judge_conditions done).
struct Explained {
    const Asked& asked;
    const Side& side;
};

/// Of one changed row; nothing for subjects that only one side has.
std::vector<Deciding> deciding(const Explained& before, const Explained& after, const Compared& compared, const Row& row);

/// Facts of a condition's subject and its ancestors that the condition reads, in the order it does; quantifiers and references not entered.
std::vector<program::FactId> facts_read(const program::Program& program, program::ExprId expr, program::EntityId entity);

}  // namespace tepat::compare
