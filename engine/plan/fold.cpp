// SPDX-License-Identifier: Apache-2.0
// Steps over constants only, computed when the plan is made. A parameter without a value is never folded away: the run reports it.
#include "engine/plan/builder.hpp"

namespace tepat::plan {

namespace {

using program::CompareOp;

Step constant_step(Form form, Known known, std::int64_t value) {
    return {Op::constant, {}, form, {}, {static_cast<std::int64_t>(known), value}, {}};
}

std::optional<Step> from_interval(Form form, const Interval& value) {
    if (value.is_point() && !value.mark) return constant_step(form, Known::known, value.low);
    if (!value.has_low && !value.has_high && value.mark) return constant_step(form, Known::error, -1);
    return std::nullopt;
}

std::optional<Step> from_truth(Truth value) {
    if (value == Truth::unknown) return std::nullopt;
    return constant_step(Form::truth, value == Truth::error ? Known::error : Known::known, value == Truth::error ? -1 : value == Truth::yes);
}

/// The constant inputs of one step, read in its terms.
struct Inputs {
    const Plan& plan;
    const Step& step;

    Interval number(std::size_t i) const { return constant_number(plan[step.in[i]]); }
    Interval scaled(std::size_t i, std::size_t arg) const { return rescale(number(i), static_cast<int>(step.args[arg])); }
    Truth truth(std::size_t i) const { return constant_truth(plan[step.in[i]]); }
    CrossPowers powers() const { return {static_cast<int>(step.args[1]), static_cast<int>(step.args[2])}; }
};

std::optional<Step> fold_truths(const Inputs& in) {
    Truth result = in.truth(0);
    if (in.step.op == Op::not_) return from_truth(negated(result));
    for (std::size_t i = 1; i < in.step.in.size(); ++i) {
        result = in.step.op == Op::and_ ? both(result, in.truth(i)) : either(result, in.truth(i));
    }
    return from_truth(result);
}

std::optional<Step> fold_cross(const Inputs& in) {
    const Fraction a{in.number(0), in.number(1)};
    const Fraction b{in.number(2), in.number(3)};
    return from_truth(compare(static_cast<CompareOp>(in.step.args[0]), a, b, in.powers()));
}

std::optional<Step> fold_round(const Inputs& in) {
    const auto direction = static_cast<program::RoundDirection>(in.step.args[0]);
    const Interval value = round({in.number(0), in.number(1)}, in.number(2), direction, in.powers());
    return from_interval(in.step.form, rescale(value, static_cast<int>(in.step.args[3])));
}

bool may_fold(const Plan& plan, const Step& step) {
    for (const StepId id : step.in) {
        const Step& in = plan[id];
        if (in.op != Op::constant || in.form == Form::text) return false;
        if (in.args[0] == static_cast<std::int64_t>(Known::error) && in.args[1] >= 0) return false;
    }
    return true;
}

}  // namespace

std::optional<Step> folded(const Plan& plan, const Step& step) {
    if (!may_fold(plan, step)) return std::nullopt;
    const Inputs in{plan, step};
    switch (step.op) {
        case Op::not_:
        case Op::and_:
        case Op::or_: return fold_truths(in);
        case Op::compare: return from_truth(compare(static_cast<CompareOp>(step.args[0]), in.scaled(0, 1), in.scaled(1, 2)));
        case Op::compare_cross: return fold_cross(in);
        case Op::negate: return from_interval(step.form, negate(in.number(0)));
        case Op::add: return from_interval(step.form, add(in.scaled(0, 0), in.scaled(1, 1)));
        case Op::subtract: return from_interval(step.form, subtract(in.scaled(0, 0), in.scaled(1, 1)));
        case Op::multiply: return from_interval(step.form, rescale(multiply(in.number(0), in.number(1)), static_cast<int>(step.args[0])));
        case Op::round: return fold_round(in);
        case Op::shift_date:
            return from_interval(step.form, shift_date(in.number(0), step.args[0], static_cast<program::CalendarUnit>(step.args[1])));
        case Op::call_date:
            return from_interval(step.form, call_date(static_cast<program::DateFunction>(step.args[0]), in.number(0), in.number(1)));
        case Op::constant:
        case Op::fact:
        case Op::key:
        case Op::remains:
        case Op::gather:
        case Op::at_least:
        case Op::same_truth:
        case Op::same_text:
        case Op::one_of:
        case Op::text_test:
        case Op::is_known:
        case Op::if_missing:
        case Op::if_zero:
        case Op::aggregate:
        case Op::aggregate_siblings:
        case Op::cases:
        case Op::look_up:
        case Op::collect:
        case Op::follow:
        case Op::fresh:
        case Op::has_value:
        case Op::unrecorded:
        case Op::selected: return std::nullopt;
    }
    return std::nullopt;
}

Interval constant_number(const Step& step) {
    return step.args[0] == static_cast<std::int64_t>(Known::known) ? Interval::point(step.args[1]) : Interval::error();
}

Truth constant_truth(const Step& step) {
    return step.args[0] == static_cast<std::int64_t>(Known::known) ? to_truth(step.args[1] != 0) : Truth::error;
}

}  // namespace tepat::plan
