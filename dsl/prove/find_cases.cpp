// SPDX-License-Identifier: Apache-2.0
// Lines of terms and tables: gaps, conflicts, lines that never apply (find.hpp). A gap or a conflict is shown by a family.
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/prove/find.hpp"
#include "dsl/prove/witness.hpp"

namespace tepat::prove {

using diagnostics::Code;
using diagnostics::Phrase;

text::Span span_of(const Program& program, const program::Case& line) {
    const text::Span a = program[line.condition].span, b = line.result.valid() ? program[line.result].span : a;
    return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

namespace {

class CaseFinder {
public:
    CaseFinder(Questions& questions, program::TermId term, const program::Cases& cases)
        : questions_(questions), program_(questions.program()), terms_(questions.terms()), id_(term), term_(program_[term]), cases_(cases),
          row_(questions.subject(term_.entity)), within_(questions.takes_part(term_.entity)) {}

    void find_gap() {
        if (cases_.otherwise.valid()) return;
        switch (questions_.possible(gap(questions_.general(), row_))) {
            case Answer::no: return;
            case Answer::timed_out: return report_unproven({});
            case Answer::yes: break;
        }
        const auto witness = show([this](Encoder& family, RowId row) { return gap(family, row); }, Phrase::title_gap);
        if (!witness) return report_unproven({{Phrase::witness_none, {}}});
        questions_.add({Code::cases_gap, place(), {}, {}, {{Phrase::witness_passes, {*witness}}}, {}});
    }

    void find_conflicts() {
        std::vector<Term> some;
        for (std::size_t i = 0; i < cases_.cases.size(); ++i)
            for (std::size_t j = i + 1; j < cases_.cases.size(); ++j) some.push_back(conflict(questions_.general(), row_, i, j));
        if (questions_.impossible(terms_.all({within_, terms_.any(some)}))) return;
        for (std::size_t i = 0; i < cases_.cases.size(); ++i)
            for (std::size_t j = i + 1; j < cases_.cases.size(); ++j) find_conflict(i, j);
    }

    void find_idle_lines() {
        for (const program::Case& line : cases_.cases) {
            if (is_plain_comparison(program_, line.condition) || std::holds_alternative<program::Constant>(program_[line.condition].kind)) continue;
            if (questions_.impossible(terms_.all({within_, questions_.general().holds(line.condition, row_)})))
                questions_.add({Code::case_never_applies, span_of(program_, line), {}, {}, {}, {}});
        }
    }

private:
    text::Span place() const { return term_.span; }
    Term gap(Encoder& encoder, RowId row) const {
        std::vector<Term> none{encoder.takes_part(row)};
        for (const program::Case& line : cases_.cases) none.push_back(encoder.fails(line.condition, row));
        return terms_.all(none);
    }
    Term conflict(Encoder& encoder, RowId row, std::size_t i, std::size_t j) const {
        const Value a = encoder.value(cases_.cases[i].result, row), b = encoder.value(cases_.cases[j].result, row);
        const Term differ = a.holds.valid() ? terms_.any({terms_.all({a.holds, b.fails}), terms_.all({a.fails, b.holds})})
                                            : terms_.all({a.sound, b.sound, terms_.negate(terms_.equal(scaled(a, i), scaled(b, j)))});
        return terms_.all({encoder.takes_part(row), encoder.holds(cases_.cases[i].condition, row), encoder.holds(cases_.cases[j].condition, row), differ});
    }
    Term scaled(const Value& value, std::size_t line) const {
        const program::Type& type = program_[cases_.cases[line].result].type;
        std::int64_t power = 1;
        for (int scale = type.is_numeric() ? type.scale : 0; type.is_numeric() && scale < program_[term_.body].type.scale; ++scale) power *= 10;
        return terms_.scale(value.number, power);
    }
    void find_conflict(std::size_t i, std::size_t j) {
        const text::Span first = span_of(program_, cases_.cases[i]), second = span_of(program_, cases_.cases[j]);
        const Answer answer = questions_.possible(conflict(questions_.general(), row_, i, j));
        if (answer == Answer::timed_out) return questions_.doubt(second, Phrase::doubt_overlap);
        if (answer == Answer::no) return;
        const auto witness = show([&](Encoder& family, RowId row) { return conflict(family, row, i, j); }, Phrase::title_conflict);
        if (!witness) return questions_.doubt(second, Phrase::doubt_overlap, {}, true);
        questions_.add({Code::cases_conflict, second, {}, {{first, Phrase::overlaps_this, {}}}, {{Phrase::witness_passes, {*witness}}}, {}});
    }
    void report_unproven(std::vector<diagnostics::Note> why) { questions_.add({Code::cases_unproven, place(), {}, {}, std::move(why), {}}); }

    std::optional<std::string> show(std::function<Term(Encoder&, RowId)> formula, Phrase title) {
        const auto language = questions_.options().language ? questions_.options().language(term_.span) : diagnostics::Language::id;
        return find_witness(questions_, {term_.entity, {term_.body, program_[term_.entity].only_when}, std::move(formula), {}, id_,
                                         diagnostics::fill(diagnostics::text_of(title, language), {term_.name}, language)}, language);
    }

    Questions& questions_;
    const Program& program_;
    Terms& terms_;
    program::TermId id_;
    const program::Term& term_;
    const program::Cases& cases_;
    RowId row_;
    Term within_;
};

template <class Find>
void for_all_cases(Questions& questions, Find find) {
    const Program& program = questions.program();
    for (std::uint32_t t = 0; t < program.terms.size(); ++t)
        if (const auto* cases = std::get_if<program::Cases>(&program[program.terms[t].body].kind))
            find(CaseFinder(questions, program::TermId{t}, *cases));
}

}  // namespace

void find_gaps(Questions& questions) {
    for_all_cases(questions, [](CaseFinder finder) { finder.find_gap(); });
}

void find_cases(Questions& questions) {
    for_all_cases(questions, [](CaseFinder finder) {
        finder.find_idle_lines();
        finder.find_gap();
        finder.find_conflicts();
    });
}

}  // namespace tepat::prove
