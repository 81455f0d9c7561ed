// SPDX-License-Identifier: Apache-2.0
// What would change an outcome. A near miss: a rule that is not eligible only because of one condition (or one exception) -- the engine
// judges the rule again with just that one turned around. A way out: what an undecided rule would come to for each value a missing fact
// can have, where those are few.
#pragma once

#include <optional>
#include <vector>

#include "engine/explain/explain.hpp"

namespace tepat::explain {

/// Judges variants of the rules over the unit; `stories` get their near misses and ways out.
void add_near_misses(const program::Program& program, const columns::Population& unit, Row subject, program::Date date,
                     const run::Decisions& decisions, const run::Options& options, std::vector<RuleStory>& stories);
void add_ways_out(const program::Program& program, const columns::Population& unit, Row subject, program::Date date,
                  const run::Options& options, std::vector<RuleStory>& stories);

}  // namespace tepat::explain
