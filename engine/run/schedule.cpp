// SPDX-License-Identifier: Apache-2.0
#include "engine/run/schedule.hpp"

#include <algorithm>

#include "engine/run/only_when.hpp"

namespace tepat::run {

using evaluate::Layouts;
using plan::Frame;
using plan::Op;
using plan::Plan;
using plan::Step;
using plan::StepId;
using program::EntityId;

bool is_partial(const Plan& plan, const Step& step, const std::vector<bool>& inside) {
    if (step.op != Op::aggregate || inside[plan[step.frame].entity.value]) return false;
    return inside[plan.frames[static_cast<std::size_t>(step.args[1])].entity.value];
}

namespace {

/// True for a reference into blocks: what it reads must have been saved.
bool follows_inside(const Plan& plan, const Step& step, const std::vector<bool>& inside) {
    return step.op == Op::follow && inside[plan[plan[step.in[0]].frame].entity.value];
}

bool wide_frame(const Plan& plan, plan::FrameId frame, const std::vector<bool>& inside) {
    return !frame.valid() || !inside[plan[frame].entity.value];
}

/// By step: the pass in which it can be computed.
std::vector<std::size_t> levels_of(const Plan& plan, const std::vector<bool>& inside) {
    std::vector<std::size_t> levels(plan.steps.size());
    for (std::size_t s = 0; s < levels.size(); ++s) {
        for (const StepId in : plan.steps[s].in) levels[s] = std::max(levels[s], levels[in.value]);
        if (is_partial(plan, plan.steps[s], inside) || follows_inside(plan, plan.steps[s], inside) || plan.steps[s].op == Op::selected) ++levels[s];
    }
    return levels;
}

class Passes {
public:
    Passes(const Plan& plan, const std::vector<bool>& inside) : plan_(plan), inside_(inside), levels_(levels_of(plan, inside)) {
        const std::size_t last = levels_.empty() ? 0 : *std::max_element(levels_.begin(), levels_.end());
        passes_.resize(last + 1);
        roots_.resize(last + 1);
    }
    std::vector<Pass> make() {
        for (std::uint32_t s = 0; s < plan_.steps.size(); ++s) place_step(StepId{s});
        for (std::size_t r = 0; r < plan_.rules.size(); ++r) place_rule(r);
        for (std::size_t w = 0; w < plan_.watch.size(); ++w) place_watch(w);
        for (std::size_t p = 0; p < plan_.programmes.size(); ++p) place_programme(p);
        for (std::size_t p = 0; p < passes_.size(); ++p) {
            passes_[p].block = inside_steps(roots_[p]);
        }
        return std::move(passes_);
    }

private:
    std::size_t level(StepId id) const { return id.valid() ? levels_[id.value] : 0; }

    /// The steps blocks compute for these: not what wide columns are made of, nor what was saved.
    std::vector<StepId> inside_steps(const std::vector<StepId>& roots) const {
        std::vector<bool> needed(plan_.steps.size());
        const auto need = [&](StepId id) {
            if (!wide_frame(plan_, plan_[id].frame, inside_)) needed[id.value] = true;
        };
        for (const StepId id : roots) need(id);
        for (std::size_t s = plan_.steps.size(); s-- > 0;) {
            if (!needed[s]) continue;
            const Step& step = plan_.steps[s];
            const std::size_t end = step.op == Op::selected ? 1 : step.in.size();  // who got in is known; the rest was read by then
            for (std::size_t i = follows_inside(plan_, step, inside_) ? 1 : 0; i < end; ++i) need(step.in[i]);
        }
        std::vector<StepId> steps;
        for (std::uint32_t s = 0; s < needed.size(); ++s) {
            if (needed[s]) steps.push_back(StepId{s});
        }
        return steps;
    }

    void save(StepId id) {
        std::vector<StepId>& saved = passes_[level(id)].saved;
        if (std::find(saved.begin(), saved.end(), id) == saved.end()) saved.push_back(id);
        roots_[level(id)].push_back(id);
    }

    void place_step(StepId id) {
        const Step& step = plan_[id];
        if (follows_inside(plan_, step, inside_)) save(step.in[0]);
        if (step.op == Op::constant || !wide_frame(plan_, step.frame, inside_)) return;
        passes_[level(id)].wide.push_back(id);
        if (!is_partial(plan_, step, inside_)) return;
        passes_[level(id) - 1].partial.push_back(id);
        for (const StepId in : step.in) roots_[level(id) - 1].push_back(in);
    }

    void place_rule(std::size_t number) {
        const plan::RulePlan& rule = plan_.rules[number];
        Pass& pass = passes_[std::max(level(rule.condition), level(rule.subject))];
        if (wide_frame(plan_, rule.frame, inside_)) return pass.wide_rules.push_back(number);
        pass.block_rules.push_back(number);
        need(pass, {rule.condition, rule.subject});
    }

