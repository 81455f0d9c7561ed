// SPDX-License-Identifier: Apache-2.0
// What a list is sorted by is worked out once for every subject, from the outermost area inwards, in a temporary table. The sorter carries
// these keys and the task's number only; the task itself is read when its turn comes.
#include "engine/store/listed_tasks.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/store/worklist_records.hpp"

namespace tepat::store {
namespace {

// char(31) ends a piece, so that no value runs into the next.
constexpr const char* order_tables = R"(
CREATE TEMP TABLE own (
  id INTEGER PRIMARY KEY, parent INTEGER NOT NULL, area INTEGER NOT NULL, called TEXT NOT NULL, address TEXT NOT NULL, inside INTEGER NOT NULL);
CREATE TEMP TABLE reading_order (
  subject_id INTEGER PRIMARY KEY, area_order TEXT NOT NULL, address_order TEXT NOT NULL, name_order TEXT NOT NULL, inside INTEGER NOT NULL);
)";
constexpr const char* fill_own = R"(
INSERT INTO own SELECT id, parent, area, name || char(31) || key || char(31),
  iif(address = '', '', coalesce((SELECT group_concat(json_extract(piece.value, '$[1]') || char(31), '') FROM json_each(address) AS piece), '')),
  area AND (key = ?1 OR lower(name) = lower(?1))
FROM subjects)";
constexpr const char* index_own = "CREATE INDEX temp.below ON own (parent)";
constexpr const char* fill_order = R"(
INSERT INTO reading_order
WITH RECURSIVE down (id, areas, addresses, names, inside) AS (
  SELECT id, iif(area, called, ''), address, iif(area, '', called), inside
  FROM own WHERE parent = 0 OR NOT EXISTS (SELECT 1 FROM own AS above WHERE above.id = own.parent)
  UNION ALL
  SELECT own.id, areas || iif(own.area, called, ''), addresses || own.address, names || iif(own.area, '', called), down.inside OR own.inside
  FROM down JOIN own ON own.parent = down.id)
SELECT id, areas, addresses, names, inside FROM down)";

/// SQL: the name in `column` is what was asked for. A label that is missing is the name itself.
std::string is_called(const std::string& column, const std::string& kind, const std::string& wanted) {
    return '(' + column + " = " + wanted + " OR lower(coalesce((SELECT nullif(label, '') FROM catalogue WHERE kind = '" + kind + "' AND name = " + column +
           "), " + column + ")) = lower(" + wanted + "))";
}

std::string selected() {
    return " FROM tasks JOIN reading_order ON subject_id = subject WHERE (?1 = '' OR state = ?1) AND (?2 = '' OR " + is_called("agency", "agency", "?2") +
           " OR (assignee <> '' AND " + is_called("assignee", "agency", "?2") + ")) AND (?3 = '' OR " + is_called("programme", "programme", "?3") +
           ") AND (?4 = '' OR inside)";
}

constexpr const char* agency_first = "iif(assignee IN (SELECT name FROM catalogue WHERE kind = 'agency'), assignee, agency), ";
constexpr const char* reading_order = "area_order, address_order, name_order, programme, rule, kind, period, id";

// The newest subject stands for its entity. Areas stand far out: whoever has fewer above is asked later.
constexpr const char* one_of_each_entity =
    "SELECT (SELECT max(id) FROM subjects AS s WHERE s.entity = e.entity) FROM (SELECT DISTINCT entity FROM subjects) AS e";
constexpr const char* has_number = R"(
SELECT EXISTS (SELECT 1 FROM subjects, json_each(subjects.numbers) AS n
  WHERE subjects.numbers <> '' AND json_extract(n.value, '$[0]') = ? AND json_extract(n.value, '$[2]') GLOB '[0-9]*'))";
constexpr const char* last_change = "SELECT event FROM history WHERE event = 'run' OR event = 'upgraded' ORDER BY id DESC LIMIT 1";

// Neighbours share their family and their areas.
constexpr std::size_t remembered_subjects = 4096;

}  // namespace

struct ListedTasks::Impl {
    Impl(const std::string& file, TaskSelection chosen) : path(file), selection(std::move(chosen)), database(open_to_read(file)) {
        guarded(path, [&] {
            database.exec(order_tables);
            SQLite::Statement own(database, fill_own);
            own.bind(1, selection.village);
            own.exec();
            database.exec(index_own);
            database.exec(fill_order);
        });
    }

    SQLite::Statement select(const std::string& columns, const std::string& more = {}) {
        SQLite::Statement statement(database, "SELECT " + columns + selected() + more);
        statement.bind(1, selection.state);
        statement.bind(2, selection.agency);
        statement.bind(3, selection.programme);
        statement.bind(4, selection.village);
        return statement;
    }

    std::size_t count(const std::string& more) {
        return guarded(path, [&] {
            SQLite::Statement statement = select("count(*)", more);
            statement.executeStep();
            return static_cast<std::size_t>(statement.getColumn(0).getInt64());
        });
    }

    const SubjectRecord* find(std::int64_t id) {
        const auto found = known.find(id);
        if (found != known.end()) return &found->second;
        one_subject.reset();
        one_subject.bind(1, id);
        if (!one_subject.executeStep()) return nullptr;
        return &known.emplace(id, subject_of(one_subject)).first->second;
    }

