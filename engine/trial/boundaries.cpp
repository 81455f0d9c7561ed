// SPDX-License-Identifier: Apache-2.0
#include "engine/trial/boundaries.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "dsl/program/reach.hpp"
#include "engine/trial/attempt.hpp"
#include "engine/trial/boundary_values.hpp"

namespace tepat::trial {

namespace {

using namespace program;

class Offerer {
public:
    Offerer(const Program& program, const run::Options& options) : program_(program), options_(options) {
        options_.threads = 1;
    }

    Boundaries offer() {
        std::vector<RuleId> rules;
        for (std::uint32_t r = 0; r < program_.rules.size(); ++r) rules.push_back({r});
        std::sort(rules.begin(), rules.end(), [&](RuleId a, RuleId b) { return program_[a].span.begin < program_[b].span.begin; });
        for (const RuleId rule : rules) offer_rule(rule);
        std::stable_sort(result_.offered.begin(), result_.offered.end(),
                         [](const Boundary& a, const Boundary& b) { return a.comparison.begin < b.comparison.begin; });
        return std::move(result_);
    }

private:
    // ---------------------------------------------------------------------------------------------- comparisons

    void offer_rule(RuleId rule) {
        rule_ = rule;
        reach_ = reach(program_, roots_of(program_, rule));
        // What other programmes ask of those who get their places (`utamakan`, `terpilih`) is offered with their own rules.
        const Reach own = reach(program_, roots_of(program_, rule), Places::left_out);
        for (const ExprId id : own.exprs) {
            const auto* compare = std::get_if<Compare>(&program_[id].kind);
            if (compare != nullptr) offer_comparison(id, *compare);
        }
    }

    static CompareOp mirrored(CompareOp op) {
        switch (op) {
            case CompareOp::less: return CompareOp::greater;
            case CompareOp::less_equal: return CompareOp::greater_equal;
            case CompareOp::greater: return CompareOp::less;
            case CompareOp::greater_equal: return CompareOp::less_equal;
            case CompareOp::equal:
            case CompareOp::not_equal: break;
        }
        return op;
    }

    void offer_comparison(ExprId id, const Compare& compare) {
        const Type& type = program_[compare.left].type;
        const bool turned = is_bound(program_, compare.left);
        const ExprId moving = turned ? compare.right : compare.left, bound = turned ? compare.left : compare.right;
        if (!(type.is_numeric() || type.kind == TypeKind::date) || type.quotient || !is_bound(program_, bound)) return;
        const Span place = program_[id].span;
        if (!offered_.insert({place.begin, place.end, static_cast<int>(compare.op)}).second) return;
        const std::optional<Mover> mover = mover_of(program_, moving);
        if (!mover) return no_example(place);
        offer_values(program_[id].scope, turned ? mirrored(compare.op) : compare.op, bound, *mover, place);
    }

    // --------------------------------------------------------------------------------------------------- families

    /// A test to start from, and which of its rows are the subject and the one whose fact moves.
    struct Base {
        TestCase test;
        std::size_t subject = 0;
        std::size_t row = 0;
    };

    void offer_values(EntityId scope, CompareOp op, ExprId bound, const Mover& mover, Span place) {
        for (const Base& base : bases_for(mover, scope))
            if (offer_from(base, op, bound, mover, place)) return;
        no_example(place);
    }

    /// Both halves of an `antara` stand in one place.
    void no_example(Span place) {
        auto& places = result_.without_example;
        if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    }

    /// False: here the bound is unknown, or what lies on its two sides comes to the same.
    bool offer_from(const Base& base, CompareOp op, ExprId bound, const Mover& mover, Span place) {
        Run run(program_, base.test, {bound}, options_);
        const auto at = run.known(bound, base);
        if (!at) return false;
        std::vector<Candidate> candidates =
            mover.age ? birthdays(op, *mover.age, *at, base.test.date) : next_to(program_[mover.fact].type, program_[bound].type, *at);
        std::erase_if(candidates, [&](const Candidate& candidate) { return !in_range(mover.fact, candidate.value); });
        const std::vector<Verdict> outcome = verdicts(base, mover, candidates, run);
        if (std::all_of(outcome.begin(), outcome.end(), [&](Verdict v) { return v == outcome.front(); })) return false;
        std::vector<Candidate> wanted = candidates;
        std::erase_if(wanted, [&](const Candidate& candidate) { return covered(mover.fact, candidate.value, base.test.date); });
        result_.covered += candidates.size() - wanted.size();
        if (!wanted.empty()) add(base, mover, candidates, wanted, place, run);
        return true;
    }

