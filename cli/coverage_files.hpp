// SPDX-License-Identifier: Apache-2.0
// Two lists of a run for people, by name and by address, as CSV: the units no programme reaches, and who is reached by programmes that exclude
// each other. Secret facts are masked; they are shown by `tepat tasks --unmask` only, which is recorded.
#pragma once

#include <ostream>

#include "cli/session.hpp"
#include "engine/worklist/coverage.hpp"

namespace tepat::cli {

void write_unreached(const worklist::Judged& judged, const worklist::Coverage& coverage, const Session& session, std::ostream& out);
void write_clashes(const worklist::Judged& judged, const worklist::Coverage& coverage, const Session& session, std::ostream& out);

/// What `run` prints of it.
void print_coverage_text(const program::Program& program, const worklist::Coverage& coverage, Session& session);

}  // namespace tepat::cli
