// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/children.hpp"

#include <algorithm>

namespace tepat::plan {

using namespace program;

namespace {

struct Children {
    using Ids = std::vector<ExprId>;
    Ids operator()(const Constant&) const { return {}; }
    Ids operator()(const ReferenceDate&) const { return {}; }
    Ids operator()(const ParameterRef& x) const { return {x.key}; }
    Ids operator()(const KeyRef&) const { return {}; }
    Ids operator()(const FactRef&) const { return {}; }
    Ids operator()(const TermRef&) const { return {}; }
    Ids operator()(const Not& x) const { return {x.operand}; }
    Ids operator()(const And& x) const { return x.operands; }
    Ids operator()(const Or& x) const { return x.operands; }
    Ids operator()(const AtLeast& x) const { return joined(x.count, x.operands); }
    Ids operator()(const Compare& x) const { return {x.left, x.right}; }
    Ids operator()(const In& x) const { return joined(x.value, x.options); }
    Ids operator()(const TextTest& x) const { return {x.value, x.operand}; }
    Ids operator()(const IsKnown& x) const { return {x.operand}; }
    Ids operator()(const IfMissing& x) const { return {x.fact, x.fallback}; }
    Ids operator()(const Negative& x) const { return {x.operand}; }
    Ids operator()(const Arithmetic& x) const { return {x.left, x.right}; }
    Ids operator()(const Round& x) const { return {x.value, x.unit}; }
    Ids operator()(const DateShift& x) const { return {x.date}; }
    Ids operator()(const DateCall& x) const { return {x.from, x.to}; }
    Ids operator()(const Quantifier& x) const { return {x.value, x.where, x.if_none}; }
    Ids operator()(const Cases& x) const {
        Ids ids{x.otherwise};
        for (const Case& one : x.cases) ids.insert(ids.end(), {one.condition, one.result});
        return ids;
    }
    static Ids joined(ExprId first, Ids rest) {
        rest.push_back(first);
        return rest;
    }
};

/// The entity a From::subject reference names, or an invalid id.
EntityId subject_entity(const Program& program, const ExprKind& kind) {
    if (const auto* fact = std::get_if<FactRef>(&kind); fact && fact->from == From::subject) return program[fact->fact].entity;
    if (const auto* term = std::get_if<TermRef>(&kind); term && term->from == From::subject) return program[term->term].entity;
    if (const auto* key = std::get_if<KeyRef>(&kind); key && key->from == From::subject) return key->entity;
    return {};
}

}  // namespace

std::vector<ExprId> children(const Expr& expr) {
    std::vector<ExprId> ids = std::visit(Children{}, expr.kind);
    std::erase_if(ids, [](ExprId id) { return !id.valid(); });
    return ids;
}

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
