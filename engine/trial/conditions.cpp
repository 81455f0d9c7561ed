// SPDX-License-Identifier: Apache-2.0
// The conditions of a Program, each once per place in the text (coverage.hpp).
#include <algorithm>
#include <map>
#include <tuple>

#include "dsl/program/print.hpp"
#include "dsl/program/reach.hpp"
#include "dsl/program/rewrite.hpp"
#include "dsl/program/walk.hpp"
#include "engine/trial/coverage.hpp"

namespace tepat::trial {

namespace {

using namespace program;

class Collector {
public:
    explicit Collector(Program& program) : program_(program) {}

    std::vector<Condition> collect() {
        for (std::uint32_t r = 0; r < program_.rules.size(); ++r) add_rule(r);
        for (std::uint32_t t = 0; t < program_.terms.size(); ++t)
            if (!program_.terms[t].hidden) add_term(t);
        std::sort(found_.begin(), found_.end(), [&](const Condition& a, const Condition& b) { return order(a) < order(b); });
        return std::move(found_);
    }

private:
    std::tuple<std::uint32_t, Owner, std::uint32_t, std::uint32_t> order(const Condition& c) const {
        return {span_of(program_, c.owner).begin, c.owner, c.span.begin, ~c.span.end};  // the whole before its parts
    }

    void add_rule(std::uint32_t r) {
        const Rule& rule = program_.rules[r];
        owner_ = {Owner::Kind::rule, r};
        condition(rule.when, Condition::Kind::whole, "");
        const std::vector<Exception> exceptions = rule.exceptions;
        for (const Exception& exception : exceptions) {
            owner_ = owner_of(program_.rules[r].programme, exception, {Owner::Kind::rule, r});
            exception_clause(exception.condition, exception.span, exception.name);
        }
    }
    /// What is written after the colon; then the clauses made to it, each as a whole, since a program keeps no names of these.
    void exception_clause(ExprId joined, Span span, const std::string& name) {
        const ExceptionParts parts = exception_parts(program_, joined, span);
        const std::size_t before = found_.size();
        condition(parts.condition, Condition::Kind::exception, name);
        if (name.empty() && found_.size() > before) found_[before].span = span;
        for (const ExceptionParts::Inner& inner : parts.made_to) exception_clause(inner.condition, program_[inner.negation].span, "");
    }

    Owner owner_of(ProgrammeId programme, const Exception& exception, Owner rule) const {
        if (!programme.valid()) return rule;
        const std::vector<Exception>& shared = program_[programme].exceptions;
        const bool is_shared = std::any_of(shared.begin(), shared.end(), [&](const Exception& e) { return e.span == exception.span; });
        return is_shared ? Owner{Owner::Kind::programme, programme.value} : rule;
    }

    void add_term(std::uint32_t t) {
        owner_ = {Owner::Kind::term, t};
        const ExprId body = program_.terms[t].body;
        const bool cases = std::holds_alternative<Cases>(program_[body].kind);
        if (program_[body].type.kind == TypeKind::yes_no && !cases) condition(body, Condition::Kind::whole, "");
        else inside(body);
    }

    /// `id` is a condition somebody wrote; its parts are those of its group.
    void condition(ExprId id, Condition::Kind kind, const std::string& name) {
        if (!std::holds_alternative<Constant>(program_[id].kind)) add(id, kind, name);
        const ExprId group = group_of(id);
        if (!group.valid()) return inside(id);
        for (const ExprId operand : children(program_[group])) {
            if (program_[operand].type.kind == TypeKind::yes_no) condition(operand, Condition::Kind::part, "");
        }
    }

    /// The group itself, or the one behind `tidak`.
    ExprId group_of(ExprId id) const {
        if (is_group(program_, id)) return id;
        const auto* negation = std::get_if<Not>(&program_[id].kind);
        return negation != nullptr && is_group(program_, negation->operand) ? negation->operand : ExprId{};
    }

    /// Conditions of quantifiers and cases somewhere below.
    void inside(ExprId id) {
        for (const ExprId operand : children(program_[id])) {
            if (is_row_condition(id, operand)) condition(operand, Condition::Kind::row, "");
            else if (is_where(id, operand)) condition(operand, Condition::Kind::part, "");
            else inside(operand);
        }
        if (const auto* cases = std::get_if<Cases>(&program_[id].kind); cases && cases->otherwise.valid()) add_otherwise(id, *cases);
    }

    bool is_row_condition(ExprId id, ExprId operand) const {
        const ExprKind& kind = program_[id].kind;
        const auto among = [&](const std::vector<Case>& cases) {
            return std::any_of(cases.begin(), cases.end(), [&](const Case& c) { return c.condition == operand; });
        };
        if (const auto* cases = std::get_if<Cases>(&kind)) return among(cases->cases);
        const auto* collect = std::get_if<Collect>(&kind);
        return collect != nullptr && among(collect->cases);
    }
    bool is_where(ExprId id, ExprId operand) const {
        const auto* quantifier = std::get_if<Quantifier>(&program_[id].kind);
        return quantifier != nullptr && quantifier->where == operand;
    }

    void add_otherwise(ExprId id, const Cases& cases) {
        const Expr expr = program_[id];  // copied: `exprs` grows
        const Span span = program_[cases.otherwise].span;
        Or any;
        for (const Case& c : cases.cases) any.operands.push_back(c.condition);
        const Type yes_no{TypeKind::yes_no, 0, false, {}};
        const ExprId some = append(program_, {std::move(any), yes_no, expr.scope, span});
        add(append(program_, {Not{some}, yes_no, expr.scope, span}), Condition::Kind::otherwise, "");
    }

    void add(ExprId id, Condition::Kind kind, const std::string& name) {
        const Span span = program_[id].span;
        const auto key = std::tuple{owner_, span.begin, span.end, kind};
        const auto [place, is_new] = places_.emplace(key, found_.size());
        if (is_new) found_.push_back({owner_, kind, span, name, {}, true, !std::holds_alternative<IsKnown>(decided(id)), false, false, false});
        found_[place->second].exprs.push_back(id);
    }
    const ExprKind& decided(ExprId id) const {
        const auto* negation = std::get_if<Not>(&program_[id].kind);
        return program_[negation == nullptr ? id : negation->operand].kind;
    }

    Program& program_;
    Owner owner_;
    std::vector<Condition> found_;
    std::map<std::tuple<Owner, std::uint32_t, std::uint32_t, Condition::Kind>, std::size_t> places_;
};

}  // namespace

std::vector<Condition> conditions_of(Program& program) {
    return Collector(program).collect();
}

Span span_of(const Program& program, const Owner& owner) {
    switch (owner.kind) {
        case Owner::Kind::rule:
            return program.rules[owner.id].span;
        case Owner::Kind::term:
            return program.terms[owner.id].span;
        case Owner::Kind::programme:
            return program.programmes[owner.id].span;
        case Owner::Kind::parameter:
            return program.parameters[owner.id].span;
    }
    return {};
}

const std::string& name_of(const Program& program, const Owner& owner) {
    switch (owner.kind) {
        case Owner::Kind::rule:
            return program.rules[owner.id].name;
        case Owner::Kind::term:
            return program.terms[owner.id].name;
        case Owner::Kind::parameter:
            return program.parameters[owner.id].name;
        case Owner::Kind::programme:
            break;
    }
    return program.programmes[owner.id].name;
}

}  // namespace tepat::trial
