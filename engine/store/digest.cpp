// SPDX-License-Identifier: Apache-2.0
#include "engine/store/digest.hpp"

#include <stdexcept>

namespace tepat::store {

void prepare_hashing() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium");
}

std::string hex(const Digest& digest) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned char byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

bool parse_hex(std::string_view text, Digest& digest) {
    if (text.size() != digest.size() * 2) return false;
    const auto value = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const int high = value(text[2 * i]), low = value(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        digest[i] = static_cast<unsigned char>(high << 4 | low);
    }
    return true;
}

}  // namespace tepat::store
