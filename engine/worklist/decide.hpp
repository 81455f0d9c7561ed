// SPDX-License-Identifier: Apache-2.0
// What reviewers decide: many tasks, each with its own decision, in one transaction. The state changes, the history says who, why and when.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/store/history_chain.hpp"
#include "engine/worklist/evidence.hpp"

namespace tepat::worklist {

enum class Decision : std::uint8_t { approve, reject, postpone, done, assign };

/// One decision on one task.
struct Order {
    std::int64_t task = 0;
    Decision decision = Decision::approve;
    std::string reason = {};
    std::string to = {};     ///< assign: an agency (name or label) or a person; with another decision: it is assigned as well
    std::string until = {};  ///< postpone: ISO date; empty: until somebody decides again
    std::vector<Evidence> evidence = {};
    std::string check = {};       ///< from a list: the task's check code there (read_code); empty: decided as the task is now
    std::string decided_by = {};  ///< from a list: whose decision it is; empty: of whoever enters it
};
struct By {
    std::string person;  ///< who enters it
    std::string at;  ///< the caller's clock
};

enum class Refusal : std::uint8_t {
    none,
    no_such_task,
    not_possible,      ///< not from the state it is in, see docs/commands.md
    already,           ///< it is so already: nothing to write
    twice,             ///< a second decision on the same task in one go
    reason_missing,    ///< to reject and to postpone
    receiver_missing,  ///< to assign
    until_past,        ///< postponed until a day that is not after Decided::last_date: the next run would open it again at once
    evidence_missing,  ///< done, the rule demands evidence (`bukti`), none was ever given and no reason says why
    damaged,           ///< the check code never was this task's
    changed            ///< it was, but the task has changed since
};
/// What became of one order.
struct Answer {
    std::int64_t task = 0;
    Refusal refusal = Refusal::none;
    std::string before = {};           ///< the state it was in; empty: there is no such task
    std::string evidence_wanted = {};  ///< of evidence_missing: what the rule demands
    std::vector<store::HistoryRecord> since = {};  ///< of changed: what happened, oldest first
};
struct Decided {
    bool written = false;         ///< false: the file is as it was
    std::vector<Answer> answers;  ///< in the order of the orders
    std::string last_date;        ///< reference date of the last run
    std::string head;             ///< the history's last hash, hex; empty when nothing was written
};

/// all: when one order is refused nothing is written. possible: the others are; `already` and the refused are left as they are. nothing: only
/// the answers are wanted.
enum class Write : std::uint8_t { all, possible, nothing };

/// `before_commit` sees what is about to be written; when it throws, the file is as it was.
/// With check codes an order that is so already (its reason and date too) is `already` even when the task has changed since: a list may be
/// read twice. One more pass over the history when codes do not fit or orders are so already.
Decided decide(const std::string& path, const std::vector<Order>& orders, const By& by, Write write = Write::all,
               const std::function<void(const Decided&)>& before_commit = {});

/// The state a decision leads to, as the worklist stores it; of assign: empty, the state stays.
const char* state_after(Decision decision);
bool needs_reason(Decision decision);

}  // namespace tepat::worklist
