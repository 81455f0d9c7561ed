// SPDX-License-Identifier: Apache-2.0
#include "engine/store/letter_code.hpp"

namespace tepat::store {
namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t group = 4;

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

std::string letters_of(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) text += letters[static_cast<unsigned char>(byte) >> 3];
    return text;
}

std::string in_groups(std::string_view all) {
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && i % group == 0) text += '-';
        text += all[i];
    }
    return text;
}

std::optional<std::string> read_letter_code(std::string_view written, std::size_t groups) {
    std::string all;
    while (!written.empty()) {
        const std::size_t skipped = passed_over(written);
        if (skipped == 0) all += letter_of(written.front());
        written.remove_prefix(skipped == 0 ? 1 : skipped);
    }
    if (all.size() != group * groups || all.find_first_not_of(letters) != std::string::npos) return std::nullopt;
    return in_groups(all);
}

}  // namespace tepat::store
