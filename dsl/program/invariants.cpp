// SPDX-License-Identifier: Apache-2.0
// Checks the promises of program.hpp one by one (invariants.hpp).
#include "dsl/program/invariants.hpp"

#include <fmt/format.h>

#include "dsl/program/walk.hpp"

namespace tepat::program {
namespace {

class Checker {
public:
    explicit Checker(const Program& program) : program_(program) {}

    std::vector<std::string> run() {
        for (std::uint32_t i = 0; i < program_.entities.size(); ++i) check_entity(i);
        for (std::uint32_t i = 0; i < program_.exprs.size(); ++i) check_expr(ExprId{i});
        for (std::uint32_t i = 0; i < program_.terms.size(); ++i) check_term(i);
        for (const Rule& rule : program_.rules) check_rule(rule);
        for (const Fact& fact : program_.facts) check_fact(fact);
        for (const Programme& programme : program_.programmes) check_programme(programme);
        return std::move(broken_);
    }

private:
    void expect(bool holds, const std::string& sentence) {
        if (!holds) broken_.push_back(sentence);
    }
    bool is_condition(ExprId id) const { return id.valid() && program_[id].type.kind == TypeKind::yes_no; }

    void check_entity(std::uint32_t i) {
        const Entity& entity = program_.entities[i];
        expect(!entity.parent.valid() || entity.parent.value < i, entity.name + ": its parent does not come before it");
        expect(!entity.only_when.valid() || is_condition(entity.only_when), entity.name + ": only_when is no condition");
        for (FactId fact : entity.facts) expect(program_[fact].entity == EntityId{i}, entity.name + ": owns another entity's fact");
    }
    void check_fact(const Fact& fact) {
        expect((fact.type.kind == TypeKind::reference) == fact.refers_to.valid(), fact.name + ": a reference without a row, or the other way round");
        if (fact.type.kind == TypeKind::set) expect(program_[fact.type.choices].values.size() <= max_set_values, fact.name + ": too many values");
        if (!fact.vintage) return;
        const Fact& since = program_[fact.vintage->since];
        expect(since.type.kind == TypeKind::date && is_self_or_ancestor(program_, since.entity, fact.entity), fact.name + ": its age is out of reach");
    }
    void check_programme(const Programme& programme) {
        for (RuleId rule : programme.rules) expect(program_[rule].entity == programme.entity, programme.name + ": a rule of another entity");
        for (const Quota& quota : programme.quotas) check_group(programme, quota.amount, quota.per);
        if (programme.budget) check_group(programme, programme.budget->amount, programme.budget->per);
        for (std::size_t i = 1; i < programme.tiers.size(); ++i)
            expect(programme.tiers[i - 1].number < programme.tiers[i].number, programme.name + ": tiers out of order");
        for (const Exclusion& other : programme.yields_to)
            expect(program_[other.programme].stage < programme.stage, programme.name + ": allocated before a programme it yields to");
        if (programme.receiving.valid()) expect(program_[programme.receiving].entity == programme.entity, programme.name + ": receives elsewhere");
    }
    void check_group(const Programme& programme, ExprId amount, const GroupBy& per) {
        const EntityId scope = per.fact.valid() ? programme.entity : per.entity;
        expect(program_[amount].scope == scope, programme.name + ": an amount judged elsewhere than at its group");
    }
    void check_term(std::uint32_t i) {
        const Term& term = program_.terms[i];
        expect(term.body.valid() && term.type.kind != TypeKind::error, term.name + ": has no type");
        std::vector<ExprId> open{term.body};
        while (!open.empty()) {
            const ExprId id = open.back();
            open.pop_back();
            if (const auto* used = std::get_if<TermRef>(&program_[id].kind))
                expect(used->term.value < i, term.name + ": comes before a term it uses");
            for (ExprId child : operands(id)) open.push_back(child);
        }
    }
    void check_rule(const Rule& rule) {
        expect(is_condition(rule.when) && is_condition(rule.condition), rule.name + ": has no condition");
        for (const Exception& exception : rule.exceptions) expect(is_condition(exception.condition), rule.name + ": exception is no condition");
        if (rule.condition.valid()) expect(program_[rule.condition].scope == rule.entity, rule.name + ": judged on another entity");
    }
    void check_expr(ExprId id) {
        const Expr& expr = program_[id];
        const auto place = [&] { return fmt::format("expression {}", id.value); };
        expect(expr.type.kind != TypeKind::error, place() + ": of type error in a complete program");
        expect(expr.type.scale <= max_scale, place() + ": scale too large");
        for (ExprId operand : operands(id)) expect(operand.value < id.value, place() + ": a child comes after it");
        if (const auto* fact = std::get_if<FactRef>(&expr.kind))
            expect(fact->from == From::subject || is_self_or_ancestor(program_, program_[fact->fact].entity, expr.scope), place() + ": fact out of scope");
        if (const auto* parameter = std::get_if<ParameterRef>(&expr.kind))
            expect(!program_[parameter->parameter].is_list, place() + ": list parameter used as a value");
        if (const auto* via = std::get_if<Via>(&expr.kind)) {
            const EntityId there = program_[via->reference].refers_to;
            expect(program_[via->inner].scope == there, place() + ": behind a reference, but judged elsewhere");
        }
        if (const auto* has = std::get_if<SetHas>(&expr.kind)) expect(program_[has->set].type.kind == TypeKind::set, place() + ": memuat of no set");
        if (const auto* standing = std::get_if<Standing>(&expr.kind))
            expect(is_self_or_ancestor(program_, program_[standing->programme].entity, expr.scope), place() + ": programme out of scope");
        const bool no_value = expr.type.kind == TypeKind::set || expr.type.kind == TypeKind::reference;
        expect(!no_value || std::holds_alternative<FactRef>(expr.kind), place() + ": a set or reference that is no fact");
        for (ExprId operand : conditions(expr)) expect(is_condition(operand), place() + ": operand is no condition");
    }
    static std::vector<ExprId> conditions(const Expr& expr) {
        if (const auto* n = std::get_if<Not>(&expr.kind)) return {n->operand};
        if (const auto* n = std::get_if<And>(&expr.kind)) return n->operands;
        if (const auto* n = std::get_if<Or>(&expr.kind)) return n->operands;
        if (const auto* n = std::get_if<AtLeast>(&expr.kind)) return n->operands;
        if (const auto* n = std::get_if<Quantifier>(&expr.kind); n != nullptr && n->where.valid()) return {n->where};
        if (const auto* n = std::get_if<Cases>(&expr.kind)) return conditions(n->cases);
        if (const auto* n = std::get_if<Collect>(&expr.kind)) return conditions(n->cases);
        return {};
    }
    static std::vector<ExprId> conditions(const std::vector<Case>& cases) {
        std::vector<ExprId> ids;
        for (const Case& c : cases) ids.push_back(c.condition);
        return ids;
    }
    std::vector<ExprId> operands(ExprId id) const { return children(program_[id]); }

    const Program& program_;
    std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_invariants(const Program& program) { return Checker(program).run(); }

}  // namespace tepat::program
