// SPDX-License-Identifier: Apache-2.0
// Where the rows of every base frame lie: an entity's population rows in order, with a phantom row after the rows of each parent that
// has none that certainly remains (language.md section 3, `paling sedikit 1`; a phantom has none below it), orphans last. So everything below one row is one contiguous range.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/columns/population.hpp"
#include "engine/plan/plan.hpp"

namespace tepat::evaluate {

inline constexpr std::uint32_t phantom_row = 0xFFFF'FFFF;

struct EntityLayout {
    bool used = false;
    std::uint32_t rows = 0;            ///< without the two pseudo rows, which every block has at its end
    std::uint32_t linked = 0;          ///< rows with a parent row: they come first
    std::uint32_t phantoms = 0;
    std::vector<std::uint32_t> source; ///< population row of a frame row, or phantom_row; empty: the same (no phantoms)
    const std::uint32_t* parent = nullptr;  ///< parent's frame row, or columns::no_parent_*; null without parent entity
    std::vector<std::uint32_t> own_parent;  ///< what `parent` points to unless it is the population's own array
    std::vector<std::uint32_t> first;       ///< by parent's frame row: its first row here; one more at the end

    std::uint32_t population_row(std::uint32_t row) const { return source.empty() ? row : source[row]; }
};

/// By entity: bits of the population rows whose only_when is false or unknown; empty: none.
using Gone = std::vector<columns::Bits>;

struct Layouts {
    std::vector<EntityLayout> entities;
};

/// Cost: one pass over the links of the entities the plan needs. `with_phantoms` false: for judging only_when itself.
Layouts lay_out(const plan::Plan& plan, const columns::Population& population, const Gone& gone, bool with_phantoms);

}  // namespace tepat::evaluate
