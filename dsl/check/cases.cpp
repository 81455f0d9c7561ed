// SPDX-License-Identifier: Apache-2.0
// Cases of terms (cases.hpp): builds them, joins the types of their results, proves completeness over one choice or yes/no fact.
#include "dsl/check/cases.hpp"

#include <algorithm>

#include "dsl/program/print.hpp"
#include "dsl/program/walk.hpp"

namespace tepat::check {
namespace {

/// The values of one operand for which a condition is certainly true: `jenjang = sd`, `jenjang termasuk (sd, smp)`, `punya_mobil`.
struct Covered {
    std::string operand;
    Type type;
    std::set<std::int64_t> values;
};

std::optional<std::int64_t> constant_number(const program::Program& program, ExprId id) {
    const auto* constant = std::get_if<program::Constant>(&program[id].kind);
    return constant == nullptr ? std::nullopt : std::optional<std::int64_t>(constant->value.number);
}

std::size_t value_count(const program::Program& program, const Type& type) {
    return type.kind == TypeKind::yes_no ? 2 : program[type.choices].values.size();
}

Covered complement(const program::Program& program, Covered covered) {
    std::set<std::int64_t> rest;
    for (std::size_t i = 0; i < value_count(program, covered.type); ++i)
        if (!covered.values.contains(static_cast<std::int64_t>(i))) rest.insert(static_cast<std::int64_t>(i));
    covered.values = std::move(rest);
    return covered;
}

bool is_plain(const program::Expr& expr) {
    const bool reference = std::holds_alternative<program::FactRef>(expr.kind) || std::holds_alternative<program::TermRef>(expr.kind);
    return reference && (expr.type.kind == TypeKind::choice || expr.type.kind == TypeKind::yes_no);
}

std::optional<Covered> covered_by(const program::Program& program, ExprId condition);

std::optional<Covered> covered_by_options(const program::Program& program, ExprId operand, const std::vector<ExprId>& options) {
    if (!is_plain(program[operand])) return std::nullopt;
    Covered covered{program::print_expression(program, operand), program[operand].type, {}};
    for (ExprId option : options) {
        const auto value = constant_number(program, option);
        if (!value) return std::nullopt;
        covered.values.insert(*value);
    }
    return covered;
}

std::optional<Covered> covered_by_comparison(const program::Program& program, const program::Compare& compare) {
    if (compare.op != program::CompareOp::equal && compare.op != program::CompareOp::not_equal) return std::nullopt;
    auto covered = covered_by_options(program, compare.left, {compare.right});
    if (covered && compare.op == program::CompareOp::not_equal) return complement(program, *covered);
    return covered;
}

std::optional<Covered> covered_by(const program::Program& program, ExprId condition) {
    const program::Expr& expr = program[condition];
    if (expr.type.kind == TypeKind::yes_no && is_plain(expr)) return Covered{program::print_expression(program, condition), expr.type, {1}};
    if (const auto* compare = std::get_if<program::Compare>(&expr.kind)) return covered_by_comparison(program, *compare);
    if (const auto* in = std::get_if<program::In>(&expr.kind)) return covered_by_options(program, in->value, in->options);
    if (const auto* negation = std::get_if<program::Not>(&expr.kind)) {
        const auto covered = covered_by(program, negation->operand);
        return covered ? std::optional(complement(program, *covered)) : std::nullopt;
    }
    return std::nullopt;
}

class CasesBuilder {
public:
    CasesBuilder(ExpressionBuilder& builder, const std::vector<syntax::Case>& trees, Type hint, Span span)
        : builder_(builder), trees_(trees), hint_(hint), span_(span) {}

    ExprId build() {
        for (const syntax::Case& tree : trees_) add(tree);
        if (cases_.cases.empty() && !cases_.otherwise.valid()) return builder_.add_error(span_);
        if (!join_types()) return builder_.add_error(span_);
        check_overlaps();
        if (!cases_.otherwise.valid()) check_complete();
        if (cases_.cases.empty()) return cases_.otherwise;
        return builder_.add(std::move(cases_), type_, span_);
    }

private:
    const program::Program& program() { return builder_.context().program; }

