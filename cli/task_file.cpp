// SPDX-License-Identifier: Apache-2.0
#include "cli/task_file.hpp"

#include "cli/csv.hpp"
#include "cli/output_file.hpp"
#include "cli/present.hpp"
#include "cli/signatures.hpp"

namespace tepat::cli {

namespace {

using workbook::Cell;
using workbook::Weight;

constexpr std::size_t shown_hash = 16;
constexpr double signature_width = 45;    // in letters, of who filled it in
constexpr double two_lines = 27;          // points: room to write by hand
constexpr std::size_t lost_digits = 15;   // Excel keeps that many of a number in a CSV

workbook::Made made_of(const ListHead& head, const std::string& title) {
    const std::optional<program::Date> date = head.run ? program::parse_iso(head.run->reference_date) : std::nullopt;
    const program::CivilDate civil = program::to_civil(date.value_or(program::Date{}));
    return {title, civil.year, civil.month, civil.day};
}

class Workbook final : public TaskFile {
public:
    Workbook(const std::string& path, const ListHead& head, std::vector<TaskColumn> columns, bool unmask, const Session& session)
        : TaskFile(std::move(columns), unmask, session), head_(head), title_(title()), book_(path, made_of(head, title_)) {
        book_.sheet(form());
    }

    void commit() override {
        book_.line({});
        book_.line({{0, say(tasks() == 0 ? Message::tasks_none : Message::list_count, {grouped(static_cast<std::int64_t>(tasks()), session_.language)}),
                     Weight::bold}});
        add_signatures(book_, signature_column(), head_.of, session_);
        book_.commit();
    }

private:
    void write(const std::vector<Cell>& cells) override { book_.row(cells); }

    std::string say(Message message, const std::vector<Argument>& arguments = {}) const { return session_.text(message, arguments); }

    std::string title() const { return head_.of.empty() ? say(Message::list_title) : say(Message::list_title_of, {head_.of}); }

    /// Area, period, run: where the list comes from.
    std::string origin() const {
        std::vector<std::string> parts;
        if (!head_.lies_in.empty()) parts.push_back(head_.lies_in);
        if (!head_.periods.empty()) parts.push_back(say(Message::list_periods, {joined(head_.periods, ", ")}));
        if (head_.run) {
            const std::optional<program::Date> date = program::parse_iso(head_.run->reference_date);
            parts.push_back(say(Message::list_run, {std::to_string(head_.run->id), date ? spoken(*date, session_.language) : head_.run->reference_date}));
        }
        if (!head_.selection.empty()) parts.push_back(say(Message::list_selection, {head_.selection}));
        return joined(parts, " · ");
    }

    workbook::SheetForm form() const {
        workbook::SheetForm form;
        form.name = head_.of.empty() ? say(Message::list_title) : head_.of;
        form.head = {{0, title_, Weight::title}, {0, origin()}, {0, say(Message::list_proposal), Weight::bold}};
        if (!head_.unmasked.empty()) form.head.push_back({0, say(Message::list_unmasked, {head_.unmasked}), Weight::bold});
        form.head.push_back({0, say(Message::list_how_to_fill), Weight::small});
        for (const TaskColumn& column : columns_) {
            form.columns.push_back(column.look);
            form.printed_columns += column.on_paper;
        }
        form.frozen_columns = 2;
        form.least_height = two_lines;
        form.footer_left = footer();
        form.footer_right = say(Message::list_page, {std::string("{page}"), std::string("{pages}")});
        return form;
    }

    std::string footer() const {
        if (!head_.run) return title_;
        return title_ + " - " + say(Message::list_source, {head_.run->rule_set_hash.substr(0, shown_hash), head_.run->fingerprint.substr(0, shown_hash)});
    }

    /// The last column from which a signature has room on the paper.
    std::size_t signature_column() const {
        double room = 0;
        std::size_t column = columns_.size();
        while (column > 1 && room < signature_width) {
            --column;
            if (columns_[column].on_paper) room += columns_[column].look.width;
        }
        return column;
    }

    ListHead head_;
    std::string title_;
    workbook::XlsxWriter book_;
};

/// Excel makes 1,57E+15 of a long number in a CSV; an apostrophe keeps it, and `tepat import` takes it away again.
std::string kept_digits(const std::string& text) {
    return text.size() > lost_digits && text.find_first_not_of("0123456789") == std::string::npos ? "'" + text : text;
}

class Csv final : public TaskFile {
public:
    Csv(const std::string& path, std::vector<TaskColumn> columns, bool unmask, const Session& session)
        : TaskFile(std::move(columns), unmask, session), separator_(session.language == Language::id ? ';' : ','), file_(path) {
        std::vector<Cell> titles;
        for (const TaskColumn& column : columns_) titles.emplace_back(column.look.header);
        file_.stream() << utf8_bom;
        write(titles);
    }

    void commit() override { file_.commit(); }

private:
    void write(const std::vector<Cell>& cells) override {
        for (std::size_t i = 0; i < cells.size(); ++i)
            file_.stream() << (i == 0 ? "" : std::string(1, separator_)) << csv_cell_for_people(kept_digits(plain_text(cells[i])), separator_);
        file_.stream() << "\r\n";
    }

    char separator_;
    OutputFile file_;
};

}  // namespace

void TaskFile::add(const worklist::ListedTask& task) {
    const TaskFields fields(task, unmask_, session_);
    cells_.clear();
    cells_.emplace_back(static_cast<std::int64_t>(++tasks_));
    for (std::size_t i = 1; i < columns_.size(); ++i) cells_.push_back(columns_[i].cell(task, fields));
    write(cells_);
}

const char* extension_of(TaskFormat format) { return format == TaskFormat::xlsx ? "xlsx" : "csv"; }

std::unique_ptr<TaskFile> make_task_file(TaskFormat format, const std::string& path, const ListHead& head, std::vector<TaskColumn> columns, bool unmask,
                                         const Session& session) {
    if (format == TaskFormat::csv) return std::make_unique<Csv>(path, std::move(columns), unmask, session);
    return std::make_unique<Workbook>(path, head, std::move(columns), unmask, session);
}

}  // namespace tepat::cli
