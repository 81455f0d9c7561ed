// SPDX-License-Identifier: Apache-2.0
// Quantifiers -> aggregate steps: the member's condition joined with its only_when, the value, and who counts as a member.
#include <algorithm>

#include "engine/plan/compiler.hpp"

namespace tepat::plan {

using namespace program;

/// only_when and where; for `every`: not only_when or where (rows that are left out satisfy it).
StepId Compiler::member_condition(QuantifierKind kind, const Quantifier& x, FrameId source) {
    const StepId where = x.where.valid() ? column(x.where, source) : builder_.truth(true);
    const StepId own = remains(x.member);
    if (!own.valid()) return where;
    const StepId remaining = from_base(own, source);
    if (kind == QuantifierKind::every) return builder_.junction(Op::or_, source, {builder_.negation(remaining, source), where});
    return builder_.junction(Op::and_, source, {remaining, where});
}

/// The n highest of several values of all members: `total 4 terbesar (A, B) dari E`.
StepId Compiler::aggregate_top(const Expr& expr, const Quantifier& x, FrameId frame) {
    const FrameId source = source_frame(x, frame);
    const bool descendants = x.relation == Relation::descendants;
    const bool plain_siblings = !descendants && plan_[source].kind == Frame::Kind::base;
    const bool flag = plain_siblings ? x.relation == Relation::siblings : descendants;
    std::vector<StepId> in{member_condition(x.kind, x, source), column(x.top, frame)};
    std::vector<std::int64_t> args{static_cast<std::int64_t>(x.kind), std::int64_t{source.value}, flag ? 1 : 0};
    for (const ExprId kept : x.kept) {
        const Quantity value = compile(kept, source);
        in.push_back(value.value);
        args.push_back(std::max(0, expr.type.scale - value.scale));
    }
    return builder_.make(plain_siblings ? Op::aggregate_siblings : Op::aggregate, frame, Form::number, std::move(in), std::move(args));
}

StepId Compiler::aggregate(QuantifierKind kind, const Expr& expr, const Quantifier& x, FrameId frame) {
    const FrameId source = source_frame(x, frame);
    std::vector<StepId> in{member_condition(kind, x, source)};
    const bool is_truth = kind == QuantifierKind::some || kind == QuantifierKind::every;
    const int scale = kind == QuantifierKind::count ? 0 : kind == QuantifierKind::average ? -1 : expr.type.scale;
    std::int64_t value_power = 0;
    std::int64_t none_power = 0;
    if (!is_truth && kind != QuantifierKind::count) {
        const Quantity value = compile(x.value, source);
        in.push_back(value.value);
        value_power = scale < value.scale ? 0 : scale - value.scale;
    }
    const bool extreme = kind == QuantifierKind::largest || kind == QuantifierKind::smallest;
    if (extreme && x.if_none.valid()) {
        const Quantity none = compile(x.if_none, frame);
        in.push_back(none.value);
        none_power = scale < none.scale ? 0 : scale - none.scale;
    }
    const bool descendants = x.relation == Relation::descendants;
    const Form form = is_truth ? Form::truth : extreme ? form_of(expr.type) : Form::number;
    std::vector<std::int64_t> args{static_cast<std::int64_t>(kind), std::int64_t{source.value}, descendants ? 1 : 0, value_power, none_power};
    const bool plain_siblings = !descendants && plan_[source].kind == Frame::Kind::base;
    if (!plain_siblings) return builder_.make(Op::aggregate, frame, form, std::move(in), std::move(args));
    args[2] = x.relation == Relation::siblings ? 1 : 0;
    return builder_.make(Op::aggregate_siblings, frame, form, std::move(in), std::move(args));
}

Quantity Compiler::operator()(const Expr& expr, FrameId frame, const Quantifier& x) {
    if (x.kind == QuantifierKind::total_top) return {aggregate_top(expr, x, frame), expr.type.scale, {}, 0, nullptr};
    if (x.kind != QuantifierKind::average) return {aggregate(x.kind, expr, x, frame), expr.type.scale, {}, 0, nullptr};
    Expr total = expr;
    total.type.scale = static_cast<std::uint8_t>(compile(x.value, source_frame(x, frame)).scale);
    Quantity result;
    result.value = aggregate(QuantifierKind::total, total, x, frame);
    result.scale = total.type.scale;
    result.divisor = aggregate(QuantifierKind::count, expr, x, frame);
    if (x.if_none.valid()) result.when_zero = std::make_shared<const Quantity>(compile(x.if_none, frame));
    return result;
}

}  // namespace tepat::plan
