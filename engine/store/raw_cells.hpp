// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: all cells of columns of a table as SQLite has them, each distinct cell once. Four bytes a cell and the distinct ones.
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/store/cells.hpp"
#include "engine/store/connection.hpp"

namespace tepat::store {

class RawCells {
public:
    void add(const Cell& cell);
    std::size_t rows() const { return cells_.size(); }
    /// By file row: position in distinct().
    const std::vector<std::uint32_t>& cells() const { return cells_; }
    const std::vector<Cell>& distinct() const { return distinct_; }

private:
    std::vector<std::uint32_t> cells_;
    std::vector<Cell> distinct_;
    std::deque<std::string> kept_;  ///< what texts and blobs point into
    std::unordered_map<std::int64_t, std::uint32_t> integers_;
    std::unordered_map<std::string_view, std::uint32_t> texts_, blobs_;
    std::unordered_map<std::uint64_t, std::uint32_t> reals_;
    std::uint32_t null_ = 0xFFFF'FFFF;
};

struct RawColumns {
    std::vector<std::string> keys;  ///< canonical, in file order
    std::vector<RawCells> columns;
};

/// Every row's key and the columns named, on this connection.
RawColumns read_cells(const std::string& path, SQLite::Database& database, const std::string& table, const std::string& key,
                      const std::vector<std::string>& columns);

}  // namespace tepat::store
