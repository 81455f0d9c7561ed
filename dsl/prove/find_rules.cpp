// SPDX-License-Identifier: Apache-2.0
// A rule that another rule of the same programme contains changes nobody's outcome (find.hpp).
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/print.hpp"
#include "dsl/prove/find.hpp"
#include "dsl/prove/four_values.hpp"

namespace tepat::prove {

namespace {

using diagnostics::Code;
using diagnostics::Phrase;

class ContainmentFinder {
public:
    explicit ContainmentFinder(Questions& questions) : questions_(questions), program_(questions.program()), terms_(questions.terms()) {}

    void programme(const program::Programme& programme) {
        std::vector<program::RuleId> kept;  // of two rules that say the same in other words, one is reported
        for (const program::RuleId rule : programme.rules)
            if (!questions_.impossible(applies(rule))) kept.push_back(rule);
        for (std::size_t i = kept.size(); i-- > 0;) {
            for (const program::RuleId other : kept) {
                if (other == kept[i] || !contained(kept[i], other)) continue;
                report(kept[i], other);
                kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
                break;
            }
        }
    }

private:
    Term applies(program::RuleId rule) {
        return terms_.all({circumstances(questions_, rule), questions_.general().holds(program_[rule].condition, questions_.subject(program_[rule].entity))});
    }
    bool contained(program::RuleId inner, program::RuleId outer) {
        const Term holds = questions_.general().holds(program_[outer].condition, questions_.subject(program_[outer].entity));
        const bool several = terms_[holds].op == TermOp::conjunction;
        bool doubt = false;
        for (const Term part : several ? std::vector<Term>(terms_[holds].operands) : std::vector<Term>{holds}) {  // the first that may fail ends it
            const Answer answer = questions_.possible(terms_.all({applies(inner), terms_.negate(part)}));
            if (answer == Answer::yes) return false;
            doubt = doubt || answer == Answer::timed_out;
        }
        const Answer missing = doubt ? Answer::timed_out : escapes(inner, outer);
        if (missing == Answer::timed_out) questions_.doubt(program_[inner].span, Phrase::doubt_contained, {program_[outer].name});
        return missing == Answer::no;
    }
    /// Facts may be missing or in error: the wider rule may ask for one more fact, and then it is not decided where the other is.
    Answer escapes(program::RuleId inner, program::RuleId outer) {
        FourValues values(questions_);
        const RowId row = questions_.subject(program_[inner].entity);
        const program::ProgrammeId programme = program_[inner].programme;
        return questions_.possible(terms_.all({questions_.general().in_force(programme), values.takes_part(row).holds,
                                               values.truth(program_[inner].condition, row).holds,
                                               terms_.negate(values.truth(program_[outer].condition, row).holds)}));
    }
    void report(program::RuleId inner, program::RuleId outer) {
        const program::Rule &a = program_[inner], &b = program_[outer];
        if (program::print_expression(program_, a.condition) == program::print_expression(program_, b.condition)) return;  // R4046
        questions_.add({Code::rule_contained, a.span, {a.name, b.name, program_[a.entity].name}, {{b.span, Phrase::containing_rule, {}}}, {}, {}});
    }

    Questions& questions_;
    const Program& program_;
    Terms& terms_;
};

}  // namespace

void find_contained(Questions& questions) {
    for (const program::Programme& programme : questions.program().programmes) ContainmentFinder(questions).programme(programme);
}

}  // namespace tepat::prove