    SubjectChain chain_of(std::int64_t subject) {
        if (known.size() >= remembered_subjects) known.clear();
        SubjectChain chain;
        for (const SubjectRecord* record = find(subject); record != nullptr; record = record->parent == 0 ? nullptr : find(record->parent))
            chain.push_back(*record);
        return chain;
    }

    /// A subject of each entity with those above it, the longest such row first.
    std::vector<SubjectChain> examples() {
        std::vector<SubjectChain> chains;
        SQLite::Statement ids(database, one_of_each_entity);
        while (ids.executeStep()) chains.push_back(chain_of(ids.getColumn(0).getInt64()));
        std::sort(chains.begin(), chains.end(), [](const SubjectChain& a, const SubjectChain& b) {
            return std::pair(b.size(), a.front().entity) < std::pair(a.size(), b.front().entity);
        });
        return chains;
    }

    bool any_has(const std::string& fact) {
        SQLite::Statement row(database, has_number);
        row.bind(1, fact);
        row.executeStep();
        return row.getColumn(0).getInt() != 0;
    }

    TaskRecord task(std::int64_t id) {
        one_task.reset();
        one_task.bind(1, id);
        one_task.executeStep();
        return task_of(one_task);
    }

    std::string path;
    TaskSelection selection;
    SQLite::Database database;
    SQLite::Statement one_subject{database, std::string("SELECT ") + subject_columns + " FROM subjects WHERE id = ?"};
    SQLite::Statement one_task{database, std::string("SELECT ") + task_columns + " FROM tasks WHERE id = ?"};
    std::unordered_map<std::int64_t, SubjectRecord> known;
};

ListedTasks::ListedTasks(const std::string& path, const TaskSelection& selection) : impl_(std::make_unique<Impl>(path, selection)) {}
ListedTasks::~ListedTasks() = default;

std::size_t ListedTasks::count() { return impl_->count(""); }
bool ListedTasks::any_in_area() { return impl_->count(" AND area_order <> ''") > 0; }

namespace {

void name_number(std::vector<NumberName>& names, const NumberRecord& number) {
    const auto same = std::find_if(names.begin(), names.end(), [&](const NumberName& name) { return name.fact == number.fact; });
    if (same == names.end()) names.push_back({number.fact, number.piece.label});
    else if (number.piece.label.size() < same->label.size()) same->label = number.piece.label;
}

}  // namespace

PieceNames ListedTasks::piece_names() {
    return guarded(impl_->path, [&] {
        PieceNames names;
        for (const SubjectChain& chain : impl_->examples()) {
            for (const PieceRecord& piece : chain.front().address)
                if (std::find(names.address.begin(), names.address.end(), piece.label) == names.address.end()) names.address.push_back(piece.label);
            for (const NumberRecord& number : chain.front().numbers) name_number(names.numbers, number);
        }
        std::erase_if(names.numbers, [&](const NumberName& name) { return !impl_->any_has(name.fact); });
        return names;
    });
}

std::vector<std::string> ListedTasks::periods() {
    return guarded(impl_->path, [&] {
        std::vector<std::string> all;
        SQLite::Statement rows = impl_->select("DISTINCT period", " AND period <> '-' ORDER BY period");
        while (rows.executeStep()) all.push_back(rows.getColumn(0).getString());
        return all;
    });
}

bool ListedTasks::lacks_numbers() {
    return guarded(impl_->path, [&] {
        SQLite::Statement row(impl_->database, last_change);
        return row.executeStep() && row.getColumn(0).getString() == "upgraded";
    });
}

std::string ListedTasks::identity() {
    return guarded(impl_->path, [&] { return identity_of(impl_->database); });
}

std::optional<RunRecord> ListedTasks::last_run() {
    return guarded(impl_->path, [&]() -> std::optional<RunRecord> {
        SQLite::Statement row(impl_->database, std::string("SELECT ") + run_columns + " FROM runs ORDER BY id DESC LIMIT 1");
        if (!row.executeStep()) return std::nullopt;
        return run_of(row);
    });
}

std::vector<CatalogueRecord> ListedTasks::catalogue() {
    return guarded(impl_->path, [&] { return catalogue_of(impl_->database); });
}

std::map<std::string, std::string> ListedTasks::fact_labels() {
    return guarded(impl_->path, [&] { return fact_labels_of(impl_->database); });
}

std::map<std::string, int> ListedTasks::benefit_secrecy() {
    return guarded(impl_->path, [&] { return benefit_secrecy_of(impl_->database); });
}

void ListedTasks::each(const std::function<void(const TaskRecord&, const SubjectChain&)>& visit) {
    guarded(impl_->path, [&] {
        SQLite::Statement rows = impl_->select("id", std::string(" ORDER BY ") + (impl_->selection.by_agency ? agency_first : "") + reading_order);
        while (rows.executeStep()) {
            const TaskRecord task = impl_->task(rows.getColumn(0).getInt64());
            visit(task, impl_->chain_of(task.subject));
        }
    });
}

void each_area(const std::string& path, const std::function<void(const SubjectRecord&)>& visit) {
    SQLite::Database database = open_to_read(path);
    guarded(path, [&] {
        SQLite::Statement rows(database, std::string("SELECT ") + subject_columns + " FROM subjects WHERE area ORDER BY id");
        while (rows.executeStep()) visit(subject_of(rows));
    });
}

}  // namespace tepat::store
