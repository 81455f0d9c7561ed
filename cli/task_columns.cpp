// SPDX-License-Identifier: Apache-2.0
#include "cli/task_columns.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/list_columns.hpp"
#include "cli/present.hpp"

namespace tepat::cli {

namespace {

using workbook::Cell;
using workbook::Column;
using workbook::Look;
using worklist::ListedTask;
using worklist::Place;

constexpr std::size_t short_label = 3;  // RT, RW
constexpr double code_width = 21;  // hidden

/// The name, and below it whom the subject belongs to.
std::string name_of(const TaskFields& fields) {
    const std::string name = fields.name().empty() ? fields.key() : fields.name();
    const std::string above = joined(fields.belongs_to(), ", ");
    return above.empty() ? name : name + "\n(" + above + ')';
}

std::string reason_of(const TaskFields& fields) {
    const std::string basis = joined(fields.legal_basis(), "; ");
    return joined(fields.reasons(), "; ") + (basis.empty() ? "" : " (" + basis + ')');
}

/// The piece of the nearest place that has an address.
Cell address_piece(const ListedTask& listed, const std::string& label, bool unmask) {
    for (const Place& place : listed.places) {
        const bool any = std::any_of(place.address.begin(), place.address.end(), [](const auto& piece) { return !piece.value.empty(); });
        if (!any) continue;
        for (const store::PieceRecord& piece : place.address)
            if (piece.label == label) return worklist::shown(piece, unmask);
        return {};
    }
    return {};
}

/// Of the nearest place that has such a number at all: a child's unknown one is not its mother's.
Cell number_of(const ListedTask& listed, const std::string& fact, bool unmask) {
    for (const Place& place : listed.places)
        for (const store::NumberRecord& number : place.numbers)
            if (number.fact == fact) return worklist::shown(number.piece, unmask);
    return {};
}

Cell due_of(const TaskFields& fields) {
    const std::optional<program::Date> due = program::parse_iso(fields.content().due);
    if (!due) return {};
    const program::CivilDate civil = program::to_civil(*due);
    return workbook::Day{civil.year, civil.month, civil.day};
}

class Builder {
public:
    Builder(const ColumnsWanted& wanted, bool unmask, const Session& session) : wanted_(wanted), unmask_(unmask), session_(session) {}

    void who_and_where() {
        add(Message::tasks_number, 4.5, Look::centred, [](const TaskFields&) { return Cell(); });
        add_flexible(Message::tasks_name, 14.5, [](const TaskFields& fields) { return Cell(name_of(fields)); });
        if (!wanted_.names.numbers.empty()) add_number(wanted_.names.numbers.front());
        for (const std::string& label : wanted_.names.address) {
            const bool narrow = label.size() <= short_label;
            columns_.push_back({{label, narrow ? 4.0 : 12.0, narrow ? Look::centred : Look::wrapped},
                                true,
                                [label, unmask = unmask_](const ListedTask& listed, const TaskFields&) { return address_piece(listed, label, unmask); }});
            columns_.back().look.flexible = !narrow;
        }
        if (wanted_.area) add_flexible(Message::tasks_area, 12, [](const TaskFields& fields) { return Cell(fields.inner_area()); });
    }

    /// A village has to know who is to do it, an agency how much it is; facts are missing where people are asked, in the village.
    void what_and_why() {
        add(Message::tasks_programme, 13.5, Look::wrapped, [](const TaskFields& fields) { return Cell(fields.programme()); });
        add_flexible(Message::tasks_task, 20, [](const TaskFields& fields) { return Cell(fields.text()); });
        add_flexible(Message::list_reason_and_basis, 17.5, [](const TaskFields& fields) { return Cell(reason_of(fields)); });
        add_flexible(Message::tasks_missing, wanted_.agency ? 15 : 10, [](const TaskFields& fields) { return Cell(joined(fields.missing(), ", ")); });
        if (!wanted_.agency) benefit();
        if (!wanted_.area) agency();
        if (wanted_.state) add(Message::tasks_status, 9.5, Look::wrapped, [](const TaskFields& fields) { return Cell(fields.state()); });
        add(Message::tasks_due, 10.2, Look::date, due_of);
    }

