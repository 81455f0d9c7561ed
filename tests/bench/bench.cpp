// SPDX-License-Identifier: Apache-2.0
// tepat_bench [members] [repetitions] [threads] [--sqlite]: the engine against loops written by hand for the same twenty rules, in turn in
// one run, after checking that every outcome is the same. Prints the median of each side and the ratio; the host's speed drifts, so only
// ratios of one run mean anything.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/run/run.hpp"
#include "tests/bench/hand_written.hpp"
#include "tests/bench/sqlite_rules.hpp"

using namespace tepat;

namespace {

struct RuleSet {
    text::Sources sources;
    diagnostics::Sink sink;
    program::Program program;
};

void load(RuleSet& rules) {
    const text::SourceFile& file = rules.sources.add("bench.aturan", bench::rule_text);
    std::vector<syntax::Module> modules;
    modules.push_back(syntax::parse(file, rules.sink));
    rules.program = check::check(modules, rules.sources, rules.sink);
    if (rules.sink.has_errors() || !rules.program.complete) {
        fmt::print(stderr, "the benchmark's rules do not check\n");
        std::exit(1);
    }
}

/// Processor time with one thread (other programs on the machine then matter less), elapsed time with several.
double now(unsigned threads) {
    timespec time{};
    clock_gettime(threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

plan::Plan plan_for(const program::Program& program, const std::vector<std::uint32_t>& rules) {
    plan::Request request;
    request.date = *program::make_date(2025, 7, 1);
    for (const std::uint32_t rule : rules) request.rules.push_back(program::RuleId{rule});
    return plan::make_plan(program, request);
}

/// Exits when an outcome differs.
void check_same(const program::Program& program, const run::Decisions& decisions, const std::vector<bench::Outcomes>& expected) {
    for (std::size_t r = 0; r < decisions.rules.size(); ++r) {
        const run::RuleOutcomes& rule = decisions.rules[r];
        for (std::size_t row = 0; row < rule.outcome.size(); ++row) {
            if (static_cast<std::uint8_t>(rule.outcome[row]) == expected[r][row]) continue;
            fmt::print(stderr, "rule {} row {}: engine {}, by hand {}\n", program[rule.rule].name, row, int(rule.outcome[row]), expected[r][row]);
            std::exit(1);
        }
    }
}

struct Bench {
    RuleSet rules;
    bench::People people;
    columns::Population population;
    std::vector<bench::Outcomes> out;
    std::vector<std::uint32_t> by_name;
    std::size_t repetitions = 15;
    run::Options options;

    void prepare(std::size_t members) {
        load(rules);
        people = bench::make_people(members, 1);
        population = bench::to_population(people, rules.program);
        for (std::uint32_t r = 0; r < rules.program.rules.size(); ++r) by_name.push_back(r);
        std::sort(by_name.begin(), by_name.end(), [&](auto a, auto b) { return rules.program.rules[a].name < rules.program.rules[b].name; });
        for (const std::uint32_t r : by_name) {
            out.emplace_back(population.entities[rules.program.rules[r].entity.value].rows);
        }
        options.want_missing = false;
    }

    void run_by_hand() {
        for (std::size_t r = 0; r < bench::rule_count; ++r) bench::hand_written[r](people, out[r]);
    }

    /// Median seconds of both, measured in turn.
    std::pair<double, double> in_turn(const std::function<void()>& a, const std::function<void()>& b) const {
        std::vector<double> first, second;
        for (std::size_t i = 0; i < repetitions; ++i) {
            const double begin = now(options.threads);
            a();
            const double middle = now(options.threads);
            b();
            first.push_back(middle - begin);
            second.push_back(now(options.threads) - middle);
        }
        return {median(first), median(second)};
    }

    void print_line(const std::string& what, double by_hand, double engine) const {
        fmt::print("{:<28} {:>9.3f} ms {:>9.3f} ms {:>7.2f}x\n", what, by_hand * 1e3, engine * 1e3, engine / by_hand);
    }

    void each_rule() {
        for (std::size_t r = 0; r < bench::rule_count; ++r) {
            const plan::Plan plan = plan_for(rules.program, {by_name[r]});
            const auto [hand, engine] = in_turn([&] { bench::hand_written[r](people, out[r]); }, [&] { run::run(plan, population, options); });
            print_line(rules.program.rules[by_name[r]].name, hand, engine);
        }
    }

    void all_rules() {
        const plan::Plan plan = plan_for(rules.program, by_name);
        run_by_hand();
        check_same(rules.program, run::run(plan, population, options), out);
        const auto [hand, engine] = in_turn([&] { run_by_hand(); }, [&] { run::run(plan, population, options); });
        print_line("all, outcomes", hand, engine);
        run::Options with_missing = options;
        with_missing.want_missing = true;
        const auto [again, missing] = in_turn([&] { run_by_hand(); }, [&] { run::run(plan, population, with_missing); });
        print_line("all, with missing facts", again, missing);
    }
};

}  // namespace

int main(int argc, char** argv) {
    Bench bench;
    const std::size_t members = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 342'000;
    if (argc > 2) bench.repetitions = std::strtoull(argv[2], nullptr, 10);
    if (argc > 3) bench.options.threads = static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10));
    bench.prepare(members);
    fmt::print("{} members, {} families, {} threads, median of {}\n", members, bench.people.decile.size(), bench.options.threads, bench.repetitions);
    fmt::print("{:<28} {:>12} {:>12} {:>8}\n", "rule", "by hand", "engine", "ratio");
    bench.each_rule();
    bench.all_rules();
    if (argc > 4 && std::strcmp(argv[4], "--sqlite") == 0) {
        const double seconds = bench::sqlite_seconds(bench.people, bench.out);
        fmt::print("{:<28} {:>12} {:>9.0f} ms\n", "SQLite, SQL by hand", "", seconds * 1e3);
    }
    return 0;
}
