// SPDX-License-Identifier: Apache-2.0
#include "engine/store/raw_cells.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <memory>

namespace tepat::store {

void RawCells::add(const Cell& cell) {
    const auto fresh = static_cast<std::uint32_t>(distinct_.size());
    const auto place = [&](auto& index, const auto& value) { return index.try_emplace(value, fresh).first->second; };
    std::uint32_t number = fresh;
    switch (cell.kind) {
        case Cell::Kind::null: number = null_ = std::min(null_, fresh); break;
        case Cell::Kind::integer: number = place(integers_, cell.integer); break;
        case Cell::Kind::real: number = place(reals_, std::bit_cast<std::uint64_t>(cell.real)); break;
        case Cell::Kind::text:
        case Cell::Kind::blob: {
            auto& index = cell.kind == Cell::Kind::text ? texts_ : blobs_;
            const auto found = index.find(cell.bytes);
            if (found != index.end()) number = found->second;
            else index.emplace(kept_.emplace_back(cell.bytes), fresh);
        }
    }
    if (number == fresh) distinct_.push_back(cell);
    if (number == fresh && (cell.kind == Cell::Kind::text || cell.kind == Cell::Kind::blob)) distinct_.back().bytes = kept_.back();
    cells_.push_back(number);
}

RawColumns read_cells(const std::string& path, SQLite::Database& database, const std::string& table, const std::string& key,
                      const std::vector<std::string>& columns) {
    std::string sql = "SELECT " + sql_name(key);
    for (const std::string& column : columns) sql += ", " + sql_name(column);
    sql += " FROM " + sql_name(table);
    sqlite3_stmt* row = nullptr;
    if (sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1, &row, nullptr) != SQLITE_OK) fail(path, database.getHandle());
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owner(row, sqlite3_finalize);
    RawColumns read;
    read.columns.resize(columns.size());
    int result = sqlite3_step(row);
    for (; result == SQLITE_ROW; result = sqlite3_step(row)) {
        read.keys.push_back(canonical_text(cell_at(row, 0)));
        for (std::size_t c = 0; c < columns.size(); ++c) read.columns[c].add(cell_at(row, static_cast<int>(c) + 1));
    }
    if (result != SQLITE_DONE) fail(path, database.getHandle());
    return read;
}

}  // namespace tepat::store
