// SPDX-License-Identifier: Apache-2.0
// Reading a worklist in one consistent view. It is opened for writing when allowed, because only then can SQLite undo what a run that was
// killed left behind; nothing is written otherwise.
#include <unistd.h>

#include <filesystem>
#include <map>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/worklist_records.hpp"

namespace tepat::store {
namespace {

SQLite::Database open_to_read(const std::string& path) {
    const bool writable = ::access(path.c_str(), W_OK) == 0;
    SQLite::Database database = open_database(path, writable ? Access::write : Access::read);
    guarded(path, [&] {
        using diagnostics::Code;
        if (is_fresh_worklist(database, path)) throw diagnostics::Failure(diagnostics::Exit::user, Code::not_a_worklist, {path});
        if (is_old_worklist(database)) {
            if (!writable) throw diagnostics::Failure(diagnostics::Exit::user, Code::worklist_too_old, {path});
            database.exec("BEGIN IMMEDIATE");
            if (is_old_worklist(database)) migrate_worklist(database);
            database.exec("COMMIT");
        }
        database.exec("BEGIN");
    });
    return database;
}

void read_runs(SQLite::Database& database, WorklistContents& all) {
    SQLite::Statement rows(database, "SELECT id, rule_set_hash, fingerprint, reference_date, program_version, started_at, counts, worklist FROM runs ORDER BY id");
    while (rows.executeStep()) {
        const auto text = [&](int column) { return rows.getColumn(column).getString(); };
        all.runs.push_back({rows.getColumn(0).getInt64(), text(1), text(2), text(3), text(4), text(5), text(6), text(7)});
    }
    SQLite::Statement counts(database,
                             "SELECT rule, subjects, eligible, not_eligible, undecided, error FROM rule_counts "
                             "WHERE run = (SELECT max(id) FROM runs) ORDER BY rule");
    while (counts.executeStep()) {
        const auto number = [&](int column) { return static_cast<std::size_t>(counts.getColumn(column).getInt64()); };
        all.last_counts.push_back({counts.getColumn(0).getString(), number(1), {number(2), number(3), number(4), number(5)}});
    }
}

void read_catalogue(SQLite::Database& database, WorklistContents& all) {
    SQLite::Statement rows(database, "SELECT kind, name, label, belongs_to, legal_basis FROM catalogue ORDER BY kind, name");
    while (rows.executeStep()) {
        const auto text = [&](int column) { return rows.getColumn(column).getString(); };
        all.catalogue.push_back({text(0), text(1), text(2), text(3), texts_of(text(4))});
    }
}

}  // namespace

WorklistContents read_worklist(const std::string& path) {
    SQLite::Database database = open_to_read(path);
    return guarded(path, [&] {
        WorklistContents all;
        read_runs(database, all);
        read_catalogue(database, all);
        SQLite::Statement subjects(database, std::string("SELECT ") + subject_columns + " FROM subjects ORDER BY id");
        while (subjects.executeStep()) all.subjects.push_back(subject_of(subjects));
        SQLite::Statement tasks(database, std::string("SELECT ") + task_columns + " FROM tasks ORDER BY id");
        while (tasks.executeStep()) all.tasks.push_back(task_of(tasks));
        return all;
    });
}

std::vector<HistoryRecord> read_history(const std::string& path) {
    SQLite::Database database = open_to_read(path);
    return guarded(path, [&] {
        std::vector<HistoryRecord> events;
        SQLite::Statement rows(database, "SELECT task, run, event, detail, person, reason, at FROM history ORDER BY rowid");
        while (rows.executeStep()) {
            const auto text = [&](int column) { return rows.getColumn(column).getString(); };
            events.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(), text(2), text(3), text(4), text(5), text(6)});
        }
        return events;
    });
}

namespace {

/// The ancestors of a subject, remembered: a whole area's people lie in the same places.
class Ancestors {
public:
    using Places = std::vector<std::pair<std::string, std::string>>;

    explicit Ancestors(SQLite::Database& database) : select_(database, "SELECT entity, key, parent FROM subjects WHERE id = ?") {}

    /// From this subject up.
    const Places& from(std::int64_t id) {
        const auto known = places_.find(id);
        if (known != places_.end()) return known->second;
        Places places;
        select_.reset();
        select_.bind(1, id);
        if (id != 0 && select_.executeStep()) {
            places.emplace_back(select_.getColumn(0).getString(), select_.getColumn(1).getString());
            const Places& above = from(select_.getColumn(2).getInt64());
            places.insert(places.end(), above.begin(), above.end());
        }
        return places_.emplace(id, std::move(places)).first->second;
    }

private:
    SQLite::Statement select_;
    std::map<std::int64_t, Places> places_;
};

}  // namespace

HeldRecords read_held(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored) || std::filesystem::is_empty(path, ignored)) return {};
    SQLite::Database database = open_to_read(path);
    return guarded(path, [&] {
        HeldRecords held{stamp_of(database), {}};
        Ancestors ancestors(database);
        SQLite::Statement rows(database,
                               "SELECT t.id, t.programme, t.period, s.entity, s.key, t.state, t.area, s.parent FROM tasks t JOIN subjects s ON s.id = t.subject "
                               "WHERE t.kind = 'intervention' AND t.programme <> '' "
                               "AND (t.state = 'approved' OR t.state = 'done' OR t.state = 'rejected') ORDER BY t.id");
        while (rows.executeStep()) {
            const auto text = [&](int column) { return rows.getColumn(column).getString(); };
            held.records.push_back({rows.getColumn(0).getInt64(), text(1), text(2), text(3), text(4), text(5), text(6), ancestors.from(rows.getColumn(7).getInt64())});
        }
        return held;
    });
}

}  // namespace tepat::store
