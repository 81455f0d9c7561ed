// SPDX-License-Identifier: Apache-2.0
// Lifts a column from one frame to another: each row takes the value of its parent row, its own base row, or its outer row.
#include <cassert>

#include "engine/evaluate/kernels.hpp"
#include "engine/evaluate/packing.hpp"

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

std::uint64_t* gather_bits(Arena& arena, const std::uint64_t* from, const std::uint32_t* map, std::size_t rows) {
    auto* const bits = arena.take<std::uint64_t>(words_for(rows));
    for (std::size_t begin = 0; begin < rows; begin += 64) {
        std::uint64_t word = 0;
        const std::size_t count = std::min<std::size_t>(64, rows - begin);
        for (std::size_t i = 0; i < count; ++i) word |= std::uint64_t{bit(from, map[begin + i])} << i;
        bits[begin / 64] = word;
    }
    return bits;
}

/// One byte a row: bit 0 of the first set, bit 1 of the second.
std::uint8_t* two_bits(Arena& arena, const std::uint64_t* low, const std::uint64_t* high, std::size_t rows) {
    auto* const bytes = arena.take<std::uint8_t>((rows + 63) / 64 * 64);
    for (std::size_t w = 0; w < words_for(rows); ++w) {
        for (std::size_t i = 0; i < 8; ++i) {
            const std::uint64_t eight = spread_table[(low[w] >> (8 * i)) & 255] | spread_table[(high[w] >> (8 * i)) & 255] << 1;
            std::memcpy(bytes + w * 64 + i * 8, &eight, 8);
        }
    }
    return bytes;
}

/// Two bit sets at once, run by run: each parent's byte is written over the range of its rows, then the bytes are packed again.
void gather_runs(Arena& arena, const FrameRows& frame, std::size_t parents, const std::uint8_t* from, std::uint64_t* low, std::uint64_t* high) {
    auto* const bytes = arena.take<std::uint8_t>((frame.size + 63) / 64 * 64);
    const std::uint32_t start = frame.begin;
    for (std::size_t p = 0; p < parents; ++p) {
        const std::uint64_t eight = from[p] * 0x0101'0101'0101'0101ull;
        const std::uint32_t end = frame.below[p + 1] - start;
        for (std::uint32_t row = frame.below[p] - start; row < end; row += 8) std::memcpy(bytes + row, &eight, 8);  // the next run overwrites
    }
    const std::uint32_t linked = parents == 0 ? 0 : frame.below[parents] - start;
    for (std::uint32_t row = linked; row < frame.size; ++row) bytes[row] = from[frame.parent[row]];
    for (std::size_t w = 0; w < words_for(frame.size); ++w) {
        low[w] = high[w] = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            std::uint64_t eight;
            std::memcpy(&eight, bytes + w * 64 + i * 8, 8);
            low[w] |= pack_eight(eight & 0x0101'0101'0101'0101ull) << (8 * i);
            high[w] |= pack_eight((eight >> 1) & 0x0101'0101'0101'0101ull) << (8 * i);
        }
    }
}

Vector gather_truth(Workspace& work, const Step& step, const FrameRows& frame, const std::uint32_t* map) {
    const Vector& from = work.column(step.in[0]);
    Arena& arena = work.arena();
    Vector column = new_truth(arena, frame.size);
    if (frame.below == nullptr || map != frame.parent) {
        column.high = gather_bits(arena, from.high, map, frame.size);
        column.known = gather_bits(arena, from.known, map, frame.size);
        return column;
    }
    const FrameRows& above = work.rows(work.step(step.in[0]).frame);
    gather_runs(arena, frame, above.rows, two_bits(arena, from.known, from.high, above.size), column.known, column.high);
    return column;
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
    if (from.storage == Storage::truth) return gather_truth(work, step, frame, map);
    const std::size_t rows = frame.size;
    Arena& arena = work.arena();
    const auto bits = [&](const std::uint64_t* words) {
        return words == nullptr ? nullptr : gather_bits(arena, words, map, rows);
    };
    Vector column = from;
    column.known = bits(from.known);
    column.error = bits(from.error);
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
