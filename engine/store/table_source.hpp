// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: where the tables of a baseline are read from, a SQLite database or a snapshot. Both hand over the same thing, and
// read_population makes the same people of it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/columns/population.hpp"
#include "engine/store/cells.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/fingerprint.hpp"
#include "engine/store/table_reader.hpp"

namespace tepat::store {

struct ReadColumn {
    columns::Column column;  ///< of every fact but a reference
    RawColumn keys;          ///< of a reference: the keys it holds, not looked up yet
    std::vector<std::pair<std::size_t, std::string>> errors;  ///< rows in error and what they hold; may be left out when `digest` is known
    std::optional<Digest> digest;
};

/// What a snapshot knows of rows it holds in order, when the entity is declared as it was then: nothing is looked up or sorted again.
struct Settled {
    std::vector<std::uint32_t> parent;
    Digest rows;
};

struct TableRows {
    RawTable raw;                     ///< keys and links; no columns
    std::vector<ReadColumn> columns;  ///< as they were asked for
    std::optional<Settled> settled;   ///< then raw.links are not read
};

struct TableRequest {
    program::EntityId entity;
    bool link = false;
    std::vector<program::FactId> facts;
};

class TableSource {
public:
    virtual ~TableSource() = default;
    virtual TableShape shape(const std::string& table) = 0;
    virtual TableRows read(const TableShape& shape, const TableRequest& request) = 0;
};

/// Codes of a link that count as empty: those of the fact in the same column.
std::vector<std::string> link_missing(const program::Program& program, program::EntityId entity);

}  // namespace tepat::store
