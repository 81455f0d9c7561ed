// SPDX-License-Identifier: Apache-2.0
// One run's writing: a rollback journal and synchronous FULL, so a process that dies at any moment leaves the file as it was or complete.
#include "engine/store/worklist_db.hpp"

#include <cassert>
#include <filesystem>

#include "engine/store/worklist_records.hpp"

namespace tepat::store {
namespace {

namespace fs = std::filesystem;

void bind(SQLite::Statement& statement, int position, const std::optional<std::int64_t>& value) {
    if (value) statement.bind(position, *value);
    else statement.bind(position);
}

/// Numbers positions for bind().
class Binder {
public:
    explicit Binder(SQLite::Statement& statement) : statement_(statement) { statement_.reset(); }
    Binder& text(const std::string& value) {
        statement_.bindNoCopy(++position_, value);
        return *this;
    }
    /// For a text that does not live until the statement is run.
    Binder& copy(const std::string& value) {
        statement_.bind(++position_, value);
        return *this;
    }
    Binder& number(std::int64_t value) {
        statement_.bind(++position_, value);
        return *this;
    }
    Binder& number(const std::optional<std::int64_t>& value) {
        bind(statement_, ++position_, value);
        return *this;
    }
    Binder& blob(const std::string& bytes) {
        statement_.bind(++position_, bytes.data(), static_cast<int>(bytes.size()));
        return *this;
    }
    void run() { statement_.exec(); }

private:
    SQLite::Statement& statement_;
    int position_ = 0;
};

Binder& bind_content(Binder& binder, const TaskContent& content, const std::string& digest) {
    return binder.text(content.text)
        .text(content.agency)
        .text(content.priority)
        .text(content.due)
        .text(content.evidence)
        .number(content.benefit_low)
        .number(content.benefit_high)
        .text(content.benefit_kind)
        .number(content.benefit_scale)
        .text(content.benefit_per)
        .copy(join(content.reasons))
        .copy(join(content.missing))
        .number(content.provisional)
        .copy(join(content.conflicts))
        .blob(digest);
}

SQLite::Database open_worklist(const std::string& path, bool create) {
    SQLite::Database database = open_database(path, create ? Access::create : Access::write);
    guarded(path, [&] {
        database.exec("PRAGMA synchronous = FULL");
        database.exec("PRAGMA cache_size = -131072");  // a run's pages stay in memory until the commit
        database.exec("PRAGMA secure_delete = OFF");  // nothing is deleted here, so nothing needs zeroing
        database.exec("BEGIN IMMEDIATE");
        if (is_fresh_worklist(database, path)) create_worklist(database);
        else if (is_old_worklist(database)) migrate_worklist(database);
    });
    return database;
}

}  // namespace

std::string digest_of(const TaskContent& content) {
    std::string all;
    const auto add = [&](const std::string& text) { add_netstring(all, text); };
    const auto number = [&](const std::optional<std::int64_t>& value) { add(value ? std::to_string(*value) : "-"); };
    for (const std::string* text : {&content.text, &content.agency, &content.priority, &content.due, &content.evidence, &content.benefit_per})
        add(*text);
    number(content.benefit_low);
    number(content.benefit_high);
    add(join(content.reasons));
    add(join(content.missing));
    if (content.benefit_kind != "rupiah") add(content.benefit_kind + std::to_string(content.benefit_scale));
    if (content.provisional) add("provisional");
    if (!content.conflicts.empty()) add(join(content.conflicts));
    return blake2b(all, 16);
}

namespace {

std::string marked(const std::string& bytes) {
    const std::string mark = blake2b(bytes, 16);
    return hex_of(reinterpret_cast<const unsigned char*>(mark.data()), mark.size());
}

std::string identity_bytes(const TaskRecord& task, const std::string& digest) {
    std::string all;
    for (const std::string* text : {&task.kind, &task.programme, &task.rule, &task.period}) add_netstring(all, *text);
    add_netstring(all, std::to_string(task.subject));
    add_netstring(all, digest);
    return all;
}

}  // namespace

std::string mark_of(const TaskRecord& task, const std::string& digest) {
    std::string all = identity_bytes(task, digest);
    for (const std::string* text : {&task.due_from, &task.content.benefit_kind}) add_netstring(all, *text);
    add_netstring(all, std::to_string(task.content.benefit_scale));
    return marked(all);
}

std::string short_mark_of(const TaskRecord& task, const std::string& digest) { return marked(identity_bytes(task, digest)); }

struct WorklistWriter::Impl {
    Impl(const std::string& file, bool create) : path(file), existed(fs::exists(file)), database(open_worklist(file, create)) {}

