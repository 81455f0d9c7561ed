// SPDX-License-Identifier: Apache-2.0
// Lifts a column from one frame to another: each row takes the value of its parent row, its own base row, or its outer row.
#include <cassert>

#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

namespace {

const std::uint32_t* map_of(const FrameRows& frame, plan::Map map) {
    switch (map) {
        case plan::Map::parent: return frame.parent;
        case plan::Map::base: return frame.base;
        case plan::Map::outer: return frame.outer;
    }
    return nullptr;
}

const std::uint64_t* gather_bits(Arena& arena, const std::uint64_t* from, const std::uint32_t* map, std::size_t rows) {
    auto* const bits = arena.take<std::uint64_t>(words_for(rows));
    for (std::size_t begin = 0; begin < rows; begin += 64) {
        std::uint64_t word = 0;
        const std::size_t count = std::min<std::size_t>(64, rows - begin);
        for (std::size_t i = 0; i < count; ++i) word |= std::uint64_t{bit(from, map[begin + i])} << i;
        bits[begin / 64] = word;
    }
    return bits;
}

template <class T>
const T* gather_values(Arena& arena, const T* from, const std::uint64_t* known, const std::uint32_t* map, std::size_t rows) {
    T* const values = arena.take<T>(rows);
    for (std::size_t row = 0; row < rows; ++row) values[row] = bit(known, row) ? from[map[row]] : T{0};
    return values;
}

const void* gather_packed(Arena& arena, const Vector& from, const std::uint64_t* known, const std::uint32_t* map, std::size_t rows) {
    const auto values = [&](auto type) {
        return gather_values(arena, static_cast<const decltype(type)*>(from.values), known, map, rows);
    };
    switch (from.width) {
        case Width::u8: return values(std::uint8_t{});
        case Width::i16: return values(std::int16_t{});
        case Width::i32: return values(std::int32_t{});
        case Width::i64: return values(std::int64_t{});
    }
    return nullptr;
}

}  // namespace

Vector compute_gather(Workspace& work, const Step& step) {
    const FrameRows& frame = work.rows(step.frame);
    const std::uint32_t* const map = map_of(frame, static_cast<plan::Map>(step.args[0]));
    assert(map != nullptr);
    const Vector& from = work.column(step.in[0]);
    const std::size_t rows = frame.size;
    Arena& arena = work.arena();
    const auto bits = [&](const std::uint64_t* words) {
        return words == nullptr ? nullptr : const_cast<std::uint64_t*>(gather_bits(arena, words, map, rows));
    };
    Vector column = from;
    column.high = bits(from.high);
    column.known = bits(from.known);
    column.error = from.storage == Storage::truth ? nullptr : bits(from.error);
    column.has_low = bits(from.has_low);
    column.has_high = bits(from.has_high);
    column.mark = bits(from.mark);
    if (from.storage == Storage::packed) column.values = gather_packed(arena, from, column.known, map, rows);
    if (from.storage == Storage::interval) {
        column.lows = arena.take<std::int64_t>(rows);
        column.highs = arena.take<std::int64_t>(rows);
        for (std::size_t row = 0; row < rows; ++row) column.lows[row] = from.lows[map[row]];
        for (std::size_t row = 0; row < rows; ++row) column.highs[row] = from.highs[map[row]];
    }
    if (from.storage == Storage::strings) {
        column.strings = arena.take<const std::string*>(rows);
        for (std::size_t row = 0; row < rows; ++row) column.strings[row] = from.strings[map[row]];
    }
    return column;
}

}  // namespace tepat::evaluate
