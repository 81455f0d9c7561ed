// SPDX-License-Identifier: Apache-2.0
// What became of the rows of lists that came back: for people, for programs, and the refused rows as a list to work through.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/csv.hpp"
#include "cli/decide_lists.hpp"
#include "cli/present.hpp"
#include "cli/table.hpp"
#include "cli/task_fields.hpp"
#include "dsl/diagnostics/render.hpp"

namespace tepat::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_told = 20, most_remarks = 5;

std::string number(std::size_t count, const Session& session) { return grouped(static_cast<std::int64_t>(count), session.language); }

std::string title(const diagnostics::Diagnostic& problem, Language language) {
    return diagnostics::fill(diagnostics::texts_of(problem.code, language).title, problem.arguments, language);
}
std::string help(const diagnostics::Diagnostic& problem, Language language) {
    return diagnostics::fill(diagnostics::texts_of(problem.code, language).help, problem.arguments, language);
}

void tell_refused(const ListOutcome& outcome, Session& session) {
    const auto& refused = outcome.lists.refused;
    for (std::size_t i = 0; i < std::min(refused.size(), most_told); ++i)
        session.err << diagnostics::render_text(refused[i].problem, text::Sources{}, session.language, session.color);
    if (refused.size() > most_told) session.err << session.text(Message::filled_more, {number(refused.size() - most_told, session)}) << '\n';
}

std::string table_of(const ListOutcome& outcome, const Session& session) {
    Table table({{session.text(Message::filled_file)},
                 {session.text(Message::filled_rows), Table::Align::right},
                 {session.text(Message::filled_decided), Table::Align::right},
                 {session.text(Message::filled_already), Table::Align::right},
                 {session.text(Message::filled_undecided), Table::Align::right},
                 {session.text(Message::filled_refused), Table::Align::right}});
    const auto add = [&](const std::string& name, const RowCounts& counts) {
        std::vector<std::string> cells{printable(name)};
        for (const std::size_t count : {counts.rows, counts.decided, counts.already, counts.undecided, counts.refused}) cells.push_back(number(count, session));
        table.add(std::move(cells));
    };
    for (std::size_t i = 0; i < outcome.files.size(); ++i) add(outcome.lists.files[i].label, outcome.files[i]);
    if (outcome.files.size() > 1) add(session.text(Message::filled_all), outcome.all);
    return table.text();
}

/// "60 disetujui, 2 ditolak, 1 dialihkan"
std::string kinds_of(const ListOutcome& outcome, const Session& session) {
    std::vector<std::string> kinds;
    for (const char* state : {"approved", "rejected", "postponed", "done"}) {
        const auto found = outcome.states.find(state);
        if (found != outcome.states.end()) kinds.push_back(session.text(Message::filled_kind, {number(found->second, session), session.text(state_message(state))}));
    }
    if (outcome.reassigned > 0) kinds.push_back(session.text(Message::filled_reassigned, {number(outcome.reassigned, session)}));
    return joined(kinds, ", ");
}

void print_remarks(const ListOutcome& outcome, Session& session) {
    const auto& remarks = outcome.lists.remarks;
    std::vector<std::string> places;
    for (std::size_t i = 0; i < std::min(remarks.size(), most_remarks); ++i) places.push_back(place_text(remarks[i], session));
    if (remarks.size() > most_remarks) places.emplace_back("...");
    if (!remarks.empty()) session.out << printable(session.text(Message::filled_remarks, {number(remarks.size(), session), joined(places, "; ")})) << '\n';
    std::size_t others = 0;
    for (const ListFile& file : outcome.lists.files) others += file.others;
    if (others > 0) session.out << session.text(Message::filled_others, {number(others, session)}) << '\n';
}

Json counts_json(const RowCounts& counts) {
    return {{"rows", counts.rows}, {"decided", counts.decided}, {"already", counts.already}, {"undecided", counts.undecided}, {"refused", counts.refused}};
}

Json place_json(const RowPlace& place, const ListOutcome& outcome) {
    const auto text = [](const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); };
    return {{"file", outcome.lists.files[place.file].path},
            {"row", place.line == 0 ? Json(nullptr) : Json(place.line)},
            {"column", text(place.column)},
            {"task", text(place.task)}};
}

}  // namespace

void print_outcome(const ListOutcome& outcome, const ListRequest& request, Session& session) {
    tell_refused(outcome, session);
    if (session.quiet) return;
    const RowCounts& all = outcome.all;
    session.out << table_of(outcome, session) << '\n'
                << session.text(Message::filled_sum, {number(all.rows, session), number(all.decided, session), number(all.already, session),
                                                    number(all.undecided, session), number(all.refused, session)})
                << '\n';
    if (all.decided > 0) session.out << session.text(Message::filled_kinds, {kinds_of(outcome, session)}) << '\n';
    print_remarks(outcome, session);
    if (outcome.checked_only) session.out << session.text(Message::filled_only_checked) << '\n';
    else if (outcome.written) session.out << session.text(Message::filled_written, {number(all.decided, session), request.person}) << '\n';
    else session.out << session.text(Message::filled_nothing_written) << '\n';
    if (!outcome.lists.refused.empty()) session.out << session.text(Message::filled_rest) << '\n';
    if (outcome.written) session.out << session.text(Message::history_head, {outcome.head}) << '\n';
}

std::string outcome_json(const ListOutcome& outcome, const Session& session) {
    Json files = Json::array(), refused = Json::array(), remarks = Json::array();
    for (std::size_t i = 0; i < outcome.files.size(); ++i) {
        Json file{{"file", outcome.lists.files[i].path}};
        file.update(counts_json(outcome.files[i]));
        file["others"] = outcome.lists.files[i].others;
        files.push_back(std::move(file));
    }
    for (const RefusedRow& row : outcome.lists.refused) {
        Json one = place_json(row.place, outcome);
        one.update(Json{{"code", diagnostics::number_of(row.problem.code)}, {"message", title(row.problem, session.language)}, {"help", help(row.problem, session.language)}});
        refused.push_back(std::move(one));
    }
    for (const RowPlace& place : outcome.lists.remarks) remarks.push_back(place_json(place, outcome));
    Json kinds = Json::object();
    for (const char* state : {"approved", "rejected", "postponed", "done"}) {
        const auto found = outcome.states.find(state);
        kinds[state] = found == outcome.states.end() ? 0 : found->second;
    }
    kinds["reassigned"] = outcome.reassigned;
    Json all = counts_json(outcome.all);
    all.update(Json{{"by_decision", kinds}, {"checked_only", outcome.checked_only}, {"written", outcome.written},
                    {"history_hash", outcome.head.empty() ? Json(nullptr) : Json(outcome.head)}, {"files", files}, {"refused_rows", refused}, {"remarks", remarks}});
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string refused_csv(const ListOutcome& outcome, const Session& session) {
    std::string csv = utf8_bom;
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) csv += (i == 0 ? "" : ",") + csv_cell_for_people(cells[i]);
        csv += "\r\n";
    };
    line({session.text(Message::filled_file), session.text(Message::filled_row), session.text(Message::filled_column),
          title_of(ListColumn::task, session.language), session.text(Message::filled_code), session.text(Message::filled_problem), session.text(Message::filled_to_do)});
    for (const RefusedRow& row : outcome.lists.refused)
        line({outcome.lists.files[row.place.file].path, row.place.line == 0 ? "" : std::to_string(row.place.line), row.place.column, row.place.task,
              diagnostics::number_of(row.problem.code), title(row.problem, session.language), help(row.problem, session.language)});
    return csv;
}

}  // namespace tepat::cli
