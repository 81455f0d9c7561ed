// SPDX-License-Identifier: Apache-2.0
// Between bytes and bits, the inner loops of the fast paths: flags computed 64 rows at a time (which the compiler vectorises), packed into
// one word; words spread into bytes; the bits of a short row range. Arena memory may be read one word beyond its end.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace tepat::evaluate {

static_assert(std::endian::native == std::endian::little, "bytes are packed in the order of rows");

/// 8 bytes of 0 or 1 -> 8 bits, in order.
inline std::uint64_t pack_eight(std::uint64_t bytes) { return (bytes * 0x0102'0408'1020'4080ull) >> 56; }

/// 64 bytes of 0 or 1 -> one word.
inline std::uint64_t pack_flags(const std::uint8_t* flags) {
    std::uint64_t word = 0;
    for (int i = 0; i < 8; ++i) {
        std::uint64_t bytes;
        std::memcpy(&bytes, flags + 8 * i, 8);
        word |= pack_eight(bytes) << (8 * i);
    }
    return word;
}

/// words[...] = test(value) for the first `count` values; bits beyond are 0.
template <class T, class Test>
void pack_tests(const T* values, std::size_t count, std::uint64_t* words, const Test& test) {
    alignas(64) std::uint8_t flags[64];
    std::size_t row = 0;
    for (; row + 64 <= count; row += 64) {
        for (int i = 0; i < 64; ++i) flags[i] = test(values[row + static_cast<std::size_t>(i)]);
        words[row / 64] = pack_flags(flags);
    }
    if (row == count) return;
    std::memset(flags, 0, sizeof flags);
    for (std::size_t i = 0; row + i < count; ++i) flags[i] = test(values[row + i]);
    words[row / 64] = pack_flags(flags);
}

/// 8 bits -> 8 bytes of 0 or 1.
inline constexpr auto spread_table = [] {
    std::array<std::uint64_t, 256> table{};
    for (std::size_t bits = 0; bits < 256; ++bits) {
        for (std::size_t i = 0; i < 8; ++i) table[bits] |= std::uint64_t{(bits >> i) & 1} << (8 * i);
    }
    return table;
}();

inline constexpr auto count_table = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t bits = 0; bits < 256; ++bits) table[bits] = static_cast<std::uint8_t>(std::popcount(bits));
    return table;
}();

/// The number of ones; words of few rows are the usual case. (Without -mpopcnt std::popcount is a call.)
inline std::uint32_t count_ones(std::uint64_t word) {
    std::uint32_t ones = 0;
    for (; word != 0; word >>= 8) ones += count_table[word & 255];
    return ones;
}

/// The bits begin..begin + count of a bit set, count <= 64.
inline std::uint64_t bits_at(const std::uint64_t* words, std::uint32_t begin, std::uint32_t count) {
    const std::uint32_t shift = begin & 63;
    const std::uint64_t* const from = words + (begin >> 6);
    const std::uint64_t word = (from[0] >> shift) | (from[1] << 1 << (63 - shift));
    return count == 64 ? word : word & ((std::uint64_t{1} << count) - 1);
}

/// The number of ones of a full word.
inline std::uint32_t count_bits(std::uint64_t word) {
    word -= (word >> 1) & 0x5555'5555'5555'5555ull;
    word = (word & 0x3333'3333'3333'3333ull) + ((word >> 2) & 0x3333'3333'3333'3333ull);
    word = (word + (word >> 4)) & 0x0F0F'0F0F'0F0F'0F0Full;
    return static_cast<std::uint32_t>((word * 0x0101'0101'0101'0101ull) >> 56);
}

}  // namespace tepat::evaluate
