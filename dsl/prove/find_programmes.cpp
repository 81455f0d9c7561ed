// SPDX-License-Identifier: Apache-2.0
// Programmes beside each other: `tidak boleh bersama`, `utamakan`; and tiers that nobody falls into (find.hpp).
#include <algorithm>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/prove/find.hpp"
#include "dsl/prove/four_values.hpp"
#include "dsl/prove/witness.hpp"

namespace tepat::prove {

namespace {

using diagnostics::Code;
using diagnostics::Phrase;
using program::ProgrammeId;

class ProgrammeFinder {
public:
    ProgrammeFinder(Questions& questions, ProgrammeId id)
        : questions_(questions), program_(questions.program()), terms_(questions.terms()), id_(id), programme_(program_[id]) {}

    void find() {
        if (programme_.rules.empty() || questions_.impossible(eligible(id_, questions_.subject(programme_.entity)))) return;
        for (const program::Exclusion& other : programme_.not_together) exclusion(other);
        for (const program::Exclusion& other : programme_.yields_to) yields(other);
        tiers();
    }

private:
    Term eligible(ProgrammeId programme, RowId row) { return questions_.general().eligible(programme, row).holds; }
    /// The lower of the two entities: on its rows both programmes can be asked about.
    EntityId lower(ProgrammeId other) const {
        return program::is_self_or_ancestor(program_, programme_.entity, program_[other].entity) ? program_[other].entity : programme_.entity;
    }
    bool yields_either_way(ProgrammeId other) const {
        const auto names = [](const program::Programme& p, ProgrammeId q) {
            return std::any_of(p.yields_to.begin(), p.yields_to.end(), [&](const program::Exclusion& e) { return e.programme == q; });
        };
        return names(programme_, other) || names(program_[other], id_);
    }

    void exclusion(const program::Exclusion& other) {
        const program::Programme& second = program_[other.programme];
        if (second.rules.empty()) return;
        const RowId row = questions_.subject(lower(other.programme));
        const auto both = [&](Encoder& encoder, RowId on) { return terms_.all({encoder.eligible(id_, on).holds, encoder.eligible(other.programme, on).holds}); };
        const Answer answer = questions_.possible(both(questions_.general(), row));
        if (answer == Answer::timed_out) return questions_.doubt(other.span, Phrase::doubt_shared);
        // Who receives one already may be eligible for the other only.
        const bool held = programme_.receiving.valid() || second.receiving.valid() || programme_.taken_when.valid() || second.taken_when.valid();
        if (answer == Answer::no && held) return;
        if (answer == Answer::no) return questions_.add({Code::exclusion_never_needed, other.span, {programme_.name, second.name}, {}, {}, {}});
        if (yields_either_way(other.programme)) return;
        const auto language = questions_.options().language ? questions_.options().language(other.span) : diagnostics::Language::id;
        const auto witness = find_witness(
            questions_, {lower(other.programme), {}, both, {id_, other.programme}, {},
                         diagnostics::fill(diagnostics::text_of(Phrase::title_both, language), {programme_.name, second.name}, language)}, language);
        if (!witness) return questions_.doubt(other.span, Phrase::doubt_shared, {}, true);
        questions_.add({Code::exclusion_shared, other.span, {programme_.name, second.name}, {}, {{Phrase::witness_passes, {*witness}}}, {}});
    }

    /// The rules' own conditions: what `utamakan` adds to them is not counted.
    void yields(const program::Exclusion& other) {
        const program::Programme& second = program_[other.programme];
        if (second.rules.empty()) return;
        const RowId row = questions_.subject(programme_.entity);
        std::vector<Term> some;
        for (const program::RuleId rule : programme_.rules) some.push_back(questions_.general().holds(program_[rule].when, row));
        const Term receives = second.receiving.valid() ? receiving(second, row) : terms_.no();
        const Term meets = terms_.all({questions_.general().in_force(id_), questions_.general().takes_part(row), terms_.any(some)});
        if (questions_.impossible(terms_.all({meets, terms_.any({eligible(other.programme, row), receives})})))
            questions_.add({Code::yields_never, other.span, {programme_.name, second.name}, {}, {}, {}});
    }
    Term receiving(const program::Programme& second, RowId row) {
        const program::Term& term = program_[second.receiving];
        return questions_.general().holds(term.body, questions_.general().ancestor(row, term.entity));
    }

    /// The smallest true tier counts, also while a smaller one is not known: that, not the known facts alone, is asked.
    void tiers() {
        const RowId row = questions_.subject(programme_.entity);
        FourValues values(questions_);
        std::vector<Term> none;
        for (const program::Tier& tier : programme_.tiers) {
            if (none.empty()) none.push_back(values.eligible(id_, row));
            const Term here = values.truth(tier.condition, row).holds;
            std::vector<Term> formula = none;
            formula.push_back(here);
            const Answer answer = questions_.possible(terms_.all(formula));
            if (answer == Answer::timed_out) questions_.doubt(tier.span, Phrase::doubt_tier);
            if (answer == Answer::no)
                questions_.add({Code::tier_never_reached, tier.span, {diagnostics::Count{tier.number}, programme_.name}, {}, {}, {}});
            none.push_back(terms_.negate(here));
        }
        if (!programme_.tiers.empty()) no_tier();
    }

    /// Eligible, and every tier is known not to hold: such a subject never gets a place (`not_placed`).
    void no_tier() {
        const auto formula = [&](Encoder& encoder, RowId on) {
            std::vector<Term> all{encoder.eligible(id_, on).holds};
            for (const program::Tier& tier : programme_.tiers) all.push_back(encoder.fails(tier.condition, on));
            return terms_.all(all);
        };
        const text::Span place = programme_.tiers.back().span;
        const Answer answer = questions_.possible(formula(questions_.general(), questions_.subject(programme_.entity)));
        if (answer == Answer::timed_out) return questions_.doubt(place, Phrase::doubt_no_tier);
        if (answer == Answer::no) return;
        std::vector<ExprId> reads;
        for (const program::Tier& tier : programme_.tiers) reads.push_back(tier.condition);
        const auto language = questions_.options().language ? questions_.options().language(place) : diagnostics::Language::id;
        const auto witness = find_witness(
            questions_, {programme_.entity, reads, formula, {id_}, {},
                         diagnostics::fill(diagnostics::text_of(Phrase::title_no_tier, language), {programme_.name}, language)}, language);
        std::vector<diagnostics::Note> notes;
        if (witness) notes.push_back({Phrase::witness_passes, {*witness}});
        questions_.add({Code::tiers_leave_out, place, {programme_.name, diagnostics::Count{programme_.tiers.back().number + 1}}, {}, std::move(notes), {}});
    }

    Questions& questions_;
    const Program& program_;
    Terms& terms_;
    ProgrammeId id_;
    const program::Programme& programme_;
};

}  // namespace

void find_programmes(Questions& questions) {
    for (std::uint32_t p = 0; p < questions.program().programmes.size(); ++p)
        if (questions.program().programmes[p].entity.valid()) ProgrammeFinder(questions, {p}).find();
}

}  // namespace tepat::prove
