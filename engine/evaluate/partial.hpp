// SPDX-License-Identifier: Apache-2.0
// Aggregates over rows inside blocks for rows above them (an area's count): each block tallies what it sees, the tallies are merged, and
// the wide workspace turns them into a column. Merging gives the same result in any order (tally.hpp).
#pragma once

#include <mutex>
#include <vector>

#include "engine/evaluate/aggregate.hpp"
#include "engine/evaluate/missing.hpp"

namespace tepat::evaluate {

struct Partial {
    StepId step;
    std::vector<Tally> tallies;        ///< by row of the wide frame (without pseudo rows)
    std::vector<std::uint64_t> masks;  ///< missing names of the members, words() a row; empty: not wanted
};

class Partials {
public:
    /// `names` null: no missing facts wanted.
    Partials(const Workspace& wide, const Names* names, program::EntityId unit);

    void start(const std::vector<StepId>& steps, Workspace& wide);
    /// Asks the block's Missing for what add() will read.
    void want(Workspace& work, Missing& missing) const;
    /// Adds one block; safe from several threads. `missing` null: not wanted.
    void add(Workspace& work, const Missing* missing);
    /// The finished columns (and masks) into the wide workspace.
    void finish(Workspace& wide, Missing* missing);

private:
    struct Share {
        std::uint32_t owner;
        std::uint32_t begin;
        std::uint32_t end;
    };
    /// Which rows of the source frame belong to which wide row.
    std::vector<Share> shares(Workspace& work, const Step& step) const;

    const Names* names_;
    program::EntityId unit_;
    std::mutex mutex_;
    std::vector<Partial> partials_;
};

}  // namespace tepat::evaluate
