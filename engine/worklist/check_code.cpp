// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/check_code.hpp"

#include "engine/store/history_chain.hpp"
#include "engine/store/letter_code.hpp"

namespace tepat::worklist {
namespace {

constexpr std::size_t group = 4, groups = 4;

}  // namespace

ShownTask shown_task(const store::TaskRecord& task) {
    return {task.id, store::mark_of(task, store::digest_of(task.content)), task.state, task.until, task.assignee};
}

CheckCodes::CheckCodes(std::string identity) : identity_(std::move(identity)) {
    std::string all;
    for (const std::string& text : {std::string("worklist"), identity_}) store::add_netstring(all, text);
    worklist_ = store::letters_of(store::blake2b(all, 16)).substr(0, group);
}

std::string CheckCodes::code(const ShownTask& task) const {
    std::string all;
    for (const std::string* text : {&identity_, &task.mark, &task.state, &task.until, &task.assignee}) store::add_netstring(all, *text);
    store::add_netstring(all, std::to_string(task.task));
    return store::in_groups(worklist_ + store::letters_of(store::blake2b(all, 16)).substr(0, group * (groups - 1)));
}

bool CheckCodes::is_ours(std::string_view code) const { return code.starts_with(worklist_); }

std::optional<std::string> read_code(std::string_view written) { return store::read_letter_code(written, groups); }

}  // namespace tepat::worklist
