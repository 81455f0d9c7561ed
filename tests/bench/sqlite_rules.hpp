// SPDX-License-Identifier: Apache-2.0
// The twenty rules as SQL written by hand, in an in-memory SQLite database of the same people.
#pragma once

#include "tests/bench/hand_written.hpp"

namespace tepat::bench {

/// Seconds for all rules (each counts its outcomes). Exits when a count differs from `expected`.
double sqlite_seconds(const People& people, const std::vector<Outcomes>& expected);

}  // namespace tepat::bench
