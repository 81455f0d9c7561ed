// SPDX-License-Identifier: Apache-2.0
// Conditions that never hold, always hold, or never change the result (find.hpp).
#include <algorithm>
#include <set>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/reach.hpp"
#include "dsl/program/walk.hpp"
#include "dsl/prove/find.hpp"
#include "dsl/prove/four_values.hpp"

namespace tepat::prove {

using diagnostics::Code;
using diagnostics::Phrase;

bool is_plain_comparison(const Program& program, ExprId id) {
    const program::Expr& expr = program[id];
    if (const auto* compare = std::get_if<program::Compare>(&expr.kind))
        return std::holds_alternative<program::FactRef>(program[compare->left].kind) &&
               std::holds_alternative<program::Constant>(program[compare->right].kind);
    const auto* both = std::get_if<program::And>(&expr.kind);  // antara
    return both != nullptr && both->operands.size() == 2 && program[both->operands[0]].span == expr.span &&
           is_plain_comparison(program, both->operands[0]) && is_plain_comparison(program, both->operands[1]);
}

Term circumstances(Questions& questions, program::RuleId id) {
    const program::Rule& rule = questions.program()[id];
    const Term part = questions.takes_part(rule.entity);
    return rule.programme.valid() ? questions.terms().all({part, questions.general().in_force(rule.programme)}) : part;
}

namespace {

class ConditionFinder {
public:
    explicit ConditionFinder(Questions& questions) : questions_(questions), program_(questions.program()), terms_(questions.terms()) {}

    void rule(program::RuleId id) {
        const program::Rule& rule = program_[id];
        row_ = questions_.subject(rule.entity);
        const Term within = circumstances(questions_, id);
        if (questions_.impossible(within)) return;  // its programme is not in force: said already (R4048)
        switch (questions_.possible(terms_.all({within, holds(rule.condition)}))) {
            case Answer::yes: always_or_parts(rule.when, within); break;
            case Answer::timed_out: questions_.doubt(rule.span, Phrase::doubt_rule_applies); break;
            case Answer::no:
                if (!find_culprit(rule.when, within)) questions_.add({Code::rule_never_applies, rule.span, {rule.name, program_[rule.entity].name}, {}, {}, {}});
                break;
        }
        root_ = rule.condition;
        circumstances_ = within;
        left_out_.clear();
        for (const program::Exception& exception : rule.exceptions) made_to(exception.condition, exception.span, within);
    }
    void term(const program::Term& term) {
        if (term.hidden || term.type.kind != program::TypeKind::yes_no || std::holds_alternative<program::Cases>(program_[term.body].kind)) return;
        row_ = questions_.subject(term.entity);
        const Term within = questions_.takes_part(term.entity);
        if (!always_or_never(term.body, within)) root(term.body, within);
    }
    /// What stands inside a quantifier, about any member.
    void quantifier(const program::Quantifier& node) {
        if (!node.where.valid()) return;
        row_ = questions_.subject(node.member);
        if (reads_subject(node.where)) return;
        const Term within = questions_.takes_part(node.member);
        if (!always_or_never(node.where, within)) root(node.where, within);
    }

private:
    void always_or_parts(ExprId id, Term within) {
        const bool plain = is_plain_comparison(program_, id) || is_constant(program_[id]);  // check's to speak of, and `jika benar`
        if (!plain && questions_.impossible(terms_.all({within, fails(id)}))) return warn(Code::condition_never_false, id);
        root(id, within);
    }
    /// Exceptions made to exceptions; those made to the rule are find_exceptions' to speak of.
    void made_to(ExprId joined, text::Span span, Term within) {
        const program::ExceptionParts parts = program::exception_parts(program_, joined, span);
        const Term met = terms_.all({within, holds(parts.condition)});
        for (const auto& inner : parts.made_to) {
            const text::Span place = program_[inner.negation].span;
            if (questions_.impossible(terms_.all({within, holds(inner.condition)}))) warn(Code::condition_never_true, program::exception_parts(program_, inner.condition, place).condition);
            else if (questions_.impossible(terms_.all({met, holds(inner.condition)})) && never_decides(inner.negation)) warn(Code::part_never_matters, inner.negation, Phrase::already_excluded);
            else made_to(inner.condition, place, met);
        }
    }
    Term holds(ExprId id) { return questions_.general().holds(id, row_); }
    Term fails(ExprId id) { return questions_.general().fails(id, row_); }
    void warn(Code code, ExprId id, std::optional<Phrase> why = {}) {
        if (!reported_.insert(program_[id].span.begin).second) return;
        diagnostics::Diagnostic diagnostic{code, program_[id].span, {}, {}, {}, {}};
        if (why) diagnostic.notes.push_back({*why, {}});
        questions_.add(std::move(diagnostic));
    }
    bool reads_subject(ExprId id) const {
        const program::Expr& expr = program_[id];
        if (const auto* ref = std::get_if<program::FactRef>(&expr.kind)) return ref->from == program::From::subject;
        if (const auto* ref = std::get_if<program::TermRef>(&expr.kind)) return ref->from == program::From::subject;
        const std::vector<ExprId> inside = program::children(expr);
        return std::any_of(inside.begin(), inside.end(), [&](ExprId child) { return reads_subject(child); });
    }
    static bool is_constant(const program::Expr& expr) { return std::holds_alternative<program::Constant>(expr.kind); }

