// SPDX-License-Identifier: Apache-2.0
// What is computed where and when. One entity is the *unit*: a block is a range of its rows with everything below them. Entities above
// the unit or beside it are *wide*: computed once for the whole population. A wide aggregate over rows inside blocks (an area's count of
// families) needs one pass over the blocks before it, so steps fall into passes:
//     pass 0  wide steps without such aggregates; blocks: what they feed
//     pass 1  those aggregates and what reads them; blocks: the rules that do
// A reference may lead into any block: the column it reads is saved by one pass and followed in the next. Most plans have one pass.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/columns/population.hpp"
#include "engine/evaluate/layout.hpp"
#include "engine/evaluate/workspace.hpp"
#include "engine/plan/plan.hpp"

namespace tepat::run {

struct Pass {
    std::vector<plan::StepId> wide;      ///< steps of wide frames that become computable; partial aggregates of the pass before included
    std::vector<plan::StepId> block;     ///< steps of inside frames that this pass's outputs and partial aggregates need
    std::vector<plan::StepId> partial;   ///< aggregates from inside rows to wide rows, tallied by this pass's blocks
    std::vector<plan::StepId> saved;     ///< steps of inside frames that references read: kept by this pass's blocks
    std::vector<std::size_t> programmes;  ///< positions in Plan::programmes: read by this pass, allocated after it
    std::vector<std::size_t> graduations; ///< the same: whose `graduasi jika` is judged in this pass
    std::vector<std::size_t> wide_rules; ///< positions in Plan::rules; written from the wide workspace
    std::vector<std::size_t> block_rules;
    std::vector<std::size_t> wide_watches;
    std::vector<std::size_t> block_watches;
};

struct Schedule {
    program::EntityId unit;    ///< invalid: nothing is inside blocks
    std::vector<bool> inside;  ///< by entity
    std::vector<Pass> passes;
};

/// Chooses the unit so that a block of `block_rows` rows of the most numerous entity holds whole units, and as few passes as that allows.
Schedule make_schedule(const plan::Plan& plan, const evaluate::Layouts& layouts, std::size_t block_rows);

/// The blocks: by block, by entity, its row range. Ranges of units, then the orphans of the entities below.
std::vector<std::vector<evaluate::Range>> make_blocks(const plan::Plan& plan, const evaluate::Layouts& layouts, const Schedule& schedule,
                                                      std::size_t block_rows);

/// True for an aggregate whose members are inside blocks and whose result is wide.
bool is_partial(const plan::Plan& plan, const plan::Step& step, const std::vector<bool>& inside);

}  // namespace tepat::run
