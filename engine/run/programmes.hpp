// SPDX-License-Identifier: Apache-2.0
// One planned programme during a run: what the blocks find out about its subjects, then its allocation, then what `terpilih` is on every row.
//
//     blocks (each thread into its Found) -> allocate::Input -> Allocation -> evaluate::SelectedRows, ProgrammeOutcomes
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/allocate/allocate.hpp"
#include "engine/evaluate/missing.hpp"
#include "engine/run/outputs.hpp"

namespace tepat::run {

/// What one thread found of one programme.
struct Found {
    allocate::Entrants entrants;
    std::vector<std::uint32_t> tiers_missing, cost_missing;  ///< by entrant: numbers of missing sets; empty unless `terpilih` is read
    std::vector<std::map<allocate::GroupValue, plan::Interval>> by_value;  ///< by limit
    std::vector<std::uint32_t> receiving, graduates;
    OutcomeCounts counts{};
};

class ProgrammeRun {
public:
    /// `held` null: the worklist knows nothing. `read`: another programme or a watch reads its `terpilih`.
    ProgrammeRun(const plan::Plan& plan, const plan::ProgrammePlan& programme, const columns::Population& population,
                 const allocate::PlacesHeld::Of* held, const evaluate::Names* names, bool read);

    /// Asks for the missing facts gather() will look up.
    void want(evaluate::Workspace& work, evaluate::Missing& missing, bool wide) const;
    /// What this workspace covers: subjects and groups in its blocks, or those outside of all blocks. `missing` null: not wanted.
    void gather(evaluate::Workspace& work, bool wide, evaluate::Missing* missing, SetNumbers& numbers, Found& found);
    void gather_graduates(evaluate::Workspace& work, bool wide, Found& found) const;

    /// When all blocks are done. `found` is used up but for its graduates.
    void allocate(const std::vector<Found*>& found);
    evaluate::SelectedRows selected(const MissingSets& sets, SetNumbers& numbers) const;
    /// When all passes are done.
    void finish(const std::vector<Found*>& found);

    bool is_read() const { return read_; }
    ProgrammeOutcomes& outcomes() { return outcomes_; }
    allocate::Allocation& allocation() { return allocation_; }

private:
    bool covers(const evaluate::Workspace& work, plan::StepId step, bool wide) const;
    bool covers_subjects(const evaluate::Workspace& work, bool wide) const;
    void gather_subjects(evaluate::Workspace& work, evaluate::Missing* missing, SetNumbers& numbers, Found& found);
    void gather_amounts(evaluate::Workspace& work, plan::StepId step, evaluate::Missing* missing, SetNumbers& numbers, allocate::Amounts& amounts,
                        std::vector<std::uint32_t>& without) const;
    allocate::Amounts amounts_for(program::EntityId ancestor, plan::StepId step, std::vector<std::uint32_t>& missing) const;
    plan::RulePlan as_rule() const { return {{}, programme_.frame, programme_.subject, programme_.eligible}; }
    void note_held(allocate::Input& input) const;
    void remember(const allocate::Entrants& entrants);
    plan::Truth standing_of(std::uint32_t row) const;
    const std::uint64_t* missing_at(std::uint32_t row, const MissingSets& sets, SetNumbers& numbers) const;
    bool add_ancestor_missing(std::uint32_t row, program::EntityId ancestor, const std::vector<std::uint32_t>& amounts, std::uint64_t* mask,
                              const MissingSets& sets) const;
    void add_group_missing(std::uint32_t row, std::uint64_t* mask, const MissingSets& sets) const;

    const plan::Plan& plan_;
    const plan::ProgrammePlan& programme_;
    const columns::Population& population_;
    const evaluate::Names* names_;  ///< null: no missing facts wanted
    bool read_;
    RuleOutcomes judged_;
    const allocate::PlacesHeld::Of* held_;      ///< null: nothing is held
    columns::Bits held_taken_, held_rejected_;  ///< by row; empty: nothing is held
    std::vector<std::uint32_t> held_row_;       ///< by place held: the subject's row, or allocate::no_row
    std::vector<allocate::Amounts> limits_, at_most_;
    std::vector<std::vector<std::uint32_t>> limits_missing_, at_most_missing_;  ///< by row of the ancestor
    columns::Bits tiers_open_;                  ///< some tier is not certainly false; this and the next two only when `terpilih` is read
    columns::Bits cost_error_;
    std::vector<columns::Bits> unknown_group_;  ///< by limit that is counted per a fact
    std::map<std::uint32_t, std::pair<std::uint32_t, std::uint32_t>> entrant_missing_;  ///< by row: of the tiers, of the cost
    allocate::Allocation allocation_;
    ProgrammeOutcomes outcomes_;
};

}  // namespace tepat::run
