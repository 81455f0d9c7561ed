// SPDX-License-Identifier: Apache-2.0
// The tree as indented text (`tepat dump tree`): one node a line, keywords by role, so both keyword languages print the same.
#pragma once

#include <string>

#include "dsl/syntax/ast.hpp"

namespace tepat::syntax {

std::string print(const Module& module);
/// The same with literals in one form (dates ISO, money grouped): equal for two texts that mean the same.
std::string print_canonical(const Module& module);
std::string print(const Expr& expr);

}  // namespace tepat::syntax
