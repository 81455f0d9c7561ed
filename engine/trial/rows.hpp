// SPDX-License-Identifier: Apache-2.0
// The rows of one or several tests as a Population. Keys are kept as they are written, because a parameter may be `menurut` a key; tests do
// not see each other because every row hangs under its own test's parent row.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"

namespace tepat::trial {

struct TestRows {
    columns::Population population;
    /// [position in `tests`][index into TestCase::rows] -> row of the population.
    std::vector<std::vector<std::uint32_t>> row_of;
};

TestRows make_rows(const program::Program& program, const std::vector<std::size_t>& tests, const std::vector<program::FactId>& facts);

}  // namespace tepat::trial
