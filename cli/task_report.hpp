// SPDX-License-Identifier: Apache-2.0
// The task list on paper, in a spreadsheet, for a program. Secret values are masked unless `unmask`.
#pragma once

#include <vector>

#include "cli/session.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

/// By area; one block per task, with name, address, what to do, why and by when.
void print_tasks_text(worklist::TaskList& tasks, bool unmask, Session& session);
/// One row per task, headings in the session's language, with BOM; no cell can become a formula.
void print_tasks_csv(worklist::TaskList& tasks, bool unmask, Session& session);
/// An array; field names do not depend on the language.
void print_tasks_json(worklist::TaskList& tasks, bool unmask, Session& session);

}  // namespace tepat::cli
