// SPDX-License-Identifier: Apache-2.0
// The language's own truth, for facts that may be unknown or in error (language.md section 6): when does a condition come out true, when
// false? The general encoding (encode.hpp) knows only what is so once everything is known. That is enough for "never", because what holds
// with facts missing holds whatever they turn out to be. It is not enough for "whenever this is true, that is true": there the missing
// facts of the second count.
//
//     kerja atau tidak kerja   ->   holds where `kerja` is known; elsewhere neither holds nor fails
//
// Exact for facts, logic, comparisons, sums and counts; anything else is a free value of its own, the same wherever the same is written.
// So "cannot be" is a proof here too.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "dsl/prove/questions.hpp"

namespace tepat::prove {

class FourValues {
public:
    /// Neither: unknown or error.
    struct Truth {
        Term holds, fails;
    };

    /// Operands of `dan` and `atau` that are in `left_out` are not there.
    explicit FourValues(Questions& questions, std::set<ExprId> left_out = {})
        : questions_(questions), encoder_(questions.general()), program_(questions.program()), terms_(questions.terms()), left_out_(std::move(left_out)) {}

    Truth truth(ExprId expr, RowId row) { return truth(expr, {row, row}); }
    /// The row's own `hanya bila`.
    Truth takes_part(RowId row);
    /// Some rule of the programme is met, it is in force, and the row takes part.
    Term eligible(program::ProgrammeId programme, RowId row);

private:
    struct Place {
        RowId row, subject;
    };
    /// An interval; `point`: it is one number, that of the general encoding.
    struct Number {
        Term point, low, high, has_low, has_high;
    };
    struct FactState {
        Term known, error;
    };
    struct Count {
        std::string where;  ///< printed
        EntityId member;
        RowId base = no_row, without = no_row, subject = no_row;
        ExprId condition;
        bool negated = false;
        Number number;
    };
    class TruthOf;   ///< a yes/no expression, by kind
    class NumberOf;  ///< a number or a date, by kind

    Truth truth(ExprId expr, Place place);
    Number number(ExprId expr, Place place);
    Number number(ExprId expr, Place place, int scale);
    Term certain(ExprId expr, Place place);  ///< has a value, whatever its type
    Term certain(const std::vector<program::Case>& cases, ExprId otherwise, Place place);

    FactState fact_state(FactId fact, RowId row);
    std::optional<FactState> fact_state(ExprId fact, Place place);  ///< nothing: it is something else
    Place behind(const program::Via& via, ExprId expr, Place place);
    RowId row_of(program::From from, Place place) const { return from == program::From::here ? place.row : place.subject; }

    Truth compared(program::CompareOp op, const Number& a, const Number& b);
    Number count_of(const program::Quantifier& node, bool negated, Place place);
    void relate(const Count& count);
    Truth of_member(const Count& count, RowId member);

    Truth general(Term where, ExprId expr, Place place);             ///< what the general encoding says, where `where` holds
    Number point_or_unbounded(Term point, ExprId expr, Place place);
    Truth free_truth(ExprId expr, Place place);
    Number free_number(ExprId expr, Place place);                    ///< between some bounds
    Number free_unless(Term point, ExprId expr, Place place);
    Term free(bool truth, const std::string& what, Place place);
    int scale_of(ExprId expr) const;

    Questions& questions_;
    Encoder& encoder_;
    const Program& program_;
    Terms& terms_;
    std::set<ExprId> left_out_;
    std::vector<Count> counts_;
};

}  // namespace tepat::prove
