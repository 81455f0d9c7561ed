// SPDX-License-Identifier: Apache-2.0
// Columns of a block -> entrants of an allocation (programmes.hpp).
#include <algorithm>
#include <cassert>

#include "engine/run/programmes.hpp"

namespace tepat::run {

using allocate::Entrant;
using allocate::GroupValue;
using evaluate::FrameRows;
using evaluate::NumberReader;
using evaluate::phantom_row;
using evaluate::TextReader;
using evaluate::TruthReader;
using evaluate::Vector;
using evaluate::Workspace;
using plan::Form;
using plan::Interval;
using plan::StepId;
using plan::Truth;

namespace {

Interval as_number(Truth truth) {
    if (truth == Truth::yes || truth == Truth::no) return Interval::point(truth == Truth::yes ? 1 : 0);
    return {0, 1, true, true, truth == Truth::error};
}

Interval number_at(Workspace& work, StepId id, std::size_t row) {
    const Vector& column = work.column(id);
    return work.step(id).form == Form::truth ? as_number(TruthReader(column)(row)) : NumberReader(column)(row);
}

Truth truth_at(Workspace& work, StepId id, std::size_t row) { return id.valid() ? TruthReader(work.column(id))(row) : Truth::no; }

GroupValue text_group(const evaluate::Cell& cell) {
    GroupValue value;
    if (cell.state == evaluate::Cell::State::error) value.state = GroupValue::State::error;
    if (cell.state != evaluate::Cell::State::known) return value;
    value.state = GroupValue::State::known;
    value.text = *cell.text;
    return value;
}

GroupValue group_at(Workspace& work, StepId id, std::size_t row) {
    if (work.step(id).form == Form::text) return text_group(TextReader(work.column(id))(row));
    const Interval number = number_at(work, id, row);
    GroupValue value;
    if (number.mark) value.state = GroupValue::State::error;
    if (number.mark || !number.is_point()) return value;
    value.state = GroupValue::State::known;
    value.number = number.low;
    return value;
}

/// One block's subjects, one after the other.
class Gatherer {
public:
    Gatherer(const plan::ProgrammePlan& plan, const program::Programme& programme, Workspace& work, Found& found)
        : plan_(plan), programme_(programme), work_(work), found_(found) {
        found.by_value.resize(plan.amounts.size());
    }

    void add_groups_of(std::size_t row) {
        for (std::size_t l = 0; l < plan_.groups.size(); ++l) {
            if (!plan_.groups[l].valid()) continue;
            GroupValue value = group_at(work_, plan_.groups[l], row);
            if (value.state == GroupValue::State::known) found_.by_value[l].try_emplace(std::move(value), number_at(work_, plan_.amounts[l], row));
        }
    }

    void add(Entrant entrant, std::size_t row) {
        add_tier(entrant, row);
        for (std::size_t k = 0; k < plan_.order.size(); ++k) {
            const allocate::KeyEnds ends = allocate::key_ends(number_at(work_, plan_.order[k], row), programme_.order[k].largest_first);
            found_.entrants.worst.push_back(ends.worst);
            found_.entrants.best.push_back(ends.best);
            entrant.provisional = entrant.provisional || !ends.certain;
        }
        for (const StepId group : plan_.groups) {
            if (group.valid()) found_.entrants.groups.push_back(group_at(work_, group, row));
        }
        if (plan_.unit_cost.valid()) entrant.cost = number_at(work_, plan_.unit_cost, row);
        found_.entrants.all.push_back(entrant);
    }

private:
    /// The first true tier; the first that may be true is where the subject stands at best.
    void add_tier(Entrant& entrant, std::size_t row) {
        entrant.has_tier = plan_.tiers.empty();
        bool open = false;
        for (std::uint32_t t = 0; t < plan_.tiers.size() && !entrant.has_tier; ++t) {
            const Truth truth = truth_at(work_, plan_.tiers[t], row);
            if (truth == Truth::no) continue;
            if (!open) entrant.best_tier = t;
            entrant.has_tier = truth == Truth::yes;
            entrant.tier = t;
            entrant.tier_in_error = entrant.tier_in_error || truth == Truth::error;
            entrant.tier_unknown = entrant.tier_unknown || truth == Truth::unknown;
            open = true;
        }
    }

