// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/builder.hpp"

#include <algorithm>

#include "engine/plan/interval.hpp"

namespace tepat::plan {

using program::CompareOp;

namespace {

std::size_t hash_of(const Step& step) {
    std::size_t hash = static_cast<std::size_t>(step.op) * 31 + static_cast<std::size_t>(step.form);
    const auto mix = [&hash](std::size_t value) { hash = (hash ^ value) * 0x9E37'79B9'7F4A'7C15ull + (hash >> 29); };
    mix(step.frame.value);
    for (const StepId id : step.in) mix(id.value);
    for (const std::int64_t arg : step.args) mix(static_cast<std::size_t>(arg));
    mix(std::hash<std::string>{}(step.text));
    return hash;
}

}  // namespace

StepId Builder::share(Step step) {
    const std::size_t hash = hash_of(step);
    for (auto [place, end] = index_.equal_range(hash); place != end; ++place) {
        if (plan_.steps[place->second] == step) return StepId{place->second};
    }
    const auto id = static_cast<std::uint32_t>(plan_.steps.size());
    plan_.steps.push_back(std::move(step));
    index_.emplace(hash, id);
    return StepId{id};
}

StepId Builder::number(Form form, std::int64_t value) { return share({Op::constant, {}, form, {}, {0, value}, {}}); }
StepId Builder::truth(bool value) { return number(Form::truth, value ? 1 : 0); }
StepId Builder::text(std::string value) { return share({Op::constant, {}, Form::text, {}, {0, 0}, std::move(value)}); }
StepId Builder::hole(Form form, program::ParameterId parameter) {
    return share({Op::constant, {}, form, {}, {static_cast<std::int64_t>(Known::error), std::int64_t{parameter.value}}, {}});
}

bool Builder::all_constant(const std::vector<StepId>& in) const {
    return std::all_of(in.begin(), in.end(), [this](StepId id) { return is_constant(id); });
}

namespace {

/// What it gives depends on more than the values of its inputs on the same row.
bool reads_rows(Op op) {
    return op == Op::fact || op == Op::key || op == Op::aggregate || op == Op::aggregate_siblings || op == Op::remains || op == Op::follow ||
           op == Op::unrecorded || op == Op::selected;
}

}  // namespace

/// True when every input that is not constant is gathered along the same map from the same frame: the step can be done up there.
bool Builder::liftable(const Step& step) const {
    if (step.op == Op::gather || reads_rows(step.op)) return false;
    const Step* first = nullptr;
    for (const StepId id : step.in) {
        const Step& in = (*this)[id];
        if (in.op == Op::constant) continue;
        if (in.op != Op::gather) return false;
        if (first != nullptr && ((*this)[in.in[0]].frame != (*this)[first->in[0]].frame || in.args != first->args)) return false;
        first = &in;
    }
    return first != nullptr;
}

StepId Builder::make(Op op, FrameId frame, Form form, std::vector<StepId> in, std::vector<std::int64_t> args) {
    Step step{op, frame, form, std::move(in), std::move(args), {}};
    if (!reads_rows(op) && all_constant(step.in)) {
        if (std::optional<Step> value = folded(plan_, step)) return share(std::move(*value));
    }
    if (reads_rows(op) || !liftable(step)) return share(std::move(step));
    Map map = Map::parent;
    FrameId above;
    for (StepId& id : step.in) {
        if (is_constant(id)) continue;
        map = static_cast<Map>((*this)[id].args[0]);
        id = (*this)[id].in[0];
        above = (*this)[id].frame;
    }
    const bool joins = op == Op::and_ || op == Op::or_;
    return gather(joins ? junction(op, above, std::move(step.in)) : make(op, above, form, std::move(step.in), std::move(step.args)), frame, map);
}

StepId Builder::gather(StepId in, FrameId frame, Map map) {
    if (is_constant(in)) return in;
    return share({Op::gather, frame, (*this)[in].form, {in}, {static_cast<std::int64_t>(map)}, {}});
}

StepId Builder::negation(StepId in, FrameId frame) {
    if ((*this)[in].op == Op::not_) return (*this)[in].in[0];
    return make(Op::not_, frame, Form::truth, {in});
}

StepId Builder::junction(Op op, FrameId frame, std::vector<StepId> in) {
    const StepId neutral = truth(op == Op::and_);
    const StepId deciding = truth(op != Op::and_);
    if (std::find(in.begin(), in.end(), deciding) != in.end()) return deciding;
    std::erase(in, neutral);
    std::sort(in.begin(), in.end());
    in.erase(std::unique(in.begin(), in.end()), in.end());
    // Operands gathered along one map are joined above, then gathered once.
    std::vector<StepId> joined;
    while (!in.empty()) {
        std::vector<StepId> group{in.front()};
        in.erase(in.begin());
        for (std::size_t i = 0; i < in.size();) {
            group.push_back(in[i]);
            if (liftable({op, frame, Form::truth, group, {}, {}})) {
                in.erase(in.begin() + static_cast<std::ptrdiff_t>(i));
            } else {
                group.pop_back();
                ++i;
            }
        }
        joined.push_back(group.size() == 1 ? group[0] : make(op, frame, Form::truth, group));
    }
    if (joined.empty()) return neutral;
    std::sort(joined.begin(), joined.end());
    return joined.size() == 1 ? joined[0] : make(op, frame, Form::truth, std::move(joined));
}

StepId Builder::compare(CompareOp op, FrameId frame, StepId a, int a_power, StepId b, int b_power) {
    if (is_constant(a) && !is_constant(b)) return compare(mirrored(op), frame, b, b_power, a, a_power);
    if (is_constant(b) && b_power == 0) {
        if (std::optional<StepId> folded = compare_age(op, frame, a, a_power, b)) return *folded;
    }
    return make(Op::compare, frame, Form::truth, {a, b}, {static_cast<std::int64_t>(op), a_power, b_power, 1});
}

/// Step for "at least n full years (months, days) lie between a date and a constant date", as a comparison of dates.
StepId Builder::at_least_age(FrameId frame, const Step& age, std::int64_t n, bool& possible) {
    static constexpr program::CalendarUnit units[] = {program::CalendarUnit::years, program::CalendarUnit::months, program::CalendarUnit::days};
    const Interval to = constant_number((*this)[age.in[1]]);
    const Interval bound = shift_date(to, -n, units[age.args[0]]);
    if (!bound.is_point() || bound.mark) {
        possible = false;
        return {};
    }
    const StepId from = age.in[0];
    const StepId limit = number(Form::date, bound.low);
    return make(Op::compare, frame, Form::truth, {from, limit}, {static_cast<std::int64_t>(CompareOp::less_equal), 0, 0, 0});
}

/// full_years(birth, constant) compared with a constant. An unknown date stays undecided whatever its range (its age is unbounded).
std::optional<StepId> Builder::compare_age(CompareOp op, FrameId frame, StepId age_id, int age_power, StepId bound) {
    bool lifted = false;
    Map map = Map::parent;
    FrameId in_frame = frame;
    if ((*this)[age_id].op == Op::gather) {
        lifted = true;
        map = static_cast<Map>((*this)[age_id].args[0]);
        age_id = (*this)[age_id].in[0];
        in_frame = (*this)[age_id].frame;
    }
    const Step age = (*this)[age_id];
    const Interval limit = constant_number((*this)[bound]);
    if (age.op != Op::call_date || is_constant(age.in[0]) || !is_constant(age.in[1]) || !limit.is_point()) return std::nullopt;
    const std::int64_t unit = power_of_ten(age_power);
    if (limit.low % unit != 0 || limit.low / unit > 20'000'000 || limit.low / unit < -20'000'000) return std::nullopt;
    const std::int64_t n = limit.low / unit;
    bool possible = true;
    const auto at_least = [&](std::int64_t years) { return at_least_age(in_frame, age, years, possible); };
    StepId result;
    switch (op) {
        case CompareOp::greater_equal: result = at_least(n); break;
        case CompareOp::greater: result = at_least(n + 1); break;
        case CompareOp::less: result = at_least(n); break;
        case CompareOp::less_equal: result = at_least(n + 1); break;
        case CompareOp::equal:
        case CompareOp::not_equal: return std::nullopt;
    }
    if (!possible) return std::nullopt;
    if (op == CompareOp::less || op == CompareOp::less_equal) result = negation(result, in_frame);
    return lifted ? gather(result, frame, map) : result;
}

}  // namespace tepat::plan