    bool in_range(FactId fact, std::int64_t value) const {
        const Fact& f = program_[fact];
        return (!f.low || *f.low <= value) && (!f.high || value <= *f.high) && (f.type.kind != TypeKind::date || value >= first_date.days);
    }

    /// Some test that speaks of this rule has a row with exactly this value.
    bool covered(FactId fact, std::int64_t value, Date date) const {
        return std::any_of(program_.tests.begin(), program_.tests.end(), [&](const TestCase& test) {
            const bool date_matters = program_[fact].type.kind == TypeKind::date;
            return (!date_matters || test.date == date) && speaks_of_rule(test) && has_value(test, fact, value);
        });
    }
    bool speaks_of_rule(const TestCase& test) const {
        return std::any_of(test.verdicts.begin(), test.verdicts.end(), [&](const ExpectVerdict& v) { return judges(v); });
    }
    bool judges(const ExpectVerdict& v) const {
        return v.rule == rule_ || (v.programme.valid() && v.programme == program_[rule_].programme);
    }
    static bool has_value(const TestCase& test, FactId fact, std::int64_t value) {
        for (const GivenRow& row : test.rows)
            for (const GivenFact& given : row.facts)
                if (given.fact == fact && given.value.number == value) return true;
        return false;
    }

    /// Tests in which the rule is eligible first: there one fact decides. At last a family of which nothing else is known.
    std::vector<Base> bases_for(const Mover& mover, EntityId scope) const {
        constexpr std::size_t most_bases = 8;
        std::vector<Base> bases;
        for (const bool eligible : {true, false})
            for (const TestCase& test : program_.tests)
                for (const ExpectVerdict& v : test.verdicts)
                    if (bases.size() < most_bases && judges(v) && (v.verdict == Verdict::eligible) == eligible)
                        if (auto base = base_from(test, v.row, mover)) bases.push_back(*std::move(base));
        if (auto base = from_scratch(mover, scope)) bases.push_back(*std::move(base));
        return bases;
    }

    std::optional<Base> base_from(const TestCase& test, std::size_t subject, const Mover& mover) const {
        const EntityId wanted = program_[mover.fact].entity;
        for (std::size_t r = 0; r < test.rows.size(); ++r) {
            if (test.rows[r].entity != wanted || !(is_above(test, r, subject) || is_above(test, subject, r))) continue;
            Base base{test, subject, r};
            base.test.verdicts.clear();
            base.test.values.clear();
            return base;
        }
        return std::nullopt;
    }
    static bool is_above(const TestCase& test, std::size_t upper, std::size_t lower) {
        std::optional<std::size_t> at = lower;
        while (at && *at != upper) at = test.rows[*at].parent;
        return at.has_value();
    }