    void to_fill_in_by_hand() {
        std::vector<std::string> words;
        for (const worklist::Decision decision : listed_decisions) words.emplace_back(decision_word(decision, session_.language));
        input(ListColumn::decision, 10, Message::list_hint_decision, std::move(words));
        input(ListColumn::reason, 15, Message::list_hint_reason);
        columns_.back().look.flexible = true;
        columns_.push_back({titled(ListColumn::task, 7, Look::centred), true,
                            [](const ListedTask& listed, const TaskFields&) { return Cell(std::to_string(listed.task.id)); }});
    }

    void for_the_screen(const worklist::CheckCodes& codes) {
        on_paper_ = false;
        for (std::size_t i = 1; i < wanted_.names.numbers.size(); ++i) add_number(wanted_.names.numbers[i]);
        if (wanted_.agency) benefit();
        if (wanted_.agency && wanted_.area) agency();
        add(Message::tasks_priority, 9, Look::centred, [](const TaskFields& fields) { return Cell(fields.priority()); });
        add(Message::tasks_rank, 12, Look::wrapped, [](const TaskFields& fields) { return Cell(fields.rank()); });
        add(Message::tasks_note, 22, Look::wrapped, [](const TaskFields& fields) { return Cell(fields.note()); });
        input(ListColumn::until, 12, Message::list_hint_until);
        input(ListColumn::evidence, 18, Message::list_hint_evidence);
        input(ListColumn::receiver, 16, Message::list_hint_receiver);
        input(ListColumn::decided_by, 16, Message::list_hint_decided_by);
        columns_.push_back({titled(ListColumn::code, code_width, Look::text), false,
                            [codes](const ListedTask& listed, const TaskFields&) { return Cell(codes.code(listed.task)); }});
        columns_.back().look.hidden = true;
    }

    std::vector<TaskColumn> take() { return std::move(columns_); }

private:
    void add(Message title, double width, Look look, const std::function<Cell(const TaskFields&)>& cell) {
        columns_.push_back({{session_.text(title), width, look}, on_paper_, [cell](const ListedTask&, const TaskFields& fields) { return cell(fields); }});
    }

    void add_flexible(Message title, double width, const std::function<Cell(const TaskFields&)>& cell) {
        add(title, width, Look::wrapped, cell);
        columns_.back().look.flexible = true;
    }

    void add_number(const store::NumberName& number) {
        columns_.push_back({{number.label, 16, Look::text}, on_paper_, [fact = number.fact, unmask = unmask_](const ListedTask& listed, const TaskFields&) {
                                return number_of(listed, fact, unmask);
                            }});
    }

    void benefit() { add(Message::tasks_benefit, 11.5, Look::wrapped, [](const TaskFields& fields) { return Cell(fields.benefit()); }); }
    void agency() { add_flexible(Message::tasks_agency, 11, [](const TaskFields& fields) { return Cell(fields.agency()); }); }

    Column titled(ListColumn column, double width, Look look) const { return {title_of(column, session_.language), width, look}; }

    void input(ListColumn column, double width, Message hint, std::vector<std::string> choices = {}) {
        Column look = titled(column, width, column == ListColumn::until ? Look::date : Look::wrapped);
        look.input = true;
        look.choices = std::move(choices);
        look.hint = session_.text(hint);
        columns_.push_back({std::move(look), on_paper_, [](const ListedTask&, const TaskFields&) { return Cell(); }});
    }

    const ColumnsWanted& wanted_;
    bool unmask_;
    const Session& session_;
    bool on_paper_ = true;
    std::vector<TaskColumn> columns_;
};

}  // namespace

std::vector<TaskColumn> task_columns(const ColumnsWanted& wanted, const worklist::CheckCodes& codes, bool unmask, const Session& session) {
    Builder columns(wanted, unmask, session);
    columns.who_and_where();
    columns.what_and_why();
    columns.to_fill_in_by_hand();
    columns.for_the_screen(codes);
    return columns.take();
}

std::string plain_text(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* day = std::get_if<workbook::Day>(&cell)) return fmt::format("{:04}-{:02}-{:02}", day->year, day->month, day->day);
    return {};
}

}  // namespace tepat::cli
