// SPDX-License-Identifier: Apache-2.0
#include "dsl/program/secrecy.hpp"

#include "dsl/program/identity_number.hpp"
#include "dsl/program/walk.hpp"

namespace tepat::program {

namespace {

/// What the expression itself names; its operands are walked by the caller.
Secrecy own_mark(const Program& program, const ExprKind& kind) {
    if (const auto* fact = std::get_if<FactRef>(&kind)) return program[fact->fact].secrecy;
    if (const auto* via = std::get_if<Via>(&kind)) return program[via->reference].secrecy;
    if (const auto* term = std::get_if<TermRef>(&kind)) return program[term->term].secrecy;
    if (const auto* key = std::get_if<KeyRef>(&kind)) return declared_key_secrecy(program, key->entity);
    return Secrecy::open;
}

Secrecy secrecy_by_form(std::string_view text) { return holds_identity_number(text) ? Secrecy::secret : Secrecy::open; }

}  // namespace

Secrecy secrecy_of(const Program& program, ExprId id) {
    Secrecy secrecy = Secrecy::open;
    std::vector<ExprId> open{id};
    while (!open.empty()) {
        const ExprId next = open.back();
        open.pop_back();
        if (!next.valid()) continue;
        secrecy = secrecy | own_mark(program, program[next].kind);
        for (const ExprId child : children(program[next])) open.push_back(child);
    }
    return secrecy;
}

Secrecy declared_key_secrecy(const Program& program, EntityId id) {
    for (const FactId fact : program[id].facts)
        if (program[fact].column == program[id].key_column) return program[fact].secrecy;
    return Secrecy::open;
}

Secrecy key_secrecy(const Program& program, EntityId id, std::string_view key) { return declared_key_secrecy(program, id) | secrecy_by_form(key); }

Secrecy group_secrecy(const Program& program, const GroupBy& per, std::string_view group) {
    if (per.entity.valid()) return key_secrecy(program, per.entity, group);
    return (per.fact.valid() ? program[per.fact].secrecy : Secrecy::open) | secrecy_by_form(group);
}

Secrecy area_secrecy(const Program& program, const Programme& programme, std::string_view area) {
    const auto counted = [](const GroupBy& per) { return per.entity.valid() || per.fact.valid(); };
    for (const Quota& quota : programme.quotas)
        if (counted(quota.per)) return group_secrecy(program, quota.per, area);
    return programme.budget ? group_secrecy(program, programme.budget->per, area) : Secrecy::open;
}

Secrecy tiers_secrecy(const Program& program, const Programme& programme) {
    Secrecy secrecy = Secrecy::open;
    for (const Tier& tier : programme.tiers) secrecy = secrecy | secrecy_of(program, tier.condition);
    return secrecy;
}

}  // namespace tepat::program
