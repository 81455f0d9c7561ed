// SPDX-License-Identifier: Apache-2.0
// Tests on text: equality, `memuat`, `berawalan`; by bytes.
#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

namespace {

/// Error first, then unknown, then what the two texts say.
template <class Test>
Vector test_texts(Workspace& work, const Step& step, const Test& test) {
    const TextReader a(work.column(step.in[0]));
    const TextReader b(work.column(step.in[1]));
    return fill_truth(work.arena(), work.size(step), [&](std::size_t row) {
        const Cell left = a(row);
        const Cell right = b(row);
        if (left.state == Cell::State::error || right.state == Cell::State::error) return Truth::error;
        if (left.state == Cell::State::unknown || right.state == Cell::State::unknown) return Truth::unknown;
        return plan::to_truth(test(*left.text, *right.text));
    });
}

}  // namespace

Vector compute_same_text(Workspace& work, const Step& step, StepId) {
    return test_texts(work, step, [](const std::string& a, const std::string& b) { return a == b; });
}

Vector compute_text_test(Workspace& work, const Step& step, StepId) {
    if (static_cast<program::TextOp>(step.args[0]) == program::TextOp::has) {
        return test_texts(work, step, [](const std::string& a, const std::string& b) { return a.find(b) != std::string::npos; });
    }
    return test_texts(work, step, [](const std::string& a, const std::string& b) { return a.starts_with(b); });
}

}  // namespace tepat::evaluate