    void add(const syntax::Case& tree) {
        if (!tree.condition) {
            if (cases_.otherwise.valid()) builder_.context().report(Code::otherwise_repeated, tree.span);
            else cases_.otherwise = result(tree.result);
            return;
        }
        const ExprId value = result(tree.result);
        const ExprId condition = builder_.condition(*tree.condition);
        has_errors_ = has_errors_ || contains_error(condition);
        cases_.cases.push_back({condition, value});
        spans_.push_back(tree.span);
    }
    ExprId result(const syntax::Expr& tree) {
        const ExprId id = builder_.value(tree, hint_);
        const Type type = builder_.type_of(id);
        if (type.quotient) builder_.context().report(Code::quotient_use, syntax::span_of(tree));
        has_errors_ = has_errors_ || type.kind == TypeKind::error || type.quotient;
        return id;
    }
    /// What stands under a mistake says nothing about gaps and overlaps.
    bool contains_error(ExprId root) {
        std::vector<ExprId> open{root};
        while (!open.empty()) {
            const program::Expr& expr = program()[open.back()];
            open.pop_back();
            if (expr.type.kind == TypeKind::error) return true;
            for (ExprId child : program::children(expr)) open.push_back(child);
        }
        return false;
    }
    std::vector<ExprId> results() const {
        std::vector<ExprId> ids;
        for (const program::Case& c : cases_.cases) ids.push_back(c.result);
        if (cases_.otherwise.valid()) ids.push_back(cases_.otherwise);
        return ids;
    }
    bool agree(const Type& a, const Type& b) {
        return a.kind == b.kind && (a.kind != TypeKind::choice || same_choices(builder_.context(), a.choices, b.choices));
    }
    /// The first result sets the type, numbers take the largest scale; constants are brought to it.
    bool join_types() {
        for (ExprId id : results()) {
            const Type type = builder_.type_of(id);
            if (type.kind == TypeKind::error) continue;
            if (type_.kind == TypeKind::error) type_ = type;
            if (!agree(type_, type)) {
                builder_.context().report(Code::type_mismatch, program()[id].span, {phrase_of(type_), phrase_of(type)});
                return false;
            }
            type_.scale = std::max(type_.scale, type.scale);
        }
        for (ExprId id : results()) rescale(id);
        return !has_errors_ && type_.kind != TypeKind::error;
    }
    void rescale(ExprId id) {
        program::Expr& expr = builder_.context().program.exprs[id.value];
        auto* constant = std::get_if<program::Constant>(&expr.kind);
        if (constant == nullptr || !expr.type.is_numeric() || expr.type.scale == type_.scale) return;
        const auto number = rescaled(constant->value.number, expr.type.scale, type_.scale);
        if (!number) return;
        constant->value.number = *number;
        expr.type.scale = type_.scale;
    }
    void check_overlaps() {
        std::vector<std::optional<Covered>> covered;
        std::vector<std::string> conditions;
        for (const program::Case& c : cases_.cases) {
            covered.push_back(covered_by(program(), c.condition));
            conditions.push_back(program::print_expression(program(), c.condition));
        }
        std::map<std::string, std::size_t> first_with;  // by condition, or operand and value
        for (std::size_t i = 0; i < cases_.cases.size(); ++i) {
            bool sound = check_overlap(first_with, conditions[i], i);
            if (!covered[i]) continue;
            for (std::int64_t value : covered[i]->values)
                sound = sound && check_overlap(first_with, covered[i]->operand + "\n" + std::to_string(value), i);
        }
    }
    bool check_overlap(std::map<std::string, std::size_t>& first_with, const std::string& key, std::size_t i) {
        const auto [at, is_new] = first_with.emplace(key, i);
        if (is_new) return true;
        const auto a = std::get_if<program::Constant>(&program()[cases_.cases[at->second].result].kind);
        const auto b = std::get_if<program::Constant>(&program()[cases_.cases[i].result].kind);
        if (a == nullptr || b == nullptr || a->value == b->value) return true;
        builder_.context().report(Code::cases_overlap, spans_[i], {}, {label(spans_[at->second], Phrase::overlaps_this)});
        return false;
    }
    void check_complete() {
        std::optional<Covered> all;
        for (const program::Case& c : cases_.cases) {
            const auto covered = covered_by(program(), c.condition);
            if (!covered || (all && all->operand != covered->operand)) return report_incomplete();
            if (!all) all = covered;
            all->values.insert(covered->values.begin(), covered->values.end());
        }
        if (all->values.size() == value_count(program(), all->type)) return;
        report_uncovered(*all);
    }
    void report_incomplete() { builder_.context().report(Code::cases_incomplete, span_); }
    void report_uncovered(const Covered& all) {
        std::string names;
        for (std::int64_t value : complement(program(), all).values)
            names += (names.empty() ? "" : ", ") + in_backquotes(program::print_value(program(), all.type, {value, {}}));
        builder_.context().report(Code::cases_incomplete, span_, {}, {}, {{Phrase::not_covered, {names}}});
    }

    ExpressionBuilder& builder_;
    const std::vector<syntax::Case>& trees_;
    Type hint_;
    Span span_;
    program::Cases cases_;
    std::vector<Span> spans_;
    Type type_;
    bool has_errors_ = false;
};

}  // namespace

ExprId build_cases(ExpressionBuilder& builder, const std::vector<syntax::Case>& cases, Type hint, Span span) {
    return CasesBuilder(builder, cases, hint, span).build();
}

}  // namespace tepat::check
