// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/saved.hpp"

#include <cassert>

namespace tepat::evaluate {

using plan::Form;

namespace {

// States of a row that is no truth.
constexpr std::uint8_t has_low = 1;
constexpr std::uint8_t has_high = 2;
constexpr std::uint8_t marked = 4;
constexpr std::uint8_t known = 8;

}  // namespace

SavedColumn::SavedColumn(Form form, std::size_t rows) : form_(form), rows_(rows), states_(rows + 2) {
    if (form == Form::text) {
        texts_.resize(rows + 2);
    } else if (form != Form::truth) {
        lows_.resize(rows + 2);
        highs_.resize(rows + 2);
    }
}

void SavedColumn::note_shape(const Vector& column) {
    const std::lock_guard lock(mutex_);
    if (!shaped_) if_unknown_ = column.if_unknown;
    shaped_ = true;
    packed_ = packed_ && column.storage == Storage::packed && column.if_unknown == if_unknown_;
}

void SavedColumn::write_row(const Vector& column, std::size_t from, std::size_t to) {
    if (form_ == Form::truth) {
        states_[to] = static_cast<std::uint8_t>(TruthReader(column)(from));
        return;
    }
    if (form_ == Form::text) {
        const Cell cell = TextReader(column)(from);
        states_[to] = cell.state == Cell::State::known ? known : cell.state == Cell::State::error ? marked : 0;
        texts_[to] = cell.text;
        return;
    }
    const Interval value = NumberReader(column)(from);
    const bool is_known = column.storage == Storage::packed ? bit(column.known, from) : value.is_point() && !value.mark;
    states_[to] = static_cast<std::uint8_t>((value.has_low ? has_low : 0) | (value.has_high ? has_high : 0) | (value.mark ? marked : 0) |
                                            (is_known ? known : 0));
    lows_[to] = value.low;
    highs_[to] = value.high;
}

void SavedColumn::write(Workspace& work, StepId id) {
    const FrameRows& frame = work.rows(work.step(id).frame);
    const program::EntityId entity = work.plan()[work.step(id).frame].entity;
    const Vector& column = work.column(id);
    if (form_ != Form::truth && form_ != Form::text) note_shape(column);
    for (std::uint32_t row = 0; row < frame.rows; ++row) {
        const std::uint32_t place = work.layout(entity).population_row(frame.begin + row);
        if (place != phantom_row) write_row(column, row, place);
    }
    if (last_written_.exchange(true)) return;
    write_row(column, frame.rows, rows_);
    write_row(column, frame.rows + 1, rows_ + 1);
}

Interval SavedColumn::number_at(std::size_t row) const {
    const std::uint8_t state = states_[row];
    return {lows_[row], highs_[row], (state & has_low) != 0, (state & has_high) != 0, (state & marked) != 0};
}

Vector SavedColumn::read(Arena& arena, const std::uint32_t* from, std::size_t count) const {
    if (form_ == Form::truth) return fill_truth(arena, count, [&](std::size_t row) { return static_cast<Truth>(states_[from[row]]); });
    if (form_ == Form::text) {
        return fill_strings(arena, count, [&](std::size_t row) -> Cell {
            const std::uint8_t state = states_[from[row]];
            if (state == known) return {Cell::State::known, texts_[from[row]]};
            return {state == marked ? Cell::State::error : Cell::State::unknown, nullptr};
        });
    }
    if (!packed_) return fill_interval(arena, count, [&](std::size_t row) { return number_at(from[row]); });
    Vector column;
    column.storage = Storage::packed;
    column.if_unknown = if_unknown_;
    column.known = arena.take_filled<std::uint64_t>(words_for(count), 0);
    column.error = arena.take_filled<std::uint64_t>(words_for(count), 0);
    auto* const values = arena.take<std::int64_t>(count);
    for (std::size_t row = 0; row < count; ++row) {
        const std::uint8_t state = states_[from[row]];
        values[row] = (state & known) != 0 ? lows_[from[row]] : 0;
        put_bit(column.known, row, (state & known) != 0);
        put_bit(column.error, row, (state & marked) != 0);
    }
    column.values = values;
    return column;
}

Saved::Saved(const plan::Plan& plan, const columns::Population& population, std::size_t mask_words) : columns_(plan.steps.size()) {
    for (const Step& step : plan.steps) {
        if (step.op != plan::Op::follow) continue;
        const StepId inner = step.in[0];
        if (columns_[inner.value]) continue;
        const std::size_t rows = population.entities[plan[plan[inner].frame].entity.value].rows;
        columns_[inner.value] = std::make_unique<SavedColumn>(plan[inner].form, rows);
        columns_[inner.value]->masks.resize((rows + 2) * mask_words);
    }
}

}  // namespace tepat::evaluate
