// SPDX-License-Identifier: Apache-2.0
// One column of one block at run time, in the cheapest shape that holds it:
//     truth     two bit sets
//     packed    known values as the population stores them, with known and error bits; what is neither has the fact's declared range
//     interval  both ends of every row
//     text      indexes into a dictionary (packed) or pointers to strings
// A constant has one row that stands for all. Kernels read any shape through NumberReader, TruthReader, TextReader.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/evaluate/arena.hpp"
#include "engine/plan/interval.hpp"
#include "engine/plan/plan.hpp"

namespace tepat::evaluate {

using plan::Interval;
using plan::Truth;

enum class Storage : std::uint8_t { truth, packed, interval, strings };
enum class Width : std::uint8_t { u8, i16, i32, i64 };

struct Vector {
    Storage storage = Storage::truth;
    bool constant = false;
    // truth
    std::uint64_t* high = nullptr;
    std::uint64_t* known = nullptr;  // also of packed and strings
    // packed; values of rows that are not known must not be read: they may lie beyond the population's memory
    Width width = Width::i64;
    const void* values = nullptr;
    std::uint64_t* error = nullptr;  // also of strings
    Interval if_unknown;
    const std::vector<std::string>* dictionary = nullptr;
    // interval
    std::int64_t* lows = nullptr;
    std::int64_t* highs = nullptr;
    std::uint64_t* has_low = nullptr;
    std::uint64_t* has_high = nullptr;
    std::uint64_t* mark = nullptr;
    // strings: null where not known
    const std::string** strings = nullptr;
};

inline std::size_t words_for(std::size_t rows) { return (rows + 63) / 64; }
inline bool bit(const std::uint64_t* words, std::size_t i) { return ((words[i >> 6] >> (i & 63)) & 1u) != 0; }
inline void set_bit(std::uint64_t* words, std::size_t i) { words[i >> 6] |= std::uint64_t{1} << (i & 63); }
inline void put_bit(std::uint64_t* words, std::size_t i, bool value) {
    words[i >> 6] |= std::uint64_t{value} << (i & 63);
}

inline std::int64_t packed_at(const Vector& column, std::size_t row) {
    switch (column.width) {
        case Width::u8: return static_cast<const std::uint8_t*>(column.values)[row];
        case Width::i16: return static_cast<const std::int16_t*>(column.values)[row];
        case Width::i32: return static_cast<const std::int32_t*>(column.values)[row];
        case Width::i64: return static_cast<const std::int64_t*>(column.values)[row];
    }
    return 0;
}

/// Rows of a number, date or choice column as intervals.
class NumberReader {
public:
    explicit NumberReader(const Vector& column) : column_(&column) {}
    Interval operator()(std::size_t row) const {
        if (column_->constant) row = 0;
        if (column_->storage == Storage::interval) {
            return {column_->lows[row], column_->highs[row], bit(column_->has_low, row), bit(column_->has_high, row), bit(column_->mark, row)};
        }
        if (bit(column_->known, row)) return Interval::point(packed_at(*column_, row));
        return bit(column_->error, row) ? Interval::error() : column_->if_unknown;
    }

private:
    const Vector* column_;
};

class TruthReader {
public:
    explicit TruthReader(const Vector& column) : column_(&column) {}
    Truth operator()(std::size_t row) const {
        if (column_->constant) row = 0;
        return plan::to_truth(bit(column_->high, row), bit(column_->known, row));
    }

private:
    const Vector* column_;
};

/// What a cell without order or bounds can be; `text` only of a known text.
struct Cell {
    enum class State : std::uint8_t { known, unknown, error };
    State state = State::unknown;
    const std::string* text = nullptr;
};

class TextReader {
public:
    explicit TextReader(const Vector& column) : column_(&column) {}
    Cell operator()(std::size_t row) const {
        if (column_->constant) row = 0;
        if (!bit(column_->known, row)) return {bit(column_->error, row) ? Cell::State::error : Cell::State::unknown, nullptr};
        if (column_->storage == Storage::strings) return {Cell::State::known, column_->strings[row]};
        return {Cell::State::known, &(*column_->dictionary)[static_cast<std::size_t>(packed_at(*column_, row))]};
    }

private:
    const Vector* column_;
};

inline Vector new_truth(Arena& arena, std::size_t rows) {
    Vector column;
    column.storage = Storage::truth;
    column.high = arena.take<std::uint64_t>(words_for(rows));
    column.known = arena.take<std::uint64_t>(words_for(rows));
    return column;
}

inline Vector new_interval(Arena& arena, std::size_t rows) {
    Vector column;
    column.storage = Storage::interval;
    column.lows = arena.take<std::int64_t>(rows);
    column.highs = arena.take<std::int64_t>(rows);
    for (std::uint64_t** bits : {&column.has_low, &column.has_high, &column.mark}) *bits = arena.take_filled<std::uint64_t>(words_for(rows), 0);
    return column;
}

inline Vector new_strings(Arena& arena, std::size_t rows) {
    Vector column;
    column.storage = Storage::strings;
    column.strings = arena.take<const std::string*>(rows);
    column.known = arena.take_filled<std::uint64_t>(words_for(rows), 0);
    column.error = arena.take_filled<std::uint64_t>(words_for(rows), 0);
    return column;
}

inline void put(Vector& column, std::size_t row, const Interval& value) {
    column.lows[row] = value.low;
    column.highs[row] = value.high;
    put_bit(column.has_low, row, value.has_low);
    put_bit(column.has_high, row, value.has_high);
    put_bit(column.mark, row, value.mark);
}

inline void put(Vector& column, std::size_t row, const Cell& value) {
    column.strings[row] = value.text;
    put_bit(column.known, row, value.state == Cell::State::known);
    put_bit(column.error, row, value.state == Cell::State::error);
}

/// value(row) -> Truth for every row.
template <class Value>
Vector fill_truth(Arena& arena, std::size_t rows, const Value& value) {
    Vector column = new_truth(arena, rows);
    for (std::size_t begin = 0; begin < rows; begin += 64) {
        std::uint64_t high = 0;
        std::uint64_t known = 0;
        for (std::size_t i = 0; i < 64 && begin + i < rows; ++i) {
            const auto truth = static_cast<std::uint64_t>(value(begin + i));
            high |= (truth >> 1) << i;
            known |= (truth & 1) << i;
        }
        column.high[begin / 64] = high;
        column.known[begin / 64] = known;
    }
    return column;
}

/// value(row) -> Interval for every row.
template <class Value>
Vector fill_interval(Arena& arena, std::size_t rows, const Value& value) {
    Vector column = new_interval(arena, rows);
    for (std::size_t row = 0; row < rows; ++row) put(column, row, value(row));
    return column;
}

/// value(row) -> Cell for every row.
template <class Value>
Vector fill_strings(Arena& arena, std::size_t rows, const Value& value) {
    Vector column = new_strings(arena, rows);
    for (std::size_t row = 0; row < rows; ++row) put(column, row, value(row));
    return column;
}

}  // namespace tepat::evaluate
