// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/partial.hpp"

namespace tepat::evaluate {

using program::EntityId;

Partials::Partials(const Workspace&, const Names* names, EntityId unit) : names_(names), unit_(unit) {}

void Partials::start(const std::vector<StepId>& steps, Workspace& wide) {
    partials_.clear();
    for (const StepId id : steps) {
        const std::size_t rows = wide.rows(wide.step(id).frame).rows;
        partials_.push_back({id, std::vector<Tally>(rows), std::vector<std::uint64_t>(names_ != nullptr ? rows * names_->words() : 0)});
    }
}

std::vector<Partials::Share> Partials::shares(Workspace& work, const Step& step) const {
    const program::Program& program = *work.plan().program;
    const plan::FrameId source{static_cast<std::uint32_t>(step.args[1])};
    const EntityId owner = work.plan()[step.frame].entity;
    const FrameRows& units = work.rows(plan::base_frame(unit_));
    const std::uint32_t* const ranges = work.member_ranges(source, plan::base_frame(unit_));
    std::vector<Share> result;
    for (std::uint32_t u = 0; u < units.rows; ++u) {
        std::uint32_t row = work.layout(unit_).parent[units.begin + u];
        for (EntityId e = program[unit_].parent; e != owner && row < columns::no_parent_unknown; e = program[e].parent) {
            row = work.layout(e).parent[row];
        }
        if (row >= columns::no_parent_unknown) break;  // orphans come last
        if (!result.empty() && result.back().owner == row) {
            result.back().end = ranges[u + 1];
        } else {
            result.push_back({row, ranges[u], ranges[u + 1]});
        }
    }
    return result;
}

void Partials::want(Workspace& work, Missing& missing) const {
    for (const Partial& partial : partials_) {
        const Step& step = work.step(partial.step);
        for (const Share& share : shares(work, step)) missing.want_members(step, share.begin, share.end);
    }
}

void Partials::add(Workspace& work, const Missing* missing) {
    for (Partial& partial : partials_) {
        const Step& step = work.step(partial.step);
        const Members members(work, step);
        const std::vector<Share> all = shares(work, step);
        std::vector<Tally> tallies(all.size());
        const std::size_t words = missing != nullptr ? names_->words() : 0;
        std::vector<std::uint64_t> masks(all.size() * words);
        for (std::size_t i = 0; i < all.size(); ++i) {
            tallies[i] = members.start(all[i].owner);
            members.add(tallies[i], all[i].begin, all[i].end);
            if (missing != nullptr) missing->join_members(step, all[i].begin, all[i].end, masks.data() + i * words);
        }
        const std::lock_guard lock(mutex_);
        for (std::size_t i = 0; i < all.size(); ++i) {
            merge(partial.tallies[all[i].owner], tallies[i], members.kind());
            for (std::size_t w = 0; w < words; ++w) partial.masks[all[i].owner * words + w] |= masks[i * words + w];
        }
    }
}

void Partials::finish(Workspace& wide, Missing* missing) {
    for (Partial& partial : partials_) {
        const Step& step = wide.step(partial.step);
        const FrameRows& owners = wide.rows(step.frame);
        AggregateResult result(wide, step, owners.size);
        for (std::uint32_t row = 0; row < owners.rows; ++row) {
            if (owners.phantoms != nullptr && bit(owners.phantoms, row)) {
                result.put(row, NoAnswer{false});
            } else {
                result.put(row, partial.tallies[row]);
            }
        }
        result.put(owners.rows, NoAnswer{false});
        result.put(owners.rows + 1, NoAnswer{true});
        wide.set_column(partial.step, result.finish());
        if (missing != nullptr) missing->set_partial_masks(partial.step, partial.tallies, partial.masks);
    }
}

}  // namespace tepat::evaluate
