// SPDX-License-Identifier: Apache-2.0
// Who got a place and why others did not: per programme the quotas and budgets with quota = taken + selected + free, who waits, the
// cut-off, what is provisional, whose places become free, and conflicts between programmes. Part of what `tepat run` says.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/session.hpp"
#include "engine/columns/population.hpp"
#include "engine/run/run.hpp"

namespace tepat::cli {

struct Places {
    const program::Program& program;
    const run::Decisions& decisions;
    const columns::Population& population;
};

/// Nothing when no programme hands out places.
/// Sums of what places cost tell what one of them costs: true when that is protected.
bool hides_spending(const Places& places, const program::Programme& programme, std::size_t limit);

void print_places_text(const Places& places, Session& session);
/// Adds what the allocation says to a programme's object; nothing when it was not judged as a whole.
void add_places_json(const Places& places, program::ProgrammeId programme, nlohmann::ordered_json& target);
nlohmann::ordered_json conflicts_json(const Places& places);

}  // namespace tepat::cli
