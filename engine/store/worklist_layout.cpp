// SPDX-License-Identifier: Apache-2.0
// The layout of a worklist file, version 4, and how versions 1 to 3 become it.
#include <map>
#include <nlohmann/json.hpp>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/worklist_records.hpp"

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
  address TEXT NOT NULL, numbers TEXT NOT NULL DEFAULT '', UNIQUE (entity, key));
)";
// Numbers without gaps, so REPLACE, which fires no trigger on what it deletes, cannot take the place of an entry either.
constexpr const char* history_layout = R"(
CREATE TABLE history (
  id INTEGER PRIMARY KEY, task INTEGER NOT NULL, run INTEGER NOT NULL, event TEXT NOT NULL, state TEXT NOT NULL, mark TEXT NOT NULL,
  detail TEXT NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, hash BLOB NOT NULL);
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
  BEGIN SELECT RAISE(ABORT, 'tepat: the history of a worklist is not changed'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
  BEGIN SELECT RAISE(ABORT, 'tepat: nothing is deleted from the history of a worklist'); END;
CREATE TRIGGER history_is_only_added_to BEFORE INSERT ON history WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM history)
  BEGIN SELECT RAISE(ABORT, 'tepat: the history of a worklist is only added to'); END;
)";
constexpr const char* coverage_layout = R"(
CREATE TABLE run_areas (
  run INTEGER NOT NULL REFERENCES runs, area INTEGER NOT NULL, entity TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, units INTEGER NOT NULL,
  reached INTEGER NOT NULL, reached_more INTEGER NOT NULL, waiting INTEGER NOT NULL, undecided INTEGER NOT NULL, error INTEGER NOT NULL,
  not_eligible INTEGER NOT NULL, PRIMARY KEY (run, area)) WITHOUT ROWID;
CREATE TABLE run_programmes (
  run INTEGER NOT NULL REFERENCES runs, programme TEXT NOT NULL, area INTEGER NOT NULL, subjects INTEGER NOT NULL, eligible INTEGER NOT NULL,
  not_eligible INTEGER NOT NULL, undecided INTEGER NOT NULL, error INTEGER NOT NULL, selected INTEGER NOT NULL, waiting INTEGER NOT NULL,
  taken INTEGER NOT NULL, rejected INTEGER NOT NULL, family_limit INTEGER NOT NULL, not_placed INTEGER NOT NULL, receiving INTEGER NOT NULL,
  graduates INTEGER NOT NULL, conflicts INTEGER NOT NULL, PRIMARY KEY (run, programme, area)) WITHOUT ROWID;
CREATE TABLE run_limits (
  run INTEGER NOT NULL REFERENCES runs, programme TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, per TEXT NOT NULL,
  key TEXT NOT NULL, name TEXT NOT NULL, amount INTEGER, taken INTEGER NOT NULL, used INTEGER NOT NULL, waiting INTEGER NOT NULL,
  graduating INTEGER NOT NULL, PRIMARY KEY (run, programme, position, key)) WITHOUT ROWID;
