// SPDX-License-Identifier: Apache-2.0
#include "cli/intake_report.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/intake_workbook.hpp"
#include "cli/output_file.hpp"
#include "cli/present.hpp"
#include "cli/sample/places.hpp"
#include "cli/table.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/program/date.hpp"

namespace tepat::cli {

namespace {

using diagnostics::Severity;
using intake::ImportReport;
using Json = nlohmann::ordered_json;

std::string number(std::size_t n, const Session& session) { return grouped(static_cast<std::int64_t>(n), session.language); }

std::string column_text(const std::string& column, const Session& session) { return column.empty() ? session.text(Message::import_whole_row) : column; }

std::string reason_text(intake::Reason reason, const std::vector<Argument>& arguments, const Session& session) {
    return reason.text(arguments, session.language);
}

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

void print_reasons(const std::vector<intake::ReasonCount>& reasons, Message heading, Session& session) {
    if (reasons.empty()) return;
    Table table({{session.text(Message::import_column)}, {session.text(Message::import_count), Table::Align::right}, {session.text(Message::import_reason)}});
    for (const intake::ReasonCount& reason : reasons)
        table.add({column_text(reason.column, session), number(reason.count, session), reason_text(reason.reason, reason.arguments, session)});
    session.out << '\n' << session.text(heading) << '\n' << table.text("  ");
}

/// `legok.xlsx [RT 002 RW 001]` is how a form's rows are told apart: RT 002 RW 001; empty when it has one sheet.
std::string sheet_of(const std::string& file) {
    const std::size_t sheet = file.ends_with(']') ? file.rfind(" [") : std::string::npos;
    return sheet == std::string::npos ? "" : file.substr(sheet + 2, file.size() - sheet - 3);
}

std::string line_text(const std::string& file, std::size_t line, const Session& session) {
    const std::string sheet = sheet_of(file);
    return (sheet.empty() ? "" : sheet + ", ") + number(line, session);
}

void print_examples(const ImportReport& report, Session& session) {
    if (report.examples.empty()) return;
    Table examples({{session.text(Message::import_line), Table::Align::right}, {session.text(Message::import_column)}, {session.text(Message::import_reason)}});
    for (const intake::Remark& remark : report.examples)
        examples.add({line_text(remark.file, remark.line, session), column_text(remark.column, session), reason_text(remark.reason, remark.arguments, session)});
    session.out << '\n' << session.text(Message::import_examples) << '\n' << examples.text("  ");
    session.out << '\n' << session.text(Message::import_kept) << '\n';
}

/// What the file was like.
void print_about_file(const ImportReport& report, Session& session) {
    const auto line = [&session](Message message, const std::vector<Argument>& arguments) { session.out << "  " << session.text(message, arguments) << '\n'; };
    if (!report.sheet.empty() && !report.other_sheets.empty()) {
        line(Message::import_sheet, {report.sheet});
        line(Message::import_other_sheets, {listed(report.other_sheets)});
    }
    if (report.windows_1252) line(Message::import_windows_1252, {});
    if (!report.not_used.empty()) line(Message::import_not_used, {listed(report.not_used)});
    if (report.formulas > 0) line(Message::import_formulas, {number(report.formulas, session)});
    std::string above;
    for (const auto& [entity, rows] : report.above)
        if (rows > 0) above += (above.empty() ? "" : ", ") + entity + " " + number(rows, session);
    if (!above.empty()) line(Message::import_above, {above});
    const ImportReport::Joined& joined = report.joined;
    if (joined.once + joined.several + joined.none + joined.empty > 0)
        line(Message::import_joined, {number(joined.once, session), number(joined.several, session), number(joined.none, session), number(joined.empty, session)});
}

std::string severity_text(Severity severity, const Session& session) {
    return session.text(severity == Severity::error     ? Message::validate_error
                        : severity == Severity::warning ? Message::validate_warning
                                                        : Message::validate_note);
}

/// The checks that found something, the serious first.
std::vector<intake::Check> checks_by_severity(const intake::Findings& findings) {
    std::vector<intake::Check> found;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
        for (std::size_t i = 0; i < intake::checks; ++i) {
            const auto check = static_cast<intake::Check>(i);
            if (intake::severity_of(check) == severity && findings.count(check) > 0) found.push_back(check);
        }
    return found;
}

/// The text of a check without the detail of a row.
std::string plain_what(intake::Check check, Language language) { return intake::what(check, "...", language); }

void print_findings(const intake::Findings& findings, Session& session) {
    Table table({{session.text(Message::validate_severity)}, {session.text(Message::import_count), Table::Align::right}, {session.text(Message::validate_what)}});
    for (const intake::Check check : checks_by_severity(findings)) {
        const bool whole = findings.count(check) == 1 && !findings.list().empty();
        std::string what = plain_what(check, session.language);
        for (const intake::Finding& finding : findings.list())
            if (whole && finding.check == check) what = intake::what(check, finding.detail, session.language);
        table.add({severity_text(intake::severity_of(check), session), number(findings.count(check), session), what});
    }
    session.out << table.text("  ");
}

bool is_conflict(const intake::Finding& finding) { return finding.check == intake::Check::conflict_kept || finding.check == intake::Check::conflict_replaced; }

/// Where file and baseline differ: line by line, as far as a screen goes.
void print_differences(const intake::Findings& findings, Session& session) {
    constexpr std::size_t most = 20;
    Table table({{session.text(Message::import_line), Table::Align::right}, {session.text(Message::report_key)}, {session.text(Message::import_column)},
                 {session.text(Message::validate_what)}});
    std::size_t shown = 0;
    for (const intake::Finding& finding : findings.list()) {
        if (!is_conflict(finding) || shown == most) continue;
        ++shown;
        table.add({line_text(finding.file, finding.line, session), finding.key, finding.column, intake::what(finding.check, finding.detail, session.language)});
    }
    if (shown > 0) session.out << '\n' << session.text(Message::import_examples) << '\n' << table.text("  ");
}

void print_remarks(const ImportReport& report, Session& session) {
    print_reasons(report.reasons, Message::import_reasons, session);
    print_examples(report, session);
    print_reasons(report.ambiguous, Message::import_ambiguous, session);
    if (report.findings.list().empty()) return;
    session.out << '\n' << session.text(Message::import_findings) << '\n';
    print_findings(report.findings, session);
    print_differences(report.findings, session);
}

/// All of them, up to Findings::most_kept of each kind.
Json differences_json(const intake::Findings& findings, const program::Program& program, bool of_form) {
    Json all = Json::array();
    for (const intake::Finding& finding : findings.list()) {
        if (!is_conflict(finding)) continue;
        all.push_back({{"line", finding.line},
                       {"entity", program[finding.entity].name},
                       {"key", finding.key},
                       {"column", finding.column},
                       {"baseline", finding.before},
                       {"file", finding.after},
                       {"done", finding.check == intake::Check::conflict_kept ? "kept" : "replaced"}});
        if (of_form) all.back()["sheet"] = sheet_of(finding.file);
    }
    return all;
}

Json counts_json(const std::vector<intake::ReasonCount>& reasons, const Session& session) {
    Json all = Json::array();
    for (const intake::ReasonCount& reason : reasons)
        all.push_back({{"column", reason.column}, {"reason", reason_text(reason.reason, reason.arguments, session)}, {"count", reason.count}});
    return all;
}

Json findings_json(const intake::Findings& findings, const Session& session) {
    Json all = Json::array();
    constexpr std::array<const char*, 3> severities{"error", "warning", "note"};
    for (const intake::Check check : checks_by_severity(findings))
        all.push_back({{"check", intake::name_of(check)},
                       {"severity", severities[static_cast<std::size_t>(intake::severity_of(check))]},
                       {"count", findings.count(check)},
                       {"what", plain_what(check, session.language)},
                       {"to_do", intake::what_to_do(check, session.language)}});
    return all;
}

Json file_json(const Imported& imported, const program::Program& program, const Session& session) {
    const ImportReport& report = imported.report;
    Json examples = Json::array();
    for (const intake::Remark& remark : report.examples)
        examples.push_back({{"line", remark.line}, {"column", remark.column}, {"reason", reason_text(remark.reason, remark.arguments, session)}});
    for (std::size_t i = 0; report.form && i < report.examples.size(); ++i) examples[i]["sheet"] = sheet_of(report.examples[i].file);
    Json above = Json::object();
    for (const auto& [entity, rows] : report.above) above[entity] = rows;
    Json json{{"file", imported.file},
            {"entity", imported.entity},
            {"sheet", report.sheet},
            {"encoding", report.windows_1252 ? "windows-1252" : "utf-8"},
            {"rows", report.rows},
            {"imported", report.imported},
            {"updated", report.updated},
            {"unchanged", report.unchanged},
            {"set_aside", report.set_aside},
            {"reasons", counts_json(report.reasons, session)},
            {"examples", examples},
            {"ambiguous", counts_json(report.ambiguous, session)},
            {"not_used", report.not_used},
            {"formulas", report.formulas},
            {"above", above},
            {"joined", {{"once", report.joined.once}, {"several", report.joined.several}, {"none", report.joined.none}, {"empty", report.joined.empty}}},
            {"findings", findings_json(report.findings, session)},
            {"differences", differences_json(report.findings, program, report.form.has_value())}};
    if (report.form)
        json["form"] = {{"not_known", report.form->not_known}, {"unanswered", report.form->unanswered}, {"others", report.form->others}, {"notes", report.form->notes}};
    return json;
}

Json validation_json(const intake::Validation& validation, const program::Program& program, const Session& session) {
    Json list = Json::array(), rejected = Json::array();
    for (const intake::Located& located : validation.located) {
        const intake::Finding& finding = located.finding;
        list.push_back({{"check", intake::name_of(finding.check)},
                        {"what", intake::what(finding.check, finding.detail, session.language)},
                        {"entity", finding.entity.valid() ? program[finding.entity].name : ""},
                        {"key", finding.key},
                        {"column", finding.column},
                        {"village", located.place.village},
                        {"rt", located.place.rt},
                        {"rw", located.place.rw},
                        {"name", located.place.name},
                        {"nik", located.place.nik},
                        {"file", finding.file},
                        {"line", finding.line}});
    }
    for (const intake::Rejected& row : validation.rejected)
        rejected.push_back({{"file", row.file}, {"line", row.line}, {"entity", row.entity}, {"column", row.column}, {"reason", row.reason}, {"row", row.row}});
    return {{"families", validation.families}, {"persons", validation.persons}, {"checks", findings_json(validation.findings, session)},
            {"findings", list}, {"rejected", rejected}};
}

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n'; }

bool is_new_since_2023(const std::string& code) {
    constexpr std::array<const char*, 6> codes{"1571011012", "1571071011", "1571071012", "1571091006", "1571091007", "1571111006"};  // facts 2.2
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

void print_import(const Imported& imported, Session& session) {
    const ImportReport& report = imported.report;
    Table table({{session.text(Message::import_rows), Table::Align::right},
                 {session.text(Message::import_imported), Table::Align::right},
                 {session.text(Message::import_updated), Table::Align::right},
                 {session.text(Message::import_unchanged), Table::Align::right},
                 {session.text(Message::import_set_aside), Table::Align::right}});
    table.add({number(report.rows, session), number(report.imported, session), number(report.updated, session), number(report.unchanged, session),
               number(report.set_aside, session)});
    session.out << session.text(Message::import_heading, {imported.file, imported.entity}) << '\n' << table.text("  ");
    print_about_file(report, session);
    print_remarks(report, session);
}

namespace {

/// rows, and the five ways a row can end
using FormCounts = std::array<std::size_t, 6>;

FormCounts form_counts(const ImportReport& report) {
    return {report.rows, report.updated, report.unchanged, report.form->not_known, report.form->unanswered, report.set_aside};
}

std::string form_sum(const FormCounts& counts, const Session& session) {
    std::vector<Argument> words;
    for (const std::size_t count : counts) words.emplace_back(number(count, session));
    return session.text(Message::form_sum, words);
}

std::string form_table(const FormCounts& counts, const Session& session) {
    std::vector<Table::Column> columns;
    for (const Message title : {Message::import_rows, Message::form_answered, Message::form_already, Message::form_not_known, Message::form_unanswered, Message::import_set_aside})
        columns.push_back({session.text(title), Table::Align::right});
    Table table(std::move(columns));
    std::vector<std::string> cells;
    for (const std::size_t count : counts) cells.push_back(number(count, session));
    table.add(std::move(cells));
    return table.text("  ");
}

void print_form(const Imported& form, Session& session) {
    constexpr std::size_t most_notes = 5;
    const ImportReport& report = form.report;
    session.out << session.text(Message::import_heading, {printable(form.file), form.entity}) << '\n' << form_table(form_counts(report), session);
    if (report.form->others > 0) session.out << "  " << session.text(Message::filled_others, {number(report.form->others, session)}) << '\n';
    const std::vector<std::string>& notes = report.form->notes;
    std::vector<std::string> places(notes.begin(), notes.begin() + static_cast<std::ptrdiff_t>(std::min(notes.size(), most_notes)));
    if (notes.size() > most_notes) places.emplace_back("...");
    if (!notes.empty()) session.out << "  " << session.text(Message::form_notes, {number(notes.size(), session), printable(listed(places))}) << '\n';
    print_about_file(report, session);
    print_remarks(report, session);
}

}  // namespace

void print_forms(const std::vector<Imported>& forms, Session& session) {
    FormCounts all{};
    for (const Imported& form : forms) {
        print_form(form, session);
        const FormCounts counts = form_counts(form.report);
        for (std::size_t i = 0; i < counts.size(); ++i) all[i] += counts[i];
    }
    session.out << '\n' << session.text(Message::form_sum_all, {form_sum(all, session)}) << '\n';
}

void print_validation(const intake::Validation& validation, Session& session) {
    session.out << session.text(Message::validate_heading, {number(validation.families, session), number(validation.persons, session)}) << '\n';
    if (validation.findings.list().empty()) {
        session.out << "  " << session.text(Message::validate_nothing) << '\n';
        return;
    }
    print_findings(validation.findings, session);
    session.out << "  " << session.text(Message::validate_totals, {number(validation.findings.count(Severity::error), session),
                                                                  number(validation.findings.count(Severity::warning), session),
                                                                  number(validation.findings.count(Severity::note), session)})
                << '\n';
}

std::string import_json(const std::vector<Imported>& files, const program::Program& program, const Session& session) {
    Json all = Json::array();
    for (const Imported& imported : files) all.push_back(file_json(imported, program, session));
    return dumped(all);
}

std::string report_json(const IntakeReport& report, const program::Program& program, const Session& session) {
    Json files = Json::array();
    for (const Imported& imported : report.files) files.push_back(file_json(imported, program, session));
    const Json validation = report.validation ? validation_json(*report.validation, program, session) : Json(nullptr);
    return dumped({{"date", program::to_iso(report.date)}, {"files", files}, {"validation", validation}});
}

namespace {

std::string lower_ending(const std::string& path) {
    std::string ending = std::filesystem::path(path).extension().string();
    for (char& c : ending)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return ending;
}

}  // namespace

bool is_workbook(const std::string& path) { return lower_ending(path) == ".xlsx"; }

std::optional<std::string> report_path(const Arguments& arguments) {
    std::optional<std::string> path = arguments.get("report");
    std::error_code error;
    const bool device = path && std::filesystem::is_other(*path, error);
    if (path && !device && !is_workbook(*path) && lower_ending(*path) != ".json") wrong_usage(Code::report_ending, {*path});
    return path;
}

void save_report(const std::string& path, const IntakeReport& report, const program::Program& program, Session& session) {
    if (is_workbook(path)) return save_workbook(path, report, program, session);
    OutputFile file(path);
    file.stream() << report_json(report, program, session);
    file.commit();
}

intake::KnownAreas known_areas() {
    std::vector<intake::KnownArea> areas;
    for (const std::string& name : sample::place_names()) {
        const sample::Place place = sample::place_named(name);
        for (const sample::Area& village : place.villages) {
            const std::string city_code = village.code.substr(0, 4);
            std::string city_name;
            for (const sample::Area& city : place.cities)
                if (city.code == city_code) city_name = city.name;
            areas.push_back({village.code, village.name, city_code, city_name, is_new_since_2023(village.code)});
        }
    }
    return intake::KnownAreas(std::move(areas));
}

}  // namespace tepat::cli
