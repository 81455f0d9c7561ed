// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/subject_entities.hpp"

#include <algorithm>

#include "dsl/program/walk.hpp"

namespace tepat::plan {

using namespace program;

namespace {

/// The entity a From::subject reference names, or an invalid id.
EntityId subject_entity(const Program& program, const ExprKind& kind) {
    if (const auto* fact = std::get_if<FactRef>(&kind); fact && fact->from == From::subject) return program[fact->fact].entity;
    if (const auto* term = std::get_if<TermRef>(&kind); term && term->from == From::subject) return program[term->term].entity;
    if (const auto* key = std::get_if<KeyRef>(&kind); key && key->from == From::subject) return key->entity;
    if (const auto* via = std::get_if<Via>(&kind); via && via->from == From::subject) return program[via->reference].entity;
    if (const auto* of = std::get_if<Standing>(&kind); of && of->from == From::subject) return program[of->programme].entity;
    return {};
}

}  // namespace

std::vector<std::vector<std::uint32_t>> subject_entities(const Program& program) {
    std::vector<std::vector<std::uint32_t>> result(program.exprs.size());
    for (std::size_t e = 0; e < program.exprs.size(); ++e) {
        std::vector<std::uint32_t>& entities = result[e];
        if (const EntityId own = subject_entity(program, program.exprs[e].kind); own.valid()) entities.push_back(own.value);
        for (const ExprId child : children(program.exprs[e])) {
            entities.insert(entities.end(), result[child.value].begin(), result[child.value].end());
        }
        std::sort(entities.begin(), entities.end());
        entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
    }
    return result;
}

}  // namespace tepat::plan
