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

namespace {

void read_runs(SQLite::Database& database, WorklistContents& all) {
    SQLite::Statement rows(database, std::string("SELECT ") + run_columns + " FROM runs ORDER BY id");
    while (rows.executeStep()) all.runs.push_back(run_of(rows));
    SQLite::Statement counts(database,
                             "SELECT rule, subjects, eligible, not_eligible, undecided, error FROM rule_counts "
                             "WHERE run = (SELECT max(id) FROM runs) ORDER BY rule");
    while (counts.executeStep()) {
        const auto number = [&](int column) { return static_cast<std::size_t>(counts.getColumn(column).getInt64()); };
        all.last_counts.push_back({counts.getColumn(0).getString(), number(1), {number(2), number(3), number(4), number(5)}});
    }
}

}  // namespace

std::vector<CatalogueRecord> catalogue_of(SQLite::Database& database) {
    std::vector<CatalogueRecord> all;
    SQLite::Statement rows(database, "SELECT kind, name, label, belongs_to, legal_basis FROM catalogue ORDER BY kind, name");
    while (rows.executeStep()) {
        const auto text = [&](int column) { return rows.getColumn(column).getString(); };
        all.push_back({text(0), text(1), text(2), text(3), texts_of(text(4))});
    }
    return all;
}

// A file that no run has written to since benefits have marks has no such table.
std::map<std::string, int> benefit_secrecy_of(SQLite::Database& database) {
    std::map<std::string, int> marks;
    if (!database.tableExists("benefit_secrecy")) return marks;
    SQLite::Statement rows(database, "SELECT programme, secrecy FROM benefit_secrecy");
    while (rows.executeStep()) marks.emplace(rows.getColumn(0).getString(), rows.getColumn(1).getInt());
    return marks;
}

// Nor has a file that no run has written to since missing facts are called by their labels.
std::map<std::string, std::string> fact_labels_of(SQLite::Database& database) {
    std::map<std::string, std::string> labels;
    if (!database.tableExists("fact_labels")) return labels;
    SQLite::Statement rows(database, "SELECT name, label FROM fact_labels");
    while (rows.executeStep()) labels.emplace(rows.getColumn(0).getString(), rows.getColumn(1).getString());
    return labels;
}

WorklistContents read_worklist(const std::string& path) {
    SQLite::Database database = open_to_read(path);
    return guarded(path, [&] {
        WorklistContents all;
        all.identity = identity_of(database);
        read_runs(database, all);
        all.benefit_secrecy = benefit_secrecy_of(database);
        all.catalogue = catalogue_of(database);
        all.coverage = coverage_of_last(database);
        SQLite::Statement subjects(database, std::string("SELECT ") + subject_columns + " FROM subjects ORDER BY id");
        while (subjects.executeStep()) all.subjects.push_back(subject_of(subjects));
        SQLite::Statement tasks(database, std::string("SELECT ") + task_columns + " FROM tasks ORDER BY id");
        while (tasks.executeStep()) all.tasks.push_back(task_of(tasks));
        return all;
    });
}

std::vector<HistoryRecord> read_history(const std::string& path) {
    std::vector<HistoryRecord> entries;
    WorklistReader(path).each_entry([&](const HistoryRecord& entry) { entries.push_back(entry); });
    return entries;
}

std::vector<CatalogueRecord> read_catalogue(const std::string& path) {
    SQLite::Database database = open_to_read(path);
    return guarded(path, [&] { return catalogue_of(database); });
}

struct WorklistReader::Impl {
    explicit Impl(const std::string& file) : path(file), database(open_to_read(file)) {}

    template <class Visit>
    void each(const std::string& sql, const Visit& visit) {
        guarded(path, [&] {
            SQLite::Statement rows(database, sql);
            while (rows.executeStep()) visit(rows);
        });
    }

    std::string path;
    SQLite::Database database;
    std::map<std::string, bool> whole_columns;  ///< those looked at: runs share them
};

WorklistReader::WorklistReader(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
WorklistReader::~WorklistReader() = default;

std::string WorklistReader::identity() {
    return guarded(impl_->path, [&] { return identity_of(impl_->database); });
}

void WorklistReader::each_entry(const std::function<void(const HistoryRecord&)>& visit) {
    impl_->each(std::string("SELECT ") + history_columns + " FROM history ORDER BY id", [&](const SQLite::Statement& row) { visit(entry_of(row)); });
}

void WorklistReader::each_task(const std::function<void(const TaskRecord&)>& visit) {
    impl_->each(std::string("SELECT ") + task_columns + " FROM tasks ORDER BY id", [&](const SQLite::Statement& row) { visit(task_of(row)); });
}

void WorklistReader::each_run(const std::function<void(const RunRecord&)>& visit) {
    impl_->each(std::string("SELECT ") + run_columns + " FROM runs ORDER BY id", [&](const SQLite::Statement& row) { visit(run_of(row)); });
}

std::string WorklistReader::run_digest(std::int64_t run) {
    return guarded(impl_->path, [&] { return store::run_digest(impl_->database, run); });
}
bool WorklistReader::outcomes_whole(std::int64_t run) {
    return guarded(impl_->path, [&] { return store::outcomes_whole(impl_->database, run, impl_->whole_columns); });
}
std::string WorklistReader::tasks_digest() {
    return guarded(impl_->path, [&] { return store::tasks_digest(impl_->database); });
}
std::string WorklistReader::catalogue_digest() {
    return guarded(impl_->path, [&] { return store::catalogue_digest(impl_->database); });
}
std::string WorklistReader::subjects_digest() {
    return guarded(impl_->path, [&] { return store::subjects_digest(impl_->database); });
}
std::set<std::int64_t> WorklistReader::tasks_with_protected_benefit() {
    std::set<std::int64_t> tasks;
    if (!impl_->database.tableExists("benefit_secrecy")) return tasks;
    impl_->each("SELECT id FROM tasks WHERE programme IN (SELECT programme FROM benefit_secrecy WHERE secrecy <> 0)",
                [&](const SQLite::Statement& row) { tasks.insert(row.getColumn(0).getInt64()); });
    return tasks;
}
bool WorklistReader::is_guarded() {
    return guarded(impl_->path, [&] { return store::is_guarded(impl_->database); });
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
