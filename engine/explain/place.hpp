// SPDX-License-Identifier: Apache-2.0
// What became of a subject when places were handed out: needs the decisions about everybody, not only about its own unit.
#pragma once

#include <vector>

#include "engine/explain/explain.hpp"

namespace tepat::explain {

struct PlaceStory {
    program::ProgrammeId programme;
    bool judged = true;  ///< false: `hanya bila` leaves the subject out
    run::Outcome outcome = run::Outcome::not_eligible;
    bool receiving = false;
    bool graduates = false;
    allocate::State state = allocate::State::none;
    allocate::Reason reason = allocate::Reason::none;
    std::uint32_t rank = 0;   ///< 0: none
    std::string area;
    bool provisional = false;
    std::vector<allocate::Group> groups;         ///< the subject's own, by limit
    std::vector<allocate::Conflict> conflicts;   ///< with programmes it may not go together with
};

/// Of all programmes about this entity that hand out places; `row` is of `population`.
std::vector<PlaceStory> tell_places(const program::Program& program, const columns::Population& population, const run::Decisions& decisions,
                                    Row subject);

}  // namespace tepat::explain