    /// One row of the subject's entity, its ancestors, and when a member's fact moves, that member.
    std::optional<Base> from_scratch(const Mover& mover, EntityId scope) const {
        const EntityId subject = program_[rule_].entity, moving = program_[mover.fact].entity;
        if (!is_self_or_ancestor(program_, scope, subject) && !is_self_or_ancestor(program_, subject, scope)) return std::nullopt;
        const EntityId lowest = is_self_or_ancestor(program_, subject, moving) ? moving : subject;
        std::vector<EntityId> chain;
        for (EntityId e = lowest; e.valid(); e = program_[e].parent) chain.insert(chain.begin(), e);
        Base base;
        base.test.date = some_date();
        for (const EntityId e : chain) {
            if (e == subject) base.subject = base.test.rows.size();
            if (e == moving) base.row = base.test.rows.size();
            const std::optional<std::size_t> parent = base.test.rows.empty() ? std::nullopt : std::optional(base.test.rows.size() - 1);
            base.test.rows.push_back({e, program_[e].name + "_1", parent, {}, {}});
        }
        return base;
    }
    /// Of the first test, else when the rule's programme starts, else when some parameter's last value does.
    Date some_date() const {
        if (!program_.tests.empty()) return program_.tests.front().date;
        const ProgrammeId programme = program_[rule_].programme;
        if (programme.valid() && program_[programme].from) return *program_[programme].from;
        Date date = *make_date(2025, 1, 1);
        for (const Parameter& parameter : program_.parameters)
            for (const ParameterPeriod& period : parameter.periods) date = std::max(date, period.from);
        return date;
    }

    // ------------------------------------------------------------------------------------------------------- runs

    /// One plan for all variations of a test.
    class Run {
    public:
        Run(const Program& program, const TestCase& base, const std::vector<ExprId>& watch, const run::Options& options)
            : program_(program), options_(options) {
            program_.tests = {base};
            plan_ = plan::make_plan(program_, request_for(program_, {0}, watch));
        }
        Run(const Run&) = delete;
        Run& operator=(const Run&) = delete;

        std::optional<std::int64_t> known(ExprId expr, const Base& base) {
            const Finished finished = finish(plan_, {0}, options_);
            const run::Watched* watched = finished.watched(expr);
            if (watched == nullptr || watched->values.empty()) return std::nullopt;
            const EntityId scope = program_[expr].scope;
            std::size_t value = 0;
            if (scope.valid()) {
                const auto row = row_of(base, scope);
                if (!row) return std::nullopt;
                value = finished.rows.row_of[0][*row];
            }
            const run::WatchedValue& found = watched->values[value];
            return found.state == run::ValueState::known ? std::optional(found.low) : std::nullopt;
        }
        FoundVerdict verdict(const TestCase& test, const ExpectVerdict& expected) {
            program_.tests[0] = test;
            return finish(plan_, {0}, options_).verdict(0, expected);
        }

    private:
        /// The row of this entity on the way from the subject or from the moving row upwards.
        std::optional<std::size_t> row_of(const Base& base, EntityId entity) const {
            for (const std::size_t from : {base.row, base.subject})
                for (std::optional<std::size_t> at = from; at; at = base.test.rows[*at].parent)
                    if (base.test.rows[*at].entity == entity) return at;
            return std::nullopt;
        }

        Program program_;
        run::Options options_;
        plan::Plan plan_;
    };

    static TestCase with_value(const Base& base, FactId fact, std::int64_t value) {
        TestCase test = base.test;
        std::vector<GivenFact>& facts = test.rows[base.row].facts;
        const auto given = std::find_if(facts.begin(), facts.end(), [&](const GivenFact& g) { return g.fact == fact; });
        if (given != facts.end()) given->value.number = value;
        else facts.push_back({fact, {value, {}}});
        return test;
    }
    ExpectVerdict expectation(std::size_t subject) const {
        ExpectVerdict expected{};
        expected.row = subject;
        expected.rule = rule_;
        return expected;
    }
    std::vector<Verdict> verdicts(const Base& base, const Mover& mover, const std::vector<Candidate>& wanted, Run& run) const {
        std::vector<Verdict> all;
        for (const Candidate& candidate : wanted)
            all.push_back(run.verdict(with_value(base, mover.fact, candidate.value), expectation(base.subject)).verdict);
        return all;
    }

