// SPDX-License-Identifier: Apache-2.0
// `--outcomes FILE.csv`: rule,subject,outcome,missing; sorted by rule name, then key; the same bytes whatever the language or threads.
#pragma once

#include <ostream>

#include "engine/columns/population.hpp"
#include "engine/run/run.hpp"

namespace tepat::cli {

/// Keys that are secret are masked unless `unmask`.
void write_outcomes(const program::Program& program, const run::Decisions& decisions, const columns::Population& population, bool unmask,
                    std::ostream& out);

}  // namespace tepat::cli
