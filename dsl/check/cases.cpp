// SPDX-License-Identifier: Apache-2.0
// Unique cases (cases.hpp): joins the types of their results; judges gaps and overlaps over one choice or yes/no fact, where nothing
// needs to be proven. The rest is dsl/prove's.
#include "dsl/check/cases.hpp"

#include <algorithm>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
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

class CaseJudge {
public:
    CaseJudge(ExpressionBuilder& builder, std::vector<BuiltCase> written, Span span)
        : builder_(builder), written_(std::move(written)), span_(span) {}

    ExprId build() {
        for (const BuiltCase& line : written_) add(line);
        if (written_.empty() || results_.empty()) return builder_.add_error(span_);
        const auto type = join_results(builder_, results_);
        if (!type || has_errors_) return builder_.add_error(span_);
        check_overlaps();
        if (!cases_.otherwise.valid()) check_complete();
        if (cases_.cases.empty()) return cases_.otherwise;
        return builder_.add(std::move(cases_), *type, span_);
    }

private:
    const program::Program& program() { return builder_.context().program; }

    void add(const BuiltCase& line) {
        results_.push_back(line.result);
        if (!line.condition.valid()) {
            if (cases_.otherwise.valid()) builder_.context().report(Code::otherwise_repeated, line.span);
            else cases_.otherwise = line.result;
            return;
        }
        has_errors_ = has_errors_ || contains_error(program(), line.condition);
        cases_.cases.push_back({line.condition, line.result});
        spans_.push_back(line.span);
    }
    void check_overlaps() {
        std::vector<std::optional<Covered>> covered;
        std::map<std::string, std::size_t> first_with;  // by condition, or operand and value
        for (std::size_t i = 0; i < cases_.cases.size(); ++i) {
            const ExprId condition = cases_.cases[i].condition;
            const auto values = covered_by(program(), condition);
            const std::string text = program::print_expression(program(), condition);
            bool sound = check_repeated(first_with, text, i) && check_overlap(first_with, text, i);
            if (!values) continue;
            for (std::int64_t value : values->values)
                sound = sound && check_overlap(first_with, values->operand + "\n" + std::to_string(value), i);
        }
    }
    /// The same line again: harmless where lines are unique, but surely not meant.
    bool check_repeated(const std::map<std::string, std::size_t>& first_with, const std::string& condition, std::size_t i) {
        const auto at = first_with.find(condition);
        if (at == first_with.end() || result_text(at->second) != result_text(i)) return true;
        builder_.context().report(Code::row_repeated, spans_[i], {}, {label(spans_[at->second], Phrase::first_here)});
        return false;
    }
    std::string result_text(std::size_t i) { return program::print_expression(program(), cases_.cases[i].result); }
    bool check_overlap(std::map<std::string, std::size_t>& first_with, const std::string& key, std::size_t i) {
        const auto [at, is_new] = first_with.emplace(key, i);
        if (is_new || at->second == i) return true;
        const auto a = std::get_if<program::Constant>(&program()[cases_.cases[at->second].result].kind);
        const auto b = std::get_if<program::Constant>(&program()[cases_.cases[i].result].kind);
        if (a == nullptr || b == nullptr || a->value == b->value) return true;
        builder_.context().report(Code::cases_overlap, spans_[i], {}, {label(spans_[at->second], Phrase::overlaps_this)});
        return false;
    }
    /// Certain only where all conditions speak of one choice or yes/no: then each value is named by some line, or the gap is reported.
    void check_complete() {
        std::optional<Covered> all;
        for (const program::Case& c : cases_.cases) {
            const auto covered = covered_by(program(), c.condition);
            if (!covered || (all && all->operand != covered->operand)) return;
            if (!all) all = covered;
            all->values.insert(covered->values.begin(), covered->values.end());
        }
        cases_.covered = all->values.size() == value_count(program(), all->type);
        if (!cases_.covered) report_uncovered(*all);
    }
    void report_uncovered(const Covered& all) {
        std::string names;
        for (std::int64_t value : complement(program(), all).values)
            names += (names.empty() ? "" : ", ") + in_backquotes(program::print_value(program(), all.type, {value, {}}));
        builder_.context().report(Code::cases_incomplete, span_, {}, {}, {{Phrase::not_covered, {names}}});
    }

    ExpressionBuilder& builder_;
    std::vector<BuiltCase> written_;
    Span span_;
    program::Cases cases_;
    std::vector<ExprId> results_;
    std::vector<Span> spans_;
    bool has_errors_ = false;
};

bool same_kind(const Context& context, const Type& a, const Type& b) {
    return a.kind == b.kind && (a.kind != TypeKind::choice || same_choices(context, a.choices, b.choices));
}

}  // namespace

bool contains_error(const program::Program& program, ExprId root) {
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const program::Expr& expr = program[open.back()];
        open.pop_back();
        if (expr.type.kind == TypeKind::error) return true;
        for (ExprId child : program::children(expr)) open.push_back(child);
    }
    return false;
}

std::optional<Type> join_results(ExpressionBuilder& builder, const std::vector<ExprId>& results) {
    Type joined;
    bool sound = true;
    for (ExprId id : results) {
        const Type type = builder.type_of(id);
        if (type.quotient) builder.context().report(Code::quotient_use, builder.context().program[id].span);
        sound = sound && type.kind != TypeKind::error && !type.quotient;
        if (type.kind == TypeKind::error) continue;
        if (joined.kind == TypeKind::error) joined = type;
        if (!same_kind(builder.context(), joined, type)) {
            builder.context().report(Code::type_mismatch, builder.context().program[id].span, {phrase_of(joined), phrase_of(type)});
            return std::nullopt;
        }
        joined.scale = std::max(joined.scale, type.scale);
    }
    for (ExprId id : results) builder.rescale_constant(id, joined.scale);
    return sound && joined.kind != TypeKind::error ? std::optional(joined) : std::nullopt;
}

ExprId join_cases(ExpressionBuilder& builder, std::vector<BuiltCase> cases, Span span) {
    return CaseJudge(builder, std::move(cases), span).build();
}

ExprId build_cases(ExpressionBuilder& builder, const std::vector<syntax::Case>& cases, Type hint, Span span) {
    std::vector<BuiltCase> built;
    for (const syntax::Case& tree : cases) {
        const ExprId result = builder.value(tree.result, hint);
        built.push_back({tree.condition ? builder.condition(*tree.condition) : ExprId{}, result, tree.span});
    }
    return join_cases(builder, std::move(built), span);
}

}  // namespace tepat::check
