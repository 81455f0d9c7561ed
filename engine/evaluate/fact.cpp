// SPDX-License-Identifier: Apache-2.0
// The population's cells as columns. Where a block has no phantom rows the packed values are used where they lie; else they are copied
// in pieces around the phantoms. Phantoms and the unknown row are unknown, the error row is in error.
#include <algorithm>
#include <cassert>

#include "engine/evaluate/kernels.hpp"
#include "engine/evaluate/packing.hpp"

namespace tepat::evaluate {

namespace {

/// Neighbouring frame rows that are neighbours in the population too.
struct Piece {
    std::uint32_t row;     // in the block
    std::uint32_t source;  // in the population
    std::uint32_t count;
};

std::vector<Piece> pieces_of(const EntityLayout& layout, const FrameRows& frame) {
    if (layout.source.empty()) return {{0, frame.begin, frame.rows}};
    std::vector<Piece> pieces;
    for (std::uint32_t row = 0; row < frame.rows; ++row) {
        const std::uint32_t source = layout.source[frame.begin + row];
        if (source == phantom_row) continue;
        if (!pieces.empty() && pieces.back().row + pieces.back().count == row && pieces.back().source + pieces.back().count == source) {
            ++pieces.back().count;
        } else {
            pieces.push_back({row, source, 1});
        }
    }
    return pieces;
}

/// to[row...] |= from[source...], 64 bits at a time.
void copy_bits(std::uint64_t* to, const columns::Bits& from, const Piece& piece) {
    const std::uint64_t* const words = from.words();
    for (std::uint32_t done = 0; done < piece.count;) {
        const std::uint32_t target = piece.row + done;
        const std::uint32_t source = piece.source + done;
        const std::uint32_t count = std::min({64 - target % 64, 64 - source % 64, piece.count - done});
        const std::uint64_t mask = count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
        to[target / 64] |= ((words[source / 64] >> (source % 64)) & mask) << (target % 64);
        done += count;
    }
}

template <class T>
constexpr Width width_of() {
    if (sizeof(T) == 1) return Width::u8;
    if (sizeof(T) == 2) return Width::i16;
    return sizeof(T) == 4 ? Width::i32 : Width::i64;
}

template <class T>
const T* values_of(Workspace& work, const std::vector<T>& values, const FrameRows& frame, const std::vector<Piece>& pieces) {
    // Phantoms at the end need values of their own: behind the population's last value there is nothing to read.
    if (pieces.size() == 1 && pieces[0].count == frame.rows) return values.data() + pieces[0].source;
    T* const copy = work.arena().take_filled<T>(frame.size, T{0});
    for (const Piece& piece : pieces) std::copy_n(values.data() + piece.source, piece.count, copy + piece.row);
    return copy;
}

Interval declared_range(const program::Fact& fact) {
    return {fact.low.value_or(0), fact.high.value_or(0), fact.low.has_value(), fact.high.has_value(), false};
}

const columns::Column& column_of(Workspace& work, program::FactId id) {
    const program::Program& program = *work.plan().program;
    const program::Entity& entity = program[program[id].entity];
    const auto place = std::find(entity.facts.begin(), entity.facts.end(), id) - entity.facts.begin();
    const auto& columns = work.shared().population->entities[program[id].entity.value].columns;
    assert(static_cast<std::size_t>(place) < columns.size() && columns[static_cast<std::size_t>(place)] && "the plan's facts are loaded");
    return *columns[static_cast<std::size_t>(place)];
}

/// The keys of the rows referred to.
Vector keys_referred_to(Workspace& work, const Step& step, const columns::Column& reference) {
    const FrameRows& frame = work.rows(step.frame);
    const program::EntityId entity = work.plan()[step.frame].entity;
    const std::vector<std::string>& keys = work.shared().population->entities[static_cast<std::size_t>(reference.refers_to)].keys;
    return fill_strings(work.arena(), frame.size, [&](std::size_t row) -> Cell {
        if (row == frame.rows + 1) return {Cell::State::error, nullptr};
        const std::uint32_t source = work.population_row(entity, static_cast<std::uint32_t>(row));
        if (source == phantom_row) return {};
        if (reference.error.get(source)) return {Cell::State::error, nullptr};
        return reference.known.get(source) ? Cell{Cell::State::known, &keys[static_cast<std::size_t>(reference.at(source))]} : Cell{};
    });
}

/// known and value -> two truth bits. Values are 0 where not known.
void to_truth(Workspace& work, Vector& column, const FrameRows& frame) {
    const std::size_t words = words_for(frame.size);
    auto* const high = work.arena().take_filled<std::uint64_t>(words, 0);
    if (column.width == Width::u8) {
        pack_tests(static_cast<const std::uint8_t*>(column.values), frame.rows, high, [](std::uint8_t value) { return value; });
    } else {
        for (std::uint32_t row = 0; row < frame.rows; ++row) put_bit(high, row, packed_at(column, row) != 0);
    }
    for (std::size_t w = 0; w < words; ++w) high[w] = (high[w] & column.known[w]) | column.error[w];
    column.storage = Storage::truth;
    column.high = high;
}

}  // namespace

Vector compute_fact(Workspace& work, const Step& step) {
    const program::FactId id{static_cast<std::uint32_t>(step.args[0])};
    const program::Fact& fact = (*work.plan().program)[id];
    const columns::Column& stored = column_of(work, id);
    if (fact.type.kind == program::TypeKind::reference) return keys_referred_to(work, step, stored);
    const FrameRows& frame = work.rows(step.frame);
    const std::vector<Piece> pieces = pieces_of(work.layout(fact.entity), frame);
    Vector column;
    column.storage = Storage::packed;
    column.known = work.arena().take_filled<std::uint64_t>(words_for(frame.size), 0);
    column.error = work.arena().take_filled<std::uint64_t>(words_for(frame.size), 0);
    for (const Piece& piece : pieces) {
        copy_bits(column.known, stored.known, piece);
        copy_bits(column.error, stored.error, piece);
    }
    set_bit(column.error, frame.rows + 1);
    std::visit(
        [&](const auto& values) {
            using T = typename std::decay_t<decltype(values)>::value_type;
            column.width = width_of<T>();
            column.values = values_of(work, values, frame, pieces);
        },
        stored.values);
    column.dictionary = &stored.dictionary;
    if (step.form == plan::Form::number || step.form == plan::Form::date) column.if_unknown = declared_range(fact);
    if (step.form == plan::Form::truth) to_truth(work, column, frame);
    return column;
}

Vector compute_key(Workspace& work, const Step& step) {
    const FrameRows& frame = work.rows(step.frame);
    const program::EntityId entity = work.plan()[step.frame].entity;
    const std::vector<std::string>& keys = work.shared().population->entities[entity.value].keys;
    return fill_strings(work.arena(), frame.size, [&](std::size_t row) -> Cell {
        if (row == frame.rows + 1) return {Cell::State::error, nullptr};
        const std::uint32_t source = work.population_row(entity, static_cast<std::uint32_t>(row));
        if (source == phantom_row) return {};
        return {Cell::State::known, &keys[source]};
    });
}

Vector compute_remains(Workspace& work, const Step& step) {
    const FrameRows& frame = work.rows(step.frame);
    const Vector& only_when = work.column(step.in[0]);
    const TruthReader read(only_when);
    if (frame.phantoms == nullptr && !only_when.constant) return only_when;
    return fill_truth(work.arena(), frame.size, [&](std::size_t row) {
        return frame.phantoms != nullptr && bit(frame.phantoms, row) ? Truth::yes : read(row);
    });
}

}  // namespace tepat::evaluate
