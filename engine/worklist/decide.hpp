// SPDX-License-Identifier: Apache-2.0
// What reviewers decide: many tasks, each with its own decision, in one transaction. The state changes, the history says who, why and when.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/worklist/evidence.hpp"

namespace tepat::worklist {

enum class Decision : std::uint8_t { approve, reject, postpone, done, assign };

/// One decision on one task.
struct Order {
    std::int64_t task = 0;
    Decision decision = Decision::approve;
    std::string reason = {};
    std::string to = {};     ///< assign: an agency (name or label) or a person
    std::string until = {};  ///< postpone: ISO date; empty: until somebody decides again
    std::vector<Evidence> evidence = {};
};
struct By {
    std::string person;
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
    evidence_missing   ///< done, the rule demands evidence (`bukti`), none was ever given and no reason says why
};
/// What became of one order.
struct Answer {
    std::int64_t task = 0;
    Refusal refusal = Refusal::none;
    std::string before = {};           ///< the state it was in; empty: there is no such task
    std::string evidence_wanted = {};  ///< of evidence_missing: what the rule demands
};
struct Decided {
    bool written = false;         ///< false: the file is as it was
    std::vector<Answer> answers;  ///< in the order of the orders
    std::string head;             ///< the history's last hash, hex; empty when nothing was written
};

/// all: when one order is refused nothing is written. possible: the others are; `already` and the refused are left as they are.
enum class Write : std::uint8_t { all, possible };

Decided decide(const std::string& path, const std::vector<Order>& orders, const By& by, Write write = Write::all);

/// The state a decision leads to, as the worklist stores it; of assign: empty, the state stays.
const char* state_after(Decision decision);
bool needs_reason(Decision decision);

}  // namespace tepat::worklist
