// SPDX-License-Identifier: Apache-2.0
// Keys are looked up through the table's own index; a table without one gets a temporary list of its keys, so an import stays linear.
#include "engine/store/import_table.hpp"

#include <sqlite3.h>

#include <cassert>
#include <charconv>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/table_sql.hpp"

namespace tepat::store {
namespace {

constexpr const char* own_tables =
    "CREATE TABLE IF NOT EXISTS tepat_sisihan (impor INTEGER NOT NULL, berkas TEXT NOT NULL, baris INTEGER NOT NULL, entitas TEXT NOT NULL, "
    "kolom TEXT NOT NULL, alasan TEXT NOT NULL, isi TEXT NOT NULL, kunci TEXT NOT NULL DEFAULT '', tampil TEXT NOT NULL DEFAULT '');"
    "CREATE TABLE IF NOT EXISTS tepat_temuan (impor INTEGER NOT NULL, berkas TEXT NOT NULL, baris INTEGER NOT NULL, entitas TEXT NOT NULL, "
    "kunci TEXT NOT NULL, kolom TEXT NOT NULL, pemeriksaan TEXT NOT NULL, isi TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS tepat_asal (impor INTEGER NOT NULL, berkas TEXT NOT NULL, entitas TEXT NOT NULL, kunci_awal TEXT NOT NULL, "
    "rowid_awal INTEGER NOT NULL, rowid_akhir INTEGER NOT NULL, baris_awal INTEGER NOT NULL)";
constexpr const char* next_number =
    "SELECT 1 + max((SELECT coalesce(max(impor), 0) FROM tepat_sisihan), (SELECT coalesce(max(impor), 0) FROM tepat_temuan), "
    "(SELECT coalesce(max(impor), 0) FROM tepat_asal))";

/// Of a form, `file [sheet]` is the file's too.
constexpr const char* of_this_file = "(berkas = ?2 OR substr(berkas, 1, length(?2) + 2) = ?2 || ' [')";

/// Baselines made before rows had their key and a form to show.
void add_missing_columns(SQLite::Database& database) {
    const TableShape shape = shape_of(database, "tepat_sisihan");
    for (const char* column : {"kunci", "tampil"})
        if (find_column(shape, column) < 0) database.exec(std::string("ALTER TABLE tepat_sisihan ADD COLUMN ") + column + " TEXT NOT NULL DEFAULT ''");
}

void bind(SQLite::Statement& statement, int position, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return statement.bind(position, *number);
    if (const auto* text = std::get_if<std::string>(&cell)) return statement.bindNoCopy(position, *text);
    statement.bind(position);
}

std::string canonical(const Cell& key) {
    if (const auto* number = std::get_if<std::int64_t>(&key)) return std::to_string(*number);
    return std::get<std::string>(key);
}

/// The same key stored the other way: 5 for '5'.
Cell other_form(const std::string& canonical_key) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(canonical_key.data(), canonical_key.data() + canonical_key.size(), number);
    const bool whole = problem == std::errc() && end == canonical_key.data() + canonical_key.size() && std::to_string(number) == canonical_key;
    return whole ? Cell(number) : Cell(canonical_key);
}

Cell cell_of(const SQLite::Column& column) {
    if (column.isNull()) return std::monostate();
    if (column.isInteger()) return column.getInt64();
    return column.getString();
}

/// Runs a statement; a refused row is an answer, not a failure. The statement alone is undone, the transaction goes on.
std::optional<std::string> run_row(SQLite::Statement& statement) {
    try {
        statement.exec();
    } catch (const SQLite::Exception& problem) {
        const int code = problem.getErrorCode() & 0xFF;
        statement.tryReset();
        if (code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG) return problem.what();
        throw;
    }
    return std::nullopt;
}

}  // namespace

// ---------------------------------------------------------------------------------------------------- the transaction

struct ImportWork::State {
    State(const std::string& the_path, const std::string& the_file)
        : path(the_path), file(the_file), database(open_database(the_path, Access::write)) {
        guarded(path, [&] {
            database.exec("PRAGMA cache_size = -65536");
            database.exec("BEGIN IMMEDIATE");
            database.exec(own_tables);
            add_missing_columns(database);
            SQLite::Statement next(database, next_number);
            next.executeStep();
            number = next.getColumn(0).getInt64();
            aside.emplace(database, "INSERT INTO tepat_sisihan (impor, berkas, baris, entitas, kolom, alasan, isi, kunci, tampil) VALUES (?,?,?,?,?,?,?,?,?)");
            finding.emplace(database, "INSERT INTO tepat_temuan VALUES (?,?,?,?,?,?,?,?)");
        });
    }
    std::string path, file;
    SQLite::Database database;
    std::int64_t number = 1;
    bool own_tables_only = false;
    std::optional<SQLite::Statement> aside, finding;
};

