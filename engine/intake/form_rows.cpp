// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/form_rows.hpp"

#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/form_code.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Code;
using diagnostics::Phrase;

constexpr std::size_t number_of(FormColumn column) { return static_cast<std::size_t>(column); }

std::optional<std::size_t> numbered(std::string_view title) {
    const std::optional<FormColumn> column = form_column_titled(title);
    if (!column) return std::nullopt;
    return number_of(*column);
}

FilledColumns columns_of_a_form(diagnostics::Language language) {
    const auto title = [language](std::size_t column) { return std::string(title_of(static_cast<FormColumn>(column), language)); };
    return {form_columns.size(), numbered, title, number_of(FormColumn::code),
            {number_of(FormColumn::about), number_of(FormColumn::question), number_of(FormColumn::answer)}, Code::form_without_code,
            [](std::string_view text) { return read_form_code(text).has_value(); }};
}

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789., ") == std::string_view::npos; }

class FormReader {
public:
    FormReader(std::size_t file, ImportReport& report, std::vector<FormRow>& rows) : file_(file), report_(report), rows_(rows) {}

    void take(const FilledSheet& sheet, const FilledRow& row) {
        if (is_none_of_the_form(row)) {
            ++report_.form->others;
            return;
        }
        ++report_.rows;
        FormRow form{file_, sheet.label, row.line, row.text(FormColumn::number), row.text(FormColumn::about), row.text(FormColumn::question),
                     row.text(FormColumn::note), row.text(FormColumn::code), row[FormColumn::answer], {}};
        if (row.broken) form.problem = Problem{*row.broken, {}};
        if (!form.note.empty()) report_.form->notes.push_back(sheet.label + ':' + std::to_string(row.line));
        sheet_rows_.push_back(std::move(form));
    }

    /// Only the first row of a merged cell holds what is meant for all of them: none of them is guessed at.
    void end_sheet(const FilledSheet& sheet, const std::vector<workbook::MergedCells>& merged) {
        const std::vector<LineRange> ranges = merged_lines(sheet, merged);
        for (FormRow& row : sheet_rows_) {
            if (!row.problem && holds_line(ranges, row.line)) row.problem = Problem{Phrase::cell_merged, {}};
            if (row.problem || row.is_answered()) rows_.push_back(std::move(row));
            else ++report_.form->unanswered;
        }
        sheet_rows_.clear();
    }

private:
    /// Titles, sums and signatures around the table, and its header repeated.
    static bool is_none_of_the_form(const FilledRow& row) {
        if (row.broken) return false;
        const std::string& code = row.text(FormColumn::code);
        if (form_column_titled(code) == FormColumn::code) return true;
        const bool asked_and_answered = !row.text(FormColumn::about).empty() && !row.text(FormColumn::question).empty() && !row[FormColumn::answer].text.empty();
        return !read_form_code(code) && !is_number(row.text(FormColumn::number)) && !asked_and_answered;
    }

    std::size_t file_;
    ImportReport& report_;
    std::vector<FormRow>& rows_;
    std::vector<FormRow> sheet_rows_;
};

}  // namespace

void read_form_rows(const std::string& path, std::size_t file, diagnostics::Language language, ImportReport& report, std::vector<FormRow>& rows) {
    if (is_other_spreadsheet(path)) throw diagnostics::Failure(diagnostics::Exit::user, Code::list_of_other_kind, {path});
    report.form.emplace();
    FormReader reader(file, report, rows);
    read_filled_sheets(path, path, columns_of_a_form(language),
                       {[&](const FilledSheet& sheet, const FilledRow& row) { reader.take(sheet, row); },
                        [&](const FilledSheet& sheet, const std::vector<workbook::MergedCells>& merged) { reader.end_sheet(sheet, merged); }});
}

}  // namespace tepat::intake
