// SPDX-License-Identifier: Apache-2.0
// Each kind of expression -> steps. Scales are settled here: every step's immediates say by which power of ten its operands are multiplied.
#include <algorithm>
#include <cassert>

#include "engine/plan/compiler.hpp"
#include "engine/plan/parameters.hpp"

namespace tepat::plan {

using namespace program;

Form form_of(const Type& type) {
    switch (type.kind) {
        case TypeKind::yes_no: return Form::truth;
        case TypeKind::number:
        case TypeKind::rupiah: return Form::number;
        case TypeKind::date: return Form::date;
        case TypeKind::text:
        case TypeKind::reference: return Form::text;  // the key of the row referred to
        case TypeKind::choice: return Form::choice;
        case TypeKind::set: return Form::set;
        case TypeKind::error: break;
    }
    assert(!"a complete program has no error types");
    return Form::truth;
}

namespace {

std::int64_t power_to(int scale, const Quantity& quantity) { return std::max(0, scale - quantity.scale); }

Quantity plain(StepId value, int scale = 0) { return {value, scale, {}, 0, nullptr}; }

}  // namespace

StepId Compiler::constant(const Type& type, const Value& value) {
    return form_of(type) == Form::text ? builder_.text(value.text) : builder_.number(form_of(type), value.number);
}

Quantity Compiler::operator()(const Expr& expr, FrameId, const Constant& x) { return plain(constant(expr.type, x.value), expr.type.scale); }

Quantity Compiler::operator()(const Expr&, FrameId, const ReferenceDate&) {
    return plain(builder_.number(Form::date, plan_.request.date.days));
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const ParameterRef& x) {
    const Parameter& parameter = program_[x.parameter];
    const int scale = parameter.type.scale;
    for (const auto& [given, value] : plan_.request.parameters) {
        if (given == x.parameter) return plain(constant(parameter.type, value), scale);
    }
    if (!x.key.valid()) {
        const ParameterPeriod* period = period_in_force(parameter, std::nullopt, plan_.request.date);
        return plain(period ? constant(parameter.type, period->value) : builder_.hole(form_of(parameter.type), x.parameter), scale);
    }
    auto table = std::find_if(plan_.tables.begin(), plan_.tables.end(), [&](const LookUpTable& t) { return t.parameter == x.parameter; });
    if (table == plan_.tables.end()) {
        table = plan_.tables.insert(table, table_in_force(program_, x.parameter, plan_.request.date));
    }
    const std::int64_t number = table - plan_.tables.begin();
    return plain(builder_.make(Op::look_up, frame, form_of(parameter.type), {column(x.key, frame)}, {number}), scale);
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const KeyRef& x) {
    return plain(reference(builder_.make(Op::key, base_frame(x.entity), Form::text, {}), x.entity, x.from, frame));
}

StepId Compiler::own_fact(FactId id) {
    const Fact& fact = program_[id];
    if (!fact.vintage) return stored(id);
    return builder_.make(Op::fresh, base_frame(fact.entity), form_of(fact.type), {stored(id), recent(fact)});
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const FactRef& x) {
    const Fact& fact = program_[x.fact];
    return plain(reference(own_fact(x.fact), fact.entity, x.from, frame), fact.type.scale);
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const TermRef& x) {
    const EntityId entity = program_[x.term].entity;
    return lifted(compile_term(x.term), [&](StepId column) {
        return builder_.is_constant(column) ? column : reference(column, entity, x.from, frame);
    });
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const Not& x) { return plain(builder_.negation(column(x.operand, frame), frame)); }

Quantity Compiler::operator()(const Expr&, FrameId frame, const And& x) {
    std::vector<StepId> in;
    for (const ExprId operand : x.operands) in.push_back(column(operand, frame));
    return plain(builder_.junction(Op::and_, frame, std::move(in)));
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const Or& x) {
    std::vector<StepId> in;
    for (const ExprId operand : x.operands) in.push_back(column(operand, frame));
    return plain(builder_.junction(Op::or_, frame, std::move(in)));
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const AtLeast& x) {
    std::vector<StepId> in{column(x.count, frame)};
    for (const ExprId operand : x.operands) in.push_back(column(operand, frame));
    return plain(builder_.make(Op::at_least, frame, Form::truth, std::move(in)));
}

StepId Compiler::compare(CompareOp op, FrameId frame, const Quantity& a, const Quantity& b) {
    if (a.when_zero || b.when_zero) {
        const Quantity& split = a.when_zero ? a : b;
        Quantity rest = split;
        rest.when_zero = nullptr;
        const StepId zero = a.when_zero ? compare(op, frame, *a.when_zero, b) : compare(op, frame, a, *b.when_zero);
        const StepId other = a.when_zero ? compare(op, frame, rest, b) : compare(op, frame, a, rest);
        return builder_.make(Op::if_zero, frame, Form::truth, {split.divisor, zero, other});
    }
    if (!a.divisor.valid() && !b.divisor.valid()) {
        const int scale = std::max(a.scale, b.scale);
        return builder_.compare(op, frame, a.value, scale - a.scale, b.value, scale - b.scale);
    }
    const StepId one = builder_.number(Form::number, 1);
    const CrossPowers powers = cross_powers(a.scale, a.divisor_scale, b.scale, b.divisor_scale);
    std::vector<StepId> in{a.value, a.divisor.valid() ? a.divisor : one, b.value, b.divisor.valid() ? b.divisor : one};
    return builder_.make(Op::compare_cross, frame, Form::truth, std::move(in), {static_cast<std::int64_t>(op), powers.left, powers.right});
}

/// a = b for what has no order.
StepId Compiler::same(FrameId frame, const Type& type, const Quantity& a, const Quantity& b) {
    if (type.kind == TypeKind::yes_no) return builder_.make(Op::same_truth, frame, Form::truth, {a.value, b.value});
    if (type.kind == TypeKind::text) return builder_.make(Op::same_text, frame, Form::truth, {a.value, b.value});
    return compare(CompareOp::equal, frame, a, b);
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const Compare& x) {
    const Quantity left = compile(x.left, frame);
    const Quantity right = compile(x.right, frame);
    const Type& type = program_[x.left].type;
    const bool ordered = type.is_numeric() || type.kind == TypeKind::date;
    if (ordered) return plain(compare(x.op, frame, left, right));
    const StepId equal = same(frame, type, left, right);
    return plain(x.op == CompareOp::not_equal ? builder_.negation(equal, frame) : equal);
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const In& x) {
    const Quantity value = compile(x.value, frame);
    const Type& type = program_[x.value].type;
    const bool by_number = type.is_numeric() || type.kind == TypeKind::date || type.kind == TypeKind::choice;
    std::vector<StepId> in;
    std::vector<std::int64_t> args;
    if (by_number) in.push_back(value.value);
    for (const ExprId id : x.options) {
        const Quantity option = compile(id, frame);
        const int scale = std::max(value.scale, option.scale);
        in.push_back(by_number ? option.value : same(frame, type, value, option));
        args.insert(args.end(), {scale - value.scale, scale - option.scale});
    }
    if (!by_number) return plain(builder_.junction(Op::or_, frame, std::move(in)));
    return plain(builder_.make(Op::one_of, frame, Form::truth, std::move(in), std::move(args)));
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const TextTest& x) {
    return plain(builder_.make(Op::text_test, frame, Form::truth, {column(x.value, frame), column(x.operand, frame)},
                               {static_cast<std::int64_t>(x.op)}));
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const IsKnown& x) {
    return plain(builder_.make(Op::is_known, frame, Form::truth, {column(x.operand, frame)}));
}

Quantity Compiler::operator()(const Expr& expr, FrameId frame, const IfMissing& x) {
    const Quantity fact = compile(x.fact, frame);
    const Quantity fallback = compile(x.fallback, frame);
    const int scale = expr.type.scale;
    return plain(builder_.make(Op::if_missing, frame, form_of(expr.type), {fact.value, fallback.value},
                               {power_to(scale, fact), power_to(scale, fallback)}), scale);
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const Negative& x) {
    const Quantity operand = compile(x.operand, frame);
    return plain(builder_.make(Op::negate, frame, Form::number, {operand.value}), operand.scale);
}

Quantity Compiler::operator()(const Expr& expr, FrameId frame, const Arithmetic& x) {
    const Quantity left = compile(x.left, frame);
    const Quantity right = compile(x.right, frame);
    const int scale = expr.type.scale;
    const auto sum = [&](Op op) {
        return plain(builder_.make(op, frame, Form::number, {left.value, right.value}, {power_to(scale, left), power_to(scale, right)}), scale);
    };
    switch (x.op) {
        case ArithmeticOp::add: return sum(Op::add);
        case ArithmeticOp::subtract: return sum(Op::subtract);
        case ArithmeticOp::divide: return {left.value, left.scale, right.value, right.scale, nullptr};
        case ArithmeticOp::multiply: break;
    }
    const int product = left.scale + right.scale;
    return plain(builder_.make(Op::multiply, frame, Form::number, {left.value, right.value}, {std::max(0, scale - product)}),
                 std::max(scale, product));
}

StepId Compiler::round(FrameId frame, Form form, const Quantity& value, const Quantity& unit, RoundDirection direction, int scale) {
    if (value.when_zero) {
        Quantity rest = value;
        rest.when_zero = nullptr;
        return builder_.make(Op::if_zero, frame, form,
                             {value.divisor, round(frame, form, *value.when_zero, unit, direction, scale),
                              round(frame, form, rest, unit, direction, scale)});
    }
    const StepId divisor = value.divisor.valid() ? value.divisor : builder_.number(Form::number, 1);
    const CrossPowers powers = cross_powers(value.scale, value.divisor_scale, unit.scale, 0);
    return builder_.make(Op::round, frame, form, {value.value, divisor, unit.value},
                         {static_cast<std::int64_t>(direction), powers.left, powers.right, power_to(scale, unit)});
}

Quantity Compiler::operator()(const Expr& expr, FrameId frame, const Round& x) {
    return plain(round(frame, Form::number, compile(x.value, frame), compile(x.unit, frame), x.direction, expr.type.scale), expr.type.scale);
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const DateShift& x) {
    return plain(builder_.make(Op::shift_date, frame, Form::date, {column(x.date, frame)}, {x.amount, static_cast<std::int64_t>(x.unit)}));
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const DateCall& x) {
    return plain(builder_.make(Op::call_date, frame, Form::number, {column(x.from, frame), column(x.to, frame)},
                               {static_cast<std::int64_t>(x.function)}));
}

Quantity Compiler::operator()(const Expr& expr, FrameId frame, const Cases& x) {
    std::vector<StepId> in;
    std::vector<std::int64_t> args;
    const auto add_result = [&](ExprId id) {
        const Quantity result = compile(id, frame);
        in.push_back(result.value);
        args.push_back(power_to(expr.type.scale, result));
    };
    for (const Case& one : x.cases) {
        in.push_back(column(one.condition, frame));
        add_result(one.result);
    }
    if (x.otherwise.valid()) add_result(x.otherwise);
    return plain(builder_.make(Op::cases, frame, form_of(expr.type), std::move(in), std::move(args)), expr.type.scale);
}

}  // namespace tepat::plan