ImportWork::ImportWork(const std::string& path, const std::string& file) : state_(std::make_unique<State>(path, file)) {}
ImportWork::~ImportWork() = default;

void ImportWork::turn_to(const std::string& file) { state_->file = file; }

void ImportWork::each_key(const program::Entity& entity, const std::function<void(const std::string& key)>& visit) {
    guarded(state_->path, [&] {
        if (find_column(shape_of(state_->database, entity.table), entity.key_column) < 0) return;
        SQLite::Statement keys(state_->database, "SELECT CAST(" + sql_name(entity.key_column) + " AS TEXT) FROM " + sql_name(entity.table) + " WHERE " +
                                                     sql_name(entity.key_column) + " IS NOT NULL");
        while (keys.executeStep()) visit(keys.getColumn(0).getString());
    });
}

void ImportWork::trust_cells(const program::Program& program) {
    guarded(state_->path, [&] {
        SQLite::Statement made(state_->database, "SELECT sql FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?)");
        for (const program::Entity& entity : program.entities) {
            made.reset();
            made.bind(1, entity.table);
            if (made.executeStep() && made.getColumn(0).getString() != table_sql(program, entity)) return;
        }
        state_->database.exec("PRAGMA ignore_check_constraints = ON");
        state_->own_tables_only = true;
    });
}

void ImportWork::set_aside(const SetAside& row) {
    guarded(state_->path, [&] {
        SQLite::Statement& aside = *state_->aside;
        aside.reset();
        aside.bind(1, state_->number);
        aside.bind(2, state_->file);
        aside.bind(3, static_cast<std::int64_t>(row.line));
        aside.bind(4, row.entity);
        aside.bind(5, row.column);
        aside.bind(6, row.reason);
        aside.bind(7, row.row);
        aside.bind(8, row.key);
        aside.bind(9, row.shown);
        aside.exec();
    });
}

void ImportWork::keep(const CellFinding& found) {
    guarded(state_->path, [&] {
        SQLite::Statement& finding = *state_->finding;
        finding.reset();
        finding.bind(1, state_->number);
        finding.bind(2, state_->file);
        finding.bind(3, static_cast<std::int64_t>(found.line));
        finding.bind(4, found.entity);
        finding.bind(5, found.key);
        finding.bind(6, found.column);
        finding.bind(7, found.check);
        finding.bind(8, found.detail);
        finding.exec();
    });
}

void ImportWork::forget_settled(const std::string& entity, const std::function<bool(const std::string& key)>& went_in) {
    guarded(state_->path, [&] {
        SQLite::Database& database = state_->database;
        SQLite::Statement own_rows(database, std::string("DELETE FROM tepat_sisihan WHERE impor < ?1 AND entitas = ?3 AND ") + of_this_file);
        own_rows.bind(1, state_->number);
        own_rows.bind(2, state_->file);
        own_rows.bind(3, entity);
        own_rows.exec();
        SQLite::Statement own_conflicts(database, std::string("DELETE FROM tepat_temuan WHERE impor < ?1 AND pemeriksaan = ?3 AND ") + of_this_file);
        own_conflicts.bind(1, state_->number);
        own_conflicts.bind(2, state_->file);
        own_conflicts.bind(3, kept_check);
        own_conflicts.exec();
        SQLite::Statement older(database, "DELETE FROM tepat_temuan WHERE impor < ?1 AND pemeriksaan <> ?2 AND (entitas, kunci, kolom) IN "
                                          "(SELECT entitas, kunci, kolom FROM tepat_temuan WHERE impor = ?1)");
        older.bind(1, state_->number);
        older.bind(2, replaced_check);
        older.exec();
        SQLite::Statement others(database, "SELECT _rowid_, kunci FROM tepat_sisihan WHERE impor < ? AND entitas = ? AND kunci <> ''");
        others.bind(1, state_->number);
        others.bind(2, entity);
        std::vector<std::int64_t> settled;
        while (others.executeStep())
            if (went_in(others.getColumn(1).getString())) settled.push_back(others.getColumn(0).getInt64());
        SQLite::Statement forget(database, "DELETE FROM tepat_sisihan WHERE _rowid_ = ?");
        for (const std::int64_t row : settled) {
            forget.reset();
            forget.bind(1, row);
            forget.exec();
        }
    });
}

void ImportWork::commit() {
    guarded(state_->path, [&] { state_->database.exec("COMMIT"); });
}

// ---------------------------------------------------------------------------------------------------- one table

