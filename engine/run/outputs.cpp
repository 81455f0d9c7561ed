// SPDX-License-Identifier: Apache-2.0
#include "engine/run/outputs.hpp"

#include <algorithm>
#include <atomic>

namespace tepat::run {

using evaluate::bit;
using evaluate::Cell;
using evaluate::FrameRows;
using evaluate::NumberReader;
using evaluate::phantom_row;
using evaluate::TextReader;
using evaluate::TruthReader;
using evaluate::Workspace;
using plan::Interval;
using plan::Truth;

std::uint32_t MissingSets::number_of(const std::uint64_t* mask) {
    const std::vector<std::uint64_t> key(mask, mask + names_.words());
    const std::lock_guard lock(mutex_);
    return numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size() + 1)).first->second;
}

void MissingSets::finish(Decisions& decisions) const {
    std::vector<std::vector<MissingName>>& sets = decisions.missing_sets;
    sets.assign(1, {});
    std::vector<std::uint32_t> renumbered(numbers_.size() + 1, 0);
    for (const auto& [mask, number] : numbers_) {  // the map is in the order of the masks
        renumbered[number] = static_cast<std::uint32_t>(sets.size());
        sets.emplace_back();
        for (const evaluate::Name& name : names_.names_in(mask.data())) sets.back().push_back({name.entity, name.fact});
    }
    bool same = true;
    for (std::uint32_t n = 0; n < renumbered.size(); ++n) same = same && renumbered[n] == n;
    if (same) return;
    for (RuleOutcomes& rule : decisions.rules) {
        for (std::uint32_t& number : rule.missing) number = renumbered[number];
    }
}

void count_outcomes(RuleOutcomes& rule) {
    for (std::size_t row = 0; row < rule.outcome.size(); ++row) {
        if (!rule.subject.get(row)) continue;
        ++rule.count[static_cast<std::size_t>(rule.outcome[row])];
        ++rule.subjects;
    }
}

Decisions new_decisions(const plan::Plan& plan, const columns::Population& population) {
    Decisions decisions;
    for (const plan::RulePlan& rule : plan.rules) {
        RuleOutcomes& result = decisions.rules.emplace_back();
        result.rule = rule.rule;
        result.entity = plan[rule.frame].entity;
        const std::size_t rows = population.entities[result.entity.value].rows;
        result.subject.resize(rows, !rule.subject.valid());
        result.outcome.resize(rows, Outcome::not_eligible);
        result.missing.resize(rows, 0);
    }
    for (const plan::WatchPlan& watch : plan.watch) {
        Watched& result = decisions.watched.emplace_back();
        result.expr = watch.expr;
        if (watch.frame.valid()) result.entity = plan[watch.frame].entity;
        result.values.resize(watch.frame.valid() ? population.entities[result.entity.value].rows : 1);
    }
    return decisions;
}

namespace {

Outcome outcome_of(Truth truth) {
    switch (truth) {
        case Truth::yes: return Outcome::eligible;
        case Truth::no: return Outcome::not_eligible;
        case Truth::unknown: return Outcome::undecided;
        case Truth::error: return Outcome::error;
    }
    return Outcome::error;
}

/// visit(row in the block, row in the population) for the real rows of a base frame.
template <class Visit>
void each_row(Workspace& work, plan::FrameId id, const Visit& visit) {
    const FrameRows& frame = work.rows(id);
    const program::EntityId entity = work.plan()[id].entity;
    for (std::uint32_t row = 0; row < frame.rows; ++row) {
        const std::uint32_t source = work.layout(entity).population_row(frame.begin + row);
        if (source != phantom_row) visit(row, source);
    }
}

void set_shared(columns::Bits& bits, std::uint32_t row) {
    std::atomic_ref<std::uint64_t>(bits.words()[row >> 6]).fetch_or(std::uint64_t{1} << (row & 63), std::memory_order_relaxed);
}

bool is_subject(Workspace& work, const plan::RulePlan& rule, std::uint32_t row) {
    return !rule.subject.valid() || TruthReader(work.column(rule.subject))(row) != Truth::no;
}

}  // namespace

