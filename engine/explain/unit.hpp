// SPDX-License-Identifier: Apache-2.0
// The few rows one subject's outcome depends on: the subject, its ancestors, everybody below the highest row over which one of the
// rules has a quantifier (mostly its own family), and the same of every row referred to. Judging this small population gives the subject
// the same outcome as judging all. Who was selected depends on everybody: then everybody is kept.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"

namespace tepat::explain {

/// All expressions reached from these (program::reach). Sorted, unique.
std::vector<program::ExprId> reached(const program::Program& program, const std::vector<program::ExprId>& roots);

struct Unit {
    columns::Population population;
    std::uint32_t row = 0;  ///< the subject's row in it
    std::size_t rows = 0;   ///< of all entities together
};

Unit unit_of(const program::Program& program, const columns::Population& population, program::EntityId entity, std::uint32_t row,
             const std::vector<program::ExprId>& expressions);

}  // namespace tepat::explain
