// SPDX-License-Identifier: Apache-2.0
// One run against the worklist, in one transaction: new, unchanged, changed, withdrawn, done, reopened, superseded. Nothing is ever deleted.
// What people decided stands: approved and rejected tasks are left as they are (an approved one is done once `selesai bila` is true), a
// postponed one stays postponed while it is wanted, and what somebody called done is not opened again.
// A pending task of an earlier period is superseded by the one of this period that takes its place.
// A run that dies, or a disk that fills up, leaves the file as it was (Failure exit 3).
// What a run may withdraw: open tasks of the reference date's period whose programme had all its rules judged (or whose rule, without
// programme, was judged); a full run (`whole`) also those of programmes and rules that are drafts, lapsed or no longer in the rule set.
#pragma once

#include <string>
#include <vector>

#include "engine/worklist/coverage.hpp"
#include "engine/worklist/held.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {

struct RunInfo {
    std::string rule_set_hash;   ///< Program::hash
    std::string fingerprint;     ///< Baseline::fingerprint
    std::string program_version;
    std::string started_at;      ///< the caller's clock; used nowhere else
    bool whole = true;           ///< false with --only
    std::optional<Held> held = {};  ///< what the run read of this worklist; nothing is written when it has changed since
};

struct TaskCounts {
    std::size_t created = 0, unchanged = 0, changed = 0, withdrawn = 0, done = 0, reopened = 0, superseded = 0;
};
struct Applied {
    bool stale = false;  ///< the worklist changed while the run judged: nothing was written, judge again
    std::int64_t run = 0;
    TaskCounts counts;
    std::string head = {};  ///< the history's last hash, hex
    Coverage coverage = {};  ///< of a whole run; recorded with it
};

/// `coverage`: coverage_of(judged); of a run that is not whole it is left out of the record.
Applied apply(const std::string& path, const Judged& judged, const RunInfo& info, const Coverage& coverage);
inline Applied apply(const std::string& path, const Judged& judged, const RunInfo& info) { return apply(path, judged, info, coverage_of(judged)); }

}  // namespace tepat::worklist
