// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/near.hpp"

#include <algorithm>

#include "dsl/program/reach.hpp"
#include "dsl/program/rewrite.hpp"
#include "dsl/program/walk.hpp"
#include "engine/explain/story.hpp"

namespace tepat::explain {

namespace {

using namespace program;

/// One condition to be turned around in one rule.
struct Candidate {
    std::size_t story = 0;
    ExprId expr;
    bool was = false;
    std::optional<std::size_t> exception;
};

class Misses {
public:
    Misses(const Program& program, const columns::Population& unit, Row subject, Date date, const run::Decisions& decisions,
           const run::Options& options)
        : original_(program), program_(program), unit_(unit), subject_(subject), date_(date), options_(options), teller_(program, unit, decisions, subject) {}

    void add(std::vector<RuleStory>& stories) {
        for (std::size_t s = 0; s < stories.size(); ++s)
            if (stories[s].judged && stories[s].outcome == run::Outcome::not_eligible) collect(s, stories[s].rule);
        const std::vector<bool> eligible = judge(stories);
        for (std::size_t i = 0; i < candidates_.size(); ++i)
            if (eligible[i]) stories[candidates_[i].story].near.push_back(miss(candidates_[i]));
    }

private:
    void collect(std::size_t story, RuleId id) {
        const Rule& rule = original_[id];
        leaves(story, rule.when, std::nullopt);
        for (std::size_t e = 0; e < rule.exceptions.size(); ++e) candidate(story, rule.exceptions[e].condition, e);
    }
    /// The conditions of a group, of a group in it, and so on; groups themselves are turned by what is in them.
    void leaves(std::size_t story, ExprId id, std::optional<std::size_t> exception) {
        const auto* negation = std::get_if<Not>(&original_[id].kind);
        const ExprId group = negation != nullptr && is_group(original_, negation->operand) ? negation->operand : id;
        if (!is_group(original_, group)) return candidate(story, id, exception);
        for (const ExprId operand : children(original_[group]))
            if (original_[operand].type.kind == TypeKind::yes_no) leaves(story, operand, exception);
    }
    void candidate(std::size_t story, ExprId id, std::optional<std::size_t> exception) {
        const auto value = teller_.value_on(id, subject_);
        if (!value || value->state != run::ValueState::known) return;
        candidates_.push_back({story, id, value->low != 0, exception});
    }

    /// Each variant is a rule of its own in one plan over the unit.
    std::vector<bool> judge(const std::vector<RuleStory>& stories) {
        plan::Request request{date_, {}, {}, {}, true};
        const auto first = static_cast<std::uint32_t>(program_.rules.size());
        for (const Candidate& candidate : candidates_) {
            const Type yes_no{TypeKind::yes_no, 0, false, {}};
            const ExprId turned = append(program_, {Constant{{candidate.was ? 0 : 1, {}}}, yes_no, {}, {}});
            Rule variant = original_[stories[candidate.story].rule];
            variant.condition = Rewriter(program_, {{candidate.expr, turned}})(variant.condition);
            variant.programme = {};
            request.rules.push_back({static_cast<std::uint32_t>(program_.rules.size())});
            program_.rules.push_back(std::move(variant));
        }
        std::vector<bool> eligible(candidates_.size());
        if (candidates_.empty()) return eligible;
        const plan::Plan plan = plan::make_plan(program_, request);
        const run::Decisions decisions = run::run(plan, unit_, options_);
        for (const run::RuleOutcomes& outcomes : decisions.rules)
            eligible[outcomes.rule.value - first] = outcomes.subject.get(subject_.row) && outcomes.outcome[subject_.row] == run::Outcome::eligible;
        return eligible;
    }

    NearMiss miss(const Candidate& candidate) const {
        NearMiss miss{candidate.expr, !candidate.was, candidate.exception, {}, {}, std::nullopt, std::nullopt, CompareOp::equal};
        if (!candidate.exception) drill(candidate.expr, !candidate.was, subject_, miss);
        return miss;
    }

    /// Down to the comparison that decides: through terms, through `tidak`, to the half of an `antara` that fails.
    void drill(ExprId id, bool wanted, Row row, NearMiss& miss) const {
        const Expr& expr = original_[id];
        miss.expr = id;
        miss.wanted = wanted;
        if (const auto* negation = std::get_if<Not>(&expr.kind)) return drill(negation->operand, !wanted, row, miss);
        if (const auto* term = std::get_if<TermRef>(&expr.kind); term && term->from == From::here) {
            const Expr& body = original_[original_[term->term].body];
            if (!is_group(original_, original_[term->term].body) && !std::holds_alternative<Cases>(body.kind))
                return drill(original_[term->term].body, wanted, row, miss);
        }
        const auto* both = std::get_if<And>(&expr.kind);
        if (both != nullptr && wanted && written_as_one(original_, id)) {
            for (const ExprId half : both->operands)
                if (is_false(half, row)) return read(half, std::get<Compare>(original_[half].kind), row, miss);
        }
        if (const auto* compare = std::get_if<Compare>(&expr.kind)) read(id, *compare, row, miss);
    }
    bool is_false(ExprId id, Row row) const {
        const auto value = teller_.value_on(id, row);
        return value && value->state == run::ValueState::known && value->low == 0;
    }
    void read(ExprId id, const Compare& compare, Row row, NearMiss& miss) const {
        miss.expr = id;
        miss.left = compare.left;
        miss.right = compare.right;
        miss.op = compare.op;
        miss.value = known(compare.left, row);
        miss.bound = known(compare.right, row);
    }
    std::optional<run::WatchedValue> known(ExprId id, Row row) const {
        if (const auto* constant = std::get_if<Constant>(&original_[id].kind)) {
            const std::int64_t number = constant->value.number;
            return run::WatchedValue{run::ValueState::known, true, true, number, number, constant->value.text};
        }
        return teller_.value_on(id, row);
    }

