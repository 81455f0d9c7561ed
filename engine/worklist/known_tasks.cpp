// SPDX-License-Identifier: Apache-2.0
// Texts that repeat on every task (programmes, periods, dates) are kept once.
#include "engine/worklist/known_tasks.hpp"

#include <algorithm>

namespace tepat::worklist {
namespace {

State state_of(const std::string& text) {
    if (text == "open") return State::open;
    if (text == "approved") return State::approved;
    if (text == "rejected") return State::rejected;
    if (text == "postponed") return State::postponed;
    if (text == "done") return State::done;
    return text == "superseded" ? State::superseded : State::withdrawn;
}

}  // namespace

KnownTasks::KnownTasks(store::WorklistWriter& writer) {
    writer.each_task([&](const store::KnownTask& task) {
        Known known{task.id,
                    {number_of(task.kind), number_of(task.programme), number_of(task.rule), number_of(task.period), task.subject},
                    state_of(task.state),
                    task.by_person,
                    false,
                    number_of(task.due_from),
                    number_of(task.until),
                    {}};
        std::copy_n(task.digest.begin(), std::min(task.digest.size(), known.digest.size()), known.digest.begin());
        by_identity_.emplace(known.identity, static_cast<std::uint32_t>(tasks_.size()));
        tasks_.push_back(known);
    });
}

std::uint32_t KnownTasks::number_of(const std::string& text) {
    const auto [place, fresh] = numbers_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
    if (fresh) texts_.push_back(&place->first);
    return place->second;
}

Known* KnownTasks::find(const Identity& identity) {
    const auto found = by_identity_.find(identity);
    return found == by_identity_.end() ? nullptr : &tasks_[found->second];
}

std::size_t KnownTasks::Hash::operator()(const Identity& identity) const {
    std::uint64_t hash = static_cast<std::uint64_t>(identity.subject);
    for (const std::uint64_t part : {identity.kind, identity.programme, identity.rule, identity.period}) hash = hash * 0x9E3779B97F4A7C15u + part;
    return hash ^ (hash >> 29);
}

}  // namespace tepat::worklist
