// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: tables, wherever they come from -> the people in memory, with what the fingerprint was made of.
#pragma once

#include <vector>

#include "engine/store/baseline.hpp"
#include "engine/store/table_source.hpp"

namespace tepat::store {

/// What is asked of each entity.
struct Wanted {
    bool needed = false;                    ///< its table must be there
    std::vector<program::FactId> required;  ///< columns that must be there
    std::vector<program::FactId> optional;
};

std::vector<Wanted> wanted_of(const program::Program& program, const std::vector<program::EntityId>& entities,
                              const std::vector<program::FactId>& facts, const std::vector<program::FactId>& if_present);

struct Loaded {
    Baseline baseline;
    std::vector<bool> loaded;  ///< by entity: its table was there
    std::vector<EntityDigests> digests;
};

/// `path` is for messages. Failures as read_baseline says.
Loaded read_population(TableSource& source, const std::string& path, const program::Program& program, const std::vector<Wanted>& wanted,
                       unsigned threads);

}  // namespace tepat::store
