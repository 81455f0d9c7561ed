// SPDX-License-Identifier: Apache-2.0
// Numbers with their units and scales, dates and durations (expressions.hpp; language.md section 6).
#include <algorithm>

#include "dsl/check/expressions.hpp"
#include "dsl/check/number_text.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

constexpr std::int64_t longest_duration = 4'000'000;  // days; more leaves every calendar

std::optional<std::int64_t> duration_amount(Context& context, const syntax::Duration& duration) {
    const ScaledNumber number = scaled_number(duration.amount, '.');
    if (number.problem == NumberProblem::none && number.number <= longest_duration) return number.number;
    context.report(Code::number_too_large, duration.span, {duration.amount});
    return std::nullopt;
}

}  // namespace

ExprId ExpressionBuilder::duration(const syntax::Duration& node) {
    context_.report(Code::duration_misplaced, node.span);
    return add_error(node.span);
}

ExprId ExpressionBuilder::unary(const syntax::Unary& node) {
    if (node.op == syntax::UnaryOp::logical_not) {
        const ExprId operand = condition(node.operand);
        return add(program::Not{operand}, yes_no_type, node.span);
    }
    const ExprId operand = value(node.operand);
    const Type type = type_of(operand);
    if (!numeric(operand)) return add_error(node.span);
    if (const auto* constant = std::get_if<program::Constant>(&context_.program[operand].kind)) {
        const auto negative = negated({type, constant->value});
        return negative ? add(program::Constant{negative->value}, type, node.span) : add_error(node.span);
    }
    return add(program::Negative{operand}, type, node.span);
}

/// Reports when an operand cannot be calculated with; an operand in error is refused quietly.
bool ExpressionBuilder::numeric(ExprId operand) {
    const Type type = type_of(operand);
    if (type.kind == TypeKind::error) return false;
    if (type.quotient) {
        context_.report(Code::quotient_use, context_.program[operand].span);
    } else if (!type.is_numeric()) {
        context_.report(Code::needs_number, context_.program[operand].span, {phrase_of(type)});
    }
    return type.is_numeric() && !type.quotient;
}

ExprId ExpressionBuilder::arithmetic(const syntax::Arithmetic& node) {
    if (node.rest.size() >= syntax::max_depth) {  // a chain becomes a tree that deep
        context_.report(Code::too_deep, node.span);
        return add_error(node.span);
    }
    ExprId left = value(node.first);
    for (const syntax::ArithmeticTail& tail : node.rest) {
        left = step(left, tail, text::cover(syntax::span_of(node.first), tail.span));
    }
    return left;
}

ExprId ExpressionBuilder::product(ExprId left, const syntax::Expr& right_tree, Span span) {
    syntax::ArithmeticTail tail;
    tail.span = span;
    tail.op = syntax::ArithmeticOp::multiply;
    tail.operand = right_tree;
    return combine(program::ArithmeticOp::multiply, left, value(right_tree), tail, span);
}

void ExpressionBuilder::rescale_constant(ExprId id, int scale) {
    program::Expr& expr = context_.program.exprs[id.value];
    auto* constant = std::get_if<program::Constant>(&expr.kind);
    if (constant == nullptr || !expr.type.is_numeric() || expr.type.scale == scale) return;
    const auto number = rescaled(constant->value.number, expr.type.scale, scale);
    if (!number) return;
    constant->value.number = *number;
    expr.type.scale = static_cast<std::uint8_t>(scale);
}

ExprId ExpressionBuilder::step(ExprId left, const syntax::ArithmeticTail& tail, Span span) {
    const auto* duration = boost::get<syntax::Duration>(&tail.operand.get());
    const bool sum = tail.op == syntax::ArithmeticOp::add || tail.op == syntax::ArithmeticOp::subtract;
    if (duration != nullptr && sum) return shift_date(left, tail, *duration, span);
    const ExprId right = value(tail.operand);
    return combine(static_cast<program::ArithmeticOp>(tail.op), left, right, tail, span);
}

ExprId ExpressionBuilder::shift_date(ExprId left, const syntax::ArithmeticTail& tail, const syntax::Duration& duration, Span span) {
    const Type type = type_of(left);
    if (duration.unit == syntax::DurationUnit::working_days) {
        context_.report(Code::working_days_misplaced, duration.span);
        return add_error(span);
    }
    if (type.kind != TypeKind::date) {
        if (type.kind != TypeKind::error) context_.report(Code::duration_misplaced, duration.span);
        return add_error(span);
    }
    const auto amount = duration_amount(context_, duration);
    if (!amount) return add_error(span);
    const std::int64_t shift = tail.op == syntax::ArithmeticOp::subtract ? -*amount : *amount;
    return add(program::DateShift{left, shift, static_cast<program::CalendarUnit>(duration.unit)}, date_type, span);
}

