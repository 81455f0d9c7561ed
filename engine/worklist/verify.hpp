// SPDX-License-Identifier: Apache-2.0
// Is the history whole, and are the tasks what it says they are? The chain is computed anew from the first entry, the state of every task is
// played back from it, the records of the runs, the subjects and the names are compared with their digests. Nothing is changed.
// What it cannot see: a history rewritten from some entry on with all its hashes. For that the last hash is written down elsewhere (`expect`).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tepat::worklist {

enum class Misfit : std::uint8_t {
    entry,       ///< what an entry says, or the one before it, is not what it said when it was written
    number,      ///< an entry is missing, or there are two in one place
    task_state,  ///< a task's state is another than its last entry says
    task,        ///< a task's content, assignment, postponement, evidence or successor is another
    unknown_task,  ///< a task no entry created, or one that is gone
    run,         ///< a run's record is another, or no entry knows it
    subjects,    ///< names, addresses or places were changed since the last run
    unguarded,   ///< the triggers that keep the history were taken away
    tasks,       ///< what only runs change of the tasks (rank, first day of the deadline, unit of the benefit) was changed since the last one
    catalogue    ///< labels, legal bases or marks of secrecy were changed since the last run
};
struct Finding {
    Misfit misfit;
    std::int64_t entry = 0;  ///< of the history; 0: none
    std::int64_t task = 0;   ///< or the run
    std::string was, should; ///< task_state: as stored, as the history says
};

/// Where a hash written down earlier stands in the chain.
struct Expected {
    std::int64_t entry = 0;  ///< 0: nowhere
    std::string event, at;   ///< of that entry
};

struct Verified {
    std::int64_t entries = 0;
    std::size_t tasks = 0;
    std::string head;               ///< hex, the last hash as stored; empty: no entry
    std::int64_t chained_since = 0; ///< the entry `upgraded` of a file from before there was a chain; 0: chained from its first entry
    std::vector<Finding> findings;  ///< the first misfit of the chain first, then tasks by number; at most 20
    std::size_t more = 0;           ///< findings left out
    Expected expected;
};

/// `expect`: the first 16 to 64 hex digits of a hash; empty: none. One pass, one row in memory at a time besides 100 bytes a task.
Verified verify(const std::string& path, const std::string& expect = {});

}  // namespace tepat::worklist
