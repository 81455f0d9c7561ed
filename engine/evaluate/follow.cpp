// SPDX-License-Identifier: Apache-2.0
// Facts that are about another row (`ibu.umur`), and facts that have become too old to count.
#include "engine/evaluate/follow.hpp"

#include <algorithm>
#include <cassert>

#include "engine/evaluate/kernels.hpp"
#include "engine/evaluate/saved.hpp"

namespace tepat::evaluate {

namespace {

const columns::Column& reference_of(Workspace& work, const Step& step) {
    const program::Program& program = *work.plan().program;
    const program::FactId id{static_cast<std::uint32_t>(step.args[0])};
    const auto& facts = program[program[id].entity].facts;
    const auto position = static_cast<std::size_t>(std::find(facts.begin(), facts.end(), id) - facts.begin());
    const auto& columns = work.shared().population->entities[program[id].entity.value].columns;
    assert(position < columns.size() && columns[position] && "the plan's facts are loaded");
    return *columns[position];
}

}  // namespace

const std::uint32_t* rows_referred_to(Workspace& work, const Step& step) {
    const FrameRows& frame = work.rows(step.frame);
    const program::EntityId entity = work.plan()[step.frame].entity;
    const auto nowhere = static_cast<std::uint32_t>((*work.shared().saved)[step.in[0]].rows());
    const columns::Column& reference = reference_of(work, step);
    auto* const rows = work.arena().take<std::uint32_t>(frame.size);
    for (std::uint32_t row = 0; row < frame.rows; ++row) {
        const std::uint32_t source = work.layout(entity).population_row(frame.begin + row);
        rows[row] = nowhere;
        if (source == phantom_row) continue;
        if (reference.known.get(source)) rows[row] = static_cast<std::uint32_t>(reference.at(source));
        if (reference.error.get(source)) rows[row] = nowhere + 1;
    }
    rows[frame.rows] = nowhere;
    rows[frame.rows + 1] = nowhere + 1;
    if (step.in.size() == 1) return rows;
    const TruthReader recent(work.column(step.in[1]));
    for (std::uint32_t row = 0; row < frame.size; ++row) {
        const Truth truth = recent(row);
        if (truth != Truth::yes) rows[row] = truth == Truth::error ? nowhere + 1 : nowhere;
    }
    return rows;
}

Vector compute_follow(Workspace& work, const Step& step) {
    return (*work.shared().saved)[step.in[0]].read(work.arena(), rows_referred_to(work, step), work.size(step));
}

namespace {

template <class T>
const T* known_values(Arena& arena, const T* values, const std::uint64_t* known, std::size_t rows) {
    T* const result = arena.take<T>(rows);
    for (std::size_t row = 0; row < rows; ++row) result[row] = bit(known, row) ? values[row] : T{0};
    return result;
}

/// Values of rows that are no longer known become 0, as everywhere (sums rely on it).
const void* known_values(Arena& arena, const Vector& column, std::size_t rows) {
    const auto values = [&](auto type) { return known_values(arena, static_cast<const decltype(type)*>(column.values), column.known, rows); };
    switch (column.width) {
        case Width::u8: return values(std::uint8_t{});
        case Width::i16: return values(std::int16_t{});
        case Width::i32: return values(std::int32_t{});
        case Width::i64: return values(std::int64_t{});
    }
    return nullptr;
}

/// bits where the date is recent enough, and where its date is in error.
std::uint64_t* still(Arena& arena, const std::uint64_t* bits, const Vector& recent, std::size_t words, bool and_errors) {
    auto* const result = arena.take<std::uint64_t>(words);
    for (std::size_t w = 0; w < words; ++w) {
        const std::size_t at = recent.constant ? 0 : w;
        const auto all = [&](std::uint64_t word) { return recent.constant ? std::uint64_t{0} - (word & 1) : word; };
        const std::uint64_t high = all(recent.high[at]);
        const std::uint64_t is_known = all(recent.known[at]);
        result[w] = (bits[w] & high & is_known) | (and_errors ? high & ~is_known : 0);
    }
    return result;
}

}  // namespace

Vector compute_fresh(Workspace& work, const Step& step) {
    const Vector& recent = work.column(step.in[1]);
    const std::size_t rows = work.size(step);
    const std::size_t words = words_for(rows);
    Arena& arena = work.arena();
    Vector column = work.column(step.in[0]);
    column.known = still(arena, column.known, recent, words, false);
    if (column.storage == Storage::truth) {
        column.high = still(arena, column.high, recent, words, true);
        return column;
    }
    column.error = still(arena, column.error, recent, words, true);
    if (column.storage == Storage::packed) column.values = known_values(arena, column, rows);
    return column;
}

}  // namespace tepat::evaluate
