// SPDX-License-Identifier: Apache-2.0
// What programmes say: `layak P` and `terpilih P`.
#include <cassert>

#include "engine/plan/compiler.hpp"

namespace tepat::plan {

using namespace program;

Quantity Compiler::operator()(const Expr&, FrameId, const Standing&) { return assert(false), Quantity{}; }

}  // namespace tepat::plan
