// SPDX-License-Identifier: Apache-2.0
// tepat validate BASELINE --rules RULES: what is wrong with the data that are in, and what was set aside on the way.
#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/intake_report.hpp"
#include "cli/rule_set.hpp"
#include "dsl/program/date.hpp"

namespace tepat::cli {

namespace {

Exit run(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json"});
    const std::optional<std::string> path = report_path(arguments);
    RuleSet rules;
    load_sound_rule_set(arguments.need("rules"), rules, session);
    IntakeReport report{{}, {}, arguments.date("date").value_or(*program::parse_iso(now_text().substr(0, 10)))};
    report.validation = intake::validate(arguments.positional[0], rules.program, {report.date, known_areas()});
    if (format == "json") session.out << report_json(report, rules.program, session);
    else print_validation(*report.validation, session);
    if (path) save_report(*path, report, rules.program, session);
    else if (format == "text" && !session.quiet && !report.validation->findings.list().empty()) session.out << session.text(Message::validate_more) << '\n';
    return report.validation->findings.count(diagnostics::Severity::error) > 0 ? Exit::user : Exit::done;
}

}  // namespace

Command validate_command() {
    return {"validate",
            Message::validate_summary,
            {"BASELINE"},
            {{"rules", "RULES", Message::option_rules},
             {"date", "YYYY-MM-DD", Message::import_option_date},
             {"report", "FILE", Message::import_option_report},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
