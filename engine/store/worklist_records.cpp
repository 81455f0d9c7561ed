// SPDX-License-Identifier: Apache-2.0
// How rows become records.
#include "engine/store/worklist_records.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tepat::store {
namespace {

std::optional<std::int64_t> optional_number(const SQLite::Column& column) {
    if (column.isNull()) return std::nullopt;
    return column.getInt64();
}

}  // namespace

std::string join(const std::vector<std::string>& names) {
    std::string joined;
    for (const std::string& name : names) joined += (joined.empty() ? "" : ";") + name;
    return joined;
}

std::vector<std::string> split(const std::string& joined) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin < joined.size();) {
        const std::size_t end = std::min(joined.find(';', begin), joined.size());
        names.push_back(joined.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

std::string address_json(const std::vector<PieceRecord>& address) {
    if (address.empty()) return {};
    nlohmann::json pieces = nlohmann::json::array();
    for (const PieceRecord& piece : address) pieces.push_back({piece.label, piece.value, piece.secrecy});
    return pieces.dump();
}

std::string numbers_json(const std::vector<NumberRecord>& numbers) {
    if (numbers.empty()) return {};
    nlohmann::json all = nlohmann::json::array();
    for (const NumberRecord& number : numbers) all.push_back({number.fact, number.piece.label, number.piece.value, number.piece.secrecy});
    return all.dump();
}

std::string texts_json(const std::vector<std::string>& texts) {
    return nlohmann::json(texts).dump();
}

std::vector<std::string> texts_of(const std::string& json) try {
    return nlohmann::json::parse(json).get<std::vector<std::string>>();
} catch (const nlohmann::json::exception&) {
    throw SQLite::Exception("catalogue.legal_basis", SQLITE_CORRUPT);  // told as damage like any other
}

SubjectRecord subject_of(const SQLite::Statement& row) try {
    SubjectRecord subject;
    subject.id = row.getColumn(0).getInt64();
    subject.entity = row.getColumn(1).getString();
    subject.entity_label = row.getColumn(2).getString();
    subject.key = row.getColumn(3).getString();
    subject.key_secrecy = row.getColumn(4).getInt();
    subject.parent = row.getColumn(5).getInt64();
    subject.area = row.getColumn(6).getInt() != 0;
    subject.name = {row.getColumn(7).getString(), row.getColumn(8).getString(), row.getColumn(9).getInt()};
    if (const std::string address = row.getColumn(10).getString(); !address.empty())
        for (const auto& piece : nlohmann::json::parse(address)) subject.address.push_back({piece[0], piece[1], piece[2]});
    if (const std::string numbers = row.getColumn(11).getString(); !numbers.empty())
        for (const auto& number : nlohmann::json::parse(numbers)) subject.numbers.push_back({number[0], {number[1], number[2], number[3]}});
    return subject;
} catch (const nlohmann::json::exception&) {
    throw SQLite::Exception("subjects", SQLITE_CORRUPT);
}

TaskRecord task_of(const SQLite::Statement& row) {
    TaskRecord task;
    int column = 0;
    const auto text = [&] { return row.getColumn(column++).getString(); };
    task.id = row.getColumn(column++).getInt64();
    task.kind = text();
    task.programme = text();
    task.rule = text();
    task.subject = row.getColumn(column++).getInt64();
    task.period = text();
    task.state = text();
    task.due_from = text();
    task.content.text = text();
    task.content.agency = text();
    task.content.priority = text();
    task.content.due = text();
    task.content.evidence = text();
    task.content.benefit_low = optional_number(row.getColumn(column++));
    task.content.benefit_high = optional_number(row.getColumn(column++));
    task.content.benefit_per = text();
    task.content.reasons = split(text());
    task.content.missing = split(text());
    task.first_run = row.getColumn(column++).getInt64();
    task.last_run = row.getColumn(column++).getInt64();
    task.by_person = row.getColumn(column++).getInt() != 0;
    task.content.benefit_kind = text();
    task.content.benefit_scale = row.getColumn(column++).getInt();
    task.content.provisional = row.getColumn(column++).getInt() != 0;
    task.content.conflicts = split(text());
    task.rank = row.getColumn(column++).getInt64();
    task.area = text();
    task.assignee = text();
    task.until = text();
    task.superseded_by = row.getColumn(column++).getInt64();
    task.evidence_files = row.getColumn(column++).getInt64();
    return task;
}

HistoryRecord entry_of(const SQLite::Statement& row) {
    HistoryRecord entry;
    int column = 0;
    for (std::int64_t* number : {&entry.id, &entry.task, &entry.run}) *number = row.getColumn(column++).getInt64();
    for (std::string* text : {&entry.event, &entry.state, &entry.mark, &entry.detail, &entry.person, &entry.reason, &entry.at})
        *text = row.getColumn(column++).getString();
    const std::string hash = row.getColumn(column).getString();
    std::copy_n(hash.begin(), std::min(hash.size(), entry.hash.size()), entry.hash.begin());
    return entry;
}

RunRecord run_of(const SQLite::Statement& row) {
    const auto text = [&](int column) { return row.getColumn(column).getString(); };
    return {row.getColumn(0).getInt64(), text(1), text(2), text(3), text(4), text(5), text(6), text(7)};
}

}  // namespace tepat::store
