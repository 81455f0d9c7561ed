// SPDX-License-Identifier: Apache-2.0
// Scores and collecting tables, sets, references to other rows, facts that age, lists that do not say everything.
#include <cassert>

#include "engine/plan/compiler.hpp"

namespace tepat::plan {

using namespace program;

Quantity Compiler::operator()(const Expr&, FrameId, const Collect&) { return assert(false), Quantity{}; }
Quantity Compiler::operator()(const Expr&, FrameId, const Via&) { return assert(false), Quantity{}; }
Quantity Compiler::operator()(const Expr&, FrameId, const SetHas&) { return assert(false), Quantity{}; }
Quantity Compiler::operator()(const Expr&, FrameId, const Unrecorded&) { return assert(false), Quantity{}; }

}  // namespace tepat::plan
