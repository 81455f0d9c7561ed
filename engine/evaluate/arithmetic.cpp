// SPDX-License-Identifier: Apache-2.0
// `+ - *` and the sign, on intervals.
#include <cassert>

#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

using plan::Op;

Vector compute_arithmetic(Workspace& work, const Step& step) {
    const NumberReader a(work.column(step.in[0]));
    const std::size_t rows = work.size(step);
    if (step.op == Op::negate) return fill_interval(work.arena(), rows, [&](std::size_t row) { return plan::negate(a(row)); });
    const NumberReader b(work.column(step.in[1]));
    const int first = static_cast<int>(step.args[0]);
    if (step.op == Op::multiply) {
        return fill_interval(work.arena(), rows, [&](std::size_t row) { return plan::rescale(plan::multiply(a(row), b(row)), first); });
    }
    const int second = static_cast<int>(step.args[1]);
    const auto sum = [&](auto add) {
        return fill_interval(work.arena(), rows, [&](std::size_t row) { return add(plan::rescale(a(row), first), plan::rescale(b(row), second)); });
    };
    if (step.op == Op::add) return sum(plan::add);
    assert(step.op == Op::subtract);
    return sum(plan::subtract);
}

}  // namespace tepat::evaluate
