// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: the table of an entity above, of which each row of the file fills a row too: a family from its members' rows,
// a kelurahan and its kecamatan from a family's.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "engine/intake/findings.hpp"
#include "engine/intake/known_areas.hpp"
#include "engine/intake/layout.hpp"
#include "engine/intake/row_reader.hpp"
#include "engine/store/import_table.hpp"

namespace tepat::intake {

class AreaGate;

class AboveTable {
public:
    /// `known`: kelurahan are called as they are called there, whatever a row says (null: none is known).
    AboveTable(store::ImportWork& work, const program::Program& program, const TableColumns& columns, CellStyle style, const KnownAreas* known);

    const TableColumns& columns() const { return columns_; }
    bool is_area() const { return entity_.area; }
    bool has(const store::Cell& key) { return table_.has(key); }
    /// Its link to an area has to pass `gate` (null: none).
    void guard(AreaGate* gate) { gate_ = gate; }
    /// False: the row names an area that the gate refused. What is there already stays; what is unknown there is filled in; what differs is
    /// reported; of a cell that could not be read there is one finding a key and column.
    bool take(const std::string& file, const SourceRow& row, Findings& findings);
    void finish() { table_.finish(); }
    /// Entity and number of new rows.
    std::pair<std::string, std::size_t> added() const { return {entity_.name, added_}; }

private:
    bool is_code(const std::string& key) const;
    void take_area(const std::string& key, const SourceRow& row);
    void complete(const std::vector<store::Cell>& there, const std::string& file, const SourceRow& row, Findings& findings);
    void note(const std::string& key, const std::string& file, const SourceRow& row, Findings& findings);

    const program::Program& program_;
    store::ImportWork& work_;
    const program::Entity& entity_;
    const TableColumns& columns_;
    store::ImportTable table_;
    RowReader reader_;
    const KnownAreas* known_;
    std::optional<std::size_t> name_at_;  // of an area's name among the columns
    AreaGate* gate_ = nullptr;
    RowCells cells_;
    std::unordered_set<std::string> areas_seen_;
    std::unordered_set<std::size_t> noted_;  // hash of key and column
    std::size_t added_ = 0;
};

std::vector<std::string> column_names(const TableColumns& table);

}  // namespace tepat::intake