    SQLite::Statement prepare(const std::string& sql) { return SQLite::Statement(database, sql); }
    std::int64_t last_id() const { return database.getLastInsertRowid(); }
    void happened(std::int64_t task, const EventRecord& event, const std::string& state, const std::string& mark) {
        HistoryRecord entry{0, task, event.run, event.event, state, mark, event.detail, event.person, event.reason, event.at, {}};
        history.add(entry);
    }

    std::string path;
    bool existed;
    bool committed = false;
    SQLite::Database database;
    SQLite::Statement insert_subject = prepare(std::string("INSERT INTO subjects (") + subject_columns + ") VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?)");
    SQLite::Statement change_subject = prepare(
        "UPDATE subjects SET entity_label=?, key_secrecy=?, parent=?, area=?, name_label=?, name=?, name_secrecy=?, address=?, numbers=? WHERE id=?");
    SQLite::Statement insert_task = prepare(
        "INSERT INTO tasks (kind, programme, rule, subject, period, state, due_from, text, agency, priority, due, evidence, benefit_low, "
        "benefit_high, benefit_kind, benefit_scale, benefit_per, reasons, missing, provisional, conflicts, digest, rank, area, first_run, "
        "last_run) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    SQLite::Statement change_task = prepare(
        "UPDATE tasks SET state=?, by_person=?, due_from=?, text=?, agency=?, priority=?, due=?, evidence=?, benefit_low=?, benefit_high=?, "
        "benefit_kind=?, benefit_scale=?, benefit_per=?, reasons=?, missing=?, provisional=?, conflicts=?, digest=?, rank=?, area=?, last_run=?, "
        "until=? WHERE id=?");
    SQLite::Statement select_task = prepare(std::string("SELECT ") + task_columns + " FROM tasks WHERE id = ?");
    SQLite::Statement touch = prepare("UPDATE tasks SET last_run=?, rank=?, area=? WHERE id=?");
    SQLite::Statement close = prepare("UPDATE tasks SET state=?, by_person=?, until=?, superseded_by=? WHERE id=?");
    SQLite::Statement give_to = prepare("UPDATE tasks SET assignee=? WHERE id=?");
    SQLite::Statement count_evidence = prepare("UPDATE tasks SET evidence_files=evidence_files+1 WHERE id=?");
    HistoryWriter history{database};
};

WorklistWriter::WorklistWriter(const std::string& path, bool create) {
    const bool existed = fs::exists(path);
    try {
        impl_ = guarded(path, [&] { return std::make_unique<Impl>(path, create); });
    } catch (...) {
        std::error_code ignored;
        if (!existed && fs::is_empty(path, ignored)) fs::remove(path, ignored);
        throw;
    }
}

WorklistWriter::~WorklistWriter() {
    const std::string path = impl_->path;
    const bool remove = !impl_->existed && !impl_->committed;
    impl_.reset();  // closing without a commit rolls back
    std::error_code ignored;
    if (remove && fs::is_empty(path, ignored)) fs::remove(path, ignored);
}

WorklistStamp WorklistWriter::stamp() {
    return guarded(impl_->path, [&] { return stamp_of(impl_->database); });
}

std::string WorklistWriter::identity() {
    return guarded(impl_->path, [&] { return identity_of(impl_->database); });
}

std::string WorklistWriter::last_date() {
    return guarded(impl_->path, [&]() -> std::string {
        SQLite::Statement last(impl_->database, "SELECT reference_date FROM runs ORDER BY id DESC LIMIT 1");
        return last.executeStep() ? last.getColumn(0).getString() : "";
    });
}

std::int64_t WorklistWriter::begin_run(const RunRecord& run) {
    return guarded(impl_->path, [&] {
        SQLite::Statement insert = impl_->prepare(
            "INSERT INTO runs (id, rule_set_hash, fingerprint, reference_date, program_version, started_at, counts, worklist) "
            "VALUES ((SELECT coalesce(max(id), 0) + 1 FROM runs),?,?,?,?,?,'{}',?)");
        Binder(insert)
            .text(run.rule_set_hash)
            .text(run.fingerprint)
            .text(run.reference_date)
            .text(run.program_version)
            .text(run.started_at)
            .text(run.worklist)
            .run();
        return impl_->last_id();
    });
}

void WorklistWriter::finish_run(const RunRecord& run, const std::vector<RuleCountRecord>& rules) {
    guarded(impl_->path, [&] {
        SQLite::Statement update = impl_->prepare("UPDATE runs SET counts=? WHERE id=?");
        Binder(update).text(run.counts).number(run.id).run();
        SQLite::Statement insert = impl_->prepare("INSERT INTO rule_counts VALUES (?,?,?,?,?,?,?)");
        for (const RuleCountRecord& rule : rules) {
            Binder row(insert);
            row.number(run.id).text(rule.rule).number(static_cast<std::int64_t>(rule.subjects));
            for (const std::size_t count : rule.count) row.number(static_cast<std::int64_t>(count));
            row.run();
        }
        HistoryRecord entry;
        entry.run = run.id;
        entry.event = "run";
        entry.at = run.started_at;
        entry.detail = run_json(run, run_digest(impl_->database, run.id), subjects_digest(impl_->database), tasks_digest(impl_->database),
                                catalogue_digest(impl_->database));
        impl_->history.add(entry);
    });
}

void WorklistWriter::add_coverage(std::int64_t run, const CoverageRecords& coverage) {
    guarded(impl_->path, [&] { write_coverage(impl_->database, run, coverage); });
}

void WorklistWriter::record_outcomes(std::int64_t run, const RecordedOutcomes& outcomes) {
    guarded(impl_->path, [&] { write_outcomes(impl_->database, run, outcomes); });
}

void WorklistWriter::catalogue(const CatalogueRecord& record) {
    guarded(impl_->path, [&] {
        SQLite::Statement insert = impl_->prepare("INSERT OR REPLACE INTO catalogue (kind, name, label, belongs_to, legal_basis) VALUES (?,?,?,?,?)");
        Binder(insert).text(record.kind).text(record.name).text(record.label).text(record.of).copy(texts_json(record.legal_basis)).run();
    });
}

void WorklistWriter::protect_benefits(const std::map<std::string, int>& by_programme) {
    guarded(impl_->path, [&] {
        for (const auto& [programme, secrecy] : by_programme) {
            SQLite::Statement insert = impl_->prepare("INSERT OR REPLACE INTO benefit_secrecy (programme, secrecy) VALUES (?,?)");
            Binder(insert).text(programme).number(secrecy).run();
        }
    });
}

void WorklistWriter::name_facts(const std::map<std::string, std::string>& labels) {
    guarded(impl_->path, [&] {
        impl_->database.exec("CREATE TABLE IF NOT EXISTS fact_labels (name TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID");
        SQLite::Statement insert = impl_->prepare("INSERT OR REPLACE INTO fact_labels (name, label) VALUES (?,?)");
        for (const auto& [name, label] : labels) Binder(insert).text(name).text(label).run();
    });
}

std::vector<CatalogueRecord> WorklistWriter::read_catalogue() {
    return guarded(impl_->path, [&] { return catalogue_of(impl_->database); });
}

void WorklistWriter::each_subject(const std::function<void(const SubjectRecord&)>& visit) {
    guarded(impl_->path, [&] {
        SQLite::Statement rows = impl_->prepare(std::string("SELECT ") + subject_columns + " FROM subjects ORDER BY id");
        while (rows.executeStep()) visit(subject_of(rows));
    });
}

void WorklistWriter::each_task(const std::function<void(const KnownTask&)>& visit) {
    guarded(impl_->path, [&] {
        SQLite::Statement rows =
            impl_->prepare("SELECT id, kind, programme, rule, period, state, due_from, by_person, subject, digest, until FROM tasks ORDER BY id");
        while (rows.executeStep()) {
            const auto text = [&](int column) { return rows.getColumn(column).getString(); };
            visit({rows.getColumn(0).getInt64(), text(1), text(2), text(3), text(4), text(5), text(6), rows.getColumn(7).getInt() != 0,
                   rows.getColumn(8).getInt64(), text(9), text(10)});
        }
    });
}

void WorklistWriter::each_entry_of(const std::unordered_set<std::int64_t>& tasks, const std::function<void(const HistoryRecord&)>& visit) {
    if (tasks.empty()) return;
    guarded(impl_->path, [&] {
        SQLite::Statement rows = impl_->prepare(std::string("SELECT ") + history_columns + " FROM history ORDER BY id");
        while (rows.executeStep())
            if (tasks.contains(rows.getColumn(1).getInt64())) visit(entry_of(rows));
    });
}

std::optional<TaskRecord> WorklistWriter::find_task(std::int64_t id) {
    return guarded(impl_->path, [&]() -> std::optional<TaskRecord> {
        SQLite::Statement& row = impl_->select_task;
        row.reset();
        row.bind(1, id);
        if (!row.executeStep()) return std::nullopt;
        return task_of(row);
    });
}

TaskRecord WorklistWriter::read_task(std::int64_t id) {
    std::optional<TaskRecord> task = find_task(id);
    assert(task && "read_task is asked for ids that each_task gave");
    return *std::move(task);
}

std::int64_t WorklistWriter::add_subject(const SubjectRecord& subject) {
    return guarded(impl_->path, [&] {
        Binder(impl_->insert_subject)
            .text(subject.entity)
            .text(subject.entity_label)
            .text(subject.key)
            .number(subject.key_secrecy)
            .number(subject.parent)
            .number(subject.area)
            .text(subject.name.label)
            .text(subject.name.value)
            .number(subject.name.secrecy)
            .copy(address_json(subject.address))
            .copy(numbers_json(subject.numbers))
            .run();
        return impl_->last_id();
    });
}

void WorklistWriter::update_subject(const SubjectRecord& subject) {
    guarded(impl_->path, [&] {
        Binder(impl_->change_subject)
            .text(subject.entity_label)
            .number(subject.key_secrecy)
            .number(subject.parent)
            .number(subject.area)
            .text(subject.name.label)
            .text(subject.name.value)
            .number(subject.name.secrecy)
            .copy(address_json(subject.address))
            .copy(numbers_json(subject.numbers))
            .number(subject.id)
            .run();
    });
}

std::int64_t WorklistWriter::add_task(const TaskRecord& task, const EventRecord& event) {
    return guarded(impl_->path, [&] {
        const std::string digest = digest_of(task.content);
        Binder row(impl_->insert_task);
        row.text(task.kind).text(task.programme).text(task.rule).number(task.subject).text(task.period).text(task.state).text(task.due_from);
        bind_content(row, task.content, digest).number(task.rank).text(task.area).number(task.first_run).number(task.last_run).run();
        const std::int64_t id = impl_->last_id();
        impl_->happened(id, event, task.state, mark_of(task, digest));
        return id;
    });
}

void WorklistWriter::update_task(const TaskRecord& task, const EventRecord& event) {
    guarded(impl_->path, [&] {
        const std::string digest = digest_of(task.content);
        Binder row(impl_->change_task);
        row.text(task.state).number(task.by_person).text(task.due_from);
        bind_content(row, task.content, digest).number(task.rank).text(task.area).number(task.last_run).text(task.until).number(task.id).run();
        impl_->happened(task.id, event, task.state, mark_of(task, digest));
    });
}

void WorklistWriter::touch_task(const TaskRecord& task) {
    guarded(impl_->path, [&] { Binder(impl_->touch).number(task.last_run).number(task.rank).text(task.area).number(task.id).run(); });
}

void WorklistWriter::set_state(std::int64_t task, const std::string& state, const EventRecord& event, const std::string& until,
                               std::int64_t superseded_by) {
    guarded(impl_->path, [&] {
        Binder(impl_->close).text(state).number(!event.person.empty()).text(until).number(superseded_by).number(task).run();
        impl_->happened(task, event, state, "");
    });
}

void WorklistWriter::assign(std::int64_t task, const std::string& assignee, const EventRecord& event) {
    guarded(impl_->path, [&] {
        Binder(impl_->give_to).text(assignee).number(task).run();
        impl_->happened(task, event, "", "");
    });
}

void WorklistWriter::add_evidence(std::int64_t task, const EventRecord& event) {
    guarded(impl_->path, [&] {
        Binder(impl_->count_evidence).number(task).run();
        impl_->happened(task, event, "", "");
    });
}

void WorklistWriter::add_history(HistoryRecord entry) {
    guarded(impl_->path, [&] { impl_->history.add(entry); });
}

std::string WorklistWriter::head() { return hex_of(impl_->history.head()); }

void WorklistWriter::commit() {
    guarded(impl_->path, [&] { impl_->database.exec("COMMIT"); });
    impl_->committed = true;
}

}  // namespace tepat::store
