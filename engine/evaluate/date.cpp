// SPDX-License-Identifier: Apache-2.0
// Dates moved by days, months, years; completed years and months, days between.
#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

Vector compute_shift_date(Workspace& work, const Step& step) {
    const NumberReader date(work.column(step.in[0]));
    const auto unit = static_cast<program::CalendarUnit>(step.args[1]);
    return fill_interval(work.arena(), work.size(step), [&](std::size_t row) { return plan::shift_date(date(row), step.args[0], unit); });
}

Vector compute_call_date(Workspace& work, const Step& step) {
    const NumberReader from(work.column(step.in[0]));
    const NumberReader to(work.column(step.in[1]));
    const auto function = static_cast<program::DateFunction>(step.args[0]);
    return fill_interval(work.arena(), work.size(step), [&](std::size_t row) { return plan::call_date(function, from(row), to(row)); });
}

}  // namespace tepat::evaluate
