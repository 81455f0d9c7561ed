// SPDX-License-Identifier: Apache-2.0
// tepat import BASELINE FILE... --rules RULES --entity ENTITY: CSV files in, with a validation report.
#include <nlohmann/json.hpp>

#include "cli/commands/list.hpp"
#include "cli/find.hpp"
#include "cli/output_file.hpp"
#include "cli/present.hpp"
#include "cli/rule_set.hpp"
#include "cli/table.hpp"
#include "engine/intake/import.hpp"

namespace tepat::cli {

namespace {

using intake::ImportReport;
using Json = nlohmann::ordered_json;

std::string number(std::size_t n, const Session& session) {
    return grouped(static_cast<std::int64_t>(n), session.language);
}

std::string column_text(const std::string& column, const Session& session) {
    return column.empty() ? session.text(Message::import_whole_row) : column;
}

std::string reason_text(diagnostics::Phrase reason, const std::vector<Argument>& arguments, const Session& session) {
    return diagnostics::fill(diagnostics::text_of(reason, session.language), arguments, session.language);
}

void print_reasons(const std::vector<intake::ReasonCount>& reasons, Message heading, Session& session) {
    if (reasons.empty()) return;
    Table table({{session.text(Message::import_column)},
                 {session.text(Message::import_count), Table::Align::right},
                 {session.text(Message::import_reason)}});
    for (const intake::ReasonCount& reason : reasons)
        table.add({column_text(reason.column, session), number(reason.count, session), reason_text(reason.reason, reason.arguments, session)});
    session.out << '\n' << session.text(heading) << '\n' << table.text("  ");
}

void print_report(const std::string& file, const std::string& entity, const ImportReport& report, Session& session) {
    Table table({{session.text(Message::import_rows), Table::Align::right},
                 {session.text(Message::import_imported), Table::Align::right},
                 {session.text(Message::import_updated), Table::Align::right},
                 {session.text(Message::import_set_aside), Table::Align::right}});
    table.add({number(report.rows, session), number(report.imported, session), number(report.updated, session),
               number(report.set_aside, session)});
    session.out << session.text(Message::import_heading, {file, entity}) << '\n' << table.text("  ");
    print_reasons(report.reasons, Message::import_reasons, session);
    if (!report.examples.empty()) {
        Table examples({{session.text(Message::import_line), Table::Align::right},
                        {session.text(Message::import_column)},
                        {session.text(Message::import_reason)}});
        for (const intake::Remark& remark : report.examples)
            examples.add(
                {number(remark.line, session), column_text(remark.column, session), reason_text(remark.reason, remark.arguments, session)});
        session.out << '\n' << session.text(Message::import_examples) << '\n' << examples.text("  ");
        session.out << '\n' << session.text(Message::import_kept) << '\n';
    }
    print_reasons(report.ambiguous, Message::import_ambiguous, session);
}

Json counts_json(const std::vector<intake::ReasonCount>& reasons, const Session& session) {
    Json all = Json::array();
    for (const intake::ReasonCount& reason : reasons)
        all.push_back(
            {{"column", reason.column}, {"reason", reason_text(reason.reason, reason.arguments, session)}, {"count", reason.count}});
    return all;
}

Json report_json(const std::string& file, const std::string& entity, const ImportReport& report, const Session& session) {
    Json examples = Json::array();
    for (const intake::Remark& remark : report.examples)
        examples.push_back(
            {{"line", remark.line}, {"column", remark.column}, {"reason", reason_text(remark.reason, remark.arguments, session)}});
    return {{"file", file},
            {"entity", entity},
            {"rows", report.rows},
            {"imported", report.imported},
            {"updated", report.updated},
            {"set_aside", report.set_aside},
            {"reasons", counts_json(report.reasons, session)},
            {"examples", examples},
            {"ambiguous", counts_json(report.ambiguous, session)}};
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json"});
    intake::ImportOptions options;
    options.update = arguments.has("update");
    options.decimal_comma = arguments.one_of("decimal", {"dot", "comma"}) == "comma";
    RuleSet rules;
    load_sound_rule_set(arguments.need("rules"), rules, session);
    options.entity = find_entity(rules.program, arguments.need("entity"));
    options.language = session.language;
    const std::string entity = rules.program[options.entity].name;
    Json all = Json::array();
    for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
        const std::string& file = arguments.positional[i];
        const ImportReport report = intake::import_csv(arguments.positional[0], file, rules.program, options);
        all.push_back(report_json(file, entity, report, session));
        if (format == "text") print_report(file, entity, report, session);
    }
    const std::string json = all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
    if (format == "json") session.out << json;
    if (const std::optional<std::string> path = arguments.get("report")) {
        OutputFile file(*path);
        file.stream() << json;
        file.commit();
    }
    return Exit::done;
}

}  // namespace

Command import_command() {
    return {"import",
            Message::import_summary,
            {"BASELINE", "FILE..."},
            {{"rules", "RULES", Message::option_rules},
             {"entity", "ENTITY", Message::import_option_entity},
             {"update", nullptr, Message::import_option_update},
             {"decimal", "dot|comma", Message::import_option_decimal},
             {"report", "FILE.json", Message::import_option_report},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
