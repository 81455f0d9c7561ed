// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/above_table.hpp"

#include "engine/intake/area_gate.hpp"
#include "engine/intake/conflict.hpp"
#include "engine/intake/identity.hpp"
#include "engine/intake/note_cell.hpp"

namespace tepat::intake {

std::vector<std::string> column_names(const TableColumns& table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) names.push_back(column.column);
    return names;
}

AboveTable::AboveTable(store::ImportWork& work, const program::Program& program, const TableColumns& columns, CellStyle style, const KnownAreas* known)
    : program_(program), work_(work), entity_(program[columns.entity]), columns_(columns), table_(work, entity_, column_names(columns), *columns.key),
      reader_(program, columns, style, true), known_(known) {
    for (std::size_t i = 0; i < columns.columns.size(); ++i)
        if (entity_.called_by.valid() && columns.columns[i].column == program[entity_.called_by].column) name_at_ = i;
}

bool AboveTable::take(const std::string& file, const SourceRow& row, Findings& findings) {
    reader_.read(row, cells_);
    if (cells_.problem || is_unknown(cells_.cells[*columns_.key])) return true;
    const std::string key = text_of(cells_.cells[*columns_.key]);
    if (entity_.area) {
        if (is_code(key)) take_area(key, row);
        return true;
    }
    const bool placed = gate_ == nullptr || gate_->pass(row, cells_);
    const auto there = table_.read(cells_.cells[*columns_.key]);
    if (there) complete(*there, file, row, findings);
    else if (!table_.insert(cells_.cells, row.line)) ++added_;
    note(key, file, row, findings);
    return placed;
}

/// New, or without a name until now. One row in a thousand has no name or a mistyped one, and any row may be the first.
void AboveTable::take_area(const std::string& key, const SourceRow& row) {
    const KnownArea* listed = known_ == nullptr ? nullptr : known_->find(key);
    if (listed != nullptr && name_at_) cells_.cells[*name_at_] = listed->name;
    const bool named = !name_at_ || !is_unknown(cells_.cells[*name_at_]);
    if (areas_seen_.count(key) > 0) return;
    if (named) areas_seen_.insert(key);
    const auto there = table_.read(cells_.cells[*columns_.key]);
    if (!there) {
        if (!table_.insert(cells_.cells, row.line)) ++added_;
    } else if (named && name_at_ && is_unknown((*there)[*name_at_])) {
        std::vector<store::Cell> cells = *there;
        cells[*name_at_] = cells_.cells[*name_at_];
        table_.update(cells);
    }
}

/// Others make no area; parts of a code were cut from a whole one.
bool AboveTable::is_code(const std::string& key) const {
    return columns_.columns[*columns_.key].source.digits > 0 || is_village_code(key);
}

void AboveTable::complete(const std::vector<store::Cell>& there, const std::string& file, const SourceRow& row, Findings& findings) {
    bool more = false;
    for (std::size_t i = 0; i < there.size(); ++i) {
        store::Cell& cell = cells_.cells[i];
        const bool same = is_unknown(cell) || text_of(cell) == text_of(there[i]);
        if (!same && is_unknown(there[i])) {
            more = true;
            continue;
        }
        const Column& column = columns_.columns[i];
        if (!same) note_conflict(program_, {columns_, column, text_of(there[*columns_.key]), text_of(there[i]), text_of(cell)}, file, row.line, work_, findings);
        cell = there[i];
    }
    if (more) table_.update(cells_.cells);
}

/// Every member's row repeats its family's cells.
void AboveTable::note(const std::string& key, const std::string& file, const SourceRow& row, Findings& findings) {
    for (const Noted& noted : cells_.findings)
        if (noted_.insert(std::hash<std::string>()(key + '\n' + noted.column->column)).second)
            note_cell(noted, {columns_.entity, entity_.name, key, file, row.line}, work_, findings);
}

}  // namespace tepat::intake
