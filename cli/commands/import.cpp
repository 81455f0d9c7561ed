// SPDX-License-Identifier: Apache-2.0
// tepat import BASELINE FILE... --rules RULES --entity ENTITY | --mapping MAPPING | --form: CSV and XLSX files in, then the whole baseline checked.
#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/find.hpp"
#include "cli/intake_report.hpp"
#include "cli/rule_set.hpp"
#include "cli/table.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/program/date.hpp"
#include "engine/intake/filled_sheets.hpp"
#include "engine/intake/form.hpp"
#include "engine/intake/suggest.hpp"

namespace tepat::cli {

namespace {

Exit list_mappings(Session& session) {
    Table table({{"--mapping"}, {"--entity"}, {""}});
    for (const intake::ShippedMapping& shipped : intake::shipped_mappings()) {
        const intake::Mapping mapping = intake::load_mapping(shipped.name);
        table.add({shipped.name, mapping.table.entity, session.language == Language::id ? mapping.about_id : mapping.about_en});
    }
    session.out << table.text();
    return Exit::done;
}

Exit suggest(const Arguments& arguments, const std::string& file, Session& session) {
    RuleSet rules;
    load_sound_rule_set(arguments.need("rules"), rules, session);
    std::optional<program::EntityId> entity;
    if (const auto name = arguments.get("entity")) entity = find_entity(rules.program, *name);
    const intake::Suggestion suggestion = intake::suggest_mapping(file, rules.program, entity, arguments.get("sheet").value_or(""));
    session.out << session.text(Message::suggest_head, {file}) << '\n' << "entitas = \"" << suggestion.entity << "\"\n";
    if (!suggestion.sheet.empty()) session.out << "lembar = " << intake::toml_text(suggestion.sheet) << '\n';
    session.out << "\n[kolom]\n";
    if (suggestion.key_identifies) session.out << "# " << intake::what(intake::Check::key_identifies, "", session.language) << '\n';
    for (const auto& [fact, title] : suggestion.columns) session.out << intake::toml_key(fact) << " = [" << intake::toml_text(title) << "]\n";
    if (!suggestion.unknown.empty()) session.out << session.text(Message::suggest_unknown) << '\n';
    std::size_t number = 0;
    for (const intake::UnknownTitle& unknown : suggestion.unknown) {
        const std::string name = unknown.nearest.empty() ? "isian_" + std::to_string(++number) : intake::toml_key(unknown.nearest);
        session.out << "# " << name << " = [" << intake::toml_text(unknown.title) << "]\n";
    }
    for (const intake::UnknownValues& values : suggestion.values) {
        session.out << "\n" << session.text(Message::suggest_values, {values.choices}) << "\n[nilai." << intake::toml_key(values.fact) << "]\n";
        for (const std::string& value : values.written) session.out << "# " << intake::toml_text(value) << " = \"\"\n";
    }
    return Exit::done;
}

program::EntityId entity_of(const Arguments& arguments, const RuleSet& rules, const std::optional<intake::Mapping>& mapping) {
    const std::optional<std::string> asked = arguments.get("entity");
    if (!asked && !mapping) throw Failure(Exit::usage, Code::import_needs_entity, {});
    if (asked && mapping && *asked != mapping->table.entity)
        throw Failure(Exit::usage, Code::mapping_other_entity, {mapping->name, mapping->table.entity, *asked});
    return mapping ? intake::mapped_entity(rules.program, *mapping, mapping->table.entity) : find_entity(rules.program, *asked);
}

program::Date day_of(const Arguments& arguments) {
    return arguments.date("date").value_or(*program::parse_iso(now_text().substr(0, 10)));
}

void import_all_files(const Arguments& arguments, const RuleSet& rules, const std::optional<intake::Mapping>& mapping, const intake::KnownAreas& areas,
                      const std::string& format, IntakeReport& report, Session& session) {
    intake::ImportOptions options;
    options.update = arguments.has("update");
    options.decimal_comma = arguments.one_of("decimal", {"dot", "comma"}) == "comma";
    options.join = arguments.get("join").value_or("");
    options.sheet = arguments.get("sheet").value_or("");
    options.entity = entity_of(arguments, rules, mapping);
    options.mapping = mapping ? &*mapping : nullptr;
    options.language = session.language;
    intake::KeysSeen seen;
    options.seen = &seen;
    options.areas = &areas;
    for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
        const std::string& file = arguments.positional[i];
        report.files.push_back({file, rules.program[options.entity].name, intake::import_file(arguments.positional[0], file, rules.program, options)});
        if (format == "text" && !session.quiet) print_import(report.files.back(), session);
    }
}

/// All of them at once: a question answered in two forms is answered in neither.
void import_all_forms(const Arguments& arguments, const RuleSet& rules, const std::string& format, IntakeReport& report, Session& session) {
    const std::vector<std::string> files = intake::lists_at(std::vector<std::string>(arguments.positional.begin() + 1, arguments.positional.end()));
    const intake::FormOptions options{arguments.has("update"), arguments.one_of("decimal", {"dot", "comma"}) == "comma", session.language};
    std::vector<intake::ImportReport> reports = intake::import_forms(arguments.positional[0], files, rules.program, options);
    for (std::size_t i = 0; i < files.size(); ++i) report.files.push_back({files[i], session.text(Message::form_word), std::move(reports[i])});
    if (format == "text" && !session.quiet) print_forms(report.files, session);
}

Exit run(const Arguments& arguments, Session& session) {
    if (arguments.has("list-mappings")) return list_mappings(session);
    if (const auto file = arguments.get("suggest")) return suggest(arguments, *file, session);
    for (const char* missing : {"BASELINE", "FILE"})
        if (arguments.positional.size() < (std::string(missing) == "FILE" ? 2u : 1u)) wrong_usage(Code::missing_argument, {std::string("import"), std::string(missing)});
    const std::string format = arguments.one_of("format", {"text", "json"});
    const std::optional<std::string> path = report_path(arguments);
    for (const char* other : {"entity", "mapping", "join", "sheet"})
        if (arguments.has("form") && arguments.has(other)) wrong_usage(Code::form_and_more, {std::string("--") + other});
    std::optional<intake::Mapping> mapping;
    if (const auto name = arguments.get("mapping")) mapping = intake::load_mapping(*name);
    RuleSet rules;
    load_sound_rule_set(arguments.need("rules"), rules, session);
    IntakeReport report{{}, {}, day_of(arguments)};
    const intake::KnownAreas areas = known_areas();
    if (arguments.has("form")) import_all_forms(arguments, rules, format, report, session);
    else import_all_files(arguments, rules, mapping, areas, format, report, session);
    if (!arguments.has("no-checks") || (path && is_workbook(*path))) {
        report.validation = intake::validate(arguments.positional[0], rules.program, {report.date, areas});
        if (format == "text" && !session.quiet) {
            session.out << '\n';
            print_validation(*report.validation, session);
        }
    }
    if (format == "json") session.out << import_json(report.files, rules.program, session);
    if (path) save_report(*path, report, rules.program, session);
    return Exit::done;
}

}  // namespace

Command import_command() {
    return {"import",
            Message::import_summary,
            {"[BASELINE]", "[FILE...]"},
            {{"rules", "RULES", Message::option_rules},
             {"entity", "ENTITY", Message::import_option_entity},
             {"mapping", "MAPPING", Message::import_option_mapping},
             {"join", "FACT", Message::import_option_join},
             {"form", nullptr, Message::import_option_form},
             {"update", nullptr, Message::import_option_update},
             {"sheet", "SHEET", Message::import_option_sheet},
             {"decimal", "dot|comma", Message::import_option_decimal},
             {"date", "YYYY-MM-DD", Message::import_option_date},
             {"no-checks", nullptr, Message::import_option_no_checks},
             {"report", "FILE", Message::import_option_report},
             {"format", "text|json", Message::option_format},
             {"list-mappings", nullptr, Message::import_option_list},
             {"suggest", "FILE", Message::import_option_suggest, false, Touches::reads}},
            run};
}

}  // namespace tepat::cli
