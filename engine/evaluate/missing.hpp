// SPDX-License-Identifier: Apache-2.0
// Which facts are missing where an outcome is undecided (language.md section 6): walked back from the outcomes through the columns of the
// block. First *demand* goes down, from users to inputs, as bit sets: on which rows is somebody asking. Then *masks* come up, on those rows
// only: one bit for each name that may be missing. Most columns have the same mask on every row (they read one fact) and store it once.
#pragma once

#include "engine/evaluate/aggregate.hpp"
#include "engine/evaluate/workspace.hpp"

namespace tepat::evaluate {

/// A fact, or an entity whose rows are not recorded (fact invalid).
struct Name {
    program::EntityId entity;
    program::FactId fact;
    friend auto operator<=>(const Name&, const Name&) = default;
};

/// The names a plan can miss, numbered: bits of a mask.
class Names {
public:
    explicit Names(const plan::Plan& plan);
    std::size_t words() const { return (names_.size() + 63) / 64; }
    std::size_t of(program::FactId fact) const { return by_fact_[fact.value]; }
    std::size_t of(program::EntityId entity) const { return entity.value; }  // the entities come first
    const Name& operator[](std::size_t number) const { return names_[number]; }
    /// By printed name: `entity.fact`, `entity`.
    std::vector<Name> names_in(const std::uint64_t* mask) const;

private:
    const program::Program& program_;
    std::vector<Name> names_;
    std::vector<std::size_t> by_fact_;
};

class Missing {
public:
    Missing(Workspace& work, const Names& names, const Missing* wide);

    /// Forgets the last block.
    void start();
    /// Asks for the missing facts of the rows in `bits` where the step is uncertain.
    void want(StepId id, const std::uint64_t* bits);
    /// Answers everything asked; `steps` in plan order, with all their inputs.
    void find(std::span<const StepId> steps);
    /// Valid where asked and uncertain; words() words.
    const std::uint64_t* mask(StepId id, std::size_t row) const;

    // Aggregates whose members are in blocks and whose owner is wide (partial.hpp).
    void want_members(const Step& step, std::uint32_t begin, std::uint32_t end);
    void join_members(const Step& step, std::uint32_t begin, std::uint32_t end, std::uint64_t* into) const;
    /// In the wide workspace: the members' masks are known; what stands in for nobody and rows without an answer are added.
    void set_partial_masks(StepId id, const std::vector<Tally>& tallies, const std::vector<std::uint64_t>& masks);
    /// A step that references read: asks for every row where it is uncertain; keeps the answers.
    void want_everywhere(StepId id) { want(id, uncertain(id)); }
    void save(StepId id);
    /// Of wide steps: answers for every row where the step is uncertain.
    void find_everywhere(std::span<const StepId> steps);

private:
    struct Masks {
        const std::uint64_t* single = nullptr;  ///< the same for every row
        const std::uint64_t* rows = nullptr;
    };
    bool is_here(StepId id) const;
    std::uint64_t* demand_of(StepId id);
    const std::uint64_t* uncertain(StepId id);
    bool already(StepId id) const { return masks_[id.value].single != nullptr || masks_[id.value].rows != nullptr; }
    bool uncertain_at(StepId id, std::size_t row) { return bit(uncertain(id), row); }
    void want_row(StepId id, std::size_t row);

    void pass_down(StepId id);
    void pass_gather(const Step& step, const std::uint64_t* demand);
    void pass_aggregate(const Step& step, const std::uint64_t* demand);

    Masks masks_of(StepId id);
    Masks fact_masks(const Step& step);
    Masks follow_masks(const Step& step, const std::uint64_t* demand);
    Masks gather_masks(const Step& step, const std::uint64_t* demand);
    Masks aggregate_masks(const Step& step, const std::uint64_t* demand);
    Masks joined_masks(const Step& step, const std::uint64_t* demand);
    Masks selected_masks(const Step& step, const std::uint64_t* demand);
    Masks single(std::size_t name);
    bool join_member(const Step& step, std::uint32_t row, std::uint64_t* into) const;
    void join(std::uint64_t* into, const std::uint64_t* mask) const;
    /// Calls visit(row, input) for each input that explains why the step is uncertain on a row in demand.
    template <class Visit>
    void each_reason(const Step& step, const std::uint64_t* demand, const Visit& visit);
    /// The members' row ranges an aggregate reads for one row of its frame; nothing for rows without an answer.
    bool range_of(const Step& step, std::uint32_t row, std::uint32_t& begin, std::uint32_t& end);

    Workspace& work_;
    const Names& names_;
    const Missing* wide_;
    std::vector<std::uint64_t*> demand_;
    std::vector<const std::uint64_t*> uncertain_;
    std::vector<Masks> masks_;
    std::vector<const std::uint32_t*> ranges_;
};

}  // namespace tepat::evaluate
