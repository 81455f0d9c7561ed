// SPDX-License-Identifier: Apache-2.0
// Scores and collecting tables, sets, references to other rows, facts that age, lists that do not say everything.
#include <algorithm>

#include "engine/plan/compiler.hpp"

namespace tepat::plan {

using namespace program;

StepId Compiler::stored(FactId id) {
    const Fact& fact = program_[id];
    return builder_.make(Op::fact, base_frame(fact.entity), form_of(fact.type), {}, {std::int64_t{id.value}});
}

/// The date itself counts as it was recorded, whatever its own vintage. An unknown date proves nothing, whatever its range.
StepId Compiler::recent(const Fact& fact) {
    const Vintage& vintage = *fact.vintage;
    const EntityId entity = program_[vintage.since].entity;
    const Interval limit = shift_date(Interval::point(plan_.request.date.days), -vintage.amount, vintage.unit);
    const std::int64_t earliest = limit.is_point() ? limit.low : std::int64_t{first_date.days};
    const StepId recent = builder_.make(Op::compare, base_frame(entity), Form::truth, {stored(vintage.since), builder_.number(Form::date, earliest)},
                                        {static_cast<std::int64_t>(CompareOp::greater_equal), 0, 0, 0});
    return to_descendant(recent, entity, fact.entity);
}

Quantity Compiler::operator()(const Expr& expr, FrameId frame, const Collect& x) {
    const int scale = expr.type.scale;
    std::vector<StepId> in;
    std::vector<std::int64_t> args{static_cast<std::int64_t>(x.kind)};
    const auto add_result = [&](ExprId id) {
        const Quantity result = compile(id, frame);
        in.push_back(result.value);
        args.push_back(std::max(0, scale - result.scale));
    };
    for (const Case& one : x.cases) {
        in.push_back(column(one.condition, frame));
        if (x.kind != CollectKind::count) add_result(one.result);
    }
    if (x.otherwise.valid()) add_result(x.otherwise);
    return {builder_.make(Op::collect, frame, form_of(expr.type), std::move(in), std::move(args)), scale, {}, 0, nullptr};
}

/// Computed on the rows referred to, then read through the reference. What is the same on every row is so behind a reference too.
Quantity Compiler::operator()(const Expr&, FrameId frame, const Via& x) {
    const Fact& reference_fact = program_[x.reference];
    const FrameId own = base_frame(reference_fact.entity);
    return lifted(compile(x.inner, base_frame(reference_fact.refers_to)), [&](StepId inner) {
        if (builder_.is_constant(inner)) return inner;
        std::vector<StepId> in{inner};
        if (reference_fact.vintage) in.push_back(recent(reference_fact));
        const Form form = plan_[inner].form;
        const StepId followed = builder_.make(Op::follow, own, form, std::move(in), {std::int64_t{x.reference.value}});
        return reference(followed, reference_fact.entity, x.from, frame);
    });
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const SetHas& x) {
    return {builder_.make(Op::has_value, frame, Form::truth, {column(x.set, frame)}, {x.value}), 0, {}, 0, nullptr};
}

Quantity Compiler::operator()(const Expr&, FrameId frame, const Unrecorded& x) {
    return {builder_.make(Op::unrecorded, frame, Form::truth, {}, {std::int64_t{x.entity.value}}), 0, {}, 0, nullptr};
}

}  // namespace tepat::plan
