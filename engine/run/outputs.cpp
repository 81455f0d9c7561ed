// SPDX-License-Identifier: Apache-2.0
#include "engine/run/outputs.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>

#include "engine/evaluate/packing.hpp"

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
using plan::StepId;
using plan::Truth;

std::uint32_t MissingSets::number_of(const std::uint64_t* mask) {
    const std::vector<std::uint64_t> key(mask, mask + names_.words());
    const std::lock_guard lock(mutex_);
    const auto [place, fresh] = numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size() + 1));
    if (fresh) masks_.push_back(place->first.data());
    return place->second;
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
    for (ProgrammeOutcomes& programme : decisions.programmes) {
        for (std::uint32_t& number : programme.missing) number = renumbered[number];
    }
}

std::uint32_t SetNumbers::number_of(const std::uint64_t* mask) {
    if (words_ != 1) {
        const auto [place, fresh] = known_long_.try_emplace(std::vector<std::uint64_t>(mask, mask + words_), 0);
        if (fresh) place->second = sets_.number_of(mask);
        return place->second;
    }
    if (*mask != last_mask_ || last_ == 0) {
        const auto [place, fresh] = known_.try_emplace(*mask, 0);
        if (fresh) place->second = sets_.number_of(mask);
        last_mask_ = *mask;
        last_ = place->second;
    }
    return last_;
}

Decisions new_decisions(const plan::Plan& plan, const columns::Population& population, bool want_missing) {
    Decisions decisions;
    for (const plan::RulePlan& rule : plan.rules) {
        RuleOutcomes& result = decisions.rules.emplace_back();
        result.rule = rule.rule;
        result.entity = plan[rule.frame].entity;
        const std::size_t rows = population.entities[result.entity.value].rows;
        result.subject.resize(rows, !rule.subject.valid());
        result.outcome.resize(rows, Outcome::not_eligible);
        if (want_missing) result.missing.resize(rows, 0);
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

/// The block's rows as pieces of the population: frame rows and population rows that run side by side.
template <class Visit>
void each_piece(Workspace& work, plan::FrameId id, const Visit& visit) {
    const FrameRows& frame = work.rows(id);
    const evaluate::EntityLayout& layout = work.layout(work.plan()[id].entity);
    std::uint32_t row = 0;
    while (row < frame.rows) {
        const std::uint32_t source = layout.population_row(frame.begin + row);
        std::uint32_t end = layout.source.empty() ? frame.rows : row + 1;
        while (end < frame.rows && source != phantom_row && layout.source[frame.begin + end] == source + (end - row)) ++end;
        if (source != phantom_row) visit(row, source, end - row);
        row = end;
    }
}

/// The condition's bits of the real rows, 64 at a time; a constant condition has the same on every row.
struct Bits {
    Bits(Workspace& work, StepId id) : column(work.column(id)) {}
    std::uint64_t high(std::size_t word) const { return column.constant ? std::uint64_t{0} - (column.high[0] & 1) : column.high[word]; }
    std::uint64_t known(std::size_t word) const { return column.constant ? std::uint64_t{0} - (column.known[0] & 1) : column.known[word]; }
    const evaluate::Vector& column;
};

/// The real rows that are judged: not phantoms, not pseudo rows, only_when not false.
const std::uint64_t* subject_rows(Workspace& work, const plan::RulePlan& rule) {
    const FrameRows& frame = work.rows(rule.frame);
    auto* const bits = work.arena().take_filled<std::uint64_t>(evaluate::words_for(frame.size), 0);
    for (std::size_t w = 0; w < evaluate::words_for(frame.rows); ++w) {
        bits[w] = ~std::uint64_t{0};
        if (frame.phantoms != nullptr) bits[w] &= ~frame.phantoms[w];
        if (rule.subject.valid()) bits[w] &= Bits(work, rule.subject).high(w) | ~Bits(work, rule.subject).known(w);
    }
    if (frame.rows % 64 != 0) bits[frame.rows / 64] &= (std::uint64_t{1} << (frame.rows % 64)) - 1;
    return bits;
}

/// One byte a row: false 1, true 0, unknown 2, error 3, as Outcome counts them.
const std::uint8_t* outcome_bytes(Workspace& work, const Bits& condition, std::size_t rows) {
    static_assert(static_cast<int>(Outcome::eligible) == 0 && static_cast<int>(Outcome::not_eligible) == 1);
    static_assert(static_cast<int>(Outcome::undecided) == 2 && static_cast<int>(Outcome::error) == 3);
    auto* const bytes = work.arena().take<std::uint8_t>((rows + 63) / 64 * 64);
    for (std::size_t w = 0; w < evaluate::words_for(rows); ++w) {
        const std::uint64_t low = condition.high(w) ^ condition.known(w);
        const std::uint64_t open = ~condition.known(w);
        for (std::size_t i = 0; i < 8; ++i) {
            const std::uint64_t eight = evaluate::spread_table[(low >> (8 * i)) & 255] | evaluate::spread_table[(open >> (8 * i)) & 255] << 1;
            std::memcpy(bytes + w * 64 + i * 8, &eight, 8);
        }
    }
    return bytes;
}

void set_shared(columns::Bits& bits, std::uint32_t row, std::uint64_t word) {
    const auto add = [&bits](std::size_t at, std::uint64_t ones) {
        if (ones != 0) std::atomic_ref<std::uint64_t>(bits.words()[at]).fetch_or(ones, std::memory_order_relaxed);
    };
    add(row >> 6, word << (row & 63));
    if ((row & 63) != 0) add((row >> 6) + 1, word >> (64 - (row & 63)));
}

void write_subjects(Workspace& work, const plan::RulePlan& rule, const std::uint64_t* subjects, RuleOutcomes& result) {
    each_piece(work, rule.frame, [&](std::uint32_t row, std::uint32_t source, std::uint32_t count) {
        for (std::uint32_t done = 0; done < count; done += 64) {
            set_shared(result.subject, source + done, evaluate::bits_at(subjects, row + done, std::min(64u, count - done)));
        }
    });
}

}  // namespace

const std::uint64_t* undecided_rows(Workspace& work, const plan::RulePlan& rule) {
    const std::size_t words = evaluate::words_for(work.rows(rule.frame).size);
    auto* const bits = work.arena().take<std::uint64_t>(words);
    const std::uint64_t* const subjects = subject_rows(work, rule);
    const Bits condition(work, rule.condition);
    for (std::size_t w = 0; w < words; ++w) bits[w] = subjects[w] & ~(condition.high(w) | condition.known(w));
    return bits;
}

namespace {

OutcomeCounts counts_of(const Bits& condition, const std::uint64_t* subjects, std::size_t words) {
    OutcomeCounts counts{};
    for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t high = condition.high(w) & subjects[w];
        const std::uint64_t known = condition.known(w) & subjects[w];
        counts[0] += evaluate::count_bits(high & known);
        counts[1] += evaluate::count_bits(~high & known);
        if ((subjects[w] & ~known) == 0) continue;
        counts[2] += evaluate::count_bits(subjects[w] & ~known & ~high);
        counts[3] += evaluate::count_bits(high & ~known);
    }
    return counts;
}

}  // namespace

