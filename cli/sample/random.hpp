// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine: SplitMix64 and whole-number arithmetic only (the standard's distributions
// may differ between libraries). Every cell of the sample has its own stream, so adding a fact changes no other fact.
#pragma once

#include <cstdint>
#include <string_view>

namespace tepat::sample {

inline std::uint64_t mix(std::uint64_t x) {
    x += 0x9E37'79B9'7F4A'7C15;
    x = (x ^ (x >> 30)) * 0xBF58'476D'1CE4'E5B9;
    x = (x ^ (x >> 27)) * 0x94D0'49BB'1331'11EB;
    return x ^ (x >> 31);
}

/// FNV-1a: a name as a number, for streams.
inline std::uint64_t number_of(std::string_view text) {
    std::uint64_t hash = 0xCBF2'9CE4'8422'2325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x0000'0100'0000'01B3;
    return hash;
}

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    /// The stream of one cell (or of one row, with the entity's name for `what`).
    Random(std::uint64_t seed, std::uint64_t row, std::uint64_t what) : state_(mix(seed ^ mix(row ^ mix(what)))) {}

    std::uint64_t next() { return mix(state_++); }
    /// 0 .. n-1; n must be at least 1 and below 2^32.
    std::uint64_t below(std::uint64_t n) { return ((next() >> 32) * n) >> 32; }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
    }
    bool chance(unsigned per_thousand) { return below(1000) < per_thousand; }

private:
    std::uint64_t state_;
};

}  // namespace tepat::sample
