// SPDX-License-Identifier: Apache-2.0
// Runs of ASCII, nearly everything in these files, are passed over eight bytes at a time.
#include "engine/intake/encoding.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace tepat::intake {
namespace {

constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080;
constexpr std::uint64_t low_bits = 0x0101'0101'0101'0101;

bool plain(const char* eight) {
    std::uint64_t word = 0;
    std::memcpy(&word, eight, sizeof word);
    return (word & high_bits) == 0 && ((word - low_bits) & ~word & high_bits) == 0;  // no high bit, no zero byte
}

int length_of(unsigned char first) {
    if (first >= 0xC2 && first <= 0xDF) return 1;
    if (first >= 0xE0 && first <= 0xEF) return 2;
    return first >= 0xF0 && first <= 0xF4 ? 3 : -1;
}

// 0x80 to 0x9F; the rest of the upper half is Latin-1.
constexpr std::array<std::uint16_t, 32> upper{
    0x20AC, '?', 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, '?', 0x017D, '?',
    '?', 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, '?', 0x017E, 0x0178};

void append(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

}  // namespace

void EncodingGuess::look_at(std::string_view piece) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
        while (expected_ == 0 && i + 8 <= piece.size() && plain(piece.data() + i)) i += 8;
        if (i >= piece.size()) return;
        const auto byte = static_cast<unsigned char>(piece[i]);
        if (byte == 0) zero_ = true;
        if (expected_ > 0 && (byte & 0xC0) == 0x80) {
            if (--expected_ == 0) beyond_ascii_ = true;
            continue;
        }
        if (expected_ > 0) broken_ = true;
        expected_ = 0;
        if (byte < 0x80) continue;
        expected_ = length_of(byte);
        if (expected_ < 0) {
            broken_ = true;
            expected_ = 0;
        }
    }
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append(text, byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte);
    }
    return text;
}

}  // namespace tepat::intake
