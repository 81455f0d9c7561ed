// SPDX-License-Identifier: Apache-2.0
#include "cli/intake_workbook.hpp"

#include <algorithm>

#include "cli/column_title.hpp"
#include "cli/present.hpp"
#include "engine/workbook/xlsx_writer.hpp"

namespace tepat::cli {

namespace {

using diagnostics::Severity;
using workbook::Look;

constexpr double two_lines = 27;  // points: room to write by hand

class ReportBook {
public:
    ReportBook(const std::string& path, const IntakeReport& report, const program::Program& program, Session& session)
        : report_(report), validation_(*report.validation), program_(program), session_(session), book_(path, made()) {}

    void write() {
        write_summary();
        write_findings();
        write_differences();
        write_rejected();
        book_.commit();
    }

private:
    workbook::Made made() const {
        const program::CivilDate day = program::to_civil(report_.date);
        return {say(Message::report_title), day.year, day.month, day.day};
    }
    std::string say(Message message, const std::vector<Argument>& arguments = {}) const { return session_.text(message, arguments); }
    std::string counted(std::size_t n) const { return grouped(static_cast<std::int64_t>(n), session_.language); }

    std::string severity(intake::Check check) const {
        const Severity severity = intake::severity_of(check);
        return say(severity == Severity::error ? Message::validate_error : severity == Severity::warning ? Message::validate_warning : Message::validate_note);
    }
    std::vector<workbook::Placed> head() const {
        return {{0, say(Message::report_title) + ", " + spoken(report_.date, session_.language), workbook::Weight::title},
                {0, say(Message::validate_heading, {counted(validation_.families), counted(validation_.persons)})},
                {0, say(Message::report_proposal), workbook::Weight::small}};
    }
    workbook::SheetForm form(Message name, std::vector<workbook::Column> columns) const {
        workbook::SheetForm form;
        form.name = say(name);
        form.head = head();
        form.columns = std::move(columns);
        form.footer_right = "{page} / {pages}";
        return form;
    }
    workbook::Column column(Message header, double width, Look look = Look::text, bool input = false) const {
        workbook::Column column;
        column.header = column_title(say(header));
        column.width = width;
        column.look = look;
        column.input = input;
        return column;
    }
    /// Takes its share of the paper's width.
    workbook::Column wide(Message header, double width, bool input = false) const {
        workbook::Column wide = column(header, width, Look::wrapped, input);
        wide.flexible = true;
        return wide;
    }

    void write_summary() {
        book_.sheet(form(Message::report_sheet_summary,
                         {column(Message::validate_severity, 12), column(Message::import_count, 11, Look::number), wide(Message::validate_what, 62),
                          wide(Message::validate_to_do, 62)}));
        for (const Severity wanted : {Severity::error, Severity::warning, Severity::note})
            for (std::size_t i = 0; i < intake::checks; ++i) {
                const auto check = static_cast<intake::Check>(i);
                const std::size_t count = validation_.findings.count(check);
                if (count == 0 || intake::severity_of(check) != wanted) continue;
                book_.row({severity(check), static_cast<std::int64_t>(count), intake::what(check, "...", session_.language),
                           intake::what_to_do(check, session_.language)});
            }
        book_.line({});
        book_.line({{0, say(Message::report_only_first, {counted(intake::Findings::most_kept)}), workbook::Weight::small}});
    }

    /// Each kelurahan on pages of its own, to be handed out; all of them in one table, to be sorted and filtered.
    void write_findings() {
        workbook::SheetForm sheet = form(
            Message::report_sheet_findings,
            {column(Message::report_village, 15, Look::wrapped), column(Message::report_rw, 4, Look::centred), column(Message::report_rt, 4, Look::centred),
             wide(Message::report_name, 18), column(Message::report_nik, 16), column(Message::validate_severity, 10.5), wide(Message::report_column, 15),
             wide(Message::validate_what, 28), wide(Message::validate_to_do, 26), wide(Message::report_correction, 20, true),
             column(Message::report_key, 17.5)});
        sheet.printed_columns = sheet.columns.size();
        for (const workbook::Column& screen : {column(Message::report_corrected_by, 18, Look::wrapped, true), column(Message::report_file, 22, Look::wrapped),
                                               column(Message::report_line, 9, Look::number)})
            sheet.columns.push_back(screen);
        sheet.frozen_columns = 1;
        sheet.head_on_every_page = true;
        sheet.least_height = two_lines;
        book_.sheet(sheet);
        const std::string* village = nullptr;
        for (const intake::Located& located : validation_.located) {
            if (village != nullptr && *village != located.place.village) book_.new_page();
            village = &located.place.village;
            write_finding(located);
        }
    }

    void write_finding(const intake::Located& located) {
        const intake::Finding& finding = located.finding;
        const intake::Place& place = located.place;
        const workbook::Cell line = finding.line == 0 ? workbook::Cell() : workbook::Cell(static_cast<std::int64_t>(finding.line));
        book_.row({place.village, place.rw, place.rt, place.name, place.nik, severity(finding.check), label(finding),
                   intake::what(finding.check, finding.detail, session_.language), intake::what_to_do(finding.check, session_.language), std::string(),
                   finding.key, std::string(), file_name(finding.file), line});
    }

    static bool is_conflict(const intake::Finding& finding) { return finding.check == intake::Check::conflict_kept || finding.check == intake::Check::conflict_replaced; }

    /// Where the files of this import and the baseline differ; no sheet when they do not.
    void write_differences() {
        const auto differs = [](const Imported& imported) {
            const auto& list = imported.report.findings.list();
            return std::any_of(list.begin(), list.end(), is_conflict);
        };
        if (std::none_of(report_.files.begin(), report_.files.end(), differs)) return;
        book_.sheet(form(Message::report_sheet_differences,
                         {column(Message::report_file, 20, Look::wrapped), column(Message::report_line, 9, Look::number), column(Message::report_key, 18),
                          wide(Message::report_column, 24), wide(Message::validate_what, 60), wide(Message::report_correction, 24, true)}));
        for (const Imported& imported : report_.files)
            for (const intake::Finding& finding : imported.report.findings.list())
                if (is_conflict(finding))
                    book_.row({file_name(finding.file), static_cast<std::int64_t>(finding.line), finding.key, label(finding),
                               intake::what(finding.check, finding.detail, session_.language), std::string()});
    }

    void write_rejected() {
        book_.sheet(form(Message::report_sheet_rejected,
                         {column(Message::report_file, 20, Look::wrapped), column(Message::report_line, 9, Look::number), column(Message::report_column, 18, Look::wrapped),
                          wide(Message::report_reason, 36), wide(Message::report_row_text, 66), wide(Message::report_correction, 20, true)}));
        for (const intake::Rejected& row : validation_.rejected)
            book_.row({file_name(row.file), static_cast<std::int64_t>(row.line), row.column, row.reason, row.row, std::string()});
    }

    /// What people call the column: its fact's label.
    std::string label(const intake::Finding& finding) const {
        if (!finding.entity.valid()) return finding.column;
        for (const program::FactId id : program_[finding.entity].facts)
            if (program_[id].column == finding.column) return called(program_[id]);
        return finding.column;
    }
    static std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

    const IntakeReport& report_;
    const intake::Validation& validation_;
    const program::Program& program_;
    Session& session_;
    workbook::XlsxWriter book_;
};

}  // namespace

void save_workbook(const std::string& path, const IntakeReport& report, const program::Program& program, Session& session) {
    ReportBook(path, report, program, session).write();
}

}  // namespace tepat::cli
