// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/decide.hpp"

#include "engine/store/worklist_db.hpp"

namespace tepat::worklist {
namespace {

/// What is done or withdrawn is over; what was carried out cannot be refused any more, what was refused must be approved first.
bool is_possible(const std::string& state, Decision decision) {
    if (state == "done" || state == "withdrawn" || state == state_after(decision)) return false;
    return !(state == "rejected" && decision == Decision::done);
}

}  // namespace

const char* state_after(Decision decision) {
    switch (decision) {
        case Decision::approve: return "approved";
        case Decision::reject: return "rejected";
        case Decision::postpone: return "postponed";
        case Decision::done: return "done";
    }
    return "";
}

bool needs_reason(Decision decision) { return decision == Decision::reject || decision == Decision::postpone; }

std::optional<Refused> decide(const std::string& path, const std::vector<std::int64_t>& tasks, const Decided& decided) {
    store::WorklistWriter writer(path, false);
    for (const std::int64_t id : tasks) {
        const std::optional<store::TaskRecord> task = writer.find_task(id);
        if (!task) return Refused{id, ""};
        if (!is_possible(task->state, decided.decision)) return Refused{id, task->state};
        writer.set_state(id, state_after(decided.decision), true);
        writer.add_history({id, task->last_run, state_after(decided.decision), "", decided.person, decided.reason, decided.at});
    }
    writer.commit();
    return std::nullopt;
}

}  // namespace tepat::worklist
