// SPDX-License-Identifier: Apache-2.0
// What a run reads of the worklist before it judges: who holds a place of which programme in its present period, and who was rejected.
// apply() writes nothing when the file has changed since, so no decision made in between is ever overlooked.
#pragma once

#include <string>

#include "engine/allocate/allocation.hpp"
#include "engine/store/worklist_db.hpp"

namespace tepat::worklist {

struct Held {
    std::string file;  ///< its name, for the run's record
    store::WorklistStamp stamp;
    allocate::PlacesHeld places;
};

Held read_held(const std::string& path, const program::Program& program, program::Date date);

}  // namespace tepat::worklist
