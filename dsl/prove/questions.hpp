// SPDX-License-Identifier: Apache-2.0
// Asking: can this formula hold? Adds what is known of its variables, tries examples seen before, then the solver within its limits.
// Every finder asks through one object, so that equal questions are answered once.
#pragma once

#include <deque>
#include <memory>

#include "dsl/prove/encode.hpp"
#include "dsl/prove/prove.hpp"
#include "dsl/prove/solver.hpp"

namespace tepat::prove {

class Questions {
public:
    Questions(const Program& program, const Options& options, diagnostics::Sink& sink);

    const Program& program() const { return program_; }
    const Options& options() const { return options_; }
    diagnostics::Sink& sink() { return sink_; }
    Terms& terms() { return terms_; }
    Encoder& general() { return general_; }
    Solver& solver() { return *solver_; }

    /// The one subject of this entity that all general questions are about, with ancestors of its own: what is below a family's row
    /// is not known when the question is about the family.
    RowId subject(EntityId entity);
    /// Any one member below a row: what is true of it is true of each.
    RowId member_below(EntityId member, RowId base);
    Term takes_part(EntityId entity) { return general_.takes_part(subject(entity)); }

    /// `yes` means: nothing known speaks against it.
    Answer possible(Term formula);
    bool impossible(Term formula) { return possible(formula) == Answer::no; }
    /// The same for a formula of another encoder; after `yes` the solver still holds it, until forget().
    Answer ask_family(const Encoder& family, Term formula);
    void forget() { solver_->pop(); }
    /// The reference date in the last example that possible() found, if any.
    std::optional<program::Date> example_date() const { return example_date_; }

    /// `no_example`: nothing speaks against it, but no family could be written down in which it is so.
    void doubt(text::Span span, diagnostics::Phrase phrase, std::vector<diagnostics::Argument> arguments = {}, bool no_example = false);
    void add(diagnostics::Diagnostic diagnostic) { sink_.add(std::move(diagnostic)); }
    std::uint64_t asked() const { return asked_; }
    bool exhausted() const { return spent_ >= options_.total_limit; }
    void spend(std::uint64_t steps) { spent_ += steps; }

private:
    Answer possible_part(Term formula);
    Answer by_alternatives(Term formula);
    std::vector<Term> split(Term formula);
    const std::vector<Term>& touched(Term formula);  ///< its variables and those of their axioms, without the date
    std::vector<Term> with_axioms(const Encoder& encoder, Term formula, std::vector<Term>& variables) const;
    void add_lemmas(const std::vector<Term>& variables, std::vector<Term>& formulas);
    std::vector<Term> lemmas_of(const Counted& a, const Counted& b);
    bool example_fits(const std::vector<Term>& formulas);
    std::uint32_t limit_for(const std::vector<Term>& formulas) const;
    Answer solve(const std::vector<Term>& formulas, const std::vector<Term>& variables);

    const Program& program_;
    const Options& options_;
    diagnostics::Sink& sink_;
    Terms terms_;
    Encoder general_;
    std::unique_ptr<Solver> solver_;
    std::unordered_map<std::uint32_t, Answer> answers_;
    std::unordered_map<std::uint32_t, std::vector<Term>> touched_;
    std::deque<Assignment> examples_;
    std::map<EntityId, RowId> subjects_;
    std::map<std::pair<EntityId, RowId>, RowId> members_;
    std::optional<program::Date> example_date_;
    std::uint64_t asked_ = 0, spent_ = 0;
    int depth_ = 0;
};

}  // namespace tepat::prove
