// SPDX-License-Identifier: Apache-2.0
// A task list that came back: FilledRow and FilledSheet by ListColumn.
#pragma once

#include "cli/list_columns.hpp"
#include "cli/session.hpp"
#include "engine/intake/filled_sheets.hpp"

namespace tepat::cli {

using intake::FilledRow;
using intake::FilledSheet;

/// As intake::read_filled_sheets; R5152 when no sheet is a task list.
void read_filled_list(const std::string& path, const std::string& label, Language language, const intake::FilledReader& reader);

}  // namespace tepat::cli
