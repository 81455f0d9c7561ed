// SPDX-License-Identifier: Apache-2.0
// Terms, scores, tables and parameters (describe.hpp). A score's lines add up, a term's cases exclude each other: each says which.
#include <algorithm>

#include "cli/describe/describe.hpp"
#include "cli/present.hpp"
#include "dsl/program/reach.hpp"

namespace tepat::cli::describe {

namespace {

using namespace program;

class Teller {
public:
    Teller(const Phrases& phrases, Document& document) : program_(phrases.program()), phrases_(phrases), document_(document) {}

    void term(TermId id) {
        const Term& term = program_[id];
        const std::string label = term.label.empty() ? term.name : term.label + " (" + term.name + ')';
        open_section(phrases_, 2, say(Say::term_of, {label, phrases_.inside(program_[term.entity])}),
                     "istilah-" + program_[term.entity].name + '-' + term.name, term.documentation, document_);
        body(term);
        const auto bits = static_cast<unsigned>(term.secrecy);
        if ((bits & static_cast<unsigned>(Secrecy::secret)) != 0) paragraph(say(Say::term_secret));
        if ((bits & static_cast<unsigned>(Secrecy::sensitive)) != 0) paragraph(say(Say::term_sensitive));
    }

private:
    std::string say(Say sentence, const std::vector<std::string>& arguments = {}) const { return phrases_.say(sentence, arguments); }
    void paragraph(const std::string& text) { document_.blocks.push_back({Block::Kind::paragraph, 0, text, ""}); }

    void body(const Term& term) {
        const Expr& body = program_[term.body];
        const auto* collect = std::get_if<Collect>(&body.kind);
        if (term.table) return table(term, collect);
        if (collect != nullptr) return score(*collect);
        if (const auto* cases = std::get_if<Cases>(&body.kind)) return this->cases(*cases);
        if (body.type.kind == TypeKind::yes_no) return condition(term.body);
        paragraph(say(Say::term_value, {phrases_.text(term.body)}));
    }

    void condition(ExprId id) {
        const Item item = phrases_.item(id);
        if (item.items.empty()) return paragraph(say(Say::term_condition, {item.text}) + '.');
        document_.blocks.push_back({Block::Kind::numbered, 0, say(Say::term_condition, {item.text}), "", item.items});
    }

    void cases(const Cases& cases) {
        Block block = rows(cases.cases, cases.otherwise, Say::column_result);
        document_.blocks.push_back(std::move(block));
        paragraph(say(Say::term_cases));
    }

    void score(const Collect& collect) {
        paragraph(say(Say::term_score));
        document_.blocks.push_back(rows(collect.cases, collect.otherwise, Say::column_weight));
    }

    Block rows(const std::vector<Case>& cases, ExprId otherwise, Say result) const {
        Block block{Block::Kind::table, 0, "", ""};
        block.rows.push_back({say(result), say(Say::column_when)});
        for (const Case& c : cases) {
            const bool always = std::holds_alternative<Constant>(program_[c.condition].kind);
            block.rows.push_back({c.result.valid() ? phrases_.text(c.result) : "", always ? say(Say::always_counts) : phrases_.text(c.condition)});
        }
        if (otherwise.valid()) block.rows.push_back({phrases_.text(otherwise), say(Say::otherwise)});
        return block;
    }

    /// As it was written: columns and cells.
    void table(const Term& term, const Collect* collect) {
        Block block{Block::Kind::table, 0, "", ""};
        block.rows.push_back(term.table->columns);
        for (std::vector<std::string> row : term.table->rows) {
            if (row.size() < term.table->columns.size() && !row.empty()) row.insert(row.end() - 1, term.table->columns.size() - row.size(), "");
            block.rows.push_back(std::move(row));
        }
        document_.blocks.push_back(std::move(block));
        constexpr Say kinds[] = {Say::table_total, Say::table_count, Say::table_largest, Say::table_smallest};
        paragraph(say(collect == nullptr ? Say::table_unique : kinds[static_cast<std::size_t>(collect->kind)]));
    }

    const Program& program_;
    const Phrases& phrases_;
    Document& document_;
};

std::string period_text(const Phrases& phrases, const ParameterPeriod& period) {
    if (period.until) return phrases.say(Say::since_until, {phrases.date(period.from), phrases.date(*period.until)});
    return phrases.say(Say::since, {phrases.date(period.from)});
}

/// Of a period that a later one of the same key ends.
std::optional<Date> ended_by(const Parameter& parameter, const ParameterPeriod& period) {
    std::optional<Date> next;
    for (const ParameterPeriod& other : parameter.periods)
        if (other.key == period.key && period.from < other.from && (!next || other.from < *next)) next = other.from;
    return next;
}

bool in_force(const Parameter& parameter, const ParameterPeriod& period, Date date) {
    const auto next = ended_by(parameter, period);
    return period.from <= date && (!period.until || date <= *period.until) && (!next || date < *next);
}

}  // namespace

void add_term(const Phrases& phrases, TermId id, Document& document) {
    Teller(phrases, document).term(id);
}

void add_parameters(const Phrases& phrases, const std::vector<ParameterId>& ids, std::optional<Date> date, Document& document) {
    const Program& program = phrases.program();
    Block table{Block::Kind::table, 0, "", ""};
    table.rows.push_back({phrases.say(Say::column_parameter), phrases.say(Say::column_key), phrases.say(Say::column_in_force),
                          phrases.say(Say::column_value), phrases.say(Say::column_basis)});
    for (const ParameterId id : ids) {
        const Parameter& parameter = program[id];
        const std::string name = parameter.label.empty() ? parameter.name : parameter.label + " (" + parameter.name + ')';
        if (parameter.periods.empty()) table.rows.push_back({name, "", "", phrases.say(Say::no_value_yet), ""});
        for (const ParameterPeriod& period : parameter.periods) {
            const bool now = date && in_force(parameter, period, *date);
            const std::string value = phrases.value(parameter.type, period.value);
            table.rows.push_back({name, period.key.value_or(""), period_text(phrases, period),
                                  now ? phrases.say(Say::in_force_mark, {value}) : value, period.basis});
        }
    }
    document.blocks.push_back(std::move(table));
    if (date) document.blocks.push_back({Block::Kind::paragraph, 0, phrases.say(Say::in_force_note, {phrases.date(*date)}), ""});
}

}  // namespace tepat::cli::describe
