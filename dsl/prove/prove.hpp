// SPDX-License-Identifier: Apache-2.0
// The analyser: what can be proven about a checked program with a solver (docs/language/analyser.md).
//
//     prove(program, options, sink)     rules that never apply, gaps and conflicts of cases, rules inside others, exclusions, tiers
//
// One file per kind of finding (find_*.cpp). Nothing is reported that is not proven, or shown by a family that was found; where the solver
// gives up within its limit a note says so (R4096) and the analysis goes on. The same program gives the same answers on every machine.
#pragma once

#include <functional>
#include <optional>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"

namespace tepat::prove {

struct Options {
    /// Fixed reference date; none: any date, with the parameters in force on it.
    std::optional<program::Date> date;
    /// Steps of the solver for one question (a fraction of a second), and the budget of all of them (some seconds at worst).
    std::uint32_t question_limit = 30'000;
    std::uint64_t total_limit = 5'000'000;
    /// Does the engine agree that this test passes? `program.tests` holds just it. Without: a witness is trusted when nothing was guessed.
    std::function<bool(const program::Program& program)> passes;
    /// Keyword language of the file a span stands in; witnesses are written in it. Without: Indonesian.
    std::function<diagnostics::Language(text::Span)> language;
};

/// `program.complete` must hold. Adds warnings, notes and the errors R4086 to R4088.
void prove(const program::Program& program, const Options& options, diagnostics::Sink& sink);

/// Only what a run must not start without: lines without `selain itu` are complete (R4086, R4087).
void prove_complete(const program::Program& program, const Options& options, diagnostics::Sink& sink);

}  // namespace tepat::prove
