// SPDX-License-Identifier: Apache-2.0
// The naive oracle: judges one row at a time by walking the typed program recursively, exactly as language.md reads. It is written
// from that page alone and knows no plan, no columns, no blocks; when the engine disagrees, one of the two has misread the page.
// Cost: do not ask (tiny worlds only). What was evaluated once on a row is remembered; nothing else is clever.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/allocate/allocation.hpp"
#include "engine/run/run.hpp"
#include "tests/differential/interval.hpp"
#include "tests/differential/world.hpp"

namespace tepat::oracle {

using Missing = std::set<run::MissingName>;

/// Numbers and dates (scale 0).
struct Number {
    Interval interval;
    int scale = 0;
};
/// A quotient: never divided.
struct Ratio {
    Number top;
    Number bottom;
};
/// Text, choices and sets (bits).
struct Plain {
    State state = State::unknown;
    program::Value value;
};

/// A value, and the facts that would have to be known to make it certain (meaningful while it is uncertain).
struct Evaluated {
    std::variant<Truth, Number, Ratio, Plain> value;
    Missing missing;
};
bool uncertain(const Evaluated& evaluated);
/// Adds the operand's missing facts when it is itself uncertain.
void note_missing(Missing& into, const Evaluated& operand);

// values of a type (evaluated_types.cpp)
Evaluated known_of(const program::Type& type, const program::Value& value);
Evaluated unknown_of(const program::Type& type, Missing missing);
Evaluated error_of(const program::Type& type);

// comparisons (evaluated_compare.cpp)
Evaluated compare(program::CompareOp op, const Evaluated& left, const Evaluated& right);
Evaluated one_of(const Evaluated& value, const std::vector<Evaluated>& options);
Evaluated text_test(program::TextOp op, const Evaluated& value, const Evaluated& operand);
Evaluated round(const Evaluated& value, program::RoundDirection direction, const Evaluated& unit);

/// Where an expression is evaluated: a row; the place of an ancestor that an empty link (`unknown`) or a link to no row (`error`) leads
/// to; the member a family without recorded members must have (`phantom`, then `row` is the parent's row).
enum class Place { real, unknown, error, phantom };
struct At {
    program::EntityId entity;
    Place place = Place::real;
    std::size_t row = 0;
    friend auto operator<=>(const At&, const At&) = default;
};

struct Judgement {
    bool subject = false;
    run::Outcome outcome = run::Outcome::error;
    Missing missing;  ///< of an undecided outcome
};

/// What became of one subject of a programme (oracle_allocation.cpp).
struct Placing {
    allocate::State state = allocate::State::none;
    allocate::Reason reason = allocate::Reason::none;
    bool in_error = false;          ///< of cost_unknown: the cost is in error; of no_tier: a tier is
    Missing missing;                ///< of a reason: what would have to be known
    bool provisional = false;
    std::uint32_t rank = 0;
    std::optional<std::string> area;
};
/// One quota or budget in one group.
struct Tally {
    std::optional<Wide> amount;
    Wide taken = 0, used = 0;
    std::size_t turned_away = 0, selected = 0, waiting = 0, family_limit = 0, not_placed = 0, taken_rows = 0, rejected = 0;
    std::size_t provisional = 0, contestable = 0;
    std::optional<std::size_t> last_selected;  ///< world row
};
/// Two programmes that may not go together and both reach one row of the lower one's entity.
struct Clash {
    program::ProgrammeId programme;
    program::ProgrammeId other;
    program::EntityId entity;
    std::size_t row = 0;
    bool other_received = false;  ///< selected for `programme`, holds a place of `other`
    bool received = false;        ///< the other way round
};
struct Placings {
    std::vector<Placing> rows;                                       ///< by row of the programme's entity in the world
    std::map<std::pair<std::size_t, std::string>, Tally> groups;     ///< by limit (quotas, then the budget) and the group's key
    std::map<std::string, std::optional<std::string>> absent;        ///< key of whoever holds a place and is no subject -> area
    std::vector<std::size_t> nowhere;                                ///< by limit: places taken in a group nobody knows
};

class Oracle {
public:
    Oracle(const program::Program& program, const World& world, Circumstances circumstances);

