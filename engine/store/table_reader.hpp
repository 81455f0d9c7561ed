// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: one table of a baseline -> its keys, links and raw cells, in file order, on one or more threads.
#pragma once

#include <string>
#include <vector>

#include "engine/store/cells.hpp"
#include "engine/store/connection.hpp"

namespace tepat::store {

enum class LinkState : std::uint8_t { empty, given, error };

struct RawTable {
    std::vector<std::string> keys;  ///< canonical text
    bool integer_keys = true;       ///< every key is stored INTEGER
    std::size_t empty_keys = 0;
    std::size_t unusable_keys = 0;   ///< neither INTEGER nor TEXT
    std::vector<std::string> links;  ///< canonical text; of an error: what the cell holds
    std::vector<LinkState> link_states;
    std::vector<RawColumn> columns;
};

struct CellRequest {
    std::string table;
    std::string key_column;
    std::string link_column;                ///< empty: no link is read
    std::vector<std::string> link_missing;  ///< codes of the link that count as empty
    std::vector<std::string> columns;
    std::vector<CellReader> readers;  ///< one a column
};

/// One more row of the table: its key, its link.
void read_key(const Cell& cell, RawTable& out);
void read_link(const Cell& cell, const std::vector<std::string>& missing, RawTable& out);

/// Connections for reading that all see the same state of the file (one alone when a writer keeps coming in between).
std::vector<SQLite::Database> open_together(const std::string& path, unsigned connections);

/// Each connection reads a range of rowids on its own thread; a table without rowids (a view) is read by the first alone.
RawTable read_table(const std::string& path, std::vector<SQLite::Database>& connections, const TableShape& shape, const CellRequest& request);

}  // namespace tepat::store
