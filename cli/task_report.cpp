// SPDX-License-Identifier: Apache-2.0
#include "cli/task_report.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/csv.hpp"
#include "cli/present.hpp"
#include "cli/task_fields.hpp"

namespace tepat::cli {

namespace {

using Json = nlohmann::ordered_json;
using worklist::ListedTask;

struct Line {
    Message title;
    std::string text;
};

std::vector<Line> lines_of(const TaskFields& fields) {
    const std::string basis = joined(fields.legal_basis(), "; ");
    std::string agency = fields.agency();
    return {{Message::tasks_number, fields.number()},
            {Message::tasks_task, fields.content().text},
            {Message::tasks_address, fields.address()},
            {Message::tasks_programme, fields.programme()},
            {Message::tasks_benefit, fields.benefit()},
            {Message::tasks_rank, fields.rank()},
            {Message::tasks_note, fields.note()},
            {Message::tasks_reason, joined(fields.reasons(), "; ") + (basis.empty() ? "" : " (" + basis + ')')},
            {Message::tasks_missing, joined(fields.content().missing, ", ")},
            {Message::tasks_evidence, fields.content().evidence},
            {Message::tasks_agency, agency},
            {Message::tasks_due, fields.due()},
            {Message::tasks_priority, fields.priority()}};
}

void print_block(std::size_t place, const TaskFields& fields, bool closed, std::size_t title_width, Session& session) {
    const std::string number = std::to_string(place) + ". ";
    const std::string indent(number.size() + 2, ' ');
    session.out << "  " << number << printable(fields.subject());
    session.out << " - " << fields.kind() << (closed ? " (" + fields.state() + ')' : "") << '\n';
    for (const Line& line : lines_of(fields)) {
        if (line.text.empty()) continue;
        const std::string title = session.text(line.title);
        session.out << indent << title << std::string(title_width - title.size(), ' ') << " : " << printable(line.text) << '\n';
    }
    session.out << '\n';
}

struct Cell {
    Message title;
    std::string text;
};

std::vector<Cell> cells_of(const TaskFields& fields) {
    return {{Message::tasks_number, fields.number()},
            {Message::tasks_status, fields.state()},
            {Message::tasks_area, fields.area()},
            {Message::tasks_address, fields.address()},
            {Message::tasks_entity, fields.entity()},
            {Message::tasks_name, fields.name()},
            {Message::tasks_key, fields.key()},
            {Message::tasks_subject, fields.subject()},
            {Message::tasks_kind, fields.kind()},
            {Message::tasks_task, fields.content().text},
            {Message::tasks_programme, fields.programme()},
            {Message::tasks_benefit, fields.benefit()},
            {Message::tasks_rank, fields.rank()},
            {Message::tasks_note, fields.note()},
            {Message::tasks_reason, joined(fields.reasons(), "; ")},
            {Message::tasks_basis, joined(fields.legal_basis(), "; ")},
            {Message::tasks_missing, joined(fields.content().missing, "; ")},
            {Message::tasks_agency, fields.agency()},
            {Message::tasks_priority, fields.priority()},
            {Message::tasks_due, fields.content().due},
            {Message::tasks_evidence, fields.content().evidence},
            {Message::tasks_period, fields.period()}};
}

Json piece_json(const store::PieceRecord& piece, bool unmask) {
    return {{"label", piece.label}, {"value", worklist::shown(piece, unmask)}};
}

Json places_json(const ListedTask& listed, bool unmask) {
    Json places = Json::array();
    for (const worklist::Place& place : listed.places) {
        Json address = Json::array();
        for (const store::PieceRecord& piece : place.address) address.push_back(piece_json(piece, unmask));
        places.push_back({{"entity", place.entity},
                          {"key", worklist::shown({"", place.key, place.key_secrecy}, unmask)},
                          {"area", place.area},
                          {"name", place.name.value.empty() ? Json(nullptr) : Json(worklist::shown(place.name, unmask))},
                          {"address", address}});
    }
    return places;
}

Json task_json(const ListedTask& listed, bool unmask) {
    const store::TaskRecord& task = listed.task;
    const bool hide = TaskFields::hides_benefit(listed, unmask);
    const auto optional_number = [&](const std::optional<std::int64_t>& n) { return n && !hide ? Json(*n) : Json(nullptr); };
    const auto optional_text = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
    Json reasons = Json::array();
    for (const worklist::Reason& reason : listed.reasons)
        reasons.push_back({{"rule", reason.rule}, {"label", reason.label}, {"legal_basis", reason.legal_basis}});
    return {{"task", task.id},
            {"kind", task.kind},
            {"status", task.state},
            {"programme", optional_text(task.programme)},
            {"rule", optional_text(task.rule)},
            {"period", task.period},
            {"text", task.content.text},
            {"agency", task.content.agency},
            {"agency_label", listed.agency_label},
            {"priority", task.content.priority},
            {"due", optional_text(task.content.due)},
            {"evidence", optional_text(task.content.evidence)},
            {"benefit_low_sen", task.content.benefit_kind == "rupiah" ? optional_number(task.content.benefit_low) : Json(nullptr)},
            {"benefit_high_sen", task.content.benefit_kind == "rupiah" ? optional_number(task.content.benefit_high) : Json(nullptr)},
            {"benefit", {{"kind", task.content.benefit_kind},
                         {"scale", task.content.benefit_scale},
                         {"low", optional_number(task.content.benefit_low)},
                         {"high", optional_number(task.content.benefit_high)},
                         {"masked", hide}}},
            {"benefit_per", optional_text(task.content.benefit_per)},
            {"reasons", reasons},
            {"missing", task.content.missing},
            {"rank", task.rank == 0 ? Json(nullptr) : Json(task.rank)},
            {"rank_area", optional_text(TaskFields::shown_area(listed, unmask))},
            {"provisional", task.content.provisional},
            {"conflicts", task.content.conflicts},
            {"assignee", optional_text(task.assignee)},
            {"until", optional_text(task.until)},
            {"superseded_by", task.superseded_by == 0 ? Json(nullptr) : Json(task.superseded_by)},
            {"evidence_files", task.evidence_files},
            {"places", places_json(listed, unmask)}};
}

}  // namespace

void print_tasks_text(const std::vector<ListedTask>& tasks, bool unmask, Session& session) {
    if (tasks.empty()) {
        session.out << session.text(Message::tasks_none) << '\n';
        return;
    }
    std::size_t title_width = 0, in_area = 0;
    std::optional<std::string> area;
    const bool areas =
        std::any_of(tasks.begin(), tasks.end(), [&](const ListedTask& t) { return !TaskFields(t, unmask, session).area().empty(); });
    for (const ListedTask& listed : tasks) {
        const TaskFields fields(listed, unmask, session);
        if (title_width == 0)
            for (const Line& line : lines_of(fields)) title_width = std::max(title_width, session.text(line.title).size());
        if (area != fields.area()) {
            area = fields.area();
            in_area = 0;
            if (areas) session.out << (area->empty() ? session.text(Message::tasks_no_area) : printable(*area)) << "\n\n";
        }
        print_block(++in_area, fields, listed.task.state != "open", title_width, session);
    }
    if (!session.quiet)
        session.out << session.text(Message::tasks_total, {grouped(static_cast<std::int64_t>(tasks.size()), session.language)}) << '\n';
}

void print_tasks_csv(const std::vector<ListedTask>& tasks, bool unmask, Session& session) {
    const ListedTask nobody{{}, "", "", {}, {worklist::Place{}}};
    std::string row;
    for (const Cell& cell : cells_of(TaskFields(nobody, false, session)))
        row += (row.empty() ? "" : ",") + csv_cell(session.text(cell.title));
    session.out << utf8_bom << row << "\r\n";
    for (const ListedTask& listed : tasks) {
        bool first = true;
        for (const Cell& cell : cells_of(TaskFields(listed, unmask, session))) {
            session.out << (first ? "" : ",") << csv_cell_for_people(cell.text);
            first = false;
        }
        session.out << "\r\n";
    }
}

// Written one by one: the array of a whole city would be large.
void print_tasks_json(const std::vector<ListedTask>& tasks, bool unmask, Session& session) {
    session.out << '[';
    for (std::size_t i = 0; i < tasks.size(); ++i)
        session.out << (i == 0 ? "\n" : ",\n") << task_json(tasks[i], unmask).dump(-1, ' ', false, Json::error_handler_t::replace);
    session.out << (tasks.empty() ? "]\n" : "\n]\n");
}

}  // namespace tepat::cli
