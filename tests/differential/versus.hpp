// SPDX-License-Identifier: Apache-2.0
// Rule text -> program, and the engine's answer held against the oracle's. Used by the differential, property and golden tests and by
// the fuzz targets.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"
#include "dsl/text/sources.hpp"
#include "engine/run/run.hpp"
#include "tests/differential/world.hpp"

namespace tepat::versus {

struct Compiled {
    std::unique_ptr<text::Sources> sources;  ///< spans of the program point into it
    diagnostics::Sink sink;
    program::Program program;

    bool sound() const { return !sink.has_errors() && program.complete; }
    /// All diagnostics as text, for messages.
    std::string complaints() const;
};

/// Parses and checks the files as one rule set.
Compiled compile(const std::vector<std::string>& files);

/// Every rule that is in force, as a run asks for them.
plan::Request request_of(const program::Program& program, const oracle::Circumstances& circumstances);

/// Every rule in force judged by the engine, every programme allocated.
run::Decisions run_engine(const program::Program& program, const columns::Population& population, const oracle::Circumstances& circumstances,
                          run::Options options);

/// The first difference between the oracle and the engine (block rows 1, 3, 512; 1 and 2 threads; shuffled rows), or nothing.
std::string difference(const program::Program& program, const oracle::World& world, const oracle::Circumstances& circumstances,
                       std::uint64_t shuffle_seed);

/// The outcomes as `--outcomes` writes them, by the oracle and by the engine.
std::string outcomes_of_oracle(const program::Program& program, const oracle::World& world, const oracle::Circumstances& circumstances);
std::string outcomes_of_engine(const program::Program& program, const columns::Population& population,
                               const oracle::Circumstances& circumstances);
/// The same for `--decisions`.
std::string decisions_of_oracle(const program::Program& program, const oracle::World& world, const oracle::Circumstances& circumstances);
std::string decisions_of_engine(const program::Program& program, const columns::Population& population,
                                const oracle::Circumstances& circumstances);

}  // namespace tepat::versus
