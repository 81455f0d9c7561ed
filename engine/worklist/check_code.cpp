// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/check_code.hpp"

#include "engine/store/history_chain.hpp"

namespace tepat::worklist {
namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t group = 4, groups = 4;

/// The first 5 bits of each byte of a hash, as letters.
std::string letters_of(const std::string& bytes) {
    std::string text;
    for (const char byte : bytes) text += letters[static_cast<unsigned char>(byte) >> 3];
    return text;
}

std::string grouped(std::string_view all) {
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && i % group == 0) text += '-';
        text += all[i];
    }
    return text;
}

char letter_of(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (c == 'O') return '0';
    return c == 'I' || c == 'L' ? '1' : c;
}

/// What stands between groups, or is no character to be seen: blanks (also the unbroken one), hyphens and dashes, an apostrophe in front.
std::size_t passed_over(std::string_view text) {
    for (const std::string_view each : {" ", "\t", "\r", "\n", "-", "'", "\xC2\xA0", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x80\x94"})
        if (text.starts_with(each)) return each.size();
    return 0;
}

}  // namespace

ShownTask shown_task(const store::TaskRecord& task) {
    return {task.id, store::mark_of(task, store::digest_of(task.content)), task.state, task.until, task.assignee};
}

CheckCodes::CheckCodes(std::string identity) : identity_(std::move(identity)) {
    std::string all;
    for (const std::string& text : {std::string("worklist"), identity_}) store::add_netstring(all, text);
    worklist_ = letters_of(store::blake2b(all, 16)).substr(0, group);
}

std::string CheckCodes::code(const ShownTask& task) const {
    std::string all;
    for (const std::string* text : {&identity_, &task.mark, &task.state, &task.until, &task.assignee}) store::add_netstring(all, *text);
    store::add_netstring(all, std::to_string(task.task));
    return grouped(worklist_ + letters_of(store::blake2b(all, 16)).substr(0, group * (groups - 1)));
}

bool CheckCodes::is_ours(std::string_view code) const { return code.starts_with(worklist_); }

std::optional<std::string> read_code(std::string_view written) {
    std::string all;
    while (!written.empty()) {
        const std::size_t skipped = passed_over(written);
        if (skipped == 0) all += letter_of(written.front());
        written.remove_prefix(skipped == 0 ? 1 : skipped);
    }
    if (all.size() != group * groups || all.find_first_not_of(letters) != std::string::npos) return std::nullopt;
    return grouped(all);
}

}  // namespace tepat::worklist
