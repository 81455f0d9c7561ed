// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: which row of the baseline a row of a joined list is about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/intake/layout.hpp"
#include "engine/store/import_table.hpp"

namespace tepat::intake {

/// A list is joined to the rows of its entity that have the fact (health insurance members -> anggota by nik), or makes new rows below the
/// parent that has it, itself or in another of its entities (recipients -> penerimaan below the family in which somebody has the NIK).
class Join {
public:
    /// Failure R5120.
    Join(store::ImportWork& work, const program::Program& program, program::EntityId entity, const std::string& by);
    /// Keys of the rows the list's rows are about: of the entity itself, or of its parent.
    std::vector<store::Cell> find(const std::string& text);
    bool makes_rows() const { return makes_rows_; }

private:
    std::vector<store::JoinIndex> indexes_;  // the first that finds something counts
    bool makes_rows_ = false;
};

}  // namespace tepat::intake
