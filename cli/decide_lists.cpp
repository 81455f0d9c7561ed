// SPDX-License-Identifier: Apache-2.0
#include "cli/decide_lists.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/clock.hpp"
#include "cli/history_report.hpp"
#include "cli/output_file.hpp"
#include "cli/task_fields.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/store/worklist_db.hpp"

namespace tepat::cli {

namespace {

using diagnostics::Argument;
using diagnostics::Phrase;
using nlohmann::ordered_json;
using store::HistoryRecord;
using worklist::Answer;
using worklist::Decision;
using worklist::Refusal;

// ------------------------------------------------------------------------------------------------ what has changed since

/// Names of fields, never their values: some of them are protected.
std::string changed_fields(const std::string& detail, const Session& session) {
    std::vector<std::string> names;
    const ordered_json changes = ordered_json::parse(detail, nullptr, false);
    for (const auto& [field, values] : changes.items()) {
        if (field == store::salt_field) continue;
        std::string name = session.text(field_message(field));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    return joined(names, ", ");
}

std::string receiver_in(const std::string& detail) {
    const ordered_json parsed = ordered_json::parse(detail, nullptr, false);
    return parsed.is_object() && parsed.contains("to") && parsed["to"].is_string() ? parsed["to"].get<std::string>() : "";
}

std::string sentence(const HistoryRecord& entry, const Session& session) {
    if (entry.event == "assigned") return session.text(Message::since_assigned, {receiver_in(entry.detail), entry.person});
    if (entry.event == "reopened") return session.text(Message::since_reopened);
    if (entry.event == "changed") return session.text(Message::since_content, {changed_fields(entry.detail, session)});
    const std::string state = session.text(state_message(entry.state));
    if (entry.person.empty()) return session.text(Message::since_run, {state, std::to_string(entry.run)});
    return session.text(Message::since_decided, {state, entry.person});
}

/// The last few things that happened, oldest first.
std::string since_text(const std::vector<HistoryRecord>& since, const Session& session) {
    constexpr std::size_t most = 4;
    std::vector<std::string> sentences;
    for (const HistoryRecord& entry : since)
        if (entry.event != "evidence") sentences.push_back(sentence(entry, session));
    if (sentences.size() > most) sentences.erase(sentences.begin(), sentences.end() - most);
    return joined(sentences, "; ");
}

// ------------------------------------------------------------------------------------------------ answers

class Judging {
public:
    Judging(ListOutcome& outcome, const Session& session) : outcome_(outcome), session_(session) {}

    void take(const ListOrder& order, const Answer& answer) {
        RowCounts& counts = outcome_.files[order.place.file];
        if (answer.refusal == Refusal::already) {
            ++counts.already;
        } else if (answer.refusal == Refusal::none) {
            ++counts.decided;
            if (order.order.decision == Decision::assign) ++outcome_.reassigned;
            else ++outcome_.states[worklist::state_after(order.order.decision)];
        } else {
            ++counts.refused;
            refuse(order, answer);
        }
    }

private:
    void refuse(const ListOrder& order, const Answer& answer) {
        const std::string number = std::to_string(order.order.task);
        const auto title = [&](ListColumn column) { return std::string(title_of(column, session_.language)); };
        switch (answer.refusal) {
            case Refusal::no_such_task:
            case Refusal::damaged: return add(order, Code::row_damaged, ListColumn::code, {number, order.order.check});
            case Refusal::changed: return add(order, Code::row_changed, std::nullopt, {number, since_text(answer.since, session_)});
            case Refusal::reason_missing:
                return add(order, Code::row_incomplete, ListColumn::reason, {order.written, Phrase::reason_is_missing, title(ListColumn::reason)});
            case Refusal::evidence_missing:
                return add(order, Code::row_incomplete, ListColumn::evidence, {order.written, Phrase::evidence_is_missing, title(ListColumn::evidence)});
            case Refusal::until_past: return add(order, Code::row_until_unfit, ListColumn::until, {order.order.until, Phrase::until_not_later});
            case Refusal::receiver_missing:
            case Refusal::none:
            case Refusal::already:
            case Refusal::twice:
            case Refusal::not_possible: break;
        }
        const bool assign = order.order.decision == Decision::assign;
        const Argument after = assign ? Argument(Phrase::reassigned) : Argument(session_.text(state_message(worklist::state_after(order.order.decision))));
        add(order, Code::row_not_possible, assign ? ListColumn::receiver : ListColumn::decision, {number, session_.text(state_message(answer.before)), after});
    }

    void add(const ListOrder& order, Code code, std::optional<ListColumn> column, std::vector<Argument> more) {
        RowPlace place = order.place;
        if (column) place.column = order.columns.letters(*column);
        std::vector<Argument> arguments{place_text(place, session_)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        outcome_.lists.refused.push_back({std::move(place), {code, {}, std::move(arguments), {}, {}, {}}});
    }

    ListOutcome& outcome_;
    const Session& session_;
};

void count(ListOutcome& outcome, const worklist::Decided& decided, const Session& session) {
    for (std::size_t i = 0; i < outcome.lists.files.size(); ++i) {
        const ListFile& file = outcome.lists.files[i];
        outcome.files.push_back({file.rows, 0, file.repeated, file.undecided, outcome.lists.refused_rows[i]});
    }
    Judging judging(outcome, session);
    for (std::size_t i = 0; i < decided.answers.size(); ++i) judging.take(outcome.lists.orders[i], decided.answers[i]);
    for (const RowCounts& counts : outcome.files) outcome.all += counts;
    std::stable_sort(outcome.lists.refused.begin(), outcome.lists.refused.end(), [](const RefusedRow& a, const RefusedRow& b) {
        return std::pair(a.place.file, a.place.line) < std::pair(b.place.file, b.place.line);
    });
}

}  // namespace

RowCounts& RowCounts::operator+=(const RowCounts& other) {
    rows += other.rows;
    decided += other.decided;
    already += other.already;
    undecided += other.undecided;
    refused += other.refused;
    return *this;
}

ListOutcome decide_lists(const ListRequest& request, Session& session) {
    const std::string identity = store::WorklistReader(request.worklist).identity();
    std::optional<OutputFile> report;
    if (request.report) report.emplace(*request.report);
    ListOutcome outcome;
    outcome.lists = read_list_decisions(intake::lists_at(request.lists), request.worklist, identity, session);
    outcome.checked_only = request.check_only;
    std::vector<worklist::Order> orders;
    for (const ListOrder& order : outcome.lists.orders) orders.push_back(order.order);
    const auto before_commit = [&](const worklist::Decided& decided) {
        outcome.written = !decided.head.empty();
        outcome.head = decided.head;
        count(outcome, decided, session);
        if (!report) return;
        report->stream() << (request.report->ends_with(".json") ? outcome_json(outcome, session) : refused_csv(outcome, session));
        report->finish();
    };
    const worklist::Write write = request.check_only ? worklist::Write::nothing : worklist::Write::possible;
    worklist::decide(request.worklist, orders, {request.person, now_text()}, write, before_commit);
    if (report) report->commit();
    return outcome;
}

}  // namespace tepat::cli
