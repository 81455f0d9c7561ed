// SPDX-License-Identifier: Apache-2.0
// Makes steps: folds constants, lifts work out of gathers (what concerns the family is computed once per family), brings operands into
// one order, turns a comparison of an age into one of dates, and shares equal steps. Between from_program.cpp and Plan::steps.
#pragma once

#include <unordered_map>
#include <vector>

#include "engine/plan/plan.hpp"

namespace tepat::plan {

class Builder {
public:
    explicit Builder(Plan& plan) : plan_(plan) {}

    StepId number(Form form, std::int64_t value);
    StepId truth(bool value);
    StepId text(std::string value);
    StepId hole(Form form, program::ParameterId parameter);  ///< a parameter without a value in force: error

    /// A step over its inputs, in `frame` unless every input is constant or lifted from one frame above.
    StepId make(Op op, FrameId frame, Form form, std::vector<StepId> in, std::vector<std::int64_t> args = {});
    StepId gather(StepId in, FrameId frame, Map map);
    StepId negation(StepId in, FrameId frame);
    /// Op::and_ or Op::or_ over any number of operands.
    StepId junction(Op op, FrameId frame, std::vector<StepId> in);
    StepId compare(program::CompareOp op, FrameId frame, StepId a, int a_power, StepId b, int b_power);

    const Step& operator[](StepId id) const { return plan_.steps[id.value]; }
    bool is_constant(StepId id) const { return (*this)[id].op == Op::constant; }

private:
    StepId share(Step step);
    bool all_constant(const std::vector<StepId>& in) const;
    bool liftable(const Step& step) const;
    std::optional<StepId> compare_age(program::CompareOp op, FrameId frame, StepId age, int age_power, StepId bound);
    StepId at_least_age(FrameId frame, const Step& age, std::int64_t years, bool& possible);

    Plan& plan_;
    std::unordered_multimap<std::size_t, std::uint32_t> index_;
};

/// The value of a step whose inputs are all constants, when it is a plain value; fold.cpp.
std::optional<Step> folded(const Plan& plan, const Step& step);

}  // namespace tepat::plan
