// SPDX-License-Identifier: Apache-2.0
// See versus.hpp.
#include "tests/differential/versus.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/plan/plan.hpp"
#include "tests/differential/oracle.hpp"

namespace tepat::versus {

using oracle::Evaluated;
using oracle::Judgement;
using oracle::Missing;
using oracle::Number;
using oracle::Oracle;
using oracle::Plain;
using oracle::State;
using oracle::Truth;
using oracle::World;
using program::Program;

std::string Compiled::complaints() const {
    std::string text;
    for (const diagnostics::Diagnostic& diagnostic : sink.sorted())
        text += diagnostics::render_text(diagnostic, *sources, diagnostics::Language::en, false);
    return text;
}

Compiled compile(const std::vector<std::string>& files) {
    Compiled compiled{std::make_unique<text::Sources>(), {}, {}};
    std::vector<syntax::Module> modules;
    for (std::size_t i = 0; i < files.size(); ++i)
        modules.push_back(syntax::parse(compiled.sources->add("berkas" + std::to_string(i + 1) + ".aturan", files[i]), compiled.sink));
    compiled.program = check::check(modules, *compiled.sources, compiled.sink);
    return compiled;
}

namespace {

/// Terms' bodies, but not quotients: those have no value of their own.
std::vector<program::ExprId> watched_terms(const Program& program) {
    std::vector<program::ExprId> bodies;
    for (const program::Term& term : program.terms)
        if (!term.type.quotient) bodies.push_back(term.body);
    return bodies;
}

const char* word(run::Outcome outcome) {
    switch (outcome) {
        case run::Outcome::eligible:
            return "eligible";
        case run::Outcome::not_eligible:
            return "not_eligible";
        case run::Outcome::undecided:
            return "undecided";
        case run::Outcome::error:
            return "error";
    }
    return "?";
}

std::string joined(const Program& program, const Missing& missing) {
    std::set<std::string> names;
    for (const run::MissingName& one : missing)
        names.insert(program[one.entity].name + (one.fact.valid() ? '.' + program[one.fact].name : std::string()));
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ";") + name;
    return text;
}

std::string shown(const Program& program, const Judgement& judgement) {
    if (!judgement.subject) return "no subject";
    return std::string(word(judgement.outcome)) + (judgement.missing.empty() ? "" : " missing " + joined(program, judgement.missing));
}

Judgement of_engine(const run::Decisions& decisions, const run::RuleOutcomes& rule, std::size_t row) {
    if (!rule.subject.get(row)) return {false, {}, {}};
    const auto& set = decisions.missing_sets[rule.missing[row]];
    return {true, rule.outcome[row], Missing(set.begin(), set.end())};
}

std::string shown(const std::optional<oracle::Wide>& end) {
    return end ? std::to_string(static_cast<std::int64_t>(*end)) : ".";
}

/// The oracle's value as a WatchedValue would say it; two such texts are compared.
std::string shown(const Evaluated& evaluated, bool text) {
    if (const auto* truth = std::get_if<Truth>(&evaluated.value))
        return std::vector<const char*>{"0", "error", "unknown", "1"}[static_cast<std::size_t>(*truth)];
    if (const auto* plain = std::get_if<Plain>(&evaluated.value)) {
        if (plain->state != State::known) return plain->state == State::error ? "error" : "unknown";
        return text ? plain->value.text : std::to_string(plain->value.number);
    }
    const oracle::Interval& interval = std::get<Number>(evaluated.value).interval;
    if (interval.mark) return "error";
    return interval.is_point() ? shown(interval.low) : shown(interval.low) + ".." + shown(interval.high);
}

std::string shown(const run::WatchedValue& value, bool text, bool numeric) {
    if (value.state == run::ValueState::error) return "error";
    if (value.state == run::ValueState::known) return text ? value.text : std::to_string(value.low);
    if (!numeric) return "unknown";
    return (value.low_bounded ? std::to_string(value.low) : ".") + std::string("..") +
           (value.high_bounded ? std::to_string(value.high) : ".");
}

class Comparison {
public:
    Comparison(const Program& program, const World& world, program::Date date)
        : program_(program), world_(world), date_(date), oracle_(program, world, date), rows_(program.entities.size()) {
        for (std::size_t e = 0; e < world.rows.size(); ++e)
            for (std::size_t r = 0; r < world.rows[e].size(); ++r) rows_[e][world.rows[e][r].key] = r;
    }

    std::string with(const columns::Population& population, const run::Options& options) {
        plan::Request request;
        request.date = date_;
        for (std::size_t i = 0; i < program_.rules.size(); ++i) request.rules.push_back(program::RuleId{static_cast<std::uint32_t>(i)});
        request.watch = watched_terms(program_);
        const run::Decisions decisions = run::run(plan::make_plan(program_, request), population, options);
        std::string found;
        for (const run::RuleOutcomes& rule : decisions.rules)
            if (found.empty()) found = compare(decisions, rule, population);
        for (const run::Watched& watched : decisions.watched)
            if (found.empty()) found = compare(watched, population);
        if (found.empty() && decisions.rules.size() != program_.rules.size()) found = "not every rule was judged";
        if (found.empty()) return found;
        return "block rows " + std::to_string(options.block_rows) + ", threads " + std::to_string(options.threads) + ": " + found;
    }

private:
    std::size_t row_of(const columns::Population& population, program::EntityId entity, std::size_t row) const {
        return rows_[entity.value].at(population.entities[entity.value].keys[row]);
    }

