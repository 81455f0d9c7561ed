// SPDX-License-Identifier: Apache-2.0
// The expressions directly inside one, for passes that look for something in a tree.
#pragma once

#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::program {

/// In the order they are written; a term's body is not inside the TermRef.
std::vector<ExprId> children(const Expr& expr);

}  // namespace tepat::program
