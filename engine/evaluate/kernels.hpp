// SPDX-License-Identifier: Apache-2.0
// One function per family of steps: reads the input columns of a block, returns the step's column. workspace.evaluate dispatches.
#pragma once

#include "engine/evaluate/workspace.hpp"

namespace tepat::evaluate {

Vector compute_fact(Workspace& work, const Step& step);          // fact.cpp
Vector compute_key(Workspace& work, const Step& step);
Vector compute_remains(Workspace& work, const Step& step);
Vector compute_gather(Workspace& work, const Step& step);        // gather.cpp
Vector compute_logic(Workspace& work, const Step& step);         // logic.cpp: not_, and_, or_
Vector compute_at_least(Workspace& work, const Step& step);
Vector compute_same_truth(Workspace& work, const Step& step);
Vector compute_is_known(Workspace& work, const Step& step);
Vector compute_compare(Workspace& work, const Step& step);       // compare.cpp
Vector compute_compare_cross(Workspace& work, const Step& step);
Vector compute_one_of(Workspace& work, const Step& step);
Vector compute_same_text(Workspace& work, const Step& step, StepId id);  // text.cpp
Vector compute_text_test(Workspace& work, const Step& step, StepId id);
Vector compute_arithmetic(Workspace& work, const Step& step);    // arithmetic.cpp: negate, add, subtract, multiply
Vector compute_round(Workspace& work, const Step& step);         // round.cpp
Vector compute_shift_date(Workspace& work, const Step& step);    // date.cpp
Vector compute_call_date(Workspace& work, const Step& step);
Vector compute_if_missing(Workspace& work, const Step& step);    // cases.cpp
Vector compute_if_zero(Workspace& work, const Step& step);
Vector compute_cases(Workspace& work, const Step& step);
Vector compute_look_up(Workspace& work, const Step& step);       // look_up.cpp
Vector compute_collect(Workspace& work, const Step& step);       // collect.cpp
Vector compute_has_value(Workspace& work, const Step& step);
Vector compute_unrecorded(Workspace& work, const Step& step);
Vector compute_follow(Workspace& work, const Step& step);        // follow.cpp
Vector compute_fresh(Workspace& work, const Step& step);
Vector compute_selected(Workspace& work, const Step& step);      // selected.cpp
Vector compute_aggregate(Workspace& work, const Step& step);     // aggregate.cpp
Vector compute_aggregate_siblings(Workspace& work, const Step& step);

}  // namespace tepat::evaluate
