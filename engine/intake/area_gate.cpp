// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/area_gate.hpp"

#include "engine/intake/area_checks.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/note_cell.hpp"
#include "engine/intake/roles.hpp"

namespace tepat::intake {
namespace {

std::string_view text_at(const SourceRow& row, std::size_t at) { return at < row.cells.size() ? trimmed(row.cells[at].text) : std::string_view(); }

std::size_t position_of(const TableColumns& columns, const std::string& column) {
    for (const Column& each : columns.columns)
        if (!column.empty() && each.column == column) return each.at;
    return Column::nowhere;
}

}  // namespace

bool AreaGate::fits(const program::Program& program, const TableColumns& columns) {
    const program::EntityId parent = program[columns.entity].parent;
    return parent.valid() && program[parent].area && columns.link && columns.columns[*columns.link].number == NumberOf::area;
}

AreaGate::AreaGate(const program::Program& program, const TableColumns& columns, const KnownAreas& known, AboveTable& areas)
    : columns_(columns), known_(known), areas_(areas) {
    const FamilyColumns& names = roles_of(program).families;
    village_at_ = position_of(columns, names.village);
    city_at_ = position_of(columns, names.city);
}

bool AreaGate::pass(const SourceRow& row, RowCells& cells) {
    store::Cell& link = cells.cells[*columns_.link];
    const std::string code = text_of(link);
    if (code.empty()) return true;
    const WrittenArea written{code, text_at(row, village_at_), text_at(row, city_at_)};
    const std::optional<Check> wrong = wrong_code(written, known_);
    if (!wrong || areas_.has(link)) return true;
    cells.findings.push_back({*wrong, &columns_.columns[*columns_.link], code_and_hint(written, known_)});
    link = std::monostate();
    return false;
}

}  // namespace tepat::intake
