// SPDX-License-Identifier: Apache-2.0
// A baseline read as it is, row by row, for checking what was imported: stored texts, where rows came from, cells left unknown. Read-only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/import_table.hpp"

namespace tepat::store {

struct Origin {
    std::string file;
    std::size_t line = 0;
};
struct KeptFinding {
    std::string file;
    CellFinding finding;
};
struct KeptAside {
    std::string file;
    SetAside row;
};

class BaselineScan {
public:
    explicit BaselineScan(const std::string& path);  ///< R5020..R5028; R5182: a snapshot has no such tables
    ~BaselineScan();

    bool has_table(const std::string& table) const;
    bool has_column(const std::string& table, const std::string& column) const;
    /// Every row, in the table's own order: its row number (0: the table has none) and the cells as text, empty for NULL.
    using Visit = std::function<void(std::int64_t place, const std::vector<std::string_view>& cells)>;
    void rows(const std::string& table, const std::vector<std::string>& columns, const Visit& visit);
    /// One row by its number, or by key; empty when it is not there.
    std::vector<std::string> at(const std::string& table, const std::vector<std::string>& columns, std::int64_t place);
    std::vector<std::string> by_key(const std::string& table, const std::vector<std::string>& columns, const std::string& key_column, const std::string& key);

    /// Where a row came from, if it still is the row that was imported then (a VACUUM may have numbered the rows anew).
    Origin origin(const program::Entity& entity, std::int64_t place);
    /// By import, file and line; without those of cells that were replaced, which hold old values unmasked.
    std::vector<KeptFinding> findings();
    /// By import, file and line; at most `most`.
    std::vector<KeptAside> set_aside(std::size_t most);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tepat::store
