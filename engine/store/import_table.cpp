// SPDX-License-Identifier: Apache-2.0
// Keys are looked up through the table's own index; a table without one gets a temporary list of its keys, so an import stays linear.
#include "engine/store/import_table.hpp"

#include <sqlite3.h>

#include <cassert>
#include <charconv>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/connection.hpp"

namespace tepat::store {
namespace {

constexpr const char* set_aside_layout =
    "CREATE TABLE IF NOT EXISTS tepat_sisihan (impor INTEGER NOT NULL, berkas TEXT NOT NULL, baris INTEGER NOT NULL, entitas TEXT NOT NULL, "
    "kolom TEXT NOT NULL, alasan TEXT NOT NULL, isi TEXT NOT NULL)";

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

}  // namespace

struct ImportTable::State {
    State(const std::string& file, const program::Entity& entity, std::vector<std::string> names, std::size_t key_position)
        : path(file), table(entity.table), key(entity.key_column), columns(std::move(names)), key_at(key_position),
          database(open_database(file, Access::write)) {
        guarded(path, [&] { prepare(entity); });
    }

    void prepare(const program::Entity& entity) {
        database.exec("PRAGMA cache_size = -65536");
        database.exec("BEGIN IMMEDIATE");
        const TableShape shape = shape_of(database, table);
        if (!shape.exists) throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::missing_table, {path, table, entity.name});
        for (const std::string& column : columns)
            if (find_column(shape, column) < 0)
                throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::missing_column, {table, column});
        database.exec(set_aside_layout);
        SQLite::Statement number(database, "SELECT coalesce(max(impor), 0) + 1 FROM tepat_sisihan");
        number.executeStep();
        import = number.getColumn(0).getInt64();
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
        std::string by_key = " WHERE " + sql_name(key) + " IN (?" + last + ", ?" + after + ")";
        std::string known = "SELECT 1 FROM " + sql_name(table) + " WHERE " + sql_name(key) + " IN (?1, ?2)";
        if (shape.has_rowid && scans(known)) {
            database.exec("CREATE TEMP TABLE known_keys (key TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID");
            database.exec("INSERT OR IGNORE INTO known_keys SELECT CAST(" + sql_name(key) + " AS TEXT), _rowid_ FROM " + sql_name(table) + " WHERE " +
                          sql_name(key) + " IS NOT NULL");
            known = "SELECT 1 FROM known_keys WHERE key = ?1 OR ?2 IS NULL";
            by_key = " WHERE _rowid_ = (SELECT place FROM known_keys WHERE key = ?" + last + ") OR ?" + after + " IS NULL";
            remember.emplace(database, "INSERT INTO known_keys VALUES (?, last_insert_rowid())");
        }
        find.emplace(database, known);
        insert.emplace(database, "INSERT INTO " + sql_name(table) + " (" + names + ") VALUES (" + marks + ")");
        update.emplace(database, "UPDATE " + sql_name(table) + " SET " + changes + by_key);
        aside.emplace(database, "INSERT INTO tepat_sisihan VALUES (?,?,?,?,?,?,?)");
    }

    bool scans(const std::string& query) {
        SQLite::Statement plan(database, "EXPLAIN QUERY PLAN " + query);
        while (plan.executeStep())
            if (plan.getColumn(3).getString().starts_with("SCAN")) return true;
        return false;
    }

    std::string path, table, key;
    std::vector<std::string> columns;
    std::size_t key_at;
    SQLite::Database database;
    std::int64_t import = 1;
    std::optional<SQLite::Statement> find, insert, update, aside, remember;
};

ImportTable::ImportTable(const std::string& path, const program::Entity& entity, std::vector<std::string> columns, std::size_t key)
    : state_(std::make_unique<State>(path, entity, std::move(columns), key)) {}
ImportTable::~ImportTable() = default;

bool ImportTable::has(const Cell& key) {
    return guarded(state_->path, [&] {
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

namespace {

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

std::optional<std::string> ImportTable::insert(const std::vector<Cell>& cells) {
    assert(cells.size() == state_->columns.size());
    return guarded(state_->path, [&] {
        state_->insert->tryReset();
        for (std::size_t i = 0; i < cells.size(); ++i) bind(*state_->insert, static_cast<int>(i) + 1, cells[i]);
        auto refused = run_row(*state_->insert);
        if (refused || !state_->remember) return refused;
        state_->remember->reset();
        state_->remember->bind(1, canonical(cells[state_->key_at]));
        state_->remember->exec();
        return refused;
    });
}

std::optional<std::string> ImportTable::update(const std::vector<Cell>& cells) {
    assert(cells.size() == state_->columns.size());
    return guarded(state_->path, [&] {
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

void ImportTable::set_aside(const SetAside& row) {
    guarded(state_->path, [&] {
        SQLite::Statement& aside = *state_->aside;
        aside.reset();
        aside.bind(1, state_->import);
        aside.bind(2, row.file);
        aside.bind(3, static_cast<std::int64_t>(row.line));
        aside.bind(4, row.entity);
        aside.bind(5, row.column);
        aside.bind(6, row.reason);
        aside.bind(7, row.row);
        aside.exec();
    });
}

void ImportTable::commit() {
    guarded(state_->path, [&] { state_->database.exec("COMMIT"); });
}

}  // namespace tepat::store
