// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/decide.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "engine/store/worklist_db.hpp"
#include "engine/worklist/pasts.hpp"

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
    Deciding(const std::string& path, const By& by) : by_(by), writer_(path, false), codes_(writer_.identity()), last_date_(writer_.last_date()) {}

    /// Reads the history of those tasks whose answer may depend on it.
    void look_back(const std::vector<Order>& orders) {
        std::unordered_set<std::int64_t> tasks;
        for (const Order& order : orders) {
            if (order.check.empty()) continue;
            const std::optional<store::TaskRecord> task = writer_.find_task(order.task);
            if (task && (codes_.code(*task) != order.check || task->state == state_after(order.decision) || !order.evidence.empty())) tasks.insert(order.task);
        }
        pasts_ = Pasts(writer_, codes_, tasks);
    }

    Answer take(Order order) {
        const std::optional<store::TaskRecord> task = writer_.find_task(order.task);
        if (!task) return {order.task, order.check.empty() ? Refusal::no_such_task : Refusal::damaged};
        Answer answer{order.task, Refusal::twice, task->state, task->content.evidence};
        if (!taken_.insert(order.task).second) return answer;
        std::erase_if(order.evidence, [&](const Evidence& evidence) { return pasts_.has_evidence(order.task, evidence); });
        answer.refusal = refusal_of(order, *task, answer);
        if (answer.refusal == Refusal::none) write(order, *task);
        return answer;
    }

    std::string head() { return writer_.head(); }
    const std::string& last_date() const { return last_date_; }
    void commit() { writer_.commit(); }

private:
    Refusal refusal_of(const Order& order, const store::TaskRecord& task, Answer& answer) {
        run_ = task.last_run;
        if (!order.check.empty() && codes_.code(task) != order.check) {
            auto since = pasts_.since(order.task, order.check);
            if (!since) return Refusal::damaged;
            if (is_so(order, task)) return Refusal::already;
            answer.since = *std::move(since);
            return Refusal::changed;
        }
        if (order.decision != Decision::assign && is_so(order, task)) return Refusal::already;
        if (!is_possible(task.state, order.decision)) return Refusal::not_possible;
        if (needs_reason(order.decision) && order.reason.empty()) return Refusal::reason_missing;
        if (!order.until.empty() && order.until <= last_date_) return Refusal::until_past;
        if (order.decision == Decision::assign) {
            if (order.to.empty()) return Refusal::receiver_missing;
            return is_with(order.to, task) ? Refusal::already : Refusal::none;
        }
        const bool proved = !order.evidence.empty() || task.evidence_files > 0;
        if (order.decision == Decision::done && !task.content.evidence.empty() && !proved && order.reason.empty()) return Refusal::evidence_missing;
        return Refusal::none;
    }

    bool is_with(const std::string& receiver, const store::TaskRecord& task) { return receiver_of(receiver) == task.assignee; }

    /// Nothing of the order is new. On the command line a reason alone makes no decision; in a list it may have been mended.
    bool is_so(const Order& order, const store::TaskRecord& task) {
        if (!order.to.empty() && !is_with(order.to, task)) return false;
        if (order.decision == Decision::assign) return !order.to.empty();
        const bool told = order.check.empty() || order.reason.empty() || order.reason == pasts_.reason(order.task);
        return told && task.state == state_after(order.decision) && task.until == order.until && order.evidence.empty();
    }

    void write(const Order& order, const store::TaskRecord& task) {
        for (const Evidence& evidence : order.evidence) writer_.add_evidence(order.task, event("evidence", evidence_json(evidence)));
        const bool hands_over = !order.to.empty() && !is_with(order.to, task);
        const bool first = is_possible(task.state, Decision::assign);  // what was rejected is approved before it is handed over
        if (hands_over && first) hand_over(order);
        if (order.decision != Decision::assign) {
            nlohmann::ordered_json detail = nlohmann::ordered_json::object();
            if (!order.until.empty()) detail["until"] = order.until;
            writer_.set_state(order.task, state_after(order.decision), event(state_after(order.decision), detail_of(detail, order), order.reason), order.until);
        }
        if (hands_over && !first) hand_over(order);
    }

    void hand_over(const Order& order) {
        const std::string receiver = receiver_of(order.to);
        const std::string reason = order.decision == Decision::assign ? order.reason : "";
        writer_.assign(order.task, receiver, event("assigned", detail_of({{"to", receiver}}, order), reason));
    }

    static std::string detail_of(nlohmann::ordered_json detail, const Order& order) {
        if (!order.decided_by.empty()) detail["decided_by"] = order.decided_by;
        return detail.empty() ? "" : json_text(detail);
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
    const CheckCodes codes_;
    const std::string last_date_;
    Pasts pasts_;
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

Decided decide(const std::string& path, const std::vector<Order>& orders, const By& by, Write write, const std::function<void(const Decided&)>& before_commit) {
    Deciding deciding(path, by);
    deciding.look_back(orders);
    Decided decided;
    decided.last_date = deciding.last_date();
    for (const Order& order : orders) decided.answers.push_back(deciding.take(order));
    const auto is_fine = [](const Answer& answer) { return answer.refusal == Refusal::none; };
    const bool write_it = write == Write::all ? std::all_of(decided.answers.begin(), decided.answers.end(), is_fine)
                                              : write == Write::possible && std::any_of(decided.answers.begin(), decided.answers.end(), is_fine);
    if (write_it) decided.head = deciding.head();
    if (before_commit) before_commit(decided);
    if (!write_it) return decided;
    deciding.commit();
    decided.written = true;
    return decided;
}

}  // namespace tepat::worklist
