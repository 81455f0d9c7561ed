// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: where a file's rows make the areas they name, a mistyped code would make an area that is not there, with places
// of its own in every quota. A code that cannot be right is left unknown and found, and makes none (decision 0102).
#pragma once

#include "engine/intake/above_table.hpp"
#include "engine/intake/known_areas.hpp"

namespace tepat::intake {

class AreaGate {
public:
    /// Rows of `columns` name an area by its Kemendagri code.
    static bool fits(const program::Program& program, const TableColumns& columns);
    /// `areas`: the table their codes are keys of; a code that is there already is right, whatever the list says.
    AreaGate(const program::Program& program, const TableColumns& columns, const KnownAreas& known, AboveTable& areas);
    /// False: `cells` (of `row`) now have no code, and a finding.
    bool pass(const SourceRow& row, RowCells& cells);

private:
    const TableColumns& columns_;
    const KnownAreas& known_;
    AboveTable& areas_;
    std::size_t village_at_ = Column::nowhere, city_at_ = Column::nowhere;  // names written on the row
};

}  // namespace tepat::intake
