// SPDX-License-Identifier: Apache-2.0
// A synthetic population in memory, twice: as the engine's columns, and as plain arrays with one code for unknown, as one would lay
// them out for loops written by hand.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"

namespace tepat::bench {

inline constexpr std::uint8_t unknown_code = 255;
inline constexpr std::int32_t unknown_number = INT32_MIN;

struct People {
    // families
    std::vector<std::uint8_t> decile, floor, water, house, pkh;
    std::vector<std::int32_t> spending;  // sen
    std::vector<std::uint32_t> first;    // first member; one more at the end
    // members
    std::vector<std::uint32_t> family;
    std::vector<std::int32_t> birth;   // days since 1970
    std::vector<std::int32_t> income;  // sen
    std::vector<std::uint8_t> sex, work, insurance, schooling, pregnant, disabled;
};

/// 8 % of the cells are unknown; the same seed gives the same people everywhere.
People make_people(std::size_t members, std::uint64_t seed);

/// The same people as the engine's columns; entity and fact names are those of rules.hpp.
columns::Population to_population(const People& people, const program::Program& program);

}  // namespace tepat::bench
