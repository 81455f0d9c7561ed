// SPDX-License-Identifier: Apache-2.0
// The twenty rules as loops over plain arrays, as a careful programmer writes them for one survey: unknown-aware, nothing shared between
// rules. What the engine is measured against, and checked with.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "tests/bench/people.hpp"
#include "tests/bench/rules.hpp"

namespace tepat::bench {

/// Outcomes as run::Outcome counts them: 0 eligible, 1 not eligible, 2 undecided.
using Outcomes = std::vector<std::uint8_t>;
using Rule = void (*)(const People& people, Outcomes& out);

/// In the order of the rules' names. `out` has the subjects' size.
extern const std::array<Rule, rule_count> hand_written;

}  // namespace tepat::bench
