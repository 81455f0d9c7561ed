// SPDX-License-Identifier: Apache-2.0
// Outcomes per programme: the `atau` of its rules, subject by subject.
#pragma once

#include <array>
#include <vector>

#include "engine/run/run.hpp"

namespace tepat::cli {

struct ProgrammeTally {
    program::ProgrammeId programme;
    std::size_t subjects = 0;
    std::array<std::size_t, 4> count{};  ///< by run::Outcome
};

/// By programme name; only programmes of which every rule was judged.
std::vector<ProgrammeTally> tally_programmes(const program::Program& program, const run::Decisions& decisions);

}  // namespace tepat::cli
