// SPDX-License-Identifier: Apache-2.0
#include "cli/analyse.hpp"

#include "dsl/diagnostics/codes.hpp"
#include "dsl/prove/prove.hpp"
#include "engine/trial/trial.hpp"

namespace tepat::cli {

namespace {

Language language_at(const RuleSet& rules, text::Span span) {
    return keywords_at(rules, span) == syntax::KeywordLanguage::en ? Language::en : Language::id;
}

prove::Options options_for(const RuleSet& rules, std::optional<program::Date> date) {
    prove::Options options;
    options.date = date;
    options.passes = [](const program::Program& program) { return trial::try_all(program, {.threads = 1}).failed == 0; };
    options.language = [&rules](text::Span span) { return language_at(rules, span); };
    return options;
}

}  // namespace

void analyse(RuleSet& rules, std::optional<program::Date> date) {
    if (!rules.runnable()) return;
    prove::prove(rules.program, options_for(rules, date), rules.sink);
}

void refuse_open_cases(RuleSet& rules, Session& session) {
    prove::prove_complete(rules.program, options_for(rules, std::nullopt), rules.sink);
    if (!rules.sink.has_errors()) return;
    std::vector<diagnostics::Diagnostic> errors;
    for (const diagnostics::Diagnostic& found : rules.sink.sorted())
        if (diagnostics::severity_of(found.code) == diagnostics::Severity::error) errors.push_back(found);
    show_diagnostics(rules, errors, session);
    throw Failure(Exit::user, Code::rules_in_error, {});
}

}  // namespace tepat::cli