    std::string compare(const run::Decisions& decisions, const run::RuleOutcomes& rule, const columns::Population& population) {
        std::array<std::size_t, 4> count{};
        for (std::size_t row = 0; row < population.entities[rule.entity.value].rows; ++row) {
            const Judgement engine = of_engine(decisions, rule, row);
            const Judgement expected = oracle_.judge(rule.rule, row_of(population, rule.entity, row));
            if (expected.subject) ++count[static_cast<std::size_t>(expected.outcome)];
            if (shown(program_, engine) == shown(program_, expected)) continue;
            return "rule " + program_[rule.rule].name + " of " + program_[rule.entity].name + ' ' +
                   population.entities[rule.entity.value].keys[row] + ": oracle says " + shown(program_, expected) + ", engine says " +
                   shown(program_, engine);
        }
        if (count == rule.count && count[0] + count[1] + count[2] + count[3] == rule.subjects) return {};
        return "rule " + program_[rule.rule].name + ": the outcomes' counts do not add up";
    }

    std::string compare(const run::Watched& watched, const columns::Population& population) {
        const program::Type& type = program_[watched.expr].type;
        const bool numeric = type.is_numeric() || type.kind == program::TypeKind::date;
        const bool text = type.kind == program::TypeKind::text;
        for (std::size_t row = 0; row < watched.values.size(); ++row) {
            const Evaluated expected =
                oracle_.value(watched.expr, {watched.entity, oracle::Place::real, row_of(population, watched.entity, row)});
            const std::string engine = shown(watched.values[row], text, numeric);
            if (engine == shown(expected, text)) continue;
            return "a term (" + term_name(watched.expr) + ") of " + program_[watched.entity].name + ' ' +
                   population.entities[watched.entity.value].keys[row] + ": oracle says " + shown(expected, text) + ", engine says " +
                   engine;
        }
        return {};
    }

    std::string term_name(program::ExprId body) const {
        for (const program::Term& term : program_.terms)
            if (term.body == body) return term.name;
        return "?";
    }

    const Program& program_;
    const World& world_;
    program::Date date_;
    Oracle oracle_;
    std::vector<std::map<std::string, std::size_t>> rows_;
};

}  // namespace

run::Decisions run_engine(const Program& program, const columns::Population& population, program::Date date, const run::Options& options) {
    plan::Request request;
    request.date = date;
    for (std::size_t i = 0; i < program.rules.size(); ++i) request.rules.push_back(program::RuleId{static_cast<std::uint32_t>(i)});
    return run::run(plan::make_plan(program, request), population, options);
}

std::string difference(const Program& program, const World& world, program::Date date, std::uint64_t shuffle_seed) {
    Comparison comparison(program, world, date);
    std::mt19937_64 random(shuffle_seed);
    const columns::Population straight = oracle::to_population(world, program);
    const columns::Population shuffled = oracle::to_population(world, program, &random);
    std::string found;
    for (const auto& [population, threads, block_rows] :
         {std::tuple{&straight, 1u, 512}, std::tuple{&straight, 1u, 1}, std::tuple{&shuffled, 1u, 3}, std::tuple{&shuffled, 2u, 1},
          std::tuple{&straight, 2u, 512}}) {
        run::Options options;
        options.threads = threads;
        options.block_rows = static_cast<std::size_t>(block_rows);
        if (found.empty()) found = comparison.with(*population, options);
    }
    return found;
}

namespace {

/// rule,subject,outcome,missing; sorted by rule name, then key.
using Line = std::tuple<std::string, std::string, std::string>;

std::string written(std::vector<Line> lines, const std::map<std::string, bool>& integer_keys) {
    const auto before = [&](const Line& a, const Line& b) {
        if (std::get<0>(a) != std::get<0>(b)) return std::get<0>(a) < std::get<0>(b);
        return columns::key_less(std::get<1>(a), std::get<1>(b), integer_keys.at(std::get<0>(a)));
    };
    std::sort(lines.begin(), lines.end(), before);
    std::string text = "rule,subject,outcome,missing\n";
    for (const auto& [rule, subject, rest] : lines) text += rule + ',' + subject + ',' + rest + '\n';
    return text;
}

std::string columns_of(const Program& program, const Judgement& judgement) {
    return std::string(word(judgement.outcome)) + ',' + joined(program, judgement.missing);
}

}  // namespace

std::string outcomes_of_oracle(const Program& program, const World& world, program::Date date) {
    Oracle oracle(program, world, date);
    std::vector<Line> lines;
    std::map<std::string, bool> integer_keys;
    for (std::size_t i = 0; i < program.rules.size(); ++i) {
        const program::Rule& rule = program.rules[i];
        integer_keys[rule.name] = world.integer_keys[rule.entity.value];
        for (std::size_t row = 0; row < world.rows[rule.entity.value].size(); ++row) {
            const Judgement judgement = oracle.judge(program::RuleId{static_cast<std::uint32_t>(i)}, row);
            if (judgement.subject) lines.emplace_back(rule.name, world.rows[rule.entity.value][row].key, columns_of(program, judgement));
        }
    }
    return written(std::move(lines), integer_keys);
}

std::string outcomes_of_engine(const Program& program, const columns::Population& population, program::Date date) {
    const run::Decisions decisions = run_engine(program, population, date, {});
    std::vector<Line> lines;
    std::map<std::string, bool> integer_keys;
    for (const run::RuleOutcomes& rule : decisions.rules) {
        const columns::EntityRows& rows = population.entities[rule.entity.value];
        integer_keys[program[rule.rule].name] = rows.integer_keys;
        for (std::size_t row = 0; row < rows.rows; ++row) {
            const Judgement judgement = of_engine(decisions, rule, row);
            if (judgement.subject) lines.emplace_back(program[rule.rule].name, rows.keys[row], columns_of(program, judgement));
        }
    }
    return written(std::move(lines), integer_keys);
}

}  // namespace tepat::versus
