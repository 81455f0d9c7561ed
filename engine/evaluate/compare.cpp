// SPDX-License-Identifier: Apache-2.0
// Comparisons of numbers, dates and choices, row by row; compare_fast.cpp has the usual case of a column against a constant.
#include <algorithm>

#include "engine/evaluate/compare_fast.hpp"
#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

using program::CompareOp;

Vector compute_compare(Workspace& work, const Step& step) {
    const NumberReader a(work.column(step.in[0]));
    const NumberReader b(work.column(step.in[1]));
    const auto op = static_cast<CompareOp>(step.args[0]);
    const int a_power = static_cast<int>(step.args[1]);
    const int b_power = static_cast<int>(step.args[2]);
    const bool keep_range = step.args[3] != 0;
    if (work.column(step.in[1]).constant) {
        const FrameRows& frame = work.rows(step.frame);
        const CompareWith how{op, a_power, b_power, keep_range, frame.size, frame.rows};
        if (std::optional<Vector> fast = compare_with_constant(work.arena(), work.column(step.in[0]), b(0), how)) return *fast;
    }
    return fill_truth(work.arena(), work.size(step), [&](std::size_t row) {
        Interval left = a(row);
        if (!keep_range && !left.is_point()) left = plan::marked(Interval::unbounded(), left.mark);
        return plan::compare(op, plan::rescale(left, a_power), plan::rescale(b(row), b_power));
    });
}

Vector compute_compare_cross(Workspace& work, const Step& step) {
    const NumberReader a(work.column(step.in[0]));
    const NumberReader a_divisor(work.column(step.in[1]));
    const NumberReader b(work.column(step.in[2]));
    const NumberReader b_divisor(work.column(step.in[3]));
    const auto op = static_cast<CompareOp>(step.args[0]);
    const plan::CrossPowers powers{static_cast<int>(step.args[1]), static_cast<int>(step.args[2])};
    return fill_truth(work.arena(), work.size(step), [&](std::size_t row) {
        return plan::compare(op, {a(row), a_divisor(row)}, {b(row), b_divisor(row)}, powers);
    });
}

Vector compute_one_of(Workspace& work, const Step& step) {
    const NumberReader value(work.column(step.in[0]));
    std::vector<NumberReader> readers;
    std::vector<plan::OptionPowers> powers;
    for (std::size_t i = 1; i < step.in.size(); ++i) {
        readers.emplace_back(work.column(step.in[i]));
        powers.push_back({static_cast<int>(step.args[2 * i - 2]), static_cast<int>(step.args[2 * i - 1])});
    }
    std::vector<Interval> options(readers.size());
    const bool plain = std::all_of(step.args.begin(), step.args.end(), [](std::int64_t power) { return power == 0; });
    const bool constants = std::all_of(step.in.begin() + 1, step.in.end(), [&](StepId id) { return work.column(id).constant; });
    if (plain && constants) {
        for (std::size_t i = 0; i < readers.size(); ++i) options[i] = readers[i](0);
        const FrameRows& frame = work.rows(step.frame);
        if (std::optional<Vector> fast = one_of_constants(work.arena(), work.column(step.in[0]), options, frame.size, frame.rows)) return *fast;
    }
    return fill_truth(work.arena(), work.size(step), [&](std::size_t row) {
        for (std::size_t i = 0; i < readers.size(); ++i) options[i] = readers[i](row);
        return plan::is_one_of(value(row), options, powers);
    });
}

}  // namespace tepat::evaluate
