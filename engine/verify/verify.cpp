// SPDX-License-Identifier: Apache-2.0
#include "engine/verify/verify.hpp"

#include <algorithm>
#include <chrono>
#include <map>

#include "dsl/program/rewrite.hpp"
#include "engine/compare/side_of_run.hpp"
#include "engine/verify/whom.hpp"

namespace tepat::verify {

using namespace program;
using run::MissingName;
using run::Outcome;

namespace {

std::set<EntityId> all_entities(const Program& program) {
    std::set<EntityId> all;
    for (std::uint32_t e = 0; e < program.entities.size(); ++e) all.insert({e});
    return all;
}

std::string printed(const Program& program, const MissingName& name) {
    return program[name.entity].name + (name.fact.valid() ? "." + program[name.fact].name : "");
}

/// One undecided subject of one programme.
struct Case {
    std::size_t programme;
    std::uint32_t row;
    std::uint32_t missing;  ///< index into Decisions::missing_sets
};

}  // namespace

Verifier::Verifier(const Program& program, std::vector<RuleId> rules, Date date)
    : program_(program), rules_(rules), date_(date), asked_(program, rules, date, false, all_entities(program)) {}

std::vector<EntityId> Verifier::entities() const { return asked_.entities(); }

std::vector<FactId> Verifier::facts() const {
    std::set<FactId> facts;
    for (const FactId fact : asked_.facts()) {
        facts.insert(fact);
        if (program_[fact].vintage) facts.insert(program_[fact].vintage->since);
    }
    return {facts.begin(), facts.end()};
}

class Work {
public:
    Work(const Verifier& verifier, columns::Population& population, const run::Options& options, const run::Decisions& decisions, Verification& result)
        : verifier_(verifier), program_(verifier.program_), population_(population), options_(options), decisions_(decisions), result_(result) {
        options_.want_missing = false;
    }

    void work() {
        collect_cases();
        rank();
        const auto begin = std::chrono::steady_clock::now();
        for (std::size_t f = 0; f < result_.facts.size(); ++f) judge_fact(f);
        result_.trial_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        sort_facts();
        ask();
    }

private:
    void collect_cases() {
        for (std::size_t p = 0; p < result_.side.programmes.size(); ++p) {
            const compare::ProgrammeSide& programme = result_.side.programmes[p];
            const columns::Bits& counted = result_.side.subjects[programme.subjects].counted;
            for (std::uint32_t row = 0; row < programme.outcome.size(); ++row)
                if (counted.get(row) && programme.outcome[row] == Outcome::undecided) cases_.push_back({p, row, programme.missing[row]});
        }
    }

    void rank() {
        std::map<MissingName, std::size_t> numbers;
        for (std::uint32_t c = 0; c < cases_.size(); ++c)
            for (const MissingName& name : decisions_.missing_sets[cases_[c].missing]) {
                const auto found = numbers.try_emplace(name, result_.facts.size());
                if (found.second) result_.facts.push_back({name, 0, 0, 0, 0, 0, {}, 0, {}}), of_fact_.emplace_back();
                of_fact_[found.first->second].push_back(c);
            }
        for (std::size_t f = 0; f < result_.facts.size(); ++f) describe(f);
    }

    void describe(std::size_t f) {
        Fact& fact = result_.facts[f];
        std::set<std::size_t> programmes;
        std::set<std::pair<std::size_t, std::uint32_t>> people;
        std::map<std::string, compare::Sum> stakes;
        fact.waiting = of_fact_[f].size();
        for (const std::uint32_t c : of_fact_[f]) {
            const Case& each = cases_[c];
            const compare::ProgrammeSide& programme = result_.side.programmes[each.programme];
            programmes.insert(each.programme);
            people.insert({programme.subjects, each.row});
            const compare::Benefit& benefit = programme.benefit;
            if (benefit.amounts.empty() || !benefit.money || benefit.scale != 2) continue;
            stakes[benefit.per].add(benefit.amounts[benefit.amounts.size() == 1 ? 0 : each.row]);
        }
        fact.people = people.size();
        fact.programmes.assign(programmes.begin(), programmes.end());
        for (const auto& [per, sum] : stakes) fact.stakes.push_back({per, sum});
    }

    // ------------------------------------------------------------------------------------------------ trying answers

    void judge_fact(std::size_t f) {
        Fact& fact = result_.facts[f];
        std::vector<std::uint32_t> open;  // cases that miss something else too
        for (const std::uint32_t c : of_fact_[f]) {
            if (decisions_.missing_sets[cases_[c].missing].size() == 1) ++fact.alone, alone_.insert({f, c});
            else open.push_back(c);
        }
        if (open.empty()) return;
        std::vector<std::size_t> decided(open.size());
        const Answers answers = fact.name.fact.valid() && !program_[fact.name.fact].refers_to.valid() ? answers_for(program_, fact.name.fact, verifier_.date_) : Answers{};
        if (!answers.values.empty()) try_answers(fact.name.fact, answers, open, decided);
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (answers.all && !answers.values.empty() && decided[i] == answers.values.size()) ++fact.alone, alone_.insert({f, open[i]});
            else if (decided[i] > 0) ++fact.perhaps;
            else ++fact.together;
        }
    }

