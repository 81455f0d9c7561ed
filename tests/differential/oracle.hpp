// SPDX-License-Identifier: Apache-2.0
// The naive oracle: judges one row at a time by walking the typed program recursively, exactly as language.md reads. It is written
// from that page alone and knows no plan, no columns, no blocks; when the engine disagrees, one of the two has misread the page.
// Cost: do not ask (tiny worlds only). Terms are remembered per row, everything else is evaluated anew.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/program/program.hpp"
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
/// Text and choices.
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

class Oracle {
public:
    Oracle(const program::Program& program, const World& world, program::Date date);

    Judgement judge(program::RuleId rule, std::size_t row);
    Evaluated value(program::ExprId expr, At here) { return evaluate(expr, {here, here}); }

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

    std::vector<Evaluated> all(const std::vector<program::ExprId>& ids, const Scope& scope);
    At place_of(program::EntityId entity, program::From from, const Scope& scope) const;
    State state_of_fact(program::FactId fact, At at) const;
    const program::ParameterPeriod* in_force(const program::Parameter& parameter, const std::optional<std::string>& key) const;

    // rows
    At linked_to(program::EntityId above, const std::string& link) const;
    At parent(At at) const;
    At climb(At at, program::EntityId entity) const;
    const Cell& cell(program::FactId fact, std::size_t row) const;
    Evaluated only_when(At at);  ///< true where the entity has none, and for phantoms
    std::vector<std::size_t> rows_below(program::EntityId entity, At ancestor) const;

    // quantifiers
    std::vector<At> members_of(const program::Quantifier& kind, At here);
    std::vector<Member> judged_members(const program::Quantifier& kind, const Scope& scope);
    Evaluated of_missing_place(const program::Quantifier& kind, const program::Expr& expr, At here) const;
    Evaluated over_truth(const program::Quantifier& kind, const std::vector<Member>& members) const;
    Evaluated count(const program::Quantifier& kind, const std::vector<Member>& members) const;
    Evaluated total(const program::Quantifier& kind, const program::Expr& expr, const std::vector<Member>& members) const;
    Evaluated average(const program::Quantifier& kind, const program::Expr& expr, const std::vector<Member>& members, const Scope& scope);
    Evaluated extreme(const program::Quantifier& kind, const program::Expr& expr, const std::vector<Member>& members, const Scope& scope);

    const program::Program& program_;
    const World& world_;
    program::Date date_;
    std::vector<std::vector<At>> parents_;  ///< by entity and row
    std::map<std::pair<program::TermId, At>, Evaluated> terms_;
};

}  // namespace tepat::oracle
