// SPDX-License-Identifier: Apache-2.0
// Which kernel computes which step, and what is prepared once per run.
#include <cassert>

#include "engine/evaluate/kernels.hpp"
#include "engine/evaluate/saved.hpp"

namespace tepat::evaluate {

using plan::Op;

namespace {

Vector compute(Workspace& work, const Step& step, StepId id) {
    switch (step.op) {
        case Op::constant: return work.column(id);
        case Op::fact: return compute_fact(work, step);
        case Op::key: return compute_key(work, step);
        case Op::remains: return compute_remains(work, step);
        case Op::gather: return compute_gather(work, step);
        case Op::not_:
        case Op::and_:
        case Op::or_: return compute_logic(work, step);
        case Op::at_least: return compute_at_least(work, step);
        case Op::compare: return compute_compare(work, step);
        case Op::compare_cross: return compute_compare_cross(work, step);
        case Op::same_truth: return compute_same_truth(work, step);
        case Op::same_text: return compute_same_text(work, step, id);
        case Op::one_of: return compute_one_of(work, step);
        case Op::text_test: return compute_text_test(work, step, id);
        case Op::is_known: return compute_is_known(work, step);
        case Op::if_missing: return compute_if_missing(work, step);
        case Op::negate:
        case Op::add:
        case Op::subtract:
        case Op::multiply: return compute_arithmetic(work, step);
        case Op::round: return compute_round(work, step);
        case Op::if_zero: return compute_if_zero(work, step);
        case Op::shift_date: return compute_shift_date(work, step);
        case Op::call_date: return compute_call_date(work, step);
        case Op::aggregate: return compute_aggregate(work, step);
        case Op::aggregate_siblings: return compute_aggregate_siblings(work, step);
        case Op::cases: return compute_cases(work, step);
        case Op::look_up: return compute_look_up(work, step);
        case Op::selected: return compute_selected(work, step);
        case Op::collect: return compute_collect(work, step);
        case Op::follow: return compute_follow(work, step);
        case Op::fresh: return compute_fresh(work, step);
        case Op::has_value: return compute_has_value(work, step);
        case Op::unrecorded: return compute_unrecorded(work, step);
    }
    assert(!"every step has a kernel");
    return {};
}

Vector constant_column(Arena& arena, const Step& step) {
    Vector column;
    const bool is_known = step.args[0] == static_cast<std::int64_t>(plan::Known::known);
    switch (step.form) {
        case plan::Form::truth: column = fill_truth(arena, 1, [&](std::size_t) { return plan::constant_truth(step); }); break;
        case plan::Form::number:
        case plan::Form::date:
        case plan::Form::choice:
        case plan::Form::set: column = fill_interval(arena, 1, [&](std::size_t) { return plan::constant_number(step); }); break;
        case plan::Form::text:
            column = fill_strings(arena, 1, [&](std::size_t) {
                return is_known ? Cell{Cell::State::known, &step.text} : Cell{Cell::State::error, nullptr};
            });
            break;
    }
    column.constant = true;
    return column;
}

}  // namespace

void Workspace::evaluate(StepId id) {
    const Step& step = plan()[id];
    if (step.op == Op::constant) return;
    columns_[id.value] = compute(*this, step, id);
    if (wide_ == nullptr && shared_.saved != nullptr && shared_.saved->wants(id)) (*shared_.saved)[id].write(*this, id);
}

void prepare(Shared& shared, const plan::Plan& plan, const columns::Population& population) {
    shared.plan = &plan;
    shared.population = &population;
    shared.constants.resize(plan.steps.size());
    for (std::size_t s = 0; s < plan.steps.size(); ++s) {
        if (plan.steps[s].op == Op::constant) shared.constants[s] = constant_column(shared.arena, plan.steps[s]);
    }
}

}  // namespace tepat::evaluate