    /// How many of the answers decide each case. A stale value counts as asked again: the plan is made without `berlaku`.
    void try_answers(FactId id, const Answers& answers, const std::vector<std::uint32_t>& open, std::vector<std::size_t>& decided) {
        Program fresh;
        const bool dated = program_[id].vintage.has_value();
        if (dated) fresh = program_, fresh.facts[id.value].vintage.reset();
        const plan::Plan plan = plan::make_plan(dated ? fresh : program_, {verifier_.date_, verifier_.rules_, {}, {}, false});
        const EntityId entity = program_[id].entity;
        const auto& facts = program_[entity].facts;
        const auto place = static_cast<std::size_t>(std::find(facts.begin(), facts.end(), id) - facts.begin());
        auto& column = population_.entities[entity.value].columns[place];
        if (!column) return;
        const columns::Column before = std::move(*column);
        const columns::Bits lacking = lacking_rows(program_, verifier_.date_, id, population_, before, place, options_);
        for (const std::int64_t value : answers.values) {
            column = answered(before, lacking, value);
            count_decided(run::run(plan, population_, options_), open, decided);
            ++result_.trials;
        }
        column = before;
    }

    static columns::Column answered(const columns::Column& column, const columns::Bits& lacking, std::int64_t value) {
        columns::ColumnBuilder builder;
        builder.reserve(lacking.size());
        for (std::uint32_t row = 0; row < lacking.size(); ++row) {
            if (lacking.get(row)) builder.add(value);
            else if (column.error.get(row)) builder.add_error();
            else if (!column.known.get(row)) builder.add_unknown();
            else builder.add(column.at(row));
        }
        return builder.finish();
    }

    void count_decided(const run::Decisions& decisions, const std::vector<std::uint32_t>& open, std::vector<std::size_t>& decided) {
        std::map<std::string, const std::vector<Outcome>*> outcomes;
        for (const run::ProgrammeOutcomes& programme : decisions.programmes) outcomes["p" + program_[programme.programme].name] = &programme.outcome;
        for (const run::RuleOutcomes& rule : decisions.rules) outcomes["r" + program_[rule.rule].name] = &rule.outcome;
        std::vector<const std::vector<Outcome>*> by_programme;
        for (const compare::ProgrammeSide& programme : result_.side.programmes) by_programme.push_back(outcomes[(programme.is_rule ? "r" : "p") + programme.name]);
        for (std::size_t i = 0; i < open.size(); ++i) {
            const Case& each = cases_[open[i]];
            const Outcome outcome = (*by_programme[each.programme])[each.row];
            decided[i] += outcome == Outcome::eligible || outcome == Outcome::not_eligible;
        }
    }

    void sort_facts() {
        std::vector<std::size_t> order(result_.facts.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        const auto key = [&](std::size_t i) {
            const Fact& f = result_.facts[i];
            return std::tuple(~f.alone, ~f.perhaps, ~f.waiting, printed(program_, f.name));
        };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        std::vector<Fact> sorted;
        std::vector<std::vector<std::uint32_t>> cases;
        std::map<std::size_t, std::size_t> moved;
        for (const std::size_t i : order) {
            moved[i] = sorted.size();
            sorted.push_back(std::move(result_.facts[i]));
            cases.push_back(std::move(of_fact_[i]));
        }
        result_.facts = std::move(sorted);
        of_fact_ = std::move(cases);
        std::set<std::pair<std::size_t, std::uint32_t>> alone;
        for (const auto& [f, c] : alone_) alone.insert({moved[f], c});
        alone_ = std::move(alone);
    }

    // ------------------------------------------------------------------------------------------------ of whom

    void ask() {
        const Whom whom(program_, verifier_.rules_, verifier_.date_, population_, options_);
        std::map<std::tuple<EntityId, std::uint32_t, std::size_t>, Question> questions;
        for (std::size_t f = 0; f < result_.facts.size(); ++f)
            for (const std::uint32_t c : of_fact_[f]) {
                const Case& each = cases_[c];
                const EntityId subject = entity_of(result_.side.programmes[each.programme]);
                for (const Whom::Row& row : whom.rows(result_.facts[f].name, subject, each.row)) {
                    Question& question = questions[{row.entity, row.row, f}];
                    question.entity = row.entity;
                    question.row = row.row;
                    question.fact = f;
                    if (question.programmes.empty() || question.programmes.back() != each.programme) question.programmes.push_back(each.programme);
                    question.alone = question.alone || alone_.count({f, c}) > 0;
                }
            }
        for (auto& [key, question] : questions) {
            ++result_.facts[question.fact].questions;
            result_.questions.push_back(std::move(question));
        }
    }

    EntityId entity_of(const compare::ProgrammeSide& programme) const {
        const std::string& name = result_.side.subjects[programme.subjects].entity;
        for (std::uint32_t e = 0; e < program_.entities.size(); ++e)
            if (program_.entities[e].name == name) return {e};
        return {};
    }

    const Verifier& verifier_;
    const Program& program_;
    columns::Population& population_;
    run::Options options_;
    const run::Decisions& decisions_;
    Verification& result_;
    std::vector<Case> cases_;
    std::vector<std::vector<std::uint32_t>> of_fact_;  ///< by fact: its cases, by programme then row
    std::set<std::pair<std::size_t, std::uint32_t>> alone_;
};

Verification Verifier::verify(columns::Population& population, const run::Options& options, run::Decisions& decisions) {
    Verification result;
    decisions = asked_.judge(population, options);
    std::vector<columns::Bits> counted(program_.entities.size());
    for (std::uint32_t e = 0; e < counted.size(); ++e) counted[e] = asked_.counted({e});
    result.side = compare::side_of({program_, population, decisions}, counted, {});
    Work(*this, population, options, decisions, result).work();
    return result;
}

}  // namespace tepat::verify
