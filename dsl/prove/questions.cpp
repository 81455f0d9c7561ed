// SPDX-License-Identifier: Apache-2.0
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/prove/questions.hpp"

#include <algorithm>
#include <set>

namespace tepat::prove {

namespace {

constexpr std::size_t most_examples = 12;
// What a question costs of Options::total_limit; a step of the solver is slow where facts are multiplied with each other.
constexpr std::uint64_t cost_of_answer = 200, cost_of_giving_up = 50'000;
constexpr std::uint32_t slower_when_multiplying = 10;
constexpr std::size_t most_related_counts = 8;

}  // namespace

Questions::Questions(const Program& program, const Options& options, diagnostics::Sink& sink)
    : program_(program), options_(options), sink_(sink), general_(program, terms_, Treatment::general, options.date), solver_(make_solver(terms_)) {}

RowId Questions::subject(EntityId entity) {
    const auto [at, is_new] = subjects_.emplace(entity, no_row);
    return is_new ? at->second = general_.add_subject(entity) : at->second;
}

std::vector<Term> Questions::with_axioms(const Encoder& encoder, Term formula, std::vector<Term>& variables) const {
    std::vector<Term> formulas{formula};
    std::set<Term> seen, taken{formula};
    for (std::size_t i = 0; i < formulas.size(); ++i) {
        for (const Term variable : terms_.variables(formulas[i])) {
            if (!seen.insert(variable).second) continue;
            for (const Term axiom : encoder.axioms(variable))
                if (taken.insert(axiom).second) formulas.push_back(axiom);
        }
    }
    variables.assign(seen.begin(), seen.end());
    return formulas;
}

RowId Questions::member_below(EntityId member, RowId base) {
    const auto [at, is_new] = members_.emplace(std::pair(member, base), no_row);
    if (!is_new) return at->second;
    std::vector<EntityId> chain;
    RowId row = base;
    for (EntityId e = member; row != no_row && e != general_.rows()[row].entity; e = program_[e].parent) chain.push_back(e);
    for (; !chain.empty(); chain.pop_back()) row = general_.add_row(chain.back(), row, terms_.yes());
    return members_[{member, base}] = row;
}

/// Whoever satisfies one condition satisfies the other: then there are no more of the first. None satisfies both: they add up.
std::vector<Term> Questions::lemmas_of(const Counted& a, const Counted& b) {
    const RowId member = member_below(a.member, a.base);
    const Term of_a = general_.satisfies(a, member), of_b = general_.satisfies(b, member);
    std::vector<Term> lemmas;
    if (impossible(terms_.all({of_a, terms_.negate(of_b)}))) lemmas.push_back(terms_.less_equal(a.count, b.count));
    if (impossible(terms_.all({of_b, terms_.negate(of_a)}))) lemmas.push_back(terms_.less_equal(b.count, a.count));
    if (impossible(terms_.all({of_a, of_b}))) {
        for (const Counted& all : std::vector<Counted>(general_.counted()))
            if (!all.where.valid() && all.member == a.member && all.base == a.base && all.without == a.without)
                lemmas.push_back(terms_.less_equal(terms_.sum({a.count, b.count}), all.count));
    }
    return lemmas;
}

void Questions::add_lemmas(const std::vector<Term>& variables, std::vector<Term>& formulas) {
    std::vector<Counted> counts;
    for (const Counted& counted : general_.counted())
        if (counted.where.valid() && std::binary_search(variables.begin(), variables.end(), counted.count)) counts.push_back(counted);
    if (counts.size() < 2 || counts.size() > most_related_counts || depth_ > 1) return;
    ++depth_;
    for (std::size_t i = 0; i < counts.size(); ++i)
        for (std::size_t j = i + 1; j < counts.size(); ++j)
            if (counts[i].member == counts[j].member && counts[i].base == counts[j].base && counts[i].without == counts[j].without)
                for (const Term lemma : lemmas_of(counts[i], counts[j])) formulas.push_back(lemma);
    --depth_;
}

bool Questions::example_fits(const std::vector<Term>& formulas) {
    for (std::size_t i = 0; i < examples_.size(); ++i) {
        const bool fits = std::all_of(formulas.begin(), formulas.end(), [&](Term f) { return terms_.evaluate(f, examples_[i]) == 1; });
        if (!fits) continue;
        if (i > 0) std::swap(examples_[i], examples_[i - 1]);
        return true;
    }
    return false;
}

std::uint32_t Questions::limit_for(const std::vector<Term>& formulas) const {
    const bool multiplies = std::any_of(formulas.begin(), formulas.end(), [&](Term f) { return terms_.multiplies(f); });
    return multiplies ? options_.question_limit / slower_when_multiplying + 1 : options_.question_limit;
}

Answer Questions::solve(const std::vector<Term>& formulas, const std::vector<Term>& variables) {
    if (exhausted()) return Answer::timed_out;
    ++asked_;
    solver_->push();
    for (const Term formula : formulas) solver_->assert_term(formula);
    const Answer answer = solver_->check(limit_for(formulas));
    spend(answer == Answer::timed_out ? cost_of_giving_up : cost_of_answer);
    if (answer == Answer::yes) {
        examples_.push_front(solver_->model(variables));
        for (const Term variable : variables)
            if (general_.meaning(variable).kind == VariableKind::date)
                if (const auto at = examples_.front().find(variable.id); at != examples_.front().end()) example_date_ = date_of_code(at->second);
        if (examples_.size() > most_examples) examples_.pop_back();
    }
    solver_->pop();
    return answer;
}

const std::vector<Term>& Questions::touched(Term formula) {
    const auto [at, is_new] = touched_.try_emplace(formula.id);
    if (!is_new) return at->second;
    std::vector<Term> variables, others;
    with_axioms(general_, formula, variables);
    for (const Term variable : variables)
        if (general_.meaning(variable).kind != VariableKind::date) others.push_back(variable);
    return touched_[formula.id] = others;
}

/// Conditions about different facts can be judged apart, and each part is met again in other rules. Dates hold nearly everything together,
/// so they do not count as shared; what speaks of dates alone goes with every part. That may only lose a finding, never make one up.
std::vector<Term> Questions::split(Term formula) {
    std::vector<std::vector<Term>> parts;
    std::vector<Term> dates;
    std::unordered_map<std::uint32_t, std::size_t> part_of;  // by variable
    for (const Term operand : std::vector<Term>(terms_[formula].operands)) {
        const std::vector<Term>& variables = touched(operand);
        if (variables.empty()) {
            dates.push_back(operand);
            continue;
        }
        const std::size_t here = parts.size();
        parts.push_back({operand});
        for (const Term variable : variables) {
            const auto [at, is_new] = part_of.emplace(variable.id, here);
            const std::size_t other = at->second;
            if (is_new || other == here) continue;
            parts[here].insert(parts[here].end(), parts[other].begin(), parts[other].end());
            parts[other].clear();
            for (auto& [id, part] : part_of)
                if (part == other) part = here;
        }
    }
    std::vector<Term> formulas;
    if (!dates.empty()) formulas.push_back(terms_.all(dates));
    for (std::vector<Term>& part : parts) {
        if (part.empty()) continue;
        part.insert(part.end(), dates.begin(), dates.end());
        formulas.push_back(terms_.all(part));
    }
    return formulas;
}

Answer Questions::possible(Term formula) {
    if (terms_[formula].op != TermOp::conjunction) {
        const Answer answer = possible_part(formula);
        return answer == Answer::timed_out ? answers_[formula.id] = by_alternatives(formula) : answer;
    }
    if (const auto found = answers_.find(formula.id); found != answers_.end()) return found->second;
    Answer answer = Answer::yes;
    for (const Term part : split(formula)) {
        const Answer one = possible_part(part);
        if (one == Answer::timed_out) answer = one;
        if (one == Answer::no) return answers_[formula.id] = one;
    }
    if (answer == Answer::timed_out) answer = by_alternatives(formula);
    return answers_[formula.id] = answer;
}

/// Too hard as a whole: perhaps one alternative of it is easy, or each of them.
Answer Questions::by_alternatives(Term formula) {
    const std::vector<Term> operands =
        terms_[formula].op == TermOp::conjunction ? std::vector<Term>(terms_[formula].operands) : std::vector<Term>{formula};
    const auto either = std::find_if(operands.begin(), operands.end(), [&](Term t) { return terms_[t].op == TermOp::disjunction; });
    if (either == operands.end() || depth_ > 1) return Answer::timed_out;
    std::vector<Term> rest(operands.begin(), operands.end());
    rest.erase(rest.begin() + (either - operands.begin()));
    ++depth_;
    Answer answer = Answer::no;
    for (const Term alternative : std::vector<Term>(terms_[*either].operands)) {
        std::vector<Term> all = rest;
        all.push_back(alternative);
        const Answer one = possible(terms_.all(all));
        if (one != Answer::no) answer = one;
        if (one == Answer::yes) break;
    }
    --depth_;
    return answer;
}

Answer Questions::possible_part(Term formula) {
    if (formula == terms_.no()) return Answer::no;
    if (formula == terms_.yes()) return Answer::yes;
    if (const auto found = answers_.find(formula.id); found != answers_.end()) return found->second;
    std::vector<Term> variables;
    std::vector<Term> formulas = with_axioms(general_, formula, variables);
    if (example_fits(formulas)) return answers_[formula.id] = Answer::yes;
    Answer answer = solve(formulas, variables);
    if (answer == Answer::yes) {
        const std::size_t before = formulas.size();
        add_lemmas(variables, formulas);
        if (formulas.size() > before) answer = solve(formulas, variables);
    }
    return answers_[formula.id] = answer;
}

Answer Questions::ask_family(const Encoder& family, Term formula) {
    std::vector<Term> variables;
    solver_->push();
    for (const Term each : with_axioms(family, formula, variables)) solver_->assert_term(each);
    if (exhausted()) return Answer::timed_out;
    ++asked_;
    const Answer answer = solver_->check(limit_for({formula}));
    spend(answer == Answer::timed_out ? cost_of_giving_up : cost_of_answer);
    return answer;
}

void Questions::doubt(text::Span span, diagnostics::Phrase phrase, std::vector<diagnostics::Argument> arguments, bool no_example) {
    if (exhausted()) return;  // R4097 says it for all of them
    const auto language = options_.language ? options_.language(span) : diagnostics::Language::id;
    const std::string what = diagnostics::fill(diagnostics::text_of(phrase, language), arguments, language);
    std::vector<diagnostics::Note> notes;
    if (no_example) notes.push_back({diagnostics::Phrase::witness_none, {}});
    sink_.add({diagnostics::Code::not_decided, span, {what}, {}, notes, {}});
}

}  // namespace tepat::prove