    /// The family is made smaller while all candidates keep their outcomes; those not covered are offered.
    void add(Base base, const Mover& mover, const std::vector<Candidate>& candidates, const std::vector<Candidate>& wanted, Span place,
             Run& run) {
        drop_unread(base);
        const std::vector<Verdict> all = verdicts(base, mover, candidates, run);
        const auto keeps = [&](const Base& smaller) { return verdicts(smaller, mover, candidates, run) == all; };
        shrink_facts(base, mover, keeps);
        shrink_rows(base, keeps);
        shrink_facts(base, mover, keeps);
        const std::vector<Verdict> outcome = verdicts(base, mover, wanted, run);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            Boundary boundary{rule_, place, wanted[i].side, mover.fact, {wanted[i].value, {}}, mover.age.has_value(), {}};
            boundary.test = with_value(base, mover.fact, wanted[i].value);
            ExpectVerdict expected = expectation(base.subject);
            expected.verdict = outcome[i];
            boundary.test.verdicts = {expected};
            result_.offered.push_back(std::move(boundary));
        }
    }

    /// What the rule cannot read would be an unused input.
    void drop_unread(Base& base) const {
        std::set<FactId> facts;
        std::set<ParameterId> parameters;
        for (const ExprId id : reach_.exprs) {
            if (const auto* fact = std::get_if<FactRef>(&program_[id].kind)) facts.insert(fact->fact);
            if (const auto* via = std::get_if<Via>(&program_[id].kind)) facts.insert(via->reference);
            if (const auto* parameter = std::get_if<ParameterRef>(&program_[id].kind)) parameters.insert(parameter->parameter);
        }
        for (GivenRow& row : base.test.rows) std::erase_if(row.facts, [&](const GivenFact& given) { return !facts.contains(given.fact); });
        std::erase_if(base.test.parameters, [&](const GivenParameter& given) { return !parameters.contains(given.parameter); });
    }

    template <class Keeps>
    void shrink_rows(Base& base, const Keeps& keeps) const {
        for (std::size_t r = base.test.rows.size(); r-- > 0;) {
            const auto above = [&](std::size_t lower) { return is_above(base.test, r, lower); };
            if (above(base.subject) || above(base.row) || is_referred_to(base.test, r)) continue;
            bool has_rows = false;
            for (std::size_t other = r + 1; other < base.test.rows.size(); ++other) has_rows = has_rows || above(other);
            const Base smaller = without_row(base, r);
            if (!has_rows && (useless(base, r) || keeps(smaller))) base = smaller;
        }
    }
    bool is_referred_to(const TestCase& test, std::size_t r) const {
        return std::any_of(test.rows.begin(), test.rows.end(), [&](const GivenRow& row) {
            return std::any_of(row.facts.begin(), row.facts.end(), [&](const GivenFact& given) {
                return program_[given.fact].type.kind == TypeKind::reference && given.value.text == test.rows[r].key;
            });
        });
    }
    /// Nothing counts its rows and nothing below it is left.
    bool useless(const Base& base, std::size_t r) const { return !reach_.quantified.contains(base.test.rows[r].entity); }
    static Base without_row(Base base, std::size_t r) {
        base.test.rows.erase(base.test.rows.begin() + static_cast<std::ptrdiff_t>(r));
        for (GivenRow& row : base.test.rows)
            if (row.parent && *row.parent > r) --*row.parent;
        if (base.subject > r) --base.subject;
        if (base.row > r) --base.row;
        return base;
    }
    template <class Keeps>
    void shrink_facts(Base& base, const Mover& mover, const Keeps& keeps) const {
        for (std::size_t r = 0; r < base.test.rows.size(); ++r) {
            for (std::size_t f = base.test.rows[r].facts.size(); f-- > 0;) {
                if (r == base.row && base.test.rows[r].facts[f].fact == mover.fact) continue;
                Base smaller = base;
                smaller.test.rows[r].facts.erase(smaller.test.rows[r].facts.begin() + static_cast<std::ptrdiff_t>(f));
                if (keeps(smaller)) base = std::move(smaller);
            }
        }
    }

    const Program& program_;
    run::Options options_;
    RuleId rule_;
    Reach reach_;
    std::set<std::tuple<std::uint32_t, std::uint32_t, int>> offered_;
    Boundaries result_;
};

}  // namespace

Boundaries boundaries(const Program& program, const run::Options& options) {
    return Offerer(program, options).offer();
}

}  // namespace tepat::trial
