// SPDX-License-Identifier: Apache-2.0
// Plain SELECTs; statements for single rows are prepared once.
#include "engine/store/baseline_scan.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <optional>

#include "engine/store/cells.hpp"
#include "engine/store/connection.hpp"

namespace tepat::store {
namespace {

std::string_view text_of(const SQLite::Column& column) {
    const char* text = column.getText("");
    return {text, static_cast<std::size_t>(column.getBytes())};
}

std::string_view text_at(sqlite3_stmt* row, int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
    return text == nullptr ? std::string_view() : std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
}

std::string list_of(const std::vector<std::string>& columns) {
    std::string names;
    for (const std::string& column : columns) names += ", " + (column.empty() ? std::string("NULL") : sql_name(column));
    return names;
}

struct Range {
    std::int64_t first = 0, last = 0, line = 0;
    std::string file;
    bool sound = false;
};

}  // namespace

struct BaselineScan::State {
    explicit State(const std::string& the_path) : path(the_path), database(open_database(the_path, Access::read)) {
        guarded(path, [&] { refuse_snapshot(path, database); });
    }

    SQLite::Statement& prepared(const std::string& sql) {
        auto& statement = statements[sql];
        if (!statement) statement.emplace(database, sql);
        statement->reset();
        return *statement;
    }
    static std::vector<std::string> one_row(SQLite::Statement& statement, std::size_t columns) {
        std::vector<std::string> cells;
        if (statement.executeStep())
            for (std::size_t i = 0; i < columns; ++i) cells.emplace_back(text_of(statement.getColumn(static_cast<int>(i) + 1)));
        statement.reset();
        return cells;
    }
    /// Asked for every finding; the file is only read, so it is looked up once.
    const TableShape& shape(const std::string& table) {
        const auto found = shapes.find(table);
        return found != shapes.end() ? found->second : shapes.emplace(table, shape_of(database, table)).first->second;
    }
    bool exists(const std::string& table) { return shape(table).exists; }
    std::string place_of(const std::string& table) { return shape(table).has_rowid ? "_rowid_" : "0"; }

    /// Cells of a column that are no key of `target`.
    void missing_keys(const program::Entity& entity, const std::string& column, const program::Fact* fact, const program::Entity& target, const BaselineScan::VisitWrong& visit) {
        if (!exists(target.table) || find_column(shape(entity.table), column) < 0 || find_column(shape(target.table), target.key_column) < 0) return;
        const std::string name = sql_name(column);
        SQLite::Statement query(database, "SELECT " + place_of(entity.table) + ", " + sql_name(entity.key_column) + ", " + name + " FROM " + sql_name(entity.table) +
                                              " WHERE " + name + " IS NOT NULL AND " + name + " <> '' AND CAST(" + name + " AS TEXT) NOT IN (SELECT CAST(" +
                                              sql_name(target.key_column) + " AS TEXT) FROM " + sql_name(target.table) + " WHERE " + sql_name(target.key_column) +
                                              " IS NOT NULL)");
        while (query.executeStep()) {
            const SQLite::Column cell = query.getColumn(2);
            const std::string_view text = text_of(cell);
            const bool unknown = fact != nullptr && std::find(fact->counts_as_missing.begin(), fact->counts_as_missing.end(), text) != fact->counts_as_missing.end();
            if (!unknown) visit(query.getColumn(0).getInt64(), text_of(query.getColumn(1)), column, fact, text);
        }
    }

    /// The ranges of an entity; those of which the first row is no longer what it was are not believed.
    const std::vector<Range>& ranges_of(const program::Entity& entity) {
        const auto found = ranges.find(entity.name);
        if (found != ranges.end()) return found->second;
        std::vector<Range>& all = ranges[entity.name];
        if (!exists("tepat_asal") || !shape(entity.table).has_rowid) return all;
        SQLite::Statement query(database, "SELECT rowid_awal, rowid_akhir, baris_awal, berkas, kunci_awal = CAST((SELECT " + sql_name(entity.key_column) +
                                              " FROM " + sql_name(entity.table) + " t WHERE t._rowid_ = rowid_awal) AS TEXT) FROM tepat_asal " +
                                              "WHERE entitas = ? ORDER BY rowid_awal, impor DESC");
        query.bind(1, entity.name);
        while (query.executeStep())
            all.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getInt64(), query.getColumn(2).getInt64(), query.getColumn(3).getString(),
                           query.getColumn(4).getInt() == 1});
        return all;
    }

    std::string path;
    SQLite::Database database;
    std::map<std::string, TableShape> shapes;
    std::map<std::string, std::optional<SQLite::Statement>> statements;
    std::map<std::string, std::vector<Range>> ranges;
};

BaselineScan::BaselineScan(const std::string& path) : state_(std::make_unique<State>(path)) {}
BaselineScan::~BaselineScan() = default;

bool BaselineScan::has_table(const std::string& table) const {
    return guarded(state_->path, [&] { return state_->exists(table); });
}
bool BaselineScan::has_column(const std::string& table, const std::string& column) const {
    return guarded(state_->path, [&] { return find_column(state_->shape(table), column) >= 0; });
}

void BaselineScan::rows(const std::string& table, const std::vector<std::string>& columns, const Visit& visit) {
    guarded(state_->path, [&] {
        const bool numbered = state_->shape(table).has_rowid;
        SQLite::Statement query(state_->database, "SELECT " + std::string(numbered ? "_rowid_" : "0") + list_of(columns) + " FROM " + sql_name(table));
        std::vector<std::string_view> cells(columns.size());
        while (query.executeStep()) {
            for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = text_of(query.getColumn(static_cast<int>(i) + 1));
            visit(query.getColumn(0).getInt64(), cells);
        }
    });
}

