// SPDX-License-Identifier: Apache-2.0
// Names given on the command line, looked up in the program; what is not there ends the command and says what is (exit 2).
#pragma once

#include <string>

#include "dsl/program/program.hpp"

namespace tepat::cli {

program::EntityId find_entity(const program::Program& program, const std::string& name);  ///< R5231
program::RuleId find_rule(const program::Program& program, const std::string& name);      ///< R5230

}  // namespace tepat::cli