    bool always_or_never(ExprId id, Term within) {
        if (is_plain_comparison(program_, id) || is_constant(program_[id])) return true;
        const bool never = questions_.impossible(terms_.all({within, holds(id)}));
        if (never && !find_culprit(id, within)) warn(Code::condition_never_true, id);
        if (never) return true;
        if (!questions_.impossible(terms_.all({within, fails(id)}))) return false;
        warn(Code::condition_never_false, id);
        return true;
    }
    /// The smallest part that can never hold on its own; a plain comparison is check's to speak of. False: only the whole is to blame.
    bool find_culprit(ExprId id, Term within) {
        if (const auto* all = std::get_if<program::And>(&program_[id].kind); all != nullptr && !is_plain_comparison(program_, id)) {
            for (const ExprId operand : all->operands)
                if (questions_.impossible(terms_.all({within, holds(operand)}))) return find_culprit(operand, within) || blame(operand);
            return false;
        }
        const bool never = questions_.impossible(terms_.all({within, holds(id)}));
        return never && (is_plain_comparison(program_, id) || blame(id));
    }
    bool blame(ExprId id) {
        warn(Code::condition_never_true, id);
        return true;
    }

    void root(ExprId id, Term within) {
        root_ = id;
        circumstances_ = within;
        left_out_.clear();
        parts(id, within);
    }
    /// With known facts it decides nothing; nor with facts that are missing or in error? Then the whole holds for the same rows without it.
    bool never_decides(ExprId id) {
        std::set<ExprId> fewer = left_out_;
        fewer.insert(id);
        FourValues with(questions_, left_out_), without(questions_, fewer);
        const Term a = with.truth(root_, row_).holds, b = without.truth(root_, row_).holds;
        const Term part = with.takes_part(row_).holds;
        if (!questions_.impossible(terms_.all({part, a, terms_.negate(b)})) || !questions_.impossible(terms_.all({part, b, terms_.negate(a)}))) return false;
        left_out_ = std::move(fewer);
        return true;
    }

