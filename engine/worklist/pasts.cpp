// SPDX-License-Identifier: Apache-2.0
// The replay follows the same rules as verify.cpp does: a mark and a state stand until the next, a postponement ends with the next state.
#include "engine/worklist/pasts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tepat::worklist {
namespace {

std::string text_in(const std::string& detail, const char* name) {
    const nlohmann::json parsed = nlohmann::json::parse(detail, nullptr, false);
    return parsed.is_object() && parsed.contains(name) && parsed[name].is_string() ? parsed[name].get<std::string>() : "";
}

void follow(ShownTask& shown, const store::HistoryRecord& entry) {
    if (!entry.mark.empty()) shown.mark = entry.mark;
    if (entry.event == "assigned") shown.assignee = text_in(entry.detail, "to");
    if (entry.state.empty()) return;
    if (entry.event != "changed") shown.until = entry.event == "postponed" ? text_in(entry.detail, "until") : "";
    shown.state = entry.state;
}

}  // namespace

Pasts::Pasts(store::WorklistWriter& writer, const CheckCodes& codes, const std::unordered_set<std::int64_t>& tasks) {
    std::unordered_map<std::int64_t, ShownTask> shown;
    writer.each_entry_of(tasks, [&](const store::HistoryRecord& entry) {
        ShownTask& task = shown[entry.task];
        task.task = entry.task;
        follow(task, entry);
        steps_[entry.task].push_back({entry, codes.code(task)});
    });
}

std::optional<std::vector<store::HistoryRecord>> Pasts::since(std::int64_t task, const std::string& code) const {
    const auto found = steps_.find(task);
    if (found == steps_.end()) return std::nullopt;
    const auto last = std::find_if(found->second.rbegin(), found->second.rend(), [&](const Step& step) { return step.code == code; });
    if (last == found->second.rend()) return std::nullopt;
    std::vector<store::HistoryRecord> after;
    for (auto step = last.base(); step != found->second.end(); ++step) after.push_back(step->entry);
    return after;
}

std::string Pasts::reason(std::int64_t task) const {
    const auto found = steps_.find(task);
    if (found == steps_.end()) return "";
    const auto last = std::find_if(found->second.rbegin(), found->second.rend(), [](const Step& step) { return !step.entry.state.empty() && !step.entry.person.empty(); });
    return last == found->second.rend() ? "" : last->entry.reason;
}

bool Pasts::has_evidence(std::int64_t task, const Evidence& evidence) const {
    const auto found = steps_.find(task);
    return found != steps_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const Step& step) {
               return step.entry.event == "evidence" && evidence_of(step.entry.detail).sha256 == evidence.sha256;
           });
}

}  // namespace tepat::worklist
