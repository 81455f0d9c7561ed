// SPDX-License-Identifier: Apache-2.0
// Quantifiers over runs of rows, counted on the bits of a run at a time. One column for one step; nothing is returned where the general
// kernel has to go member by member. Phantoms are taken for ordinary members: the caller does the runs they are in again.
#pragma once

#include <optional>

#include "engine/evaluate/workspace.hpp"

namespace tepat::evaluate {

/// `ranges`: by owner row, its first member row; one more at the end. Pseudo rows (owners..size) are left to the caller.
std::optional<Vector> aggregate_runs(Workspace& work, const Step& step, const std::uint32_t* ranges, std::uint32_t owners, std::uint32_t size);

}  // namespace tepat::evaluate