void write_rule(Workspace& work, const plan::RulePlan& rule, RuleOutcomes& result, OutcomeCounts& counts) {
    const std::uint64_t* const subjects = subject_rows(work, rule);
    const FrameRows& frame = work.rows(rule.frame);
    const Bits condition(work, rule.condition);
    const std::uint8_t* const bytes = outcome_bytes(work, condition, frame.rows);
    each_piece(work, rule.frame, [&](std::uint32_t row, std::uint32_t source, std::uint32_t count) {
        std::memcpy(result.outcome.data() + source, bytes + row, count);
    });
    if (rule.subject.valid()) write_subjects(work, rule, subjects, result);
    const OutcomeCounts here = counts_of(condition, subjects, evaluate::words_for(frame.rows));
    for (std::size_t o = 0; o < here.size(); ++o) counts[o] += here[o];
}

void write_missing(Workspace& work, const plan::RulePlan& rule, evaluate::Missing& missing, SetNumbers& numbers, RuleOutcomes& result) {
    const FrameRows& frame = work.rows(rule.frame);
    const evaluate::EntityLayout& layout = work.layout(result.entity);
    const std::uint64_t* const open = undecided_rows(work, rule);
    for (std::size_t w = 0; w < evaluate::words_for(frame.rows); ++w) {
        for (std::uint64_t word = open[w]; word != 0; word &= word - 1) {
            const auto row = static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(std::countr_zero(word));
            result.missing[layout.population_row(frame.begin + row)] = numbers.number_of(missing.mask(rule.condition, row));
        }
    }
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
        case plan::Form::choice:
        case plan::Form::set: break;
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
