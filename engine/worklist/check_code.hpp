// SPDX-License-Identifier: Apache-2.0
// The code in the hidden column of a list that comes back: `7K2M-9QXD-04TB-WH5E`. It ties a row to its worklist, its task, and to what the task
// was when the list was made (state, content, assignment, postponement): a decision on what nobody has seen is not taken.
//   first group   the worklist: equal in all of its lists, and in those of a copy
//   the others    the task as shown; a run that leaves the task unchanged leaves them unchanged too (the rank is not part of it)
// Keyed by the worklist's random key, so nothing of a task's content can be guessed from a code. Letters as Crockford's base 32: no I, L, O, U.
// One chance in a million that two worklists share the first group, 2^-60 that two states of a task share the others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/store/worklist_db.hpp"

namespace tepat::worklist {

/// What of a task a code is made from.
struct ShownTask {
    std::int64_t task = 0;
    std::string mark;  ///< store::mark_of: identity and content
    std::string state, until, assignee;
};
ShownTask shown_task(const store::TaskRecord& task);

class CheckCodes {
public:
    /// `identity`: WorklistContents::identity, or of WorklistReader or WorklistWriter.
    explicit CheckCodes(std::string identity);

    std::string code(const ShownTask& task) const;
    /// About 2 microseconds.
    std::string code(const store::TaskRecord& task) const { return code(shown_task(task)); }
    /// `code` (as read_code gives it) is of this worklist, whatever the task.
    bool is_ours(std::string_view code) const;

private:
    std::string identity_, worklist_;
};

/// What stands in a cell, in the form `code` writes it: small letters, blanks, missing or other hyphens, and O, I, L for 0, 1, 1 are
/// forgiven. Nothing when it is no whole code.
std::optional<std::string> read_code(std::string_view written);

}  // namespace tepat::worklist
