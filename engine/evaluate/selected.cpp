// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/selected.hpp"

#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

using plan::Truth;

Truth selected_of_nobody(Truth eligible, bool error_row) {
    if (eligible != Truth::yes) return eligible;
    return error_row ? Truth::error : Truth::unknown;
}

Vector compute_selected(Workspace& work, const Step& step) {
    const SelectedRows& selected = work.shared().selected[static_cast<std::size_t>(step.args[0])];
    const FrameRows& frame = work.rows(step.frame);
    const program::EntityId entity = work.plan()[step.frame].entity;
    const TruthReader eligible(work.column(step.in[0]));
    return fill_truth(work.arena(), frame.size, [&](std::size_t row) {
        const std::uint32_t source = work.population_row(entity, static_cast<std::uint32_t>(row));
        return source != phantom_row ? selected.at(source) : selected_of_nobody(eligible(row), row == frame.rows + 1);
    });
}

}  // namespace tepat::evaluate
