// SPDX-License-Identifier: Apache-2.0
// A task list -> the files people get: one, or one a village or an agency, each task in exactly one of them.
#pragma once

#include <string>
#include <vector>

#include "cli/session.hpp"
#include "cli/task_file.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

struct TaskFilesWanted {
    TaskFormat format = TaskFormat::xlsx;
    std::string to;               ///< a file; with a split a folder
    bool overwrite = false;
    worklist::Filter filter;      ///< of the list; its `split` says what a file is for
    std::string selection;        ///< ListHead::selection
    std::string unmasked;         ///< ListHead::unmasked
};

struct WrittenFile {
    std::string path;
    std::size_t tasks = 0;
};
struct TaskFilesWritten {
    std::vector<WrittenFile> files;
    std::vector<std::string> others;  ///< lists in the same folder that are not of this time
};

/// All files or none. R5180 when something is there already and is not to be overwritten; R5225, R5150, R5151.
TaskFilesWritten save_task_files(worklist::TaskList& tasks, const worklist::CheckCodes& codes, const TaskFilesWanted& wanted, const Session& session);

/// Letters, digits and dashes: `1571101003-legok`. Parts without either are left out.
std::string file_stem(const std::vector<std::string>& parts);

}  // namespace tepat::cli
