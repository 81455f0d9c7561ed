// SPDX-License-Identifier: Apache-2.0
// A run in memory -> Side.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"
#include "engine/compare/side.hpp"

namespace tepat::compare {

/// Groups by the rows of an entity (a subject belongs to its ancestor's row, or its own), or by the values of a fact.
struct By {
    std::string title;
    program::EntityId entity;
    program::FactId fact;  ///< invalid: the entity's rows
};

struct Judged {
    const program::Program& program;
    const columns::Population& population;
    const run::Decisions& decisions;  ///< benefits watched where they are wanted
};

/// `counted`: by entity, who is a subject; entities with empty bits are left out. `groupings` come after the innermost area. `decisions`, `population` and `program` outlive the side.
Side side_of(const Judged& judged, const std::vector<columns::Bits>& counted, const std::vector<By>& groupings);

/// The innermost area level above (or at) an entity; invalid: none.
program::EntityId area_of(const program::Program& program, program::EntityId entity);

/// The row of `ancestor` above or at a row; `nowhere`: none.
std::uint32_t row_above(const program::Program& program, const columns::Population& population, program::EntityId entity, std::uint32_t row,
                        program::EntityId ancestor);
/// The loaded column of a fact; null: not loaded.
const columns::Column* column_of(const program::Program& program, const columns::Population& population, program::FactId fact);

}  // namespace tepat::compare
