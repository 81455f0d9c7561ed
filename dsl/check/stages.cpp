// SPDX-License-Identifier: Apache-2.0
// Which programmes must be allocated before which: one that reads `terpilih Q`, directly or through terms, `layak` or its order, comes
// after Q (passes.hpp; language.md section 7). Circles were reported by order.cpp.
#include <algorithm>

#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"

namespace tepat::check {
namespace {

class Stages {
public:
    explicit Stages(Context& context) : context_(context), stage_(context.program.programmes.size()), state_(stage_.size(), State::open) {
        for (std::uint32_t i = 0; i < stage_.size(); ++i) before_.push_back(read_by(i));
    }

    void apply() {
        for (std::uint32_t i = 0; i < stage_.size(); ++i) context_.program.programmes[i].stage = stage(i);
    }

private:
    enum class State : std::uint8_t { open, counting, done };

    std::vector<std::uint32_t> read_by(std::uint32_t i) const {
        Reader reader(context_.program, false);
        reader.eligible({i});
        reader.programme(context_.program.programmes[i]);
        std::vector<std::uint32_t> ids;
        for (const program::ProgrammeId id : reader.reads().selected)
            if (id.value != i) ids.push_back(id.value);
        for (const program::Exclusion& preferred : context_.program.programmes[i].yields_to) ids.push_back(preferred.programme.value);  // without rules too
        return ids;
    }
    /// As deep as programmes wait for programmes: at most their number, and the grammar bounds nothing here; circles end it.
    std::uint32_t stage(std::uint32_t i) {
        if (state_[i] != State::open) return stage_[i];
        state_[i] = State::counting;
        for (const std::uint32_t before : before_[i]) stage_[i] = std::max(stage_[i], stage(before) + 1);
        state_[i] = State::done;
        return stage_[i];
    }

    Context& context_;
    std::vector<std::uint32_t> stage_;
    std::vector<State> state_;
    std::vector<std::vector<std::uint32_t>> before_;
};

}  // namespace

void find_stages(Context& context) { Stages(context).apply(); }

}  // namespace tepat::check
