// SPDX-License-Identifier: Apache-2.0
// tepat check RULES: every error and warning in one go.
#include "dsl/check/check.hpp"
#include "cli/commands/list.hpp"
#include "cli/analyse.hpp"
#include "cli/rule_set.hpp"
#include "dsl/diagnostics/render.hpp"

namespace tepat::cli {

namespace {

using diagnostics::Severity;

std::size_t count_of(Severity severity, const std::vector<diagnostics::Diagnostic>& found) {
    std::size_t count = 0;
    for (const auto& diagnostic : found) count += diagnostics::severity_of(diagnostic.code) == severity;
    return count;
}

void print_summary(const RuleSet& rules, const std::string& path, std::size_t errors, std::size_t warnings, Session& session) {
    const auto count = [](std::size_t n) { return Count{static_cast<std::int64_t>(n)}; };
    const Count files = count(rules.modules.size());
    if (errors + warnings == 0)
        session.out << session.text(Message::check_clean, {path, files}) << '\n';
    else
        session.out << session.text(Message::check_found, {path, files, count(errors), count(warnings)}) << '\n';
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json"});
    const std::optional<program::Date> date = arguments.date("date");
    RuleSet rules;
    try {
        load_rule_set(arguments.positional[0], rules, session);
    } catch (const Failure& failure) {
        if (format != "json") throw;
        session.out << diagnostics::render_json({failure.diagnostic()}, rules.sources,
                                                session.language);  // the array is the output, whatever happens
        return failure.exit();
    }
    if (date) check::check_date(rules.program, *date, rules.sink);
    else check::check_ahead(rules.program, rules.sink);
    analyse(rules, date);
    const std::vector<diagnostics::Diagnostic> found = rules.sink.sorted();
    const std::size_t errors = count_of(Severity::error, found), warnings = count_of(Severity::warning, found);
    if (format == "json") {
        session.out << diagnostics::render_json(found, rules.sources, session.language);
    } else {
        show_diagnostics(rules, found, session);
        session.err.flush();
        if (!session.quiet) print_summary(rules, arguments.positional[0], errors, warnings, session);
    }
    return errors > 0 || (warnings > 0 && arguments.has("deny-warnings")) ? Exit::user : Exit::done;
}

}  // namespace

Command check_command() {
    return {"check",
            Message::check_summary,
            {"RULES"},
            {{"deny-warnings", nullptr, Message::check_option_deny_warnings},
             {"date", "YYYY-MM-DD", Message::check_option_date},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
