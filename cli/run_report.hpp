// SPDX-License-Identifier: Apache-2.0
// What `tepat run` says at the end: for people as tables, for programs as the JSON of docs (cli.md).
#pragma once

#include <string>

#include "cli/selection.hpp"
#include "cli/session.hpp"
#include "cli/tally.hpp"
#include "engine/store/baseline.hpp"
#include "engine/worklist/apply.hpp"

namespace tepat::cli {

struct Timing {
    double load = 0;
    double evaluate = 0;
    double allocate = 0;  ///< part of evaluate
    double write = 0;
};

/// Everything one finished run can be asked.
struct RunResult {
    const program::Program& program;
    program::Date date;
    std::string rules_path;
    std::string outcomes_path;   ///< empty: none
    std::string decisions_path, unreached_path, conflicts_path;
    const Selection& selection;
    const run::Decisions& decisions;
    const columns::Population& population;
    const std::vector<store::CellErrors>& cell_errors;
    worklist::Applied applied;
    Timing timing;
};

void print_run_text(const RunResult& result, Session& session);
void print_run_json(const RunResult& result, Session& session);

}  // namespace tepat::cli
