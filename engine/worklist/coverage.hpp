// SPDX-License-Identifier: Apache-2.0
// What a whole run found, counted: per area, per programme and area, per limit and group; which units (families) no programme reaches and why;
// who is reached by programmes that exclude each other. Recorded with the run, so that a summary needs neither rules nor baseline.
// A *unit* is what stands directly below the areas and that most programmes' subjects belong to: the family, in the shipped vocabularies.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/store/worklist_db.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {

/// reached: selected for, holding a place of, or receiving at least one programme, itself or one of its own; several: two or more programmes.
/// The others by the first that holds: waiting (eligible, but no place), undecided, error, not eligible for any (or rejected by people).
enum class Reach : std::uint8_t { once, several, waiting, undecided, error, not_eligible };

enum class ClashKind : std::uint8_t { selected, holding, both_hold };  ///< selected for both; for one, holding the other; holding both
struct Clash {
    program::ProgrammeId programme, other;
    program::EntityId entity;  ///< the lower of the two subjects' entities
    std::uint32_t row = 0;
    ClashKind kind = ClashKind::selected;
};

struct Coverage {
    program::EntityId unit;         ///< invalid: no programme has subjects below an area
    std::vector<Reach> reach;       ///< by row of the unit
    std::vector<Clash> clashes;     ///< by programme, other, row; each pair of programmes once
    store::CoverageRecords counts;  ///< areas: [0] those of no known area; then by entity and key
    std::array<std::size_t, 6> units{};  ///< by Reach; they add up to the rows of the unit
};

/// Of the programmes that write tasks (drafts only with include_drafts). One pass over the rows of each programme.
Coverage coverage_of(const Judged& judged);

/// The programmes a unit is waiting for (or undecided, in error) for: what its `Reach` comes from. By programme name.
std::vector<std::vector<program::ProgrammeId>> programmes_behind(const Judged& judged, const Coverage& coverage);

}  // namespace tepat::worklist
