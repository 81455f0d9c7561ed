// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/workspace.hpp"

#include <cassert>

namespace tepat::evaluate {

using plan::Frame;

Workspace::Workspace(const Shared& shared, const Workspace* wide)
    : shared_(shared), wide_(wide), frames_(shared.plan->frames.size()), columns_(shared.plan->steps.size()) {}

void Workspace::enter(std::vector<Range> ranges) {
    ranges_ = std::move(ranges);
    arena_.reset();
    for (FrameRows& frame : frames_) frame = {};
    member_ranges_.clear();
}

const Vector& Workspace::column(StepId id) const {
    const Step& step = plan()[id];
    if (step.op == plan::Op::constant) return shared_.constants[id.value];
    return is_inside(plan()[step.frame].entity) ? columns_[id.value] : wide_->column(id);
}

const FrameRows& Workspace::rows(FrameId id) {
    const Frame& frame = plan()[id];
    if (!is_inside(frame.entity)) return const_cast<Workspace*>(wide_)->rows(id);  // made there before any block begins
    FrameRows& result = frames_[id.value];
    if (result.ready) return result;
    switch (frame.kind) {
        case Frame::Kind::base: result = base_rows(frame.entity); break;
        case Frame::Kind::pairs: result = pair_rows(frame); break;
        case Frame::Kind::under: result = under_rows(frame); break;
    }
    result.ready = true;
    return result;
}

FrameRows Workspace::base_rows(program::EntityId entity) {
    const Range range = ranges_[entity.value];
    FrameRows result;
    result.begin = range.begin;
    result.rows = range.end - range.begin;
    result.size = result.rows + 2;
    result.phantoms = phantom_bits(entity, result);
    const program::EntityId parent = (*plan().program)[entity].parent;
    if (!parent.valid()) return result;
    const FrameRows& above = rows(plan::base_frame(parent));
    auto* const map = arena_.take<std::uint32_t>(result.size);
    const std::uint32_t* const links = layout(entity).parent + range.begin;
    // no_parent_unknown and no_parent_error are the two largest numbers: they become the two pseudo rows.
    const std::uint32_t begin = above.begin;
    const std::uint32_t orphan = above.rows - columns::no_parent_unknown;
    for (std::uint32_t i = 0; i < result.rows; ++i) map[i] = links[i] + (links[i] < columns::no_parent_unknown ? 0u - begin : orphan);
    map[result.rows] = above.rows;
    map[result.rows + 1] = above.rows + 1;
    result.parent = map;
    if (is_inside(parent)) result.below = layout(entity).first.data() + above.begin;
    return result;
}

const std::uint64_t* Workspace::phantom_bits(program::EntityId entity, const FrameRows& frame) {
    if (layout(entity).phantoms == 0) return nullptr;
    auto* const bits = arena_.take_filled<std::uint64_t>(words_for(frame.size), 0);
    bool any = false;
    for (std::uint32_t row = 0; row < frame.rows; ++row) {
        if (layout(entity).source[frame.begin + row] != phantom_row) continue;
        set_bit(bits, row);
        any = true;
    }
    return any ? bits : nullptr;
}

FrameRows Workspace::expanded_rows(program::EntityId entity, const std::vector<std::uint32_t>& base, const std::vector<std::uint32_t>& outer,
                                   const std::vector<std::uint32_t>& first) {
    const auto kept = [this](const std::vector<std::uint32_t>& values) {
        auto* const copy = arena_.take<std::uint32_t>(values.size());
        std::copy(values.begin(), values.end(), copy);
        return copy;
    };
    FrameRows result;
    result.rows = result.size = static_cast<std::uint32_t>(base.size());
    result.base = kept(base);
    result.outer = kept(outer);
    result.first = kept(first);
    if (const std::uint64_t* const below = rows(plan::base_frame(entity)).phantoms) {
        auto* const bits = arena_.take_filled<std::uint64_t>(words_for(result.size), 0);
        for (std::uint32_t row = 0; row < result.size; ++row) put_bit(bits, row, bit(below, base[row]));
        result.phantoms = bits;
    }
    return result;
}

/// Every real row with a parent row sees the real rows of that parent; orphans, phantoms and pseudo rows see nobody.
FrameRows Workspace::pair_rows(const Frame& frame) {
    const FrameId own = plan::base_frame(frame.entity);
    const FrameRows& outer_rows = rows(frame.outer);
    const FrameRows& base_frame_rows = rows(own);
    const FrameId parent = plan::base_frame((*plan().program)[frame.entity].parent);
    const FrameRows& parents = rows(parent);
    const std::uint32_t* const ranges = member_ranges(own, parent);
    const auto is_phantom = [&](std::uint32_t row) { return base_frame_rows.phantoms != nullptr && bit(base_frame_rows.phantoms, row); };
    std::vector<std::uint32_t> base, outer, first;
    for (std::uint32_t o = 0; o < outer_rows.size; ++o) {
        first.push_back(static_cast<std::uint32_t>(base.size()));
        const std::uint32_t self = outer_rows.base != nullptr ? outer_rows.base[o] : o;
        if (self >= base_frame_rows.rows || is_phantom(self)) continue;
        const std::uint32_t p = base_frame_rows.parent[self];
        if (p >= parents.rows) continue;
        for (std::uint32_t member = ranges[p]; member < ranges[p + 1]; ++member) {
            if ((frame.others && member == self) || is_phantom(member)) continue;
            base.push_back(member);
            outer.push_back(o);
        }
    }
    first.push_back(static_cast<std::uint32_t>(base.size()));
    return expanded_rows(frame.entity, base, outer, first);
}

FrameRows Workspace::under_rows(const Frame& frame) {
    const FrameRows& outer_rows = rows(frame.outer);
    const std::uint32_t* const ranges = member_ranges(plan::base_frame(frame.entity), plan::base_frame(plan()[frame.outer].entity));
    std::vector<std::uint32_t> base, outer, first;
    for (std::uint32_t o = 0; o < outer_rows.size; ++o) {
        first.push_back(static_cast<std::uint32_t>(base.size()));
        const std::uint32_t self = outer_rows.base[o];
        for (std::uint32_t member = ranges[self]; member < ranges[self + 1]; ++member) {
            base.push_back(member);
            outer.push_back(o);
        }
    }
    first.push_back(static_cast<std::uint32_t>(base.size()));
    return expanded_rows(frame.entity, base, outer, first);
}

std::uint32_t Workspace::population_row(program::EntityId entity, std::uint32_t row) {
    const FrameRows& frame = rows(plan::base_frame(entity));
    return row < frame.rows ? layout(entity).population_row(frame.begin + row) : phantom_row;
}

const std::uint32_t* Workspace::member_ranges(FrameId source, FrameId target) {
    const Frame& from = plan()[source];
    if (from.kind != Frame::Kind::base) {
        assert(from.outer == target);
        return rows(source).first;
    }
    for (const Ranges& known : member_ranges_) {
        if (known.source == source && known.target == target) return known.first;
    }
    member_ranges_.push_back({source, target, make_member_ranges(source, target)});
    return member_ranges_.back().first;
}

const std::uint32_t* Workspace::make_member_ranges(FrameId source, FrameId target) {
    const Frame& from = plan()[source];
    const FrameRows& members = rows(source);
    const FrameRows& owners = rows(target);
    const program::EntityId owner = plan()[target].entity;
    auto* const ranges = arena_.take<std::uint32_t>(owners.rows + 1);
    std::vector<program::EntityId> path;  // from the members up to just below the owner
    for (program::EntityId e = from.entity; e != owner; e = (*plan().program)[e].parent) path.push_back(e);
    for (std::uint32_t o = 0; o <= owners.rows; ++o) {
        std::uint32_t row = owners.begin + o;
        for (std::size_t i = path.size(); i-- > 0;) row = layout(path[i]).first[row];
        ranges[o] = row - members.begin;
    }
    return ranges;
}

}  // namespace tepat::evaluate
