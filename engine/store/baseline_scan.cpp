// SPDX-License-Identifier: Apache-2.0
// Plain SELECTs; statements for single rows are prepared once.
#include "engine/store/baseline_scan.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "engine/store/connection.hpp"

namespace tepat::store {
namespace {

std::string_view text_of(const SQLite::Column& column) {
    const char* text = column.getText("");
    return {text, static_cast<std::size_t>(column.getBytes())};
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
