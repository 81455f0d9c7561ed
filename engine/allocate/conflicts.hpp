// SPDX-License-Identifier: Apache-2.0
// `tidak boleh bersama`: who got a place in one programme and gets, or receives, the other. No outcome changes; people must look.
#pragma once

#include <vector>

#include "engine/allocate/allocation.hpp"
#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"

namespace tepat::allocate {

/// Marks both allocations and lists the conflicts, by programme name, the other's name, row. A place taken before counts as receiving.
std::vector<Conflict> find_conflicts(const program::Program& program, const columns::Population& population, std::vector<Allocation>& allocations);

}  // namespace tepat::allocate
