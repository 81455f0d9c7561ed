// SPDX-License-Identifier: Apache-2.0
// Rows into the tables of a baseline, all in one transaction: what is not committed was never there.
// For makers of baselines (cli/sample); the rules themselves only ever read one (baseline.hpp).
//
//     BaselineWriter writer(path);
//     TableWriter families = writer.into("keluarga", {"id_keluarga_p3ke", "desil_kesejahteraan"});
//     families.insert({std::string("1571"), std::int64_t{3}});
//     writer.commit();
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace tepat::store {

/// One stored value: empty, a whole number, or text.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

class TableWriter {
public:
    TableWriter(TableWriter&&) noexcept;
    TableWriter& operator=(TableWriter&&) noexcept;
    ~TableWriter();
    /// As many cells as the writer has columns. Throws Failure when the database refuses the row.
    void insert(const std::vector<Cell>& cells);

private:
    friend class BaselineWriter;
    struct State;
    explicit TableWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

class BaselineWriter {
public:
    /// Opens a database that has the tables already (create_tables makes them) and starts the transaction.
    explicit BaselineWriter(const std::string& path);
    ~BaselineWriter();
    bool has_rows(const std::string& table) const;
    /// The writer must not outlive this object.
    TableWriter into(const std::string& table, const std::vector<std::string>& columns);
    void commit();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tepat::store