ExprId ExpressionBuilder::combine(program::ArithmeticOp op, ExprId left, ExprId right, const syntax::ArithmeticTail& tail, Span span) {
    const Type a = type_of(left), b = type_of(right);
    if (a.kind == TypeKind::error || b.kind == TypeKind::error) return add_error(span);
    const bool sum = op == program::ArithmeticOp::add || op == program::ArithmeticOp::subtract;
    if (sum && a.kind == TypeKind::date && (b.kind == TypeKind::date || b.kind == TypeKind::number)) {
        context_.report(b.kind == TypeKind::date ? Code::date_difference : Code::date_plus_number, span);
        return add_error(span);
    }
    const bool left_fits = numeric(left);
    if (!numeric(right) || !left_fits) return add_error(span);
    std::optional<Type> type;
    if (sum) type = sum_type(a, b, tail, span);
    if (op == program::ArithmeticOp::multiply) type = product_type(a, b, span);
    if (op == program::ArithmeticOp::divide) type = quotient_type(a, b, span);
    return type ? add(program::Arithmetic{op, left, right}, *type, span) : add_error(span);
}

std::optional<Type> ExpressionBuilder::sum_type(const Type& left, const Type& right, const syntax::ArithmeticTail& tail, Span span) {
    if (left.kind == right.kind) return Type{left.kind, std::max(left.scale, right.scale), false, {}};
    const auto* literal = boost::get<syntax::Literal>(&tail.operand.get());
    if (literal != nullptr && left.kind == TypeKind::rupiah) {
        context_.report(Code::number_for_rupiah, literal->span, {literal->written});
    } else {
        context_.report(Code::unit_mismatch, span, {phrase_of(left), phrase_of(right)});
    }
    return std::nullopt;
}

std::optional<Type> ExpressionBuilder::product_type(const Type& left, const Type& right, Span span) {
    if (left.kind == TypeKind::rupiah && right.kind == TypeKind::rupiah) {
        context_.report(Code::unit_mismatch, span, {phrase_of(left), phrase_of(right)});
        return std::nullopt;
    }
    const int scale = left.scale + right.scale;
    if (scale > program::max_scale) {
        context_.report(Code::scale_too_large, span, {Count{scale}, Count{program::max_scale}});
        return std::nullopt;
    }
    const TypeKind kind = left.kind == TypeKind::rupiah ? left.kind : right.kind;
    return Type{kind, static_cast<std::uint8_t>(scale), false, {}};
}

std::optional<Type> ExpressionBuilder::quotient_type(const Type& left, const Type& right, Span span) {
    if (left.kind == TypeKind::number && right.kind == TypeKind::rupiah) {
        context_.report(Code::unit_mismatch, span, {phrase_of(left), phrase_of(right)});
        return std::nullopt;
    }
    return Type{left.kind == right.kind ? TypeKind::number : TypeKind::rupiah, 0, true, {}};
}

ExprId ExpressionBuilder::date_operand(const syntax::Expr& tree) {
    const ExprId operand = value(tree);
    const Type type = type_of(operand);
    if (type.kind != TypeKind::date && type.kind != TypeKind::error)
        context_.report(Code::type_mismatch, syntax::span_of(tree), {Phrase::type_date, phrase_of(type)});
    return operand;
}

ExprId ExpressionBuilder::call(const syntax::Call& node) {
    std::vector<ExprId> arguments;
    for (const syntax::Expr& argument : node.arguments) arguments.push_back(date_operand(argument));
    if (arguments.size() != 2) {
        context_.report(Code::argument_count, node.span, {Count{2}, Count{static_cast<std::int64_t>(arguments.size())}});
        return add_error(node.span);
    }
    const auto function = static_cast<program::DateFunction>(node.function);
    return add(program::DateCall{function, arguments[0], arguments[1]}, number_type(0), node.span);
}

ExprId ExpressionBuilder::round(const syntax::Round& node) {
    const ExprId operand = value(node.value);
    const ExprId unit = value(node.unit);
    const Type type = type_of(operand), unit_type = type_of(unit);
    if (type.kind != TypeKind::error && !type.is_numeric())
        context_.report(Code::needs_number, syntax::span_of(node.value), {phrase_of(type)});
    if (!type.is_numeric() || !numeric(unit)) return add_error(node.span);
    if (!agree(operand, unit, node.unit, node.span)) return add_error(node.span);
    const auto direction = static_cast<program::RoundDirection>(node.direction);
    return add(program::Round{operand, direction, unit}, Type{unit_type.kind, unit_type.scale, false, {}}, node.span);
}

}  // namespace tepat::check