    const plan::ProgrammePlan& plan_;
    const program::Programme& programme_;
    Workspace& work_;
    Found& found_;
};

/// Bits of all rows of the step's frame: whoever may ask what is missing.
const std::uint64_t* every_row(Workspace& work, StepId id) {
    return work.arena().take_filled<std::uint64_t>(evaluate::words_for(work.size(work.step(id))), ~std::uint64_t{0});
}

bool is_uncertain(Workspace& work, StepId id, std::size_t row) {
    const Vector& column = work.column(id);
    if (work.step(id).form == Form::truth) return TruthReader(column)(row) == Truth::unknown;
    const Interval number = NumberReader(column)(row);
    return !number.mark && !number.is_point();
}

/// The number of the joined set of what the uncertain ones of these steps miss on a row; 0: nothing.
std::uint32_t missing_of(Workspace& work, const evaluate::Missing& missing, SetNumbers& numbers, const std::vector<StepId>& steps, std::size_t row,
                         std::size_t words) {
    std::vector<std::uint64_t> mask(words);
    bool any = false;
    for (const StepId id : steps) {
        if (!id.valid() || work.column(id).constant || !is_uncertain(work, id, row)) continue;
        const std::uint64_t* const one = missing.mask(id, row);
        for (std::size_t w = 0; w < words; ++w) mask[w] |= one[w];
        any = true;
    }
    return any ? numbers.number_of(mask.data()) : 0;
}

}  // namespace

bool ProgrammeRun::covers(const Workspace& work, StepId id, bool wide) const {
    if (!id.valid() || !plan_[id].frame.valid()) return false;
    return work.shared().inside[plan_[plan_[id].frame].entity.value] != wide;
}

bool ProgrammeRun::covers_subjects(const Workspace& work, bool wide) const {
    return work.shared().inside[plan_[programme_.frame].entity.value] != wide;
}

void ProgrammeRun::want(Workspace& work, evaluate::Missing& missing, bool wide) const {
    if (covers_subjects(work, wide)) missing.want(programme_.eligible, undecided_rows(work, as_rule()));
    if (!read_) return;
    std::vector<StepId> steps = programme_.tiers;
    steps.push_back(programme_.unit_cost);
    steps.insert(steps.end(), programme_.amounts.begin(), programme_.amounts.end());
    steps.insert(steps.end(), programme_.at_most.begin(), programme_.at_most.end());
    for (const StepId id : steps) {
        if (covers(work, id, wide)) missing.want(id, every_row(work, id));
    }
}

void ProgrammeRun::gather(Workspace& work, bool wide, evaluate::Missing* missing, SetNumbers& numbers, Found& found) {
    if (covers_subjects(work, wide)) gather_subjects(work, missing, numbers, found);
    for (std::size_t l = 0; l < limits_.size(); ++l) {
        if (limits_[l].by_row.size() > 1 && covers(work, programme_.amounts[l], wide))
            gather_amounts(work, programme_.amounts[l], missing, numbers, limits_[l], limits_missing_[l]);
    }
    for (std::size_t m = 0; m < at_most_.size(); ++m) {
        if (at_most_[m].by_row.size() > 1 && covers(work, programme_.at_most[m], wide))
            gather_amounts(work, programme_.at_most[m], missing, numbers, at_most_[m], at_most_missing_[m]);
    }
}

void ProgrammeRun::gather_subjects(Workspace& work, evaluate::Missing* missing, SetNumbers& numbers, Found& found) {
    write_rule(work, as_rule(), judged_, found.counts);
    if (missing != nullptr) write_missing(work, as_rule(), *missing, numbers, judged_);
    Gatherer gatherer(programme_, (*plan_.program)[programme_.programme], work, found);
    const FrameRows& frame = work.rows(programme_.frame);
    const evaluate::EntityLayout& layout = work.layout(judged_.entity);
    for (std::uint32_t row = 0; row < frame.rows; ++row) {
        const std::uint32_t source = layout.population_row(frame.begin + row);
        if (source == phantom_row) continue;
        if (programme_.subject.valid() && truth_at(work, programme_.subject, row) == Truth::no) continue;
        gatherer.add_groups_of(row);
        Entrant entrant;
        entrant.row = source;
        entrant.eligible = truth_at(work, programme_.eligible, row) == Truth::yes;
        const Truth receiving = truth_at(work, programme_.receiving, row), taken = truth_at(work, programme_.taken_when, row);
        if (receiving == Truth::yes) found.receiving.push_back(source);
        const bool held = held_taken_.size() != 0 && held_taken_.get(source);
        entrant.taken = receiving == Truth::yes || taken == Truth::yes || held;
        entrant.rejected = !entrant.taken && held_rejected_.size() != 0 && held_rejected_.get(source);
        entrant.provisional = taken == Truth::unknown || taken == Truth::error;
        if (!entrant.eligible && !entrant.taken && !entrant.rejected) continue;
        gatherer.add(entrant, row);
        if (!read_ || missing == nullptr) continue;
        found.tiers_missing.push_back(missing_of(work, *missing, numbers, programme_.tiers, row, names_->words()));
        found.cost_missing.push_back(missing_of(work, *missing, numbers, {programme_.unit_cost}, row, names_->words()));
    }
}

void ProgrammeRun::gather_amounts(Workspace& work, StepId step, evaluate::Missing* missing, SetNumbers& numbers, allocate::Amounts& amounts,
                                  std::vector<std::uint32_t>& without) const {
    const FrameRows& frame = work.rows(work.step(step).frame);
    const evaluate::EntityLayout& layout = work.layout(plan_[work.step(step).frame].entity);
    for (std::uint32_t row = 0; row < frame.rows; ++row) {
        const std::uint32_t source = layout.population_row(frame.begin + row);
        if (source == phantom_row) continue;
        amounts.by_row[source] = number_at(work, step, row);
        if (read_ && missing != nullptr) without[source] = missing_of(work, *missing, numbers, {step}, row, names_->words());
    }
}

void ProgrammeRun::gather_graduates(Workspace& work, bool wide, Found& found) const {
    if (!covers_subjects(work, wide)) return;
    const FrameRows& frame = work.rows(programme_.frame);
    const evaluate::EntityLayout& layout = work.layout(judged_.entity);
    for (std::uint32_t row = 0; row < frame.rows; ++row) {
        const std::uint32_t source = layout.population_row(frame.begin + row);
        if (source == phantom_row || truth_at(work, programme_.receiving, row) != Truth::yes || truth_at(work, programme_.graduation, row) != Truth::yes) continue;
        if (!programme_.subject.valid() || truth_at(work, programme_.subject, row) != Truth::no) found.graduates.push_back(source);
    }
}

}  // namespace tepat::run
