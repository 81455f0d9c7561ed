// SPDX-License-Identifier: Apache-2.0
// One file with a task list, as a workbook or as CSV, written row by row; complete or not there at all.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "cli/task_columns.hpp"

namespace tepat::cli {

/// What a list says of itself.
struct ListHead {
    std::string of;                      ///< the village or agency it is for; empty: the whole list
    std::string lies_in;                 ///< of a village: the areas around it; may be empty
    std::vector<std::string> periods;
    std::string selection;               ///< which tasks, in words; empty: the open ones
    std::string unmasked;                ///< why protected values are shown; empty: they are not
    std::optional<store::RunRecord> run; ///< the last one
};

class TaskFile {
public:
    virtual ~TaskFile() = default;
    void add(const worklist::ListedTask& task);
    std::size_t tasks() const { return tasks_; }
    virtual void commit() = 0;  ///< R5225, R5151 (exit 3)

protected:
    TaskFile(std::vector<TaskColumn> columns, bool unmask, const Session& session) : columns_(std::move(columns)), unmask_(unmask), session_(session) {}
    virtual void write(const std::vector<workbook::Cell>& cells) = 0;

    std::vector<TaskColumn> columns_;
    bool unmask_;
    const Session& session_;

private:
    std::vector<workbook::Cell> cells_;
    std::size_t tasks_ = 0;
};

enum class TaskFormat { xlsx, csv };
/// Without the dot.
const char* extension_of(TaskFormat format);

/// A workbook: a head that says whose list it is, from which run, and that it proposes only; the table; how many; a place to sign.
/// CSV: the table alone, each cell as csv_cell_for_people; between cells what Excel expects in the session's language: semicolon
/// (Indonesian) or comma (English). R5225 (exit 3), R5150 (exit 1) when a sheet is full.
std::unique_ptr<TaskFile> make_task_file(TaskFormat format, const std::string& path, const ListHead& head, std::vector<TaskColumn> columns, bool unmask,
                                         const Session& session);

}  // namespace tepat::cli
