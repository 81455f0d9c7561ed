// SPDX-License-Identifier: Apache-2.0
// Which rows a reference leads to, for the kernel of `follow` and for its missing facts.
#pragma once

#include "engine/evaluate/workspace.hpp"

namespace tepat::evaluate {

/// By row of the step's frame: the row referred to in its SavedColumn; `rows()` of that where the reference is empty (and on phantoms),
/// one more where it leads to no row.
const std::uint32_t* rows_referred_to(Workspace& work, const Step& step);

}  // namespace tepat::evaluate
