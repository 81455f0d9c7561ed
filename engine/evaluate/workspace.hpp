// SPDX-License-Identifier: Apache-2.0
// One block at work: its rows in every frame, and the columns computed so far. A block is a row range of each entity it covers; what lies
// above (areas, the whole country) or in another branch of the tree is computed once by the *wide* workspace and only read by blocks.
// One workspace per thread; enter() starts the next block and reuses all memory.
#pragma once

#include <set>
#include <span>

#include "engine/columns/population.hpp"
#include "engine/evaluate/layout.hpp"
#include "engine/evaluate/selected.hpp"
#include "engine/evaluate/vector.hpp"
#include "engine/plan/plan.hpp"

namespace tepat::evaluate {

using plan::FrameId;
using plan::Step;
using plan::StepId;

/// A parameter without a value in force for a key that was looked up.
struct MissedKey {
    program::ParameterId parameter;
    std::string key;
    friend auto operator<=>(const MissedKey&, const MissedKey&) = default;
};

class Saved;

/// What is the same for every block of a run.
struct Shared {
    const plan::Plan* plan = nullptr;
    const columns::Population* population = nullptr;
    const Layouts* layouts = nullptr;
    std::vector<bool> inside;      ///< by entity: belongs to blocks, not to the wide workspace
    std::vector<Vector> constants; ///< by step; meaningful for constants
    Arena arena;                   ///< of the constants
    std::vector<SelectedRows> selected;  ///< by programme; filled between passes
    Saved* saved = nullptr;        ///< columns that references read; needed when the plan follows any
};

/// `plan` and `population` outlive the result; layouts and inside are set by the caller.
void prepare(Shared& shared, const plan::Plan& plan, const columns::Population& population);

/// A row range of one entity's layout.
struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// The rows of one frame in one block. Base frames end with two pseudo rows: `rows` (unknown) and `rows + 1` (error).
struct FrameRows {
    bool ready = false;
    std::uint32_t begin = 0;  ///< base: layout row of row 0
    std::uint32_t rows = 0;   ///< without pseudo rows
    std::uint32_t size = 0;
    const std::uint64_t* phantoms = nullptr;  ///< null: no phantom rows here
    const std::uint32_t* parent = nullptr;  ///< base: by row, the row in the parent's base frame
    const std::uint32_t* base = nullptr;    ///< pairs, under: by row, the row in the entity's base frame
    const std::uint32_t* outer = nullptr;   ///< pairs, under: by row, the row in the outer frame
    const std::uint32_t* first = nullptr;   ///< pairs, under: by outer row, its first row here; one more at the end
    const std::uint32_t* below = nullptr;   ///< base with its parents in the same block: by parent's row, its first row in the layout; one more
};

class Workspace {
public:
    /// `wide` null: this is the wide workspace.
    Workspace(const Shared& shared, const Workspace* wide);

    /// Starts a block: all columns are forgotten. By entity.
    void enter(std::vector<Range> ranges);
    void evaluate(StepId id);

    bool is_inside(program::EntityId entity) const { return wide_ == nullptr || shared_.inside[entity.value]; }
    const Shared& shared() const { return shared_; }
    const plan::Plan& plan() const { return *shared_.plan; }
    const Step& step(StepId id) const { return plan()[id]; }
    const Vector& column(StepId id) const;
    void set_column(StepId id, Vector column) { columns_[id.value] = column; }
    const FrameRows& rows(FrameId id);
    std::uint32_t size(const Step& step) { return rows(step.frame).size; }
    Arena& arena() { return arena_; }

    // Of base frames.
    const EntityLayout& layout(program::EntityId entity) const { return shared_.layouts->entities[entity.value]; }
    std::uint32_t population_row(program::EntityId entity, std::uint32_t row);  ///< phantom_row for phantoms and pseudo rows

    /// By row of the target frame (without pseudo rows): its first row in the source frame; one more at the end.
    const std::uint32_t* member_ranges(FrameId source, FrameId target);

    std::set<MissedKey>& missed_keys() { return missed_keys_; }

private:
    FrameRows base_rows(program::EntityId entity);
    const std::uint32_t* make_member_ranges(FrameId source, FrameId target);
    const std::uint64_t* phantom_bits(program::EntityId entity, const FrameRows& frame);
    FrameRows pair_rows(const plan::Frame& frame);
    FrameRows under_rows(const plan::Frame& frame);
    FrameRows expanded_rows(program::EntityId entity, const std::vector<std::uint32_t>& base, const std::vector<std::uint32_t>& outer,
                            const std::vector<std::uint32_t>& first);

    const Shared& shared_;
    const Workspace* wide_;
    std::vector<Range> ranges_;
    std::vector<FrameRows> frames_;
    struct Ranges {
        FrameId source;
        FrameId target;
        const std::uint32_t* first;
    };
    std::vector<Ranges> member_ranges_;
    std::vector<Vector> columns_;
    std::set<MissedKey> missed_keys_;
    Arena arena_;
};

}  // namespace tepat::evaluate