struct ImportTable::State {
    State(ImportWork::State& the_work, const program::Entity& entity, std::vector<std::string> names, std::size_t key_position)
        : work(the_work), entity_name(entity.name), table(entity.table), key(entity.key_column), columns(std::move(names)), key_at(key_position) {
        guarded(work.path, [&] { prepare(); });
    }

    void prepare() {
        const TableShape shape = shape_of(work.database, table);
        if (!shape.exists) throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::missing_table, {work.path, table, entity_name});
        for (const std::string& column : columns)
            if (find_column(shape, column) < 0)
                throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::missing_column, {table, column});
        numbered = shape.has_rowid;
        prepare_statements(shape);
    }

    void prepare_statements(const TableShape& shape) {
        std::string names, marks, changes;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            names += (i == 0 ? "" : ", ") + sql_name(columns[i]);
            marks += i == 0 ? "?" : ", ?";
            if (i != key_at) changes += (changes.empty() ? "" : ", ") + sql_name(columns[i]) + " = ?" + std::to_string(i + 1);
        }
        if (changes.empty()) changes = sql_name(key) + " = " + sql_name(key);
        const std::string last = std::to_string(columns.size() + 1), after = std::to_string(columns.size() + 2);
        std::string by_key = sql_name(key) + " IN (?" + last + ", ?" + after + ")", stored_key = sql_name(key) + " IN (?1, ?2)";
        std::string known = "SELECT 1 FROM " + sql_name(table) + " WHERE " + stored_key;
        if (shape.has_rowid && scans(known)) {
            const std::string keys = sql_name("known_keys_" + table);
            work.database.exec("CREATE TEMP TABLE " + keys + " (key TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID");
            work.database.exec("INSERT OR IGNORE INTO temp." + keys + " SELECT CAST(" + sql_name(key) + " AS TEXT), _rowid_ FROM " + sql_name(table) +
                               " WHERE " + sql_name(key) + " IS NOT NULL");
            known = "SELECT 1 FROM temp." + keys + " WHERE key = ?1 OR ?2 IS NULL";
            by_key = "_rowid_ = (SELECT place FROM temp." + keys + " WHERE key = ?" + last + ") OR ?" + after + " IS NULL";
            stored_key = "_rowid_ = (SELECT place FROM temp." + keys + " WHERE key = ?1) OR ?2 IS NULL";
            remember.emplace(work.database, "INSERT INTO temp." + keys + " VALUES (?, last_insert_rowid())");
        }
        find.emplace(work.database, known);
        read.emplace(work.database, "SELECT " + names + " FROM " + sql_name(table) + " WHERE " + stored_key + " LIMIT 1");
        insert.emplace(work.database, "INSERT INTO " + sql_name(table) + " (" + names + ") VALUES (" + marks + ")");
        update.emplace(work.database, "UPDATE " + sql_name(table) + " SET " + changes + " WHERE " + by_key);
    }

    bool scans(const std::string& query) {
        SQLite::Statement plan(work.database, "EXPLAIN QUERY PLAN " + query);
        while (plan.executeStep())
            if (plan.getColumn(3).getString().starts_with("SCAN")) return true;
        return false;
    }

    /// The row just inserted, of a line: one more of a range in which row numbers and lines go up together, or the first of a new one.
    void note_origin(std::size_t line, const Cell& key_cell) {
        const std::int64_t place = work.database.getLastInsertRowid(), at = static_cast<std::int64_t>(line);
        if (first_place > 0 && place == last_place + 1 && at - first_line == place - first_place) {
            last_place = place;
            return;
        }
        write_origin();
        first_place = last_place = place;
        first_line = at;
        first_key = canonical(key_cell);
    }
    void write_origin() {
        if (first_place == 0) return;
        if (!origin) origin.emplace(work.database, "INSERT INTO tepat_asal VALUES (?,?,?,?,?,?,?)");
        origin->reset();
        origin->bind(1, work.number);
        origin->bind(2, work.file);
        origin->bind(3, entity_name);
        origin->bind(4, first_key);
        origin->bind(5, first_place);
        origin->bind(6, last_place);
        origin->bind(7, first_line);
        origin->exec();
        first_place = 0;
    }

    ImportWork::State& work;
    std::string entity_name, table, key;
    std::vector<std::string> columns;
    std::size_t key_at;
    bool numbered = false;
    std::int64_t first_place = 0, last_place = 0, first_line = 0;
    std::string first_key;
    std::optional<SQLite::Statement> find, read, insert, update, remember, origin;
};

ImportTable::ImportTable(ImportWork& work, const program::Entity& entity, std::vector<std::string> columns, std::size_t key)
    : state_(std::make_unique<State>(*work.state_, entity, std::move(columns), key)) {}
