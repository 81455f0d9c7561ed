// SPDX-License-Identifier: Apache-2.0
// A population as plain rows: what the generator makes, the oracle reads and a failing case prints. `to_population` turns it into the
// engine's columns (in any row order), `to_world` reads columns back into rows.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/allocate/allocation.hpp"
#include "engine/columns/population.hpp"

namespace tepat::oracle {

enum class State : std::uint8_t { known, unknown, error };

/// Of a reference: the key written there (text), whether or not there is such a row.
struct Cell {
    State state = State::unknown;
    program::Value value;
};

struct Row {
    std::string key;
    std::string link;         ///< the parent's key; empty: an empty link cell. Unused when the entity has no parent entity
    std::vector<Cell> cells;  ///< by position in Entity::facts
};

struct World {
    std::vector<std::vector<Row>> rows;  ///< by EntityId::value
    std::vector<bool> integer_keys;      ///< by EntityId::value
};

/// What a run is told besides the rules and the rows.
struct Circumstances {
    program::Date date;
    bool include_drafts = false;
    allocate::PlacesHeld held = {};
};

/// Rows are added in a random order when `shuffle` is given; the result must not depend on it.
columns::Population to_population(const World& world, const program::Program& program, std::mt19937_64* shuffle = nullptr);
World to_world(const columns::Population& population, const program::Program& program);

/// A known value of the fact as staff read it, without quotes: the name of a group.
std::string print_value(const program::Program& program, program::FactId fact, const program::Value& value);

/// One line a row, for messages about failing cases.
std::string print(const World& world, const program::Program& program);

}  // namespace tepat::oracle