    const Program& original_;
    Program program_;  ///< with the variants
    const columns::Population& unit_;
    Row subject_;
    Date date_;
    const run::Options& options_;
    Teller teller_;
    std::vector<Candidate> candidates_;
};

// ------------------------------------------------------------------------------------------------------------ ways out

constexpr std::int64_t most_values = 12;
constexpr std::size_t most_rows = 3;
constexpr std::size_t most_ways = 8;

/// Values a fact can have, when they are few.
std::vector<std::int64_t> values_of(const Program& program, FactId id) {
    const Fact& fact = program[id];
    std::int64_t low = 0, high = -1;
    if (fact.type.kind == TypeKind::yes_no) high = 1;
    if (fact.type.kind == TypeKind::choice) high = static_cast<std::int64_t>(program[fact.type.choices].values.size()) - 1;
    if (fact.type.kind == TypeKind::number && fact.type.scale == 0 && fact.low && fact.high) low = *fact.low, high = *fact.high;
    std::vector<std::int64_t> values;
    if (high - low < most_values)
        for (std::int64_t value = low; value <= high; ++value) values.push_back(value);
    return values;
}

columns::Column with_cell(const columns::Column& column, std::size_t rows, std::uint32_t at, std::int64_t value) {
    columns::ColumnBuilder builder;
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (row == at) builder.add(value);
        else if (column.error.get(row)) builder.add_error();
        else if (!column.known.get(row)) builder.add_unknown();
        else builder.add(column.at(row));
    }
    return builder.finish();
}

class WaysOut {
public:
    WaysOut(const Program& program, const columns::Population& unit, Row subject, Date date, const run::Options& options)
        : program_(program), unit_(unit), subject_(subject), date_(date), options_(options) {
        options_.want_missing = false;
    }

    void add(RuleStory& story) {
        const plan::Plan plan = plan::make_plan(program_, {date_, {story.rule}, {}, {}, true});
        for (const Lacking& lacking : story.missing) {
            if (!lacking.name.fact.valid() || program_[lacking.name.fact].vintage || lacking.rows.size() > most_rows) continue;
            for (const Row& row : lacking.rows)
                if (story.ways.size() < most_ways) add_way(plan, lacking.name.fact, row, story);
        }
    }

private:
    void add_way(const plan::Plan& plan, FactId fact, Row row, RuleStory& story) {
        Way way{fact, row, {}};
        for (const std::int64_t value : values_of(program_, fact)) {
            const run::Outcome outcome = judge(plan, fact, row, value, story.rule);
            const bool numbers = program_[fact].type.kind == TypeKind::number;
            if (numbers && !way.answers.empty() && way.answers.back().outcome == outcome) way.answers.back().high = value;
            else way.answers.push_back({value, value, outcome});
        }
        if (!way.answers.empty()) story.ways.push_back(std::move(way));
    }
    run::Outcome judge(const plan::Plan& plan, FactId fact, Row row, std::int64_t value, RuleId rule) const {
        columns::Population changed = unit_;
        columns::EntityRows& rows = changed.entities[row.entity.value];
        const auto& facts = program_[row.entity].facts;
        const auto place = static_cast<std::size_t>(std::find(facts.begin(), facts.end(), fact) - facts.begin());
        rows.columns[place] = with_cell(*rows.columns[place], rows.rows, row.row, value);
        const run::Decisions decisions = run::run(plan, changed, options_);
        for (const run::RuleOutcomes& outcomes : decisions.rules)
            if (outcomes.rule == rule && outcomes.subject.get(subject_.row)) return outcomes.outcome[subject_.row];
        return run::Outcome::not_eligible;  // `hanya bila` leaves the subject out then
    }

    const Program& program_;
    const columns::Population& unit_;
    Row subject_;
    Date date_;
    run::Options options_;
};

}  // namespace

void add_near_misses(const Program& program, const columns::Population& unit, Row subject, Date date, const run::Decisions& decisions,
                     const run::Options& options, std::vector<RuleStory>& stories) {
    Misses(program, unit, subject, date, decisions, options).add(stories);
}

void add_ways_out(const Program& program, const columns::Population& unit, Row subject, Date date, const run::Options& options,
                  std::vector<RuleStory>& stories) {
    for (RuleStory& story : stories)
        if (story.judged && story.outcome == run::Outcome::undecided) WaysOut(program, unit, subject, date, options).add(story);
}

}  // namespace tepat::explain