ImportTable::~ImportTable() = default;
ImportTable::ImportTable(ImportTable&&) noexcept = default;

bool ImportTable::refuses_known_keys() const { return state_->work.own_tables_only; }

bool ImportTable::has(const Cell& key) {
    return guarded(state_->work.path, [&] {
        const std::string text = canonical(key);
        const Cell other = other_form(text);
        state_->find->reset();
        state_->find->bindNoCopy(1, text);
        bind(*state_->find, 2, other);
        const bool found = state_->find->executeStep();
        state_->find->reset();
        return found;
    });
}

std::optional<std::vector<Cell>> ImportTable::read(const Cell& key) {
    return guarded(state_->work.path, [&]() -> std::optional<std::vector<Cell>> {
        const std::string text = canonical(key);
        const Cell other = other_form(text);
        state_->read->reset();
        state_->read->bindNoCopy(1, text);
        bind(*state_->read, 2, other);
        if (!state_->read->executeStep()) return std::nullopt;
        std::vector<Cell> cells;
        for (std::size_t i = 0; i < state_->columns.size(); ++i) cells.push_back(cell_of(state_->read->getColumn(static_cast<int>(i))));
        state_->read->reset();
        return cells;
    });
}

std::optional<std::string> ImportTable::insert(const std::vector<Cell>& cells, std::size_t line) {
    assert(cells.size() == state_->columns.size());
    return guarded(state_->work.path, [&] {
        state_->insert->tryReset();
        for (std::size_t i = 0; i < cells.size(); ++i) bind(*state_->insert, static_cast<int>(i) + 1, cells[i]);
        auto refused = run_row(*state_->insert);
        if (refused) return refused;
        if (state_->numbered) state_->note_origin(line, cells[state_->key_at]);
        if (!state_->remember) return refused;
        state_->remember->reset();
        state_->remember->bind(1, canonical(cells[state_->key_at]));
        state_->remember->exec();
        return refused;
    });
}

std::optional<std::string> ImportTable::update(const std::vector<Cell>& cells) {
    assert(cells.size() == state_->columns.size());
    return guarded(state_->work.path, [&] {
        const std::string text = canonical(cells[state_->key_at]);
        const Cell other = other_form(text);
        state_->update->tryReset();
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (i != state_->key_at) bind(*state_->update, static_cast<int>(i) + 1, cells[i]);
        state_->update->bindNoCopy(static_cast<int>(cells.size()) + 1, text);
        bind(*state_->update, static_cast<int>(cells.size()) + 2, other);
        return run_row(*state_->update);
    });
}

void ImportTable::finish() {
    guarded(state_->work.path, [&] { state_->write_origin(); });
}

// ---------------------------------------------------------------------------------------------------- by another column

struct JoinIndex::State {
    std::string path;
    std::optional<SQLite::Statement> find;
};

JoinIndex::JoinIndex(ImportWork& work, const std::string& table, const std::string& column, const std::string& give)
    : state_(std::make_unique<State>(State{work.state_->path, {}})) {
    guarded(state_->path, [&] {
        SQLite::Database& database = work.state_->database;
        const TableShape shape = shape_of(database, table);
        if (!shape.exists) throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::missing_table, {state_->path, table, table});
        for (const std::string& each : {column, give})
            if (find_column(shape, each) < 0) throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::missing_column, {table, each});
        const std::string index = sql_name("by_" + table + "_" + column);
        database.exec("CREATE TEMP TABLE " + index + " (text TEXT, give)");
        database.exec("INSERT INTO temp." + index + " SELECT CAST(" + sql_name(column) + " AS TEXT), " + sql_name(give) + " FROM " + sql_name(table) +
                      " WHERE " + sql_name(column) + " IS NOT NULL AND " + sql_name(column) + " <> '' AND " + sql_name(give) + " IS NOT NULL");
        database.exec("CREATE INDEX temp." + sql_name("by_" + table + "_" + column + "_text") + " ON " + index + " (text)");
        state_->find.emplace(database, "SELECT DISTINCT give FROM temp." + index + " WHERE text = ? ORDER BY 1 LIMIT 3");
    });
}
JoinIndex::~JoinIndex() = default;
JoinIndex::JoinIndex(JoinIndex&&) noexcept = default;

std::vector<Cell> JoinIndex::find(const std::string& text) {
    return guarded(state_->path, [&] {
        state_->find->reset();
        state_->find->bindNoCopy(1, text);
        std::vector<Cell> given;
        while (state_->find->executeStep()) given.push_back(cell_of(state_->find->getColumn(0)));
        return given;
    });
}

}  // namespace tepat::store
