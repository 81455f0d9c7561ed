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
        for (const Programme& programme : program_.programmes) {
            for (RuleId rule : programme.rules) expect(program_[rule].entity == programme.entity, programme.name + ": a rule of another entity");
        }
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
        for (ExprId operand : conditions(expr)) expect(is_condition(operand), place() + ": operand is no condition");
    }
    static std::vector<ExprId> conditions(const Expr& expr) {
        if (const auto* n = std::get_if<Not>(&expr.kind)) return {n->operand};
        if (const auto* n = std::get_if<And>(&expr.kind)) return n->operands;
        if (const auto* n = std::get_if<Or>(&expr.kind)) return n->operands;
        if (const auto* n = std::get_if<AtLeast>(&expr.kind)) return n->operands;
        if (const auto* n = std::get_if<Quantifier>(&expr.kind); n != nullptr && n->where.valid()) return {n->where};
        return {};
    }
    std::vector<ExprId> operands(ExprId id) const { return children(program_[id]); }

    const Program& program_;
    std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_invariants(const Program& program) { return Checker(program).run(); }

}  // namespace tepat::program
