// SPDX-License-Identifier: Apache-2.0
// The columns of a task list that people print, filter and fill in (workbook or CSV). First those of the paper: who, where, which task and
// why, until when, the decision and its reason, the task's number. Then those of the screen: the rest of what there is to know, and the
// other empty columns that come back with `tepat decide --from` (cli/list_columns.hpp).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "cli/task_fields.hpp"
#include "engine/workbook/xlsx_writer.hpp"
#include "engine/worklist/check_code.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

/// What decides which columns there are.
struct ColumnsWanted {
    bool area = true, agency = true;  ///< false: the whole list is of one
    bool state = false;               ///< not all of the tasks are open
    store::PieceNames names;
};

struct TaskColumn {
    workbook::Column look;
    bool on_paper = false;
    std::function<workbook::Cell(const worklist::ListedTask&, const TaskFields&)> cell;
};

/// The running number is column 0, whose cell is left to whoever counts.
std::vector<TaskColumn> task_columns(const ColumnsWanted& wanted, const worklist::CheckCodes& codes, bool unmask, const Session& session);

/// A cell as CSV has it: dates as ISO, no grouping.
std::string plain_text(const workbook::Cell& cell);

}  // namespace tepat::cli
