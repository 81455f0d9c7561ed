// SPDX-License-Identifier: Apache-2.0
// What `terpilih P` is on every row, once P is allocated. Made by engine/run between two passes, read by all blocks of those that follow.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/columns/bits.hpp"
#include "engine/plan/truth.hpp"

namespace tepat::evaluate {

struct SelectedRows {
    columns::Bits high, known;                  ///< by row of the population
    std::vector<const std::uint64_t*> missing;  ///< by row: names missing where it is unknown; null: the programme's entity alone

    plan::Truth at(std::size_t row) const { return plan::to_truth(high.get(row), known.get(row)); }
};

/// On a row that stands for nobody known (a phantom, the ancestor of an orphan) nobody can have been selected for certain.
plan::Truth selected_of_nobody(plan::Truth eligible, bool error_row);

}  // namespace tepat::evaluate