CREATE TABLE run_conflicts (
  run INTEGER NOT NULL REFERENCES runs, programme TEXT NOT NULL, other TEXT NOT NULL, selected INTEGER NOT NULL, holding INTEGER NOT NULL,
  both_hold INTEGER NOT NULL, PRIMARY KEY (run, programme, other)) WITHOUT ROWID;
)";
// What each run decided about everybody: columns are stored once, under the hash of their bytes (recorded_outcomes.hpp).
constexpr const char* outcomes_layout = R"(
CREATE TABLE run_columns (hash TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE run_outcomes (run INTEGER PRIMARY KEY REFERENCES runs, outline TEXT NOT NULL, columns TEXT NOT NULL);
CREATE TABLE benefit_secrecy (programme TEXT PRIMARY KEY, secrecy INTEGER NOT NULL) WITHOUT ROWID;
)";
// Random, so that nobody can guess what a check code was made from. A file that was made before there were keys has no such table.
constexpr const char* key_layout = R"(
CREATE TABLE IF NOT EXISTS list_key (key BLOB NOT NULL);
INSERT INTO list_key SELECT randomblob(32) WHERE NOT EXISTS (SELECT 1 FROM list_key);
)";
constexpr const char* tasks_layout = R"(
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind = 'intervention' OR kind = 'data' OR kind = 'exit'), programme TEXT NOT NULL, rule TEXT NOT NULL,
  subject INTEGER NOT NULL REFERENCES subjects, period TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'approved' OR state = 'rejected' OR state = 'postponed' OR state = 'done' OR state = 'withdrawn' OR
    state = 'superseded'),
  due_from TEXT NOT NULL, text TEXT NOT NULL, agency TEXT NOT NULL, priority TEXT NOT NULL, due TEXT NOT NULL, evidence TEXT NOT NULL,
  benefit_low INTEGER, benefit_high INTEGER, benefit_per TEXT NOT NULL, reasons TEXT NOT NULL, missing TEXT NOT NULL, digest BLOB NOT NULL,
  first_run INTEGER NOT NULL REFERENCES runs, last_run INTEGER NOT NULL REFERENCES runs,
  by_person INTEGER NOT NULL DEFAULT 0, benefit_kind TEXT NOT NULL DEFAULT 'rupiah', benefit_scale INTEGER NOT NULL DEFAULT 2,
  provisional INTEGER NOT NULL DEFAULT 0, conflicts TEXT NOT NULL DEFAULT '', rank INTEGER NOT NULL DEFAULT 0, area TEXT NOT NULL DEFAULT '',
  assignee TEXT NOT NULL DEFAULT '', until TEXT NOT NULL DEFAULT '', superseded_by INTEGER NOT NULL DEFAULT 0, evidence_files INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, programme, rule, period, subject));
)";

// What version 1 lacked. A CHECK cannot be changed in place, so the tasks move to a new table in any case.
constexpr const char* from_version_1 = R"(
ALTER TABLE runs ADD COLUMN worklist TEXT NOT NULL DEFAULT '{}';
ALTER TABLE history ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN at TEXT NOT NULL DEFAULT '';
)";
constexpr const char* moved_columns_1 =
    "id, kind, programme, rule, subject, period, state, due_from, text, agency, priority, due, evidence, benefit_low, benefit_high, "
    "benefit_per, reasons, missing, digest, first_run, last_run";
constexpr const char* moved_columns_2 = ", by_person, benefit_kind, benefit_scale, provisional, conflicts, rank, area";

/// A table of its own for the old rows, and an empty one of today's layout in their place.
void move_aside(SQLite::Database& database, const char* table) {
    database.exec(std::string("CREATE TEMP TABLE old_") + table + " AS SELECT * FROM main." + table + " ORDER BY rowid");
    database.exec(std::string("DROP TABLE main.") + table);
}

void move_tasks(SQLite::Database& database, std::int64_t version) {
    const std::string columns = std::string(moved_columns_1) + (version > 1 ? moved_columns_2 : "");
    move_aside(database, "tasks");
    database.exec(tasks_layout);
    database.exec("INSERT INTO main.tasks (" + columns + ") SELECT " + columns + " FROM temp.old_tasks ORDER BY id");
    database.exec("DROP TABLE temp.old_tasks");
}

const char* state_of_event(const std::string& event) {
    if (event == "created" || event == "reopened") return "open";
    for (const char* state : {"approved", "rejected", "postponed", "done", "withdrawn"})
        if (event == state) return state;
    return "";
}

/// Old entries as they were; the last one of each task says what the task is now.
void chain_entries(SQLite::Database& database, HistoryWriter& history) {
    std::map<std::int64_t, std::int64_t> last;  // task -> rowid
    SQLite::Statement lasts(database, "SELECT task, max(rowid) FROM temp.old_history GROUP BY task");
    while (lasts.executeStep()) last.emplace(lasts.getColumn(0).getInt64(), lasts.getColumn(1).getInt64());
    SQLite::Statement task_row(database, std::string("SELECT ") + task_columns + " FROM tasks WHERE id = ?");
    SQLite::Statement rows(database, "SELECT rowid, task, run, event, detail, person, reason, at FROM temp.old_history ORDER BY rowid");
    while (rows.executeStep()) {
        HistoryRecord entry;
        entry.task = rows.getColumn(1).getInt64();
        entry.run = rows.getColumn(2).getInt64();
        int column = 3;
        for (std::string* text : {&entry.event, &entry.detail, &entry.person, &entry.reason, &entry.at}) *text = rows.getColumn(column++).getString();
        entry.state = state_of_event(entry.event);
        task_row.reset();
        task_row.bind(1, entry.task);
        if (last[entry.task] == rows.getColumn(0).getInt64() && task_row.executeStep()) {
            const TaskRecord task = task_of(task_row);
            entry.state = task.state;
            entry.mark = mark_of(task, digest_of(task.content));
        }
        history.add(entry);
    }
}

