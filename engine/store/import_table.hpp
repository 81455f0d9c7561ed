// SPDX-License-Identifier: Apache-2.0
// One table of a baseline while rows from a file go in: insert or update by key, and rows set aside in `tepat_sisihan` (import, file, line,
// entity, column, reason, the row as written). One transaction: without commit() nothing happened.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/store/table_writer.hpp"

namespace tepat::store {

struct SetAside {
    std::string file;
    std::size_t line = 0;
    std::string entity, column, reason, row;
};

class ImportTable {
public:
    /// `columns`: those of the file; `key` is the position of the key among them. Failure R5030, R5031 when table or column is missing.
    ImportTable(const std::string& path, const program::Entity& entity, std::vector<std::string> columns, std::size_t key);
    ~ImportTable();

    /// A row with this key is already there (5 = '5').
    bool has(const Cell& key);
    /// Nothing when it was written; else why the database refuses the row (a constraint).
    std::optional<std::string> insert(const std::vector<Cell>& cells);
    std::optional<std::string> update(const std::vector<Cell>& cells);
    void set_aside(const SetAside& row);
    void commit();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tepat::store
