// SPDX-License-Identifier: Apache-2.0
// The plan as text, for `tepat dump plan` and golden tests.
#include <fmt/format.h>

#include "engine/plan/plan.hpp"

namespace tepat::plan {

namespace {

const char* name_of(Op op) {
    switch (op) {
        case Op::constant: return "constant";
        case Op::fact: return "fact";
        case Op::key: return "key";
        case Op::remains: return "remains";
        case Op::gather: return "gather";
        case Op::not_: return "not";
        case Op::and_: return "and";
        case Op::or_: return "or";
        case Op::at_least: return "at_least";
        case Op::compare: return "compare";
        case Op::compare_cross: return "compare_cross";
        case Op::same_truth: return "same_truth";
        case Op::same_text: return "same_text";
        case Op::one_of: return "one_of";
        case Op::text_test: return "text_test";
        case Op::is_known: return "is_known";
        case Op::if_missing: return "if_missing";
        case Op::negate: return "negate";
        case Op::add: return "add";
        case Op::subtract: return "subtract";
        case Op::multiply: return "multiply";
        case Op::round: return "round";
        case Op::if_zero: return "if_zero";
        case Op::shift_date: return "shift_date";
        case Op::call_date: return "call_date";
        case Op::aggregate: return "aggregate";
        case Op::aggregate_siblings: return "aggregate_siblings";
        case Op::cases: return "cases";
        case Op::look_up: return "look_up";
        case Op::collect: return "collect";
        case Op::follow: return "follow";
        case Op::fresh: return "fresh";
        case Op::has_value: return "has_value";
        case Op::unrecorded: return "unrecorded";
        case Op::selected: return "selected";
    }
    return "";
}

const char* name_of(Form form) {
    switch (form) {
        case Form::truth: return "truth";
        case Form::number: return "number";
        case Form::date: return "date";
        case Form::choice: return "choice";
        case Form::text: return "text";
        case Form::set: return "set";
    }
    return "";
}

const char* compare_sign(std::int64_t op) {
    static constexpr const char* signs[] = {"=", "!=", "<", "<=", ">", ">="};
    return signs[op];
}

const char* quantifier_name(std::int64_t kind) {
    static constexpr const char* names[] = {"some", "every", "count", "total", "average", "largest", "smallest", "total_top"};
    return names[kind];
}

const char* map_name(std::int64_t map) {
    static constexpr const char* names[] = {"parent", "base", "outer"};
    return names[map];
}

std::string frame_name(const Plan& plan, FrameId id) {
    if (!id.valid()) return "-";
    const Frame& frame = plan[id];
    const std::string& entity = (*plan.program)[frame.entity].name;
    switch (frame.kind) {
        case Frame::Kind::base: return entity;
        case Frame::Kind::pairs: return fmt::format("pairs({}, {}{})", frame_name(plan, frame.outer), frame.others ? "other " : "", entity);
        case Frame::Kind::under: return fmt::format("under({}, {})", frame_name(plan, frame.outer), entity);
    }
    return "";
}

std::string constant_text(const Plan& plan, const Step& step) {
    if (step.form == Form::text) return '"' + step.text + '"';
    if (step.args[0] == static_cast<std::int64_t>(Known::known)) {
        return step.form == Form::date ? program::to_iso({static_cast<std::int32_t>(step.args[1])}) : fmt::format("{}", step.args[1]);
    }
    return step.args[1] < 0 ? "error" : "no value of " + plan.program->parameters[static_cast<std::size_t>(step.args[1])].name;
}

/// The immediates, the first as a word where it is one.
std::string arguments(const Plan& plan, const Step& step) {
    const auto rest = [&step](std::string text, std::size_t from) {
        for (std::size_t i = from; i < step.args.size(); ++i) text += fmt::format(" {}", step.args[i]);
        return text;
    };
    switch (step.op) {
        case Op::constant: return constant_text(plan, step);
        case Op::fact:
        case Op::follow: return plan.program->facts[static_cast<std::size_t>(step.args[0])].name;
        case Op::unrecorded: return plan.program->entities[static_cast<std::size_t>(step.args[0])].name;
        case Op::selected: return plan.program->programmes[static_cast<std::size_t>(step.args[0])].name;
        case Op::collect: {
            static constexpr const char* kinds[] = {"total", "count", "largest", "smallest"};
            return rest(kinds[step.args[0]], 1);
        }
        case Op::gather: return map_name(step.args[0]);
        case Op::compare:
        case Op::compare_cross: return rest(compare_sign(step.args[0]), 1);
        case Op::aggregate:
        case Op::aggregate_siblings: {
            const FrameId member{static_cast<std::uint32_t>(step.args[1])};
            return rest(fmt::format("{} {}", quantifier_name(step.args[0]), frame_name(plan, member)), 2);
        }
        case Op::look_up: return (*plan.program)[plan.tables[static_cast<std::size_t>(step.args[0])].parameter].name;
        default: return step.args.empty() ? "" : rest("", 0).substr(1);
    }
}

std::string line(const Plan& plan, std::size_t number) {
    const Step& step = plan.steps[number];
    std::string text = fmt::format("%{} {} {} {}", number, frame_name(plan, step.frame), name_of(step.form), name_of(step.op));
    for (const StepId in : step.in) text += fmt::format(" %{}", in.value);
    if (const std::string args = arguments(plan, step); !args.empty()) text += " [" + args + "]";
    return text + "\n";
}

}  // namespace

std::string print(const Plan& plan) {
    std::string text = "date " + program::to_iso(plan.request.date) + "\n";
    for (std::size_t s = 0; s < plan.steps.size(); ++s) text += line(plan, s);
    for (const RulePlan& rule : plan.rules) {
        text += fmt::format("rule {} %{}", (*plan.program)[rule.rule].name, rule.condition.value);
        if (rule.subject.valid()) text += fmt::format(" of those with %{}", rule.subject.value);
        text += "\n";
    }
    for (const WatchPlan& watch : plan.watch) text += fmt::format("watch %{}\n", watch.output.value.value);
    return text;
}

}  // namespace tepat::plan
