// SPDX-License-Identifier: Apache-2.0
// tepat describe RULES [NAME]: the rules in plain sentences, for people who sign them.
#include "cli/commands/list.hpp"
#include "cli/describe/describe.hpp"
#include "cli/output_file.hpp"
#include "cli/rule_set.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::cli {

namespace {

std::string rendered(const describe::Document& document, const std::string& format) {
    if (format == "html") return to_html(document);
    return format == "json" ? to_json(document) : to_text(document);
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json", "html"});
    const auto date = arguments.date("date");
    RuleSet rules;
    load_sound_rule_set(arguments.positional[0], rules, session);
    const std::string name = arguments.positional.size() > 1 ? arguments.positional[1] : "";
    const auto document = describe::describe(rules, {arguments.positional[0], date, name}, session.language);
    if (!document) wrong_usage(Code::no_such_declaration, {name, describe::known_names(rules.program)});
    if (const auto path = arguments.get("output")) {
        OutputFile file(*path);
        file.stream() << rendered(*document, format);
        file.commit();
    } else {
        session.out << rendered(*document, format);
    }
    return Exit::done;
}

}  // namespace

Command describe_command() {
    return {"describe",
            Message::describe_summary,
            {"RULES", "[NAME]"},
            {{"date", "YYYY-MM-DD", Message::describe_option_date},
             {"format", "text|json|html", Message::option_format},
             {"output,o", "FILE", Message::describe_option_output}},
            run};
}

}  // namespace tepat::cli