    Judgement judge(program::RuleId rule, std::size_t row);
    Judgement judge(program::ProgrammeId programme, std::size_t row);
    Evaluated value(program::ExprId expr, At here) { return evaluate(expr, {here, here}); }
    /// Judged at all: it has rules, is in force on the reference date, and is no draft that is left out.
    bool in_force(program::ProgrammeId programme) const;
    bool receives(program::ProgrammeId programme, std::size_t row);
    bool graduates(program::ProgrammeId programme, std::size_t row);
    const Placings& placings(program::ProgrammeId programme);
    std::vector<Clash> clashes();

private:
    struct Scope {
        At here;
        At subject;
    };

    /// One member a quantifier looks at, with its condition (only_when joined in) and value judged.
    struct Member {
        bool phantom = false;
        Evaluated condition;
        std::optional<Evaluated> value;
    };

    Evaluated evaluate(program::ExprId id, const Scope& scope);

    Evaluated of(const program::Constant& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::ReferenceDate& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::ParameterRef& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::KeyRef& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::FactRef& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::TermRef& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Not& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::And& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Or& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::AtLeast& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Compare& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::In& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::TextTest& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::IsKnown& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::IfMissing& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Negative& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Arithmetic& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Round& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::DateShift& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::DateCall& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Quantifier& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Cases& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Collect& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Via& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::SetHas& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Standing& kind, const program::Expr& expr, const Scope& scope);
    Evaluated of(const program::Unrecorded& kind, const program::Expr& expr, const Scope& scope);

    Evaluated evaluate_anew(program::ExprId id, const Scope& scope);
    std::vector<Evaluated> all(const std::vector<program::ExprId>& ids, const Scope& scope);
    At place_of(program::EntityId entity, program::From from, const Scope& scope) const;
    State state_of_fact(program::FactId fact, At at) const;
    State without_vintage(program::FactId fact, At at) const;
    /// Of a fact, read here or by way of references; none: it is something else than a fact.
    std::optional<State> state_of_fact(program::ExprId fact, const Scope& scope) const;
    const program::ParameterPeriod* in_force(const program::Parameter& parameter, const std::optional<std::string>& key) const;

    // rows
    At linked_to(program::EntityId above, const std::string& link) const;
    At parent(At at) const;
    At climb(At at, program::EntityId entity) const;
    At referred_to(const program::Via& via, const Scope& scope) const;
    const Cell& cell(program::FactId fact, std::size_t row) const;
    Evaluated only_when(At at);  ///< true where the entity has none, and for phantoms
    const std::vector<std::size_t>& rows_below(program::EntityId entity, At ancestor);

    // rules and programmes
    Evaluated truth_of_rule(const program::Rule& rule, At at);
    Evaluated truth_of_programme(const program::Programme& programme, At at);
    Evaluated selected(program::ProgrammeId programme, At at);
    Evaluated selected_elsewhere(const program::Programme& programme, At at);
    Placings place(program::ProgrammeId programme);
    friend class Allocator;

    // quantifiers
    const std::vector<At>& members_of(const program::Quantifier& kind, At here);
    std::vector<At> find_members(const program::Quantifier& kind, At here);
    std::vector<Member> judged_members(const program::Quantifier& kind, const Scope& scope);
    Evaluated of_missing_place(const program::Quantifier& kind, const program::Expr& expr, At here) const;
    Evaluated over_truth(const program::Quantifier& kind, const std::vector<Member>& members) const;
    Evaluated count(program::EntityId member, const std::vector<Member>& members) const;
    Evaluated total(program::EntityId member, const program::Expr& expr, const std::vector<Member>& members) const;
    Evaluated average(const program::Quantifier& kind, const program::Expr& expr, const std::vector<Member>& members, const Scope& scope);
    Evaluated extreme(bool smallest, program::ExprId if_none, const program::Expr& expr, const std::vector<Member>& members, const Scope& scope);
    Evaluated total_top(const program::Quantifier& kind, const program::Expr& expr, const Scope& scope);

    const program::Program& program_;
    const World& world_;
    Circumstances circumstances_;
    std::vector<std::vector<At>> parents_;  ///< by entity and row
    std::vector<bool> reads_subject_;       ///< by expression: says `subjek` of the scope it stands in

    // what was found out already
    std::map<std::tuple<program::ExprId, At, At>, Evaluated> known_;
    std::map<std::pair<program::EntityId, At>, std::vector<std::size_t>> below_;
    std::map<std::tuple<program::EntityId, program::Relation, At>, std::vector<At>> members_;
    std::map<program::ProgrammeId, Placings> placings_;
};

}  // namespace tepat::oracle
