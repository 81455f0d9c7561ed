// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/decide.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "engine/store/worklist_db.hpp"

namespace tepat::worklist {
namespace {

bool is_over(const std::string& state) { return state == "done" || state == "withdrawn" || state == "superseded"; }

/// What is over stays so; what was carried out cannot be refused any more, what was refused must be approved first.
bool is_possible(const std::string& state, Decision decision) {
    if (is_over(state)) return false;
    return state != "rejected" || (decision != Decision::done && decision != Decision::assign);
}

std::string json_text(const nlohmann::ordered_json& json) { return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

class Deciding {
public:
    Deciding(const std::string& path, const By& by) : by_(by), writer_(path, false) {}

    Answer take(const Order& order) {
        Answer answer = judge(order);
        if (answer.refusal == Refusal::none) write(order);
        return answer;
    }

    std::string commit() {
        const std::string head = writer_.head();
        writer_.commit();
        return head;
    }

private:
    Answer judge(const Order& order) {
        const std::optional<store::TaskRecord> task = writer_.find_task(order.task);
        if (!task) return {order.task, Refusal::no_such_task};
        if (!taken_.insert(order.task).second) return {order.task, Refusal::twice, task->state};
        return {order.task, refusal_of(order, *task), task->state, task->content.evidence};
    }

    Refusal refusal_of(const Order& order, const store::TaskRecord& task) {
        run_ = task.last_run;
        if (order.decision != Decision::assign && task.state == state_after(order.decision) && task.until == order.until && order.evidence.empty())
            return Refusal::already;
        if (!is_possible(task.state, order.decision)) return Refusal::not_possible;
        if (needs_reason(order.decision) && order.reason.empty()) return Refusal::reason_missing;
        if (order.decision == Decision::assign) {
            if (order.to.empty()) return Refusal::receiver_missing;
            return receiver_of(order.to) == task.assignee ? Refusal::already : Refusal::none;
        }
        const bool proved = !order.evidence.empty() || task.evidence_files > 0;
        if (order.decision == Decision::done && !task.content.evidence.empty() && !proved && order.reason.empty()) return Refusal::evidence_missing;
        return Refusal::none;
    }

    void write(const Order& order) {
        for (const Evidence& evidence : order.evidence) writer_.add_evidence(order.task, event("evidence", evidence_json(evidence)));
        const auto decided = [&](const std::string& detail) { return event(state_after(order.decision), detail, order.reason); };
        switch (order.decision) {
            case Decision::approve:
            case Decision::reject:
            case Decision::done:
                writer_.set_state(order.task, state_after(order.decision), decided(""));
                break;
            case Decision::postpone:
                writer_.set_state(order.task, "postponed", decided(order.until.empty() ? "" : json_text({{"until", order.until}})), order.until);
                break;
            case Decision::assign: {
                const std::string receiver = receiver_of(order.to);
                writer_.assign(order.task, receiver, event("assigned", json_text({{"to", receiver}}), order.reason));
                break;
            }
        }
    }

    store::EventRecord event(const std::string& what, const std::string& detail, const std::string& reason = {}) const {
        return {what, run_, detail, by_.person, reason, by_.at};
    }

    /// The name of an agency called so, else what was written.
    std::string receiver_of(const std::string& written) {
        if (!catalogue_) catalogue_ = writer_.read_catalogue();
        for (const store::CatalogueRecord& record : *catalogue_)
            if (record.kind == "agency" && (record.name == written || lower(record.label) == lower(written))) return record.name;
        return written;
    }

    const By& by_;
    store::WorklistWriter writer_;
    std::unordered_set<std::int64_t> taken_;
    std::optional<std::vector<store::CatalogueRecord>> catalogue_;
    std::int64_t run_ = 0;  ///< the last run that wanted the task
};

}  // namespace

const char* state_after(Decision decision) {
    switch (decision) {
        case Decision::approve: return "approved";
        case Decision::reject: return "rejected";
        case Decision::postpone: return "postponed";
        case Decision::done: return "done";
        case Decision::assign: break;
    }
    return "";
}

bool needs_reason(Decision decision) { return decision == Decision::reject || decision == Decision::postpone; }

Decided decide(const std::string& path, const std::vector<Order>& orders, const By& by, Write write) {
    Deciding deciding(path, by);
    Decided decided;
    for (const Order& order : orders) decided.answers.push_back(deciding.take(order));
    const auto is_fine = [](const Answer& answer) { return answer.refusal == Refusal::none; };
    const bool write_it = write == Write::all ? std::all_of(decided.answers.begin(), decided.answers.end(), is_fine)
                                              : std::any_of(decided.answers.begin(), decided.answers.end(), is_fine);
    if (!write_it) return decided;
    decided.head = deciding.commit();
    decided.written = true;
    return decided;
}

}  // namespace tepat::worklist