    void place_watch(std::size_t number) {
        const plan::WatchPlan& watch = plan_.watch[number];
        const plan::Output& output = watch.output;
        Pass& pass = passes_[std::max({level(output.value), level(output.divisor), level(output.when_zero)})];
        if (wide_frame(plan_, watch.frame, inside_)) return pass.wide_watches.push_back(number);
        pass.block_watches.push_back(number);
        need(pass, {output.value, output.divisor, output.when_zero});
    }

    /// A graduation may wait for other programmes; the allocation does not wait for it.
    void place_programme(std::size_t number) {
        const plan::ProgrammePlan& programme = plan_.programmes[number];
        const std::vector<StepId> steps = plan::allocation_steps(programme);
        std::size_t last = 0;
        for (const StepId id : steps) last = std::max(last, level(id));
        passes_[last].programmes.push_back(number);
        need(passes_[last], steps);
        if (!programme.graduation.valid()) return;
        Pass& after = passes_[std::max(last, level(programme.graduation))];
        after.graduations.push_back(number);
        std::vector<StepId> steps_after{programme.graduation, programme.subject, programme.receiving};
        std::erase_if(steps_after, [](StepId id) { return !id.valid(); });
        need(after, steps_after);
    }

    void need(const Pass& pass, const std::vector<StepId>& steps) {
        std::vector<StepId>& roots = roots_[static_cast<std::size_t>(&pass - passes_.data())];
        for (const StepId id : steps) {
            if (id.valid()) roots.push_back(id);
        }
    }

    const Plan& plan_;
    const std::vector<bool>& inside_;
    std::vector<std::size_t> levels_;
    std::vector<Pass> passes_;
    std::vector<std::vector<StepId>> roots_;
};

std::vector<bool> inside_of(const Plan& plan, const Layouts& layouts, EntityId unit) {
    std::vector<bool> inside(layouts.entities.size());
    for (std::uint32_t e = 0; e < inside.size(); ++e) {
        inside[e] = layouts.entities[e].used && program::is_self_or_ancestor(*plan.program, unit, EntityId{e});
    }
    return inside;
}

/// Siblings need their common parent in the block; a quantifier under such a pair must lie on the same side as the pair.
bool allowed(const Plan& plan, const std::vector<bool>& inside, EntityId unit) {
    for (const Step& step : plan.steps) {
        if (step.op == Op::aggregate_siblings && plan[step.frame].entity == unit) return false;
    }
    for (const Frame& frame : plan.frames) {
        if (frame.kind == Frame::Kind::pairs && frame.entity == unit) return false;
        if (frame.kind != Frame::Kind::base && inside[frame.entity.value] != inside[plan[frame.outer].entity.value]) return false;
    }
    return true;
}

EntityId most_numerous(const Layouts& layouts) {
    EntityId result;
    for (std::uint32_t e = 0; e < layouts.entities.size(); ++e) {
        if (layouts.entities[e].used && (!result.valid() || layouts.entities[e].rows > layouts.entities[result.value].rows)) result = EntityId{e};
    }
    return result;
}

struct Candidate {
    EntityId unit;
    double rows = 0;  ///< of the most numerous entity below one unit, on average
    std::size_t passes = 0;
};

/// Allowed units from the most numerous entity upwards.
std::vector<Candidate> candidates_of(const Plan& plan, const Layouts& layouts) {
    std::vector<Candidate> candidates;
    const EntityId most = most_numerous(layouts);
    for (EntityId unit = most; unit.valid(); unit = (*plan.program)[unit].parent) {
        const std::vector<bool> inside = inside_of(plan, layouts, unit);
        if (!allowed(plan, inside, unit)) continue;
        const std::vector<std::size_t> levels = levels_of(plan, inside);
        const std::size_t passes = levels.empty() ? 0 : *std::max_element(levels.begin(), levels.end());
        const double rows = layouts.entities[most.value].rows / std::max(1.0, double(layouts.entities[unit.value].rows));
        candidates.push_back({unit, rows, passes});
    }
    return candidates;
}

/// The highest unit that still fits a block; a few times larger ones only where they save a pass.
EntityId choose_unit(const std::vector<Candidate>& candidates, std::size_t block_rows) {
    if (candidates.empty()) return {};
    Candidate chosen = candidates.front();
    for (const Candidate& candidate : candidates) {
        const bool fits = candidate.rows <= double(block_rows);
        const bool saves = candidate.passes < chosen.passes && candidate.rows <= 4.0 * double(block_rows);
        if (fits || saves) chosen = candidate;
    }
    return chosen.unit;
}

}  // namespace

Schedule make_schedule(const Plan& plan, const Layouts& layouts, std::size_t block_rows) {
    Schedule schedule;
    schedule.unit = choose_unit(candidates_of(plan, layouts), block_rows);
    schedule.inside.resize(layouts.entities.size());
    if (schedule.unit.valid()) schedule.inside = inside_of(plan, layouts, schedule.unit);
    schedule.passes = Passes(plan, schedule.inside).make();
    return schedule;
}

}  // namespace tepat::run
