// SPDX-License-Identifier: Apache-2.0
// tepat test RULES: the `uji` declarations. The last line is always `N passed, N failed`, in English, for scripts.
#include <algorithm>

#include "cli/commands/list.hpp"
#include "cli/present.hpp"
#include "cli/rule_set.hpp"
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

std::string found_verdict(const Program& program, const trial::FoundVerdict& found, Language language) {
    const std::string verdict = verdict_text(found.verdict, language);
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

Exit run(const Arguments& arguments, Session& session) {
    RuleSet rules;
    load_sound_rule_set(arguments.positional[0], rules, session);
    const trial::Report report = trial::try_all(rules.program, {.threads = session.threads});
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
    if (report.results.empty() && !session.quiet) session.out << session.text(Message::test_none) << '\n';
    session.out << report.passed << " passed, " << report.failed << " failed\n";
    return report.failed > 0 ? Exit::user : Exit::done;
}

}  // namespace

Command test_command() {
    return {"test", Message::test_summary, {"RULES"}, {}, run};
}

}  // namespace tepat::cli
