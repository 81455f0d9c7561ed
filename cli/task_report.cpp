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
            {Message::tasks_task, fields.text()},
            {Message::tasks_address, fields.address()},
            {Message::tasks_programme, fields.programme()},
            {Message::tasks_benefit, fields.benefit()},
            {Message::tasks_rank, fields.rank()},
            {Message::tasks_note, fields.note()},
            {Message::tasks_reason, joined(fields.reasons(), "; ") + (basis.empty() ? "" : " (" + basis + ')')},
            {Message::tasks_missing, joined(fields.missing(), ", ")},
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
            {Message::tasks_task, fields.text()},
            {Message::tasks_programme, fields.programme()},
            {Message::tasks_benefit, fields.benefit()},
            {Message::tasks_rank, fields.rank()},
            {Message::tasks_note, fields.note()},
            {Message::tasks_reason, joined(fields.reasons(), "; ")},
            {Message::tasks_basis, joined(fields.legal_basis(), "; ")},
            {Message::tasks_missing, joined(fields.missing(), "; ")},
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
            {"text", worklist::shown({"", task.content.text}, unmask)},
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

void print_tasks_text(worklist::TaskList& tasks, bool unmask, Session& session) {
    const bool areas = tasks.any_in_area();
    std::size_t title_width = 0, in_area = 0, listed = 0;
    std::optional<std::string> area;
    tasks.each([&](const ListedTask& task) {
        const TaskFields fields(task, unmask, session);
        if (listed++ == 0)
            for (const Line& line : lines_of(fields)) title_width = std::max(title_width, session.text(line.title).size());
        if (area != fields.area()) {
            area = fields.area();
            in_area = 0;
            if (areas) session.out << (area->empty() ? session.text(Message::tasks_no_area) : printable(*area)) << "\n\n";
        }
        print_block(++in_area, fields, task.task.state != "open", title_width, session);
    });
    if (listed == 0)
        session.out << session.text(Message::tasks_none) << '\n';
    else if (!session.quiet)
        session.out << session.text(Message::tasks_total, {grouped(static_cast<std::int64_t>(listed), session.language)}) << '\n';
}

void print_tasks_csv(worklist::TaskList& tasks, bool unmask, Session& session) {
    const ListedTask nobody{{}, "", "", {}, {worklist::Place{}}};
    std::string row;
    for (const Cell& cell : cells_of(TaskFields(nobody, false, session)))
        row += (row.empty() ? "" : ",") + csv_cell(session.text(cell.title));
    session.out << utf8_bom << row << "\r\n";
    tasks.each([&](const ListedTask& listed) {
        bool first = true;
        for (const Cell& cell : cells_of(TaskFields(listed, unmask, session))) {
            session.out << (first ? "" : ",") << csv_cell_for_people(cell.text);
            first = false;
        }
        session.out << "\r\n";
    });
}

void print_tasks_json(worklist::TaskList& tasks, bool unmask, Session& session) {
    bool first = true;
    session.out << '[';
    tasks.each([&](const ListedTask& task) {
        session.out << (first ? "\n" : ",\n") << task_json(task, unmask).dump(-1, ' ', false, Json::error_handler_t::replace);
        first = false;
    });
    session.out << (first ? "]\n" : "\n]\n");
}

}  // namespace tepat::cli
