// SPDX-License-Identifier: Apache-2.0
#include "engine/store/history_chain.hpp"

#include <sodium.h>

namespace tepat::store {

void add_netstring(std::string& all, const std::string& text) {
    all += std::to_string(text.size());
    all += ':';
    all += text;
}

std::string blake2b(const std::string& bytes, std::size_t size) {
    std::string digest(size, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), size, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    return digest;
}

ChainHash next_hash(const ChainHash& before, const HistoryRecord& entry) {
    std::string all(before.begin(), before.end());
    for (const std::int64_t number : {entry.id, entry.task, entry.run}) add_netstring(all, std::to_string(number));
    for (const std::string* text : {&entry.event, &entry.state, &entry.mark, &entry.detail, &entry.person, &entry.reason, &entry.at})
        add_netstring(all, *text);
    ChainHash hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(all.data()), all.size(), nullptr, 0);
    return hash;
}

std::string hex_of(const unsigned char* bytes, std::size_t size) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

}  // namespace tepat::store
