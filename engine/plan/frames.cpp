// SPDX-License-Identifier: Apache-2.0
// Bringing columns from frame to frame: down the tree of entities, into the pairs of a sibling quantifier, back to the subject.
#include <algorithm>
#include <cassert>

#include "engine/plan/compiler.hpp"

namespace tepat::plan {

using namespace program;

FrameId Compiler::frame(Frame wanted) {
    const auto place = std::find(plan_.frames.begin(), plan_.frames.end(), wanted);
    const auto id = static_cast<std::uint32_t>(place - plan_.frames.begin());
    if (place == plan_.frames.end()) plan_.frames.push_back(wanted);
    return FrameId{id};
}

EntityId Compiler::root_entity(FrameId frame) const {
    while (plan_[frame].kind != Frame::Kind::base) frame = plan_[frame].outer;
    return plan_[frame].entity;
}

StepId Compiler::to_descendant(StepId column, EntityId from, EntityId to) {
    if (from == to) return column;
    assert(program_[to].parent.valid());
    return builder_.gather(to_descendant(column, from, program_[to].parent), base_frame(to), Map::parent);
}

StepId Compiler::from_base(StepId column, FrameId frame) {
    return plan_[frame].kind == Frame::Kind::base ? column : builder_.gather(column, frame, Map::base);
}

StepId Compiler::from_root(StepId column, FrameId frame) {
    if (plan_[frame].kind == Frame::Kind::base) return column;
    return builder_.gather(from_root(column, plan_[frame].outer), frame, Map::outer);
}

bool Compiler::reads_subject(ExprId id, EntityId entity) const {
    if (!id.valid()) return false;
    const std::vector<std::uint32_t>& entities = subject_entities_[id.value];
    return std::binary_search(entities.begin(), entities.end(), entity.value);
}

/// A fact, term or key of `entity` (a column of its base frame) as seen from a row of `frame`.
StepId Compiler::reference(StepId column, EntityId entity, From from, FrameId frame) {
    const EntityId root = root_entity(frame);
    if (from == From::subject && plan_[frame].kind != Frame::Kind::base && is_self_or_ancestor(program_, entity, root)) {
        return from_root(to_descendant(column, entity, root), frame);
    }
    return from_base(to_descendant(column, entity, plan_[frame].entity), frame);
}

/// The members as seen from a row of `frame`. Pairs are needed only where the body looks back at its subject across siblings.
FrameId Compiler::source_frame(const Quantifier& x, FrameId frame) {
    const bool expanded = plan_[frame].kind != Frame::Kind::base;
    if (x.relation == Relation::descendants) {
        return expanded ? this->frame({Frame::Kind::under, x.member, frame, false}) : base_frame(x.member);
    }
    const bool looks_back = expanded || reads_subject(x.value, x.member) || reads_subject(x.where, x.member) ||
                            std::any_of(x.kept.begin(), x.kept.end(), [&](ExprId kept) { return reads_subject(kept, x.member); });
    if (!looks_back) return base_frame(x.member);
    return this->frame({Frame::Kind::pairs, x.member, frame, x.relation == Relation::other_siblings});
}

}  // namespace tepat::plan
