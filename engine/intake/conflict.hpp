// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: a cell of which file and baseline both know a value, and not the same.
#pragma once

#include <string>

#include "engine/intake/findings.hpp"
#include "engine/intake/layout.hpp"
#include "engine/store/import_table.hpp"

namespace tepat::intake {

struct Conflict {
    const TableColumns& table;
    const Column& column;
    std::string key, before, after;
    bool replaced = false;
};
/// Both values go into the report, protected ones masked; the record that stays in the baseline has, of a value that was replaced, the old
/// one as it was.
void note_conflict(const program::Program& program, const Conflict& conflict, const std::string& file, std::size_t line, store::ImportWork& work, Findings& findings);

}  // namespace tepat::intake
