// SPDX-License-Identifier: Apache-2.0
// Who is gone or may be: the rows whose only_when is false or unknown, judged before anything else because a parent none of whose rows
// certainly remains gets a phantom. Else "no member is ..." would be certain of a family whose only member may have moved away
// (docs/decisions/0061).
#pragma once

#include "engine/evaluate/layout.hpp"

namespace tepat::run {

/// By entity; empty bits for entities without only_when and for those no phantom depends on. only_when reads no quantifier, so the rows
/// can be judged without phantoms.
evaluate::Gone perhaps_gone(const plan::Plan& plan, const columns::Population& population);

/// The steps with everything they read, in plan order.
std::vector<plan::StepId> with_inputs(const plan::Plan& plan, const std::vector<plan::StepId>& steps);

}  // namespace tepat::run
