// SPDX-License-Identifier: Apache-2.0
// The layout of a worklist file, version 2, how version 1 becomes it, and how its rows become records.
#include "engine/store/worklist_records.hpp"

#include <nlohmann/json.hpp>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"

namespace tepat::store {
namespace {

// CHECKs are chains of OR: an IN list of three makes SQLite build a temporary index for every single row.
constexpr const char* layout = R"(
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, rule_set_hash TEXT NOT NULL, fingerprint TEXT NOT NULL, reference_date TEXT NOT NULL,
  program_version TEXT NOT NULL, started_at TEXT NOT NULL, counts TEXT NOT NULL, worklist TEXT NOT NULL DEFAULT '{}');
CREATE TABLE rule_counts (
  run INTEGER NOT NULL REFERENCES runs, rule TEXT NOT NULL, subjects INTEGER NOT NULL, eligible INTEGER NOT NULL,
  not_eligible INTEGER NOT NULL, undecided INTEGER NOT NULL, error INTEGER NOT NULL, PRIMARY KEY (run, rule)) WITHOUT ROWID;
CREATE TABLE catalogue (
  kind TEXT NOT NULL CHECK (kind = 'rule' OR kind = 'programme' OR kind = 'agency'), name TEXT NOT NULL, label TEXT NOT NULL, belongs_to TEXT NOT NULL,
  legal_basis TEXT NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE subjects (
  id INTEGER PRIMARY KEY, entity TEXT NOT NULL, entity_label TEXT NOT NULL, key TEXT NOT NULL, key_secrecy INTEGER NOT NULL,
  parent INTEGER NOT NULL, area INTEGER NOT NULL, name_label TEXT NOT NULL, name TEXT NOT NULL, name_secrecy INTEGER NOT NULL,
  address TEXT NOT NULL, UNIQUE (entity, key));
CREATE TABLE history (
  task INTEGER NOT NULL REFERENCES tasks, run INTEGER NOT NULL REFERENCES runs, event TEXT NOT NULL, detail TEXT NOT NULL,
  person TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', at TEXT NOT NULL DEFAULT '');
)";
constexpr const char* tasks_layout = R"(
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind = 'intervention' OR kind = 'data' OR kind = 'exit'), programme TEXT NOT NULL, rule TEXT NOT NULL,
  subject INTEGER NOT NULL REFERENCES subjects, period TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'approved' OR state = 'rejected' OR state = 'postponed' OR state = 'done' OR state = 'withdrawn'),
  due_from TEXT NOT NULL, text TEXT NOT NULL, agency TEXT NOT NULL, priority TEXT NOT NULL, due TEXT NOT NULL, evidence TEXT NOT NULL,
  benefit_low INTEGER, benefit_high INTEGER, benefit_per TEXT NOT NULL, reasons TEXT NOT NULL, missing TEXT NOT NULL, digest BLOB NOT NULL,
  first_run INTEGER NOT NULL REFERENCES runs, last_run INTEGER NOT NULL REFERENCES runs,
  by_person INTEGER NOT NULL DEFAULT 0, benefit_kind TEXT NOT NULL DEFAULT 'rupiah', benefit_scale INTEGER NOT NULL DEFAULT 2,
  provisional INTEGER NOT NULL DEFAULT 0, conflicts TEXT NOT NULL DEFAULT '', rank INTEGER NOT NULL DEFAULT 0, area TEXT NOT NULL DEFAULT '',
  UNIQUE (kind, programme, rule, period, subject));
)";

// What version 1 lacked. A CHECK cannot be changed in place, so the tasks move to a new table.
constexpr const char* from_version_1 = R"(
ALTER TABLE runs ADD COLUMN worklist TEXT NOT NULL DEFAULT '{}';
ALTER TABLE history ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN at TEXT NOT NULL DEFAULT '';
CREATE TEMP TABLE tasks_1 AS SELECT * FROM main.tasks;
DROP TABLE main.tasks;
)";
constexpr const char* moved_columns =
    "id, kind, programme, rule, subject, period, state, due_from, text, agency, priority, due, evidence, benefit_low, benefit_high, "
    "benefit_per, reasons, missing, digest, first_run, last_run";

std::optional<std::int64_t> optional_number(const SQLite::Column& column) {
    if (column.isNull()) return std::nullopt;
    return column.getInt64();
}

}  // namespace

bool is_fresh_worklist(SQLite::Database& database, const std::string& path) {
    using diagnostics::Code;
    using diagnostics::Count;
    const std::int64_t application = single_number(database, "PRAGMA application_id");
    const std::int64_t version = single_number(database, "PRAGMA user_version");
    if (application == 0 && version == 0 && single_number(database, "SELECT count(*) FROM sqlite_master") == 0) return true;
    if (application != worklist_application) throw diagnostics::Failure(diagnostics::Exit::user, Code::not_a_worklist, {path});
    if (version > worklist_layout)
        throw diagnostics::Failure(diagnostics::Exit::user, Code::worklist_too_new, {path, Count{version}, Count{worklist_layout}});
    return false;
}

void create_worklist(SQLite::Database& database) {
    database.exec(layout);
    database.exec(tasks_layout);
    database.exec("PRAGMA application_id = " + std::to_string(worklist_application));
    database.exec("PRAGMA user_version = " + std::to_string(worklist_layout));
}

WorklistStamp stamp_of(SQLite::Database& database) {
    return {single_number(database, "SELECT coalesce(max(id), 0) FROM runs"), single_number(database, "SELECT coalesce(max(rowid), 0) FROM history")};
}

bool is_old_worklist(SQLite::Database& database) { return single_number(database, "PRAGMA user_version") < worklist_layout; }

void migrate_worklist(SQLite::Database& database) {
    database.exec(from_version_1);
    database.exec(tasks_layout);
    database.exec(std::string("INSERT INTO main.tasks (") + moved_columns + ") SELECT " + moved_columns + " FROM temp.tasks_1 ORDER BY id");
    database.exec("DROP TABLE temp.tasks_1");
    database.exec("PRAGMA user_version = " + std::to_string(worklist_layout));
}

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

std::string texts_json(const std::vector<std::string>& texts) {
    return nlohmann::json(texts).dump();
}

std::vector<std::string> texts_of(const std::string& json) {
    return nlohmann::json::parse(json).get<std::vector<std::string>>();
}

SubjectRecord subject_of(const SQLite::Statement& row) {
    SubjectRecord subject;
    subject.id = row.getColumn(0).getInt64();
    subject.entity = row.getColumn(1).getString();
    subject.entity_label = row.getColumn(2).getString();
    subject.key = row.getColumn(3).getString();
    subject.key_secrecy = row.getColumn(4).getInt();
    subject.parent = row.getColumn(5).getInt64();
    subject.area = row.getColumn(6).getInt() != 0;
    subject.name = {row.getColumn(7).getString(), row.getColumn(8).getString(), row.getColumn(9).getInt()};
    const std::string address = row.getColumn(10).getString();
    if (address.empty()) return subject;
    for (const auto& piece : nlohmann::json::parse(address)) subject.address.push_back({piece[0], piece[1], piece[2]});
    return subject;
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
    return task;
}

}  // namespace tepat::store
