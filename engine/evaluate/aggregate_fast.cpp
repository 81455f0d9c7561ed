// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/aggregate_fast.hpp"

#include <algorithm>
#include <limits>

#include "engine/evaluate/packing.hpp"
#include "engine/evaluate/tally.hpp"

namespace tepat::evaluate {

using program::QuantifierKind;

namespace {

/// Calls visit(owner, high, known, ones) with the condition's bits of each owner's members, at most 64 at a time. `ones`: which of the
/// bits are members; an owner without members is not visited.
template <class Visit>
void each_run(const Vector& where, const std::uint32_t* ranges, std::uint32_t owners, const Visit& visit) {
    for (std::uint32_t owner = 0; owner < owners; ++owner) {
        const std::uint32_t end = ranges[owner + 1];
        for (std::uint32_t row = ranges[owner]; row < end; row += 64) {
            const std::uint32_t count = std::min<std::uint32_t>(64, end - row);
            const std::uint64_t ones = count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
            visit(owner, bits_at(where.high, row, count), bits_at(where.known, row, count), ones);
        }
    }
}

Vector some_or_every(Workspace& work, const Vector& where, const std::uint32_t* ranges, std::uint32_t owners, std::uint32_t size, bool every) {
    const std::size_t words = words_for(size);
    Vector result = new_truth(work.arena(), size);
    std::fill_n(result.high, words, 0);
    auto* const decided = work.arena().take_filled<std::uint64_t>(words, 0);
    auto* const open = work.arena().take_filled<std::uint64_t>(words, 0);
    auto* const error = result.high;
    each_run(where, ranges, owners, [&](std::uint32_t owner, std::uint64_t high, std::uint64_t known, std::uint64_t ones) {
        const std::uint64_t deciding = every ? known & ~high : known & high;
        put_bit(decided, owner, deciding != 0);
        put_bit(error, owner, (high & ~known) != 0);
        put_bit(open, owner, (~known & ones) != 0);
    });
    for (std::size_t w = 0; w < words; ++w) {
        result.known[w] = decided[w] | ~open[w];  // open: unknown or in error
        const std::uint64_t yes = every ? result.known[w] & ~decided[w] : decided[w];
        result.high[w] = yes | (error[w] & ~result.known[w]);
    }
    return result;
}

/// Interval columns whose low ends all exist.
Vector new_ends(Arena& arena, std::uint32_t size) {
    Vector column = new_interval(arena, size);
    std::fill_n(column.lows, size, 0);
    std::fill_n(column.highs, size, 0);
    std::fill_n(column.has_low, words_for(size), ~std::uint64_t{0});
    std::fill_n(column.has_high, words_for(size), ~std::uint64_t{0});
    return column;
}

Vector count(Workspace& work, const Vector& where, const std::uint32_t* ranges, std::uint32_t owners, std::uint32_t size) {
    Vector result = new_ends(work.arena(), size);
    each_run(where, ranges, owners, [&](std::uint32_t owner, std::uint64_t high, std::uint64_t known, std::uint64_t ones) {
        result.lows[owner] += count_ones(high & known);
        result.highs[owner] += count_ones((high | ~known) & ones);
        put_bit(result.mark, owner, (high & ~known) != 0);
    });
    return result;
}

/// A total of everybody's packed value: the known values' sum, and as often the range as there are unknown ones.
template <class T>
Vector total(Workspace& work, const Vector& value, const T* values, const std::uint32_t* ranges, std::uint32_t owners, std::uint32_t size) {
    Vector result = new_ends(work.arena(), size);
    const Interval& range = value.if_unknown;
    for (std::uint32_t owner = 0; owner < owners; ++owner) {
        const std::uint32_t begin = ranges[owner];
        const std::uint32_t end = ranges[owner + 1];
        std::int64_t sum = 0;
        for (std::uint32_t row = begin; row < end; ++row) sum += values[row];  // not known: 0
        std::uint32_t unknown = 0;
        bool error = false;
        for (std::uint32_t row = begin; row < end; row += 64) {
            const std::uint32_t count = std::min<std::uint32_t>(64, end - row);
            const std::uint64_t known = bits_at(value.known, row, count);
            const std::uint64_t errors = bits_at(value.error, row, count);
            const std::uint64_t ones = count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
            unknown += count_ones(~(known | errors) & ones);
            error = error || errors != 0;
        }
        Tally tally;
        tally.low = Wide{sum} + Wide{unknown} * range.low;
        tally.high = Wide{sum} + Wide{unknown} * range.high;
        tally.open_low = error || (unknown > 0 && !range.has_low);
        tally.open_high = error || (unknown > 0 && !range.has_high);
        tally.mark = error;
        const Interval interval = number_of(tally, QuantifierKind::total, nullptr);
        result.lows[owner] = interval.low;
        result.highs[owner] = interval.high;
        if (!interval.has_low) result.has_low[owner / 64] &= ~(std::uint64_t{1} << (owner % 64));
        if (!interval.has_high) result.has_high[owner / 64] &= ~(std::uint64_t{1} << (owner % 64));
        put_bit(result.mark, owner, interval.mark);
    }
    return result;
}

std::optional<Vector> total_of(Workspace& work, const Step& step, const std::uint32_t* ranges, std::uint32_t owners, std::uint32_t size) {
    const Vector& where = work.column(step.in[0]);
    const Vector& value = work.column(step.in[1]);
    const bool everybody = where.constant && TruthReader(where)(0) == Truth::yes;
    if (!everybody || value.constant || value.storage != Storage::packed || step.args[3] != 0) return std::nullopt;
    const auto sum = [&](auto type) { return total(work, value, static_cast<const decltype(type)*>(value.values), ranges, owners, size); };
    switch (value.width) {
        case Width::u8: return sum(std::uint8_t{});
        case Width::i16: return sum(std::int16_t{});
        case Width::i32: return sum(std::int32_t{});
        case Width::i64: return std::nullopt;  // 64-bit sums could overflow on the way
    }
    return std::nullopt;
}

}  // namespace

std::optional<Vector> aggregate_runs(Workspace& work, const Step& step, const std::uint32_t* ranges, std::uint32_t owners, std::uint32_t size) {
    const Vector& where = work.column(step.in[0]);
    const auto kind = static_cast<QuantifierKind>(step.args[0]);
    if (kind == QuantifierKind::total) return total_of(work, step, ranges, owners, size);
    if (where.constant) return std::nullopt;
    if (kind == QuantifierKind::count) return count(work, where, ranges, owners, size);
    if (kind == QuantifierKind::some || kind == QuantifierKind::every) {
        return some_or_every(work, where, ranges, owners, size, kind == QuantifierKind::every);
    }
    return std::nullopt;
}

}  // namespace tepat::evaluate
