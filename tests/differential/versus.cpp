// SPDX-License-Identifier: Apache-2.0
// See versus.hpp.
#include "tests/differential/versus.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/plan/plan.hpp"
#include "tests/differential/comparison.hpp"
#include "tests/differential/oracle.hpp"

namespace tepat::versus {

using oracle::Circumstances;
using oracle::Judgement;
using oracle::Oracle;
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

plan::Request request_of(const Program& program, const Circumstances& circumstances) {
    const World nobody{std::vector<std::vector<oracle::Row>>(program.entities.size()), {}};
    const Oracle oracle(program, nobody, circumstances);
    plan::Request request;
    request.date = circumstances.date;
    request.include_drafts = circumstances.include_drafts;
    for (std::size_t i = 0; i < program.rules.size(); ++i)
        if (!program.rules[i].programme.valid() || oracle.in_force(program.rules[i].programme))
            request.rules.push_back(program::RuleId{static_cast<std::uint32_t>(i)});
    return request;
}

run::Decisions run_engine(const Program& program, const columns::Population& population, const Circumstances& circumstances,
                          run::Options options) {
    options.held = &circumstances.held;
    return run::run(plan::make_plan(program, request_of(program, circumstances)), population, options);
}

std::string difference(const Program& program, const World& world, const Circumstances& circumstances, std::uint64_t shuffle_seed) {
    Comparison comparison(program, world, circumstances);
    std::mt19937_64 random(shuffle_seed);
    const columns::Population straight = oracle::to_population(world, program);
    const columns::Population shuffled = oracle::to_population(world, program, &random);
    plan::Request request = request_of(program, circumstances);
    request.watch = watched_terms(program);
    const plan::Plan plan = plan::make_plan(program, request);
    for (const auto& [population, threads, block_rows] :
         {std::tuple{&straight, 1u, 512}, std::tuple{&straight, 1u, 1}, std::tuple{&shuffled, 1u, 3}, std::tuple{&shuffled, 2u, 1},
          std::tuple{&straight, 2u, 512}}) {
        run::Options options;
        options.threads = threads;
        options.block_rows = static_cast<std::size_t>(block_rows);
        options.held = &circumstances.held;
        const std::string found = comparison.with(run::run(plan, *population, options), *population, request.rules.size());
        if (!found.empty()) return "block rows " + std::to_string(block_rows) + ", threads " + std::to_string(threads) + ": " + found;
    }
    return {};
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

std::string outcomes_of_oracle(const Program& program, const World& world, const Circumstances& circumstances) {
    Oracle oracle(program, world, circumstances);
    std::vector<Line> lines;
    std::map<std::string, bool> integer_keys;
    for (const program::RuleId id : request_of(program, circumstances).rules) {
        const program::Rule& rule = program[id];
        integer_keys[rule.name] = world.integer_keys[rule.entity.value];
        for (std::size_t row = 0; row < world.rows[rule.entity.value].size(); ++row) {
            const Judgement judgement = oracle.judge(id, row);
            if (judgement.subject) lines.emplace_back(rule.name, world.rows[rule.entity.value][row].key, columns_of(program, judgement));
        }
    }
    return written(std::move(lines), integer_keys);
}

std::string outcomes_of_engine(const Program& program, const columns::Population& population,
                               const Circumstances& circumstances) {
    const run::Decisions decisions = run_engine(program, population, circumstances, {});
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

namespace {

/// programme,subject,state,rank,area; sorted by programme name, then key.
struct DecisionLine {
    std::string programme, key;
    bool integer_keys;
    std::string rest;
};

std::string written(std::vector<DecisionLine> lines) {
    std::sort(lines.begin(), lines.end(), [](const DecisionLine& a, const DecisionLine& b) {
        if (a.programme != b.programme) return a.programme < b.programme;
        return columns::key_less(a.key, b.key, a.integer_keys);
    });
    std::string text = "programme,subject,state,rank,area\n";
    for (const DecisionLine& line : lines) text += line.programme + ',' + line.key + ',' + line.rest + '\n';
    return text;
}

std::string columns_of(allocate::State state, std::uint32_t rank, const std::string& area) {
    return std::string(word(state)) + ',' + (rank == 0 ? "" : std::to_string(rank)) + ',' + area;
}

}  // namespace

std::string decisions_of_oracle(const Program& program, const World& world, const Circumstances& circumstances) {
    Oracle oracle(program, world, circumstances);
    std::vector<DecisionLine> lines;
    for (std::uint32_t i = 0; i < program.programmes.size(); ++i) {
        if (!oracle.in_force({i})) continue;
        const std::uint32_t entity = program.programmes[i].entity.value;
        const oracle::Placings& placings = oracle.placings({i});
        for (std::size_t row = 0; row < placings.rows.size(); ++row) {
            const oracle::Placing& placing = placings.rows[row];
            if (placing.state == allocate::State::none) continue;
            lines.push_back({program.programmes[i].name, world.rows[entity][row].key, world.integer_keys[entity],
                             columns_of(placing.state, placing.rank, placing.area.value_or(""))});
        }
    }
    return written(std::move(lines));
}

std::string decisions_of_engine(const Program& program, const columns::Population& population, const Circumstances& circumstances) {
    const run::Decisions decisions = run_engine(program, population, circumstances, {});
    std::vector<DecisionLine> lines;
    for (const allocate::Allocation& allocation : decisions.allocations) {
        const columns::EntityRows& rows = population.entities[allocation.entity.value];
        for (std::size_t row = 0; row < allocation.state.size(); ++row) {
            if (allocation.state[row] == allocate::State::none) continue;
            const std::uint32_t area = allocation.area[row];
            lines.push_back({program[allocation.programme].name, rows.keys[row], rows.integer_keys,
                             columns_of(allocation.state[row], allocation.rank[row], area == 0xFFFF'FFFF ? "" : allocation.areas[area])});
        }
    }
    return written(std::move(lines));
}

}  // namespace tepat::versus
