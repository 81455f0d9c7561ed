// SPDX-License-Identifier: Apache-2.0
// `--decisions FILE.csv`: programme,subject,state,rank,area; by programme name, then key; the same bytes whatever the language or threads.
#pragma once

#include <ostream>

#include "engine/columns/population.hpp"
#include "engine/run/run.hpp"

namespace tepat::cli {

const char* state_word(allocate::State state);

/// Keys and areas that are secret are masked unless `unmask`.
void write_decisions(const program::Program& program, const run::Decisions& decisions, const columns::Population& population, bool unmask,
                     std::ostream& out);

}  // namespace tepat::cli
