// SPDX-License-Identifier: Apache-2.0
// What every complete Program promises its readers (program.hpp); checked after each check in debug builds and by tests.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::program {

/// One sentence per broken promise, for programmers; empty when all hold.
std::vector<std::string> broken_invariants(const Program& program);

}  // namespace tepat::program
