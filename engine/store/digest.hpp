// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: BLAKE2b of whatever is put in, 32 bytes.
#pragma once

#include <sodium.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tepat::store {

using Digest = std::array<unsigned char, 32>;

/// Once before hashing; cheap afterwards.
void prepare_hashing();

/// Lengths go in before texts, so no two different contents read alike.
class Hasher {
public:
    Hasher() { crypto_generichash_init(&state_, nullptr, 0, sizeof(Digest)); }
    void bytes(const void* data, std::size_t size) {
        crypto_generichash_update(&state_, static_cast<const unsigned char*>(data), size);
    }
    void number(std::uint64_t value) { bytes(&value, sizeof value); }
    void text(std::string_view value) {
        number(value.size());
        bytes(value.data(), value.size());
    }
    void texts(const std::vector<std::string>& values) {
        std::string joined;  // many short pieces would cost more than one long one
        for (const std::string& value : values) {
            const std::uint64_t size = value.size();
            joined.append(reinterpret_cast<const char*>(&size), sizeof size);
            joined += value;
        }
        text(joined);
    }
    Digest finish() {
        Digest digest{};
        crypto_generichash_final(&state_, digest.data(), digest.size());
        return digest;
    }

private:
    crypto_generichash_state state_;
};

/// 64 digits.
std::string hex(const Digest& digest);
/// False when the text is not 64 hex digits.
bool parse_hex(std::string_view text, Digest& digest);

}  // namespace tepat::store