/// The table `unmaskings` of older versions.
void chain_unmaskings(SQLite::Database& database, HistoryWriter& history) {
    if (!database.tableExists("unmaskings")) return;
    SQLite::Statement rows(database, "SELECT at, reason, filter, tasks FROM unmaskings ORDER BY id");
    while (rows.executeStep()) {
        HistoryRecord entry;
        entry.event = "unmasked";
        entry.at = rows.getColumn(0).getString();
        entry.reason = rows.getColumn(1).getString();
        entry.detail = unmasking_json(rows.getColumn(2).getString(), rows.getColumn(3).getInt64());
        history.add(entry);
    }
    rows.reset();
    database.exec("DROP TABLE unmaskings");
}

void chain_runs(SQLite::Database& database, HistoryWriter& history) {
    SQLite::Statement rows(database, std::string("SELECT ") + run_columns + " FROM runs ORDER BY id");
    while (rows.executeStep()) {
        const RunRecord run = run_of(rows);
        HistoryRecord entry;
        entry.run = run.id;
        entry.event = "run";
        entry.at = run.started_at;
        entry.detail = run_json(run, run_digest(database, run.id), "");
        history.add(entry);
    }
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
    for (const char* tables : {layout, tasks_layout, history_layout, coverage_layout, outcomes_layout, key_layout}) database.exec(tables);
    database.exec("PRAGMA application_id = " + std::to_string(worklist_application));
    database.exec("PRAGMA user_version = " + std::to_string(worklist_layout));
}

WorklistStamp stamp_of(SQLite::Database& database) {
    return {single_number(database, "SELECT coalesce(max(id), 0) FROM runs"), single_number(database, "SELECT coalesce(max(id), 0) FROM history")};
}

std::string identity_of(SQLite::Database& database) {
    std::string all;
    if (database.tableExists("list_key")) {
        SQLite::Statement key(database, "SELECT key FROM list_key");
        if (key.executeStep()) all = key.getColumn(0).getString();
    }
    SQLite::Statement first(database, "SELECT rule_set_hash, fingerprint, reference_date, started_at FROM runs ORDER BY id LIMIT 1");
    if (first.executeStep())
        for (int column = 0; column < first.getColumnCount(); ++column) add_netstring(all, first.getColumn(column).getString());
    return blake2b(all, 32);
}

bool is_old_worklist(SQLite::Database& database) { return single_number(database, "PRAGMA user_version") < worklist_layout; }

namespace {

/// From a layout that had no chained history.
void chain_worklist(SQLite::Database& database, HistoryWriter& history) {
    chain_entries(database, history);
    database.exec("DROP TABLE temp.old_history");
    chain_unmaskings(database, history);
    chain_runs(database, history);
}

void renew_tables(SQLite::Database& database, std::int64_t version) {
    if (version < 2) database.exec(from_version_1);
    move_tasks(database, version);
    move_aside(database, "history");
    database.exec(history_layout);
    database.exec(coverage_layout);
    database.exec(outcomes_layout);
}

}  // namespace

// The numbers of version 4 come with the next run.
void migrate_worklist(SQLite::Database& database) {
    const std::int64_t version = single_number(database, "PRAGMA user_version");
    if (version < 3) renew_tables(database, version);
    database.exec("ALTER TABLE subjects ADD COLUMN numbers TEXT NOT NULL DEFAULT ''");
    database.exec(key_layout);
    HistoryWriter history(database);
    if (version < 3) chain_worklist(database, history);
    HistoryRecord upgraded;
    upgraded.event = "upgraded";
    upgraded.detail = nlohmann::ordered_json{{"from_layout", version}, {"to_layout", worklist_layout}}.dump();
    history.add(upgraded);
    database.exec("PRAGMA user_version = " + std::to_string(worklist_layout));
}

bool is_guarded(SQLite::Database& database) {
    return single_number(database,
                         "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history' AND sql LIKE '%RAISE(ABORT%' AND "
                         "(name = 'history_is_not_changed' OR name = 'history_is_not_deleted' OR name = 'history_is_only_added_to')") == 3;
}

}  // namespace tepat::store