    void parts(ExprId id, Term within) {
        const program::Expr& expr = program_[id];
        if (is_plain_comparison(program_, id)) return;
        if (const auto* all = std::get_if<program::And>(&expr.kind)) conjunction(expr, all->operands, within);
        if (const auto* any = std::get_if<program::Or>(&expr.kind)) disjunction(any->operands, within);
        if (const auto* negation = std::get_if<program::Not>(&expr.kind)) {
            const program::Expr& inner = program_[negation->operand];
            if (std::holds_alternative<program::Or>(inner.kind)) disjunction(std::get<program::Or>(inner.kind).operands, within);
        }
    }
    /// An operand that the others already require changes nothing. One found so is left out of "the others" from then on.
    void conjunction(const program::Expr& expr, const std::vector<ExprId>& operands, Term within) {
        if (operands.size() == 2 && program_[operands[0]].span == expr.span) return;  // antara
        std::set<ExprId> idle;
        for (std::size_t i = operands.size(); i-- > 0;) {
            const ExprId id = operands[i];
            if (is_constant(program_[id])) continue;
            std::vector<Term> others{within};
            for (const ExprId other : operands)
                if (other != id && !idle.contains(other)) others.push_back(holds(other));
            const Term rest = terms_.all(others);
            if (questions_.impossible(terms_.all({rest, fails(id)}))) {
                if (report_idle(id)) idle.insert(id);
            } else {
                parts(id, rest);
            }
        }
    }
    /// Never false by itself, or only where the rest holds?
    bool report_idle(ExprId id) {
        const bool alone = questions_.impossible(terms_.all({circumstances_, fails(id)}));
        if (alone && is_plain_comparison(program_, id)) return true;
        if (!alone && !never_decides(id)) return false;
        warn(alone ? Code::condition_never_false : Code::part_never_matters, id, alone ? std::nullopt : std::optional(Phrase::already_required));
        return true;
    }
    void disjunction(const std::vector<ExprId>& operands, Term within) {
        std::set<ExprId> idle;
        for (std::size_t i = operands.size(); i-- > 0;) {
            const ExprId id = operands[i];
            if (is_constant(program_[id])) continue;
            if (questions_.impossible(terms_.all({within, holds(id)}))) {
                idle.insert(id);
                if (!is_plain_comparison(program_, id)) report_dead(id);
                continue;
            }
            std::vector<Term> none{within, holds(id)};
            for (const ExprId other : operands)
                if (other != id && !idle.contains(other)) none.push_back(terms_.negate(holds(other)));
            if (none.size() > 2 && questions_.impossible(terms_.all(none)) && never_decides(id)) {
                idle.insert(id);
                warn(Code::part_never_matters, id, Phrase::already_covered);
            } else {
                parts(id, within);
            }
        }
    }
    void report_dead(ExprId id) {
        const bool alone = questions_.impossible(terms_.all({questions_.general().takes_part(row_), holds(id)}));
        if (!alone && !never_decides(id)) return;
        if (!alone) warn(Code::part_never_matters, id, Phrase::already_excluded);
        else if (!find_culprit(id, questions_.general().takes_part(row_))) warn(Code::condition_never_true, id);
    }

    Questions& questions_;
    const Program& program_;
    Terms& terms_;
    RowId row_ = no_row;
    ExprId root_;
    Term circumstances_;
    std::set<ExprId> left_out_;         ///< operands found to decide nothing
    std::set<std::uint32_t> reported_;  ///< by place: a bullet shared by several rules (programme exceptions) is reported once
};

}  // namespace

void find_conditions(Questions& questions) {
    const Program& program = questions.program();
    ConditionFinder finder(questions);
    for (const program::Term& term : program.terms) finder.term(term);
    for (const program::Expr& expr : program.exprs)
        if (const auto* quantifier = std::get_if<program::Quantifier>(&expr.kind)) finder.quantifier(*quantifier);
    for (std::uint32_t r = 0; r < program.rules.size(); ++r) finder.rule({r});
}

void find_exceptions(Questions& questions) {
    const Program& program = questions.program();
    struct Use {
        program::RuleId rule;
        bool needed = false;
        ExprId condition;
        std::string name;
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, Use> uses;  // an exception of a programme stands in all of its rules
    for (std::uint32_t r = 0; r < program.rules.size(); ++r) {
        const program::Rule& rule = program.rules[r];
        const RowId row = questions.subject(rule.entity);
        const Term met = questions.terms().all({circumstances(questions, {r}), questions.general().holds(rule.when, row)});
        const bool applies = !questions.impossible(met);
        for (const program::Exception& exception : rule.exceptions) {
            Use& use = uses.try_emplace({exception.span.begin, exception.span.end}, Use{{r}, false, exception.condition, exception.name}).first->second;
            if (use.needed) continue;
            const Answer answer = applies ? questions.possible(questions.terms().all({met, questions.general().holds(exception.condition, row)})) : Answer::yes;
            if (answer == Answer::timed_out) questions.doubt(exception.span, Phrase::doubt_exception);
            use.needed = answer != Answer::no;
        }
    }
    for (const auto& entry : uses) {
        const auto& span = entry.first;
        const Use& use = entry.second;
        const bool yields = [&] {  // `utamakan` has its own words (R4093)
            const program::Rule& rule = program[use.rule];
            if (!rule.programme.valid()) return false;
            for (const program::Exclusion& other : program[rule.programme].yields_to)
                if (use.name == "utamakan " + program[other.programme].name || other.span.begin == span.first) return true;
            return false;
        }();
        if (!use.needed && !yields) questions.add({Code::exception_never_applies, {span.first, span.second}, {use.name, program[use.rule].name}, {}, {}, {}});
    }
}

}  // namespace tepat::prove
