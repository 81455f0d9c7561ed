// SPDX-License-Identifier: Apache-2.0
#include "dsl/prove/bounds.hpp"

#include <algorithm>

namespace tepat::prove {

namespace {

using program::ExprId;
using program::Program;
using End = std::optional<std::int64_t>;

End scaled(End end, int by) {
    for (int i = 0; end && i < by; ++i) {
        std::int64_t next = 0;
        end = __builtin_mul_overflow(*end, 10, &next) ? std::nullopt : End(next);
    }
    return end;
}

End plus(End a, End b) {
    std::int64_t result = 0;
    return !a || !b || __builtin_add_overflow(*a, *b, &result) ? std::nullopt : End(result);
}

Bounds at_scale(const Program& program, ExprId id, int scale) {
    const Bounds own = bounds_of(program, id);
    const int by = scale - program[id].type.scale;
    return {scaled(own.low, by), scaled(own.high, by)};
}

Bounds hull(const Bounds& a, const Bounds& b) {
    return {a.low && b.low ? End(std::min(*a.low, *b.low)) : std::nullopt, a.high && b.high ? End(std::max(*a.high, *b.high)) : std::nullopt};
}

Bounds product(const Bounds& a, const Bounds& b) {
    const bool positive = a.low && b.low && *a.low >= 0 && *b.low >= 0;
    std::int64_t low = 0, high = 0;
    if (!positive) return {};
    const bool has_low = !__builtin_mul_overflow(*a.low, *b.low, &low);
    const bool has_high = a.high && b.high && !__builtin_mul_overflow(*a.high, *b.high, &high);
    return {has_low ? End(low) : End(0), has_high ? End(high) : std::nullopt};
}

Bounds of_cases(const Program& program, const std::vector<program::Case>& cases, ExprId otherwise, int scale) {
    std::optional<Bounds> all;
    if (otherwise.valid()) all = at_scale(program, otherwise, scale);
    for (const program::Case& c : cases) {
        const Bounds one = at_scale(program, c.result, scale);
        all = all ? hull(*all, one) : one;
    }
    return all.value_or(Bounds{});
}

Bounds of_total(const Program& program, const std::vector<program::Case>& cases, int scale) {
    Bounds sum{0, 0};
    for (const program::Case& c : cases) {
        const Bounds one = hull(at_scale(program, c.result, scale), {0, 0});
        sum = {plus(sum.low, one.low), plus(sum.high, one.high)};
    }
    return sum;
}

Bounds of_arithmetic(const Program& program, const program::Arithmetic& node, int scale) {
    const Bounds a = at_scale(program, node.left, scale), b = at_scale(program, node.right, scale);
    if (node.op == program::ArithmeticOp::add) return {plus(a.low, b.low), plus(a.high, b.high)};
    if (node.op == program::ArithmeticOp::multiply) return product(bounds_of(program, node.left), bounds_of(program, node.right));
    return {};
}

Bounds of_parameter(const program::Parameter& parameter) {
    std::optional<Bounds> all;
    for (const program::ParameterPeriod& period : parameter.periods) {
        const Bounds one{period.value.number, period.value.number};
        all = all ? hull(*all, one) : one;
    }
    return all.value_or(Bounds{});
}

}  // namespace

Bounds bounds_of(const Program& program, ExprId id) {
    const program::Expr& expr = program[id];
    if (!expr.type.is_numeric() || expr.type.quotient) return {};
    if (const auto* constant = std::get_if<program::Constant>(&expr.kind)) return {constant->value.number, constant->value.number};
    if (const auto* ref = std::get_if<program::FactRef>(&expr.kind)) return {program[ref->fact].low, program[ref->fact].high};
    if (const auto* term = std::get_if<program::TermRef>(&expr.kind)) return bounds_of(program, program[term->term].body);
    if (const auto* via = std::get_if<program::Via>(&expr.kind)) return bounds_of(program, via->inner);
    if (const auto* parameter = std::get_if<program::ParameterRef>(&expr.kind)) return of_parameter(program[parameter->parameter]);
    if (const auto* cases = std::get_if<program::Cases>(&expr.kind)) return of_cases(program, cases->cases, cases->otherwise, expr.type.scale);
    if (const auto* node = std::get_if<program::Arithmetic>(&expr.kind)) return of_arithmetic(program, *node, expr.type.scale);
    if (const auto* collect = std::get_if<program::Collect>(&expr.kind)) {
        if (collect->kind == program::CollectKind::count) return {0, static_cast<std::int64_t>(collect->cases.size())};
        if (collect->kind == program::CollectKind::total) return of_total(program, collect->cases, expr.type.scale);
        return of_cases(program, collect->cases, collect->otherwise, expr.type.scale);
    }
    if (const auto* quantifier = std::get_if<program::Quantifier>(&expr.kind)) {
        if (quantifier->kind == program::QuantifierKind::count) return {0, std::nullopt};
        const Bounds value = quantifier->value.valid() ? bounds_of(program, quantifier->value) : Bounds{};
        if (quantifier->kind == program::QuantifierKind::total && value.low.value_or(-1) >= 0) return {0, std::nullopt};
    }
    return {};
}

}  // namespace tepat::prove
