// SPDX-License-Identifier: Apache-2.0
// tepat test RULES: the `uji` declarations. The last line is always `N passed, N failed`, in English, for scripts.
#include <algorithm>

#include "cli/commands/list.hpp"
#include "cli/present.hpp"
#include "cli/rule_set.hpp"
#include "cli/test_report.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/diagnostics/render.hpp"
#include "engine/trial/trial.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::cli {

namespace {

using diagnostics::Diagnostic;
using diagnostics::Phrase;
using program::Program;
using trial::Difference;
using trial::Mismatch;

std::string names_text(const Program& program, const std::vector<run::MissingName>& missing, Language language) {
    std::vector<std::string> names;
    for (const run::MissingName& name : missing) names.push_back(worklist::printed_name(program, name));
    std::sort(names.begin(), names.end());
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all.empty() ? text_of(Message::nothing, language) : all;
}

/// Where a place was expected and there is none, why.
std::string place_text(const trial::FoundVerdict& found, Language language) {
    switch (found.state) {
        case allocate::State::none:
            break;
        case allocate::State::selected:
            return text_of(Message::found_selected, language);
        case allocate::State::waiting:
            return text_of(Message::found_waiting, language, {Count{found.rank}});
        case allocate::State::taken:
            return text_of(Message::found_taken, language);
        case allocate::State::rejected:
            return text_of(Message::found_rejected, language);
        case allocate::State::family_limit:
            return text_of(Message::found_family_limit, language);
        case allocate::State::not_placed:
            return text_of(Message::found_not_placed, language);
    }
    return verdict_text(found.verdict, language);
}

std::string found_verdict(const Program& program, const trial::FoundVerdict& found, Language language) {
    const std::string verdict = place_text(found, language);
    if (found.missing.empty()) return verdict;
    return text_of(Message::verdict_missing, language, {verdict, names_text(program, found.missing, language)});
}

std::string expected_value(const Program& program, const program::ExpectValue& expected, Language language) {
    if (expected.error) return verdict_text(program::Verdict::error, language);
    if (expected.unknown) return text_of(Message::value_unknown, language);
    const program::Type& type = program[expected.what].type;
    const std::string low = value_text(program, type, expected.low, language);
    if (expected.low == expected.high) return low;
    return text_of(Message::value_range, language, {low, value_text(program, type, expected.high, language)});
}

Diagnostic to_diagnostic(const Program& program, const program::TestCase& test, const Mismatch& mismatch, Language language) {
    Diagnostic diagnostic{Code::test_batch_differs, mismatch.span, {}, {{test.span, Phrase::in_this_test, {}}}, {}, {}};
    switch (mismatch.difference) {
        case Difference::verdict:
            diagnostic.code = Code::test_verdict_differs;
            diagnostic.arguments = {verdict_text(test.verdicts[mismatch.expectation].verdict, language),
                                    found_verdict(program, mismatch.found, language)};
            break;
        case Difference::rank:
            diagnostic.code = Code::test_rank_differs;
            diagnostic.arguments = {std::to_string(*test.verdicts[mismatch.expectation].rank), std::to_string(mismatch.found.rank)};
            break;
        case Difference::missing:
            diagnostic.code = Code::test_missing_differs;
            diagnostic.arguments = {worklist::printed_name(program, {program[mismatch.fact].entity, mismatch.fact}),
                                    names_text(program, mismatch.found.missing, language)};
            break;
        case Difference::value: {
            const program::ExpectValue& expected = test.values[mismatch.expectation];
            diagnostic.code = Code::test_value_differs;
            diagnostic.arguments = {expected_value(program, expected, language),
                                    watched_text(program, program[expected.what].type, mismatch.found_value, language)};
            break;
        }
        case Difference::batch:
            break;
    }
    return diagnostic;
}

void show_failures(const RuleSet& rules, const trial::Report& report, Session& session) {
    for (const trial::Result& result : report.results) {
        if (result.passed()) continue;
        const program::TestCase& test = rules.program.tests[result.test];
        session.err << session.text(Message::test_failed, {test.title}) << '\n';
        for (const Mismatch& mismatch : result.mismatches)
            session.err << diagnostics::render_text(to_diagnostic(rules.program, test, mismatch, session.language), rules.sources,
                                                    session.language, session.color)
                        << '\n';
    }
    session.err.flush();
}

/// What is asked for besides the tests themselves; they have passed.
struct Asked {
    bool coverage, mutate, boundaries;
    std::size_t limit;
    bool any() const { return coverage || mutate || boundaries; }
};

void show_more(const RuleSet& rules, const Asked& asked, const run::Options& options, Session& session) {
    if (asked.coverage) print_coverage(rules, trial::cover(rules.program, options), session);
    if (asked.mutate) print_mutants(rules, trial::mutate(rules.program, options, asked.limit), session);
    if (asked.boundaries) print_boundaries(rules, trial::boundaries(rules.program, options), session);
}

void show_json(const RuleSet& rules, const trial::Report& report, const Asked& asked, const run::Options& options, Session& session) {
    ReportJson all{{"passed", report.passed}, {"failed", report.failed}};
    if (asked.coverage && report.failed == 0) all["coverage"] = coverage_json(rules, trial::cover(rules.program, options));
    if (asked.mutate && report.failed == 0)
        all["mutants"] = mutants_json(rules, trial::mutate(rules.program, options, asked.limit), session);
    if (asked.boundaries && report.failed == 0)
        all["boundaries"] = boundaries_json(rules, trial::boundaries(rules.program, options), session);
    session.out << all.dump(2, ' ', false, ReportJson::error_handler_t::replace) << '\n';
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json"});
    const Asked asked{arguments.has("coverage"), arguments.has("mutate"), arguments.has("boundaries"),
                      static_cast<std::size_t>(arguments.number("limit", 1, 1'000'000).value_or(0))};
    const run::Options options{.threads = session.threads};
    RuleSet rules;
    load_sound_rule_set(arguments.positional[0], rules, session);
    const trial::Report report = trial::try_all(rules.program, options);
    show_failures(rules, report, session);
    if (format == "json") {
        show_json(rules, report, asked, options, session);
    } else {
        if (report.results.empty() && !session.quiet) session.out << session.text(Message::test_none) << '\n';
        if (report.failed == 0) show_more(rules, asked, options, session);
        // Boundary examples are a sheet to paste: a line that is no rule text would spoil it.
        session.out << (asked.boundaries ? "# " : "") << report.passed << " passed, " << report.failed << " failed\n";
    }
    if (report.failed > 0 && asked.any()) throw Failure(Exit::user, Code::tests_fail_first, {});
    return report.failed > 0 ? Exit::user : Exit::done;
}

}  // namespace

Command test_command() {
    return {"test",
            Message::test_summary,
            {"RULES"},
            {{"coverage", nullptr, Message::test_option_coverage},
             {"mutate", nullptr, Message::test_option_mutate},
             {"boundaries", nullptr, Message::test_option_boundaries},
             {"limit", "N", Message::test_option_limit},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
