// SPDX-License-Identifier: Apache-2.0
// SHA-256 of the printed meaning (hash.hpp).
#include "dsl/check/hash.hpp"

#include <sodium.h>

#include <array>

#include "dsl/program/print.hpp"

namespace tepat::check {

std::string hash_of(const program::Program& program) {
    const std::string meaning = program::print_meaning(program);
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(meaning.data()), meaning.size());
    constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (unsigned char byte : digest) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

}  // namespace tepat::check
