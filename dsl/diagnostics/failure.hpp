// SPDX-License-Identifier: Apache-2.0
// What the environment or the data did wrong: thrown by engine/store, engine/intake and cli, caught once in cli/main.cpp.
// It carries a diagnostic (an R5 code, no span), so it speaks both languages like everything else.
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::diagnostics {

/// cli.md: 1 = the user's rules, tests or data; 2 = wrong usage; 3 = file, database, disk, network.
enum class Exit { done = 0, user = 1, usage = 2, environment = 3 };

class Failure : public std::exception {
public:
    Failure(Exit exit, Code code, std::vector<Argument> arguments)
        : exit_(exit), diagnostic_{code, {}, std::move(arguments), {}, {}, {}} {}
    Failure(Exit exit, Diagnostic diagnostic) : exit_(exit), diagnostic_(std::move(diagnostic)) {}
    Exit exit() const { return exit_; }
    const Diagnostic& diagnostic() const { return diagnostic_; }
    const char* what() const noexcept override { return number_of(diagnostic_.code); }

private:
    Exit exit_;
    Diagnostic diagnostic_;
};

}  // namespace tepat::diagnostics
