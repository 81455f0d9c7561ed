// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: the blocks of a column -> a packed column, as one vocabulary reads its cells. Each distinct cell is judged once a block,
// then every row is a look into a small table: about a nanosecond.
#pragma once

#include <vector>

#include "engine/store/frozen_block.hpp"
#include "engine/store/table_source.hpp"

namespace tepat::store {

/// The same column that reading the cells one by one would give; only the order of a dictionary may differ. `rows`: of all blocks together.
ReadColumn read_frozen(const std::vector<Block>& blocks, const CellReader& reader, const program::Type& type, std::size_t rows);

}  // namespace tepat::store
