// SPDX-License-Identifier: Apache-2.0
// What programmes say: `layak P` and `terpilih P`, of the row in scope or of its ancestor that is the programme's subject.
#include "engine/plan/compiler.hpp"

namespace tepat::plan {

using namespace program;

namespace {

/// Outside its `berlaku` a programme judges nobody; nor does a draft that is not asked for.
bool is_judged(const Programme& programme, const Request& request) {
    const bool early = programme.from && request.date < *programme.from;
    const bool late = programme.until && *programme.until < request.date;
    return !early && !late && (!programme.draft || request.include_drafts) && !programme.rules.empty();
}

}  // namespace

Quantity Compiler::operator()(const Expr&, FrameId frame, const Standing& x) {
    const Programme& programme = program_[x.programme];
    if (!is_judged(programme, plan_.request)) return {builder_.truth(false), 0, {}, 0, nullptr};
    const StepId own = x.kind == StandingKind::eligible ? eligible(x.programme) : selected(x.programme);
    const StepId seen = builder_.is_constant(own) ? own : reference(own, programme.entity, x.from, frame);
    return {seen, 0, {}, 0, nullptr};
}

}  // namespace tepat::plan