std::vector<std::string> BaselineScan::at(const std::string& table, const std::vector<std::string>& columns, std::int64_t place) {
    return guarded(state_->path, [&] {
        SQLite::Statement& query = state_->prepared("SELECT 0" + list_of(columns) + " FROM " + sql_name(table) + " WHERE _rowid_ = ?");
        query.bind(1, place);
        return State::one_row(query, columns.size());
    });
}

std::vector<std::string> BaselineScan::by_key(const std::string& table, const std::vector<std::string>& columns, const std::string& key_column,
                                              const std::string& key) {
    return guarded(state_->path, [&] {
        SQLite::Statement& query = state_->prepared("SELECT 0" + list_of(columns) + " FROM " + sql_name(table) + " WHERE " + sql_name(key_column) + " = ? LIMIT 1");
        query.bind(1, key);
        return State::one_row(query, columns.size());
    });
}

void BaselineScan::wrong_cells(const program::Program& program, program::EntityId id, bool links, const VisitWrong& visit) {
    guarded(state_->path, [&] {
        const program::Entity& entity = program[id];
        const TableShape& shape = state_->shape(entity.table);
        if (!shape.exists || find_column(shape, entity.key_column) < 0) return;
        std::vector<std::pair<const program::Fact*, CellReader>> facts;
        std::string names;
        for (const program::FactId fact : entity.facts) {
            if (find_column(shape, program[fact].column) < 0) continue;
            facts.emplace_back(&program[fact], CellReader(program, program[fact]));
            names += ", " + sql_name(program[fact].column);
        }
        const std::string sql = "SELECT " + state_->place_of(entity.table) + ", " + sql_name(entity.key_column) + names + " FROM " + sql_name(entity.table);
        sqlite3_stmt* row = nullptr;
        if (sqlite3_prepare_v2(state_->database.getHandle(), sql.c_str(), -1, &row, nullptr) != SQLITE_OK) fail(state_->path, state_->database.getHandle());
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owner(row, sqlite3_finalize);
        int result = SQLITE_ROW;
        while ((result = sqlite3_step(row)) == SQLITE_ROW)
            for (std::size_t f = 0; f < facts.size(); ++f) {
                const int at = static_cast<int>(f) + 2;
                if (facts[f].second.judge(cell_at(row, at)).first == CellState::error)
                    visit(sqlite3_column_int64(row, 0), text_at(row, 1), facts[f].first->column, facts[f].first, text_at(row, at));
            }
        if (result != SQLITE_DONE) fail(state_->path, state_->database.getHandle());
        for (const auto& fact : facts)
            if (fact.first->refers_to.valid()) state_->missing_keys(entity, fact.first->column, fact.first, program[fact.first->refers_to], visit);
        if (links && entity.parent.valid()) state_->missing_keys(entity, entity.link_column, nullptr, program[entity.parent], visit);
    });
}

Origin BaselineScan::origin(const program::Entity& entity, std::int64_t place) {
    return guarded(state_->path, [&]() -> Origin {
        const std::vector<Range>& ranges = state_->ranges_of(entity);
        const auto after = std::upper_bound(ranges.begin(), ranges.end(), place, [](std::int64_t wanted, const Range& range) { return wanted < range.first; });
        if (after == ranges.begin()) return {};
        const Range& range = *std::prev(after);
        if (!range.sound || place > range.last) return {};
        return {range.file, static_cast<std::size_t>(range.line + place - range.first)};
    });
}

std::vector<KeptFinding> BaselineScan::findings() {
    return guarded(state_->path, [&] {
        std::vector<KeptFinding> all;
        if (!state_->exists("tepat_temuan")) return all;
        SQLite::Statement query(state_->database, "SELECT berkas, baris, entitas, kunci, kolom, pemeriksaan, isi FROM tepat_temuan WHERE pemeriksaan <> 'conflict_replaced' ORDER BY impor, berkas, baris, kolom");
        while (query.executeStep()) {
            const auto text = [&](int column) { return query.getColumn(column).getString(); };
            all.push_back({text(0), {static_cast<std::size_t>(query.getColumn(1).getInt64()), text(2), text(3), text(4), text(5), text(6)}});
        }
        return all;
    });
}

std::vector<KeptAside> BaselineScan::set_aside(std::size_t most) {
    return guarded(state_->path, [&] {
        std::vector<KeptAside> all;
        if (!state_->exists("tepat_sisihan")) return all;
        const bool shown = find_column(state_->shape("tepat_sisihan"), "tampil") >= 0;  // else of an import that did not know what may be shown
        SQLite::Statement query(state_->database, std::string("SELECT berkas, baris, entitas, kolom, alasan, isi, ") + (shown ? "tampil" : "''") +
                                                      " FROM tepat_sisihan ORDER BY impor, berkas, baris LIMIT ?");
        query.bind(1, static_cast<std::int64_t>(most));
        while (query.executeStep()) {
            const auto text = [&](int column) { return query.getColumn(column).getString(); };
            all.push_back({text(0), {static_cast<std::size_t>(query.getColumn(1).getInt64()), text(2), text(3), text(4), text(5), "", text(6)}});
        }
        return all;
    });
}

}  // namespace tepat::store
