// SPDX-License-Identifier: Apache-2.0
// `bulatkan`: a number or quotient to a multiple of a unit.
#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

Vector compute_round(Workspace& work, const Step& step) {
    const NumberReader value(work.column(step.in[0]));
    const NumberReader divisor(work.column(step.in[1]));
    const NumberReader unit(work.column(step.in[2]));
    const auto direction = static_cast<program::RoundDirection>(step.args[0]);
    const plan::CrossPowers powers{static_cast<int>(step.args[1]), static_cast<int>(step.args[2])};
    const int result_power = static_cast<int>(step.args[3]);
    return fill_interval(work.arena(), work.size(step), [&](std::size_t row) {
        return plan::rescale(plan::round({value(row), divisor(row)}, unit(row), direction, powers), result_power);
    });
}

}  // namespace tepat::evaluate
