// SPDX-License-Identifier: Apache-2.0
// Steps nobody reads any more (folded, lifted) leave the plan; the others are renumbered in the same order.
#pragma once

#include "engine/plan/plan.hpp"

namespace tepat::plan {

void prune(Plan& plan);

}  // namespace tepat::plan