const std::uint64_t* undecided_rows(Workspace& work, const plan::RulePlan& rule) {
    const FrameRows& frame = work.rows(rule.frame);
    auto* const bits = work.arena().take_filled<std::uint64_t>(evaluate::words_for(frame.size), 0);
    const TruthReader condition(work.column(rule.condition));
    each_row(work, rule.frame, [&](std::uint32_t row, std::uint32_t) {
        if (condition(row) == Truth::unknown && is_subject(work, rule, row)) evaluate::set_bit(bits, row);
    });
    return bits;
}

void write_rule(Workspace& work, const plan::RulePlan& rule, evaluate::Missing* missing, MissingSets& sets, RuleOutcomes& result) {
    const TruthReader condition(work.column(rule.condition));
    each_row(work, rule.frame, [&](std::uint32_t row, std::uint32_t source) {
        result.outcome[source] = outcome_of(condition(row));
        if (!is_subject(work, rule, row)) return;
        if (rule.subject.valid()) set_shared(result.subject, source);
        if (missing != nullptr && condition(row) == Truth::unknown) {
            result.missing[source] = sets.number_of(missing->mask(rule.condition, row));
        }
    });
}

namespace {

WatchedValue of_truth(Truth truth) {
    WatchedValue value;
    if (truth == Truth::unknown) return value;
    value.state = truth == Truth::error ? ValueState::error : ValueState::known;
    value.low_bounded = value.high_bounded = truth != Truth::error;
    value.low = value.high = truth == Truth::yes;
    return value;
}

WatchedValue of_number(const Interval& number) {
    WatchedValue value;
    value.state = number.mark ? ValueState::error : number.is_point() ? ValueState::known : ValueState::unknown;
    value.low_bounded = number.has_low;
    value.high_bounded = number.has_high;
    value.low = number.low;
    value.high = number.high;
    return value;
}

WatchedValue of_text(const Cell& cell) {
    WatchedValue value;
    value.state = cell.state == Cell::State::known ? ValueState::known : cell.state == Cell::State::error ? ValueState::error : ValueState::unknown;
    if (cell.text != nullptr) value.text = *cell.text;
    return value;
}

/// A quotient has no digits to show, only whether it is known.
WatchedValue of_quotient(const Interval& top, const Interval& divisor) {
    WatchedValue value;
    const bool error = top.mark || divisor.mark || divisor.is_point(0);
    value.state = error ? ValueState::error : top.is_point() && divisor.is_point() ? ValueState::known : ValueState::unknown;
    return value;
}

WatchedValue value_at(Workspace& work, const plan::Output& output, std::uint32_t row) {
    const evaluate::Vector& column = work.column(output.value);
    switch (work.step(output.value).form) {
        case plan::Form::truth: return of_truth(TruthReader(column)(row));
        case plan::Form::text: return of_text(TextReader(column)(row));
        case plan::Form::number:
        case plan::Form::date:
        case plan::Form::choice: break;
    }
    if (!output.divisor.valid()) return of_number(NumberReader(column)(row));
    const Interval divisor = NumberReader(work.column(output.divisor))(row);
    if (divisor.is_point(0) && output.when_zero.valid()) return of_number(NumberReader(work.column(output.when_zero))(row));
    return of_quotient(NumberReader(column)(row), divisor);
}

}  // namespace

void write_watch(Workspace& work, const plan::WatchPlan& watch, Watched& result) {
    if (!watch.frame.valid()) {
        result.values[0] = value_at(work, watch.output, 0);
        return;
    }
    each_row(work, watch.frame, [&](std::uint32_t row, std::uint32_t source) { result.values[source] = value_at(work, watch.output, row); });
}

}  // namespace tepat::run
