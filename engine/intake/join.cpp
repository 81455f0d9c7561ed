// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/join.hpp"

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"

namespace tepat::intake {
namespace {

const program::Fact* fact_named(const program::Program& program, program::EntityId entity, const std::string& name) {
    for (const program::FactId id : program[entity].facts)
        if (program[id].name == name || program[id].column == name) return &program[id];
    return nullptr;
}

/// Entities whose rows lead to the parent: its other children first (all members), then the parent itself (the head).
std::vector<program::EntityId> neighbours(const program::Program& program, program::EntityId entity) {
    std::vector<program::EntityId> all;
    const program::EntityId parent = program[entity].parent;
    if (!parent.valid()) return all;
    for (std::uint32_t i = 0; i < program.entities.size(); ++i)
        if (program::EntityId{i} != entity && program.entities[i].parent == parent) all.push_back({i});
    all.push_back(parent);
    return all;
}

}  // namespace

Join::Join(store::ImportWork& work, const program::Program& program, program::EntityId entity, const std::string& by) {
    const program::Entity& own = program[entity];
    const program::Fact* fact = fact_named(program, entity, by);
    if (fact != nullptr || by == own.key_column) {
        indexes_.emplace_back(work, own.table, fact != nullptr ? fact->column : by, own.key_column);
        return;
    }
    makes_rows_ = true;
    for (const program::EntityId id : neighbours(program, entity)) {
        const program::Entity& other = program[id];
        const program::Fact* theirs = fact_named(program, id, by);
        if (theirs != nullptr) indexes_.emplace_back(work, other.table, theirs->column, id == own.parent ? other.key_column : other.link_column);
    }
    if (!indexes_.empty()) return;
    std::string known;
    for (const program::FactId id : own.facts) known += (known.empty() ? "" : ", ") + program[id].name;
    throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::join_no_fact, {by, own.name, known});
}

std::vector<store::Cell> Join::find(const std::string& text) {
    for (store::JoinIndex& index : indexes_) {
        std::vector<store::Cell> found = index.find(text);
        if (!found.empty()) return found;
    }
    return {};
}

}  // namespace tepat::intake
