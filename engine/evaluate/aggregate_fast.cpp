// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/aggregate_fast.hpp"

#include <algorithm>
#include <limits>

#include "engine/evaluate/packing.hpp"
#include "engine/evaluate/tally.hpp"

namespace tepat::evaluate {

using program::QuantifierKind;

namespace {

std::uint64_t ones_of(std::uint32_t count) { return count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1; }

/// The condition's bits of one owner's members, at most 64 at a time: visit(high, known, ones). `ones`: which of the bits are members.
template <class Visit>
void each_run(const Vector& where, std::uint32_t begin, std::uint32_t end, const Visit& visit) {
    for (; begin < end; begin += 64) {
        const std::uint32_t count = std::min<std::uint32_t>(64, end - begin);
        visit(bits_at(where.high, begin, count), bits_at(where.known, begin, count), ones_of(count));
    }
}

/// decided: a member is true (for `every`: false); open: one is unknown or in error.
Vector some_or_every(Workspace& work, const Vector& where, const std::uint32_t* ranges, std::uint32_t owners, std::uint32_t size, bool every) {
    Vector result = new_truth(work.arena(), size);
    const std::uint64_t flip = every ? ~std::uint64_t{0} : 0;
    for (std::uint32_t w = 0; w < words_for(size); ++w) {
        std::uint64_t decided = 0, open = 0, error = 0;
        const std::uint32_t last = std::min<std::uint32_t>(64, owners > w * 64 ? owners - w * 64 : 0);
        for (std::uint32_t i = 0; i < last; ++i) {
            const std::uint32_t owner = w * 64 + i;
            each_run(where, ranges[owner], ranges[owner + 1], [&](std::uint64_t high, std::uint64_t known, std::uint64_t ones) {
                decided |= std::uint64_t{(known & (high ^ flip) & ones) != 0} << i;
                open |= std::uint64_t{(~known & ones) != 0} << i;
                error |= std::uint64_t{(high & ~known) != 0} << i;
            });
        }
        const std::uint64_t known = decided | ~open;
        result.known[w] = known;
        result.high[w] = ((every ? ~decided : decided) & known) | (error & ~known);
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
    for (std::uint32_t owner = 0; owner < owners; ++owner) {
        std::uint32_t certain = 0, possible = 0;
        std::uint64_t error = 0;
        each_run(where, ranges[owner], ranges[owner + 1], [&](std::uint64_t high, std::uint64_t known, std::uint64_t ones) {
            certain += count_ones(high & known);
            possible += count_ones((high | ~known) & ones);
            error |= high & ~known;
        });
        result.lows[owner] = certain;
        result.highs[owner] = possible;
        if (error != 0) set_bit(result.mark, owner);
    }
    return result;
}

/// Totals of everybody's packed values.
class Totals {
public:
    Totals(Workspace& work, const Vector& value, std::uint32_t size) : value_(value), result_(new_ends(work.arena(), size)) {
        constexpr std::int64_t far = std::int64_t{1} << 38;
        const Interval& range = value.if_unknown;
        near_ = range.has_low && range.has_high && range.low > -far && range.high < far;
    }

    template <class T>
    Vector over(const T* values, const std::uint32_t* ranges, std::uint32_t owners) {
        for (std::uint32_t owner = 0; owner < owners; ++owner) {
            const std::uint32_t begin = ranges[owner];
            const std::uint32_t end = ranges[owner + 1];
            std::int64_t sum = 0;
            for (std::uint32_t row = begin; row < end; ++row) sum += values[row];  // not known: 0
            put(owner, sum, begin, end);
        }
        return result_;
    }

private:
    /// `sum` of the known values; as often the range as there are unknown ones.
    void put(std::uint32_t owner, std::int64_t sum, std::uint32_t begin, std::uint32_t end) {
        std::uint32_t unknown = 0;
        std::uint64_t error = 0;
        for (std::uint32_t row = begin; row < end; row += 64) {
            const std::uint32_t count = std::min<std::uint32_t>(64, end - row);
            const std::uint64_t errors = bits_at(value_.error, row, count);
            unknown += count_ones(~(bits_at(value_.known, row, count) | errors) & ones_of(count));
            error |= errors;
        }
        if (!near_ || error != 0 || end - begin >= (1u << 24)) return put_slowly(owner, sum, unknown, error != 0);
        result_.lows[owner] = sum + unknown * value_.if_unknown.low;  // at most 2^24 times 2^38
        result_.highs[owner] = sum + unknown * value_.if_unknown.high;
    }

    void put_slowly(std::uint32_t owner, std::int64_t sum, std::uint32_t unknown, bool error) {
        const Interval& range = value_.if_unknown;
        Tally tally;
        tally.low = Wide{sum} + Wide{unknown} * range.low;
        tally.high = Wide{sum} + Wide{unknown} * range.high;
        tally.open_low = error || (unknown > 0 && !range.has_low);
        tally.open_high = error || (unknown > 0 && !range.has_high);
        tally.mark = error;
        const Interval interval = number_of(tally, QuantifierKind::total, nullptr);
        result_.lows[owner] = interval.low;
        result_.highs[owner] = interval.high;
        if (!interval.has_low) result_.has_low[owner / 64] &= ~(std::uint64_t{1} << (owner % 64));
        if (!interval.has_high) result_.has_high[owner / 64] &= ~(std::uint64_t{1} << (owner % 64));
        put_bit(result_.mark, owner, interval.mark);
    }

    const Vector& value_;
    Vector result_;
    bool near_ = false;
};

std::optional<Vector> total_of(Workspace& work, const Step& step, const std::uint32_t* ranges, std::uint32_t owners, std::uint32_t size) {
    const Vector& where = work.column(step.in[0]);
    const Vector& value = work.column(step.in[1]);
    const bool everybody = where.constant && TruthReader(where)(0) == Truth::yes;
    if (!everybody || value.constant || value.storage != Storage::packed || step.args[3] != 0) return std::nullopt;
    const auto sum = [&](auto type) { return Totals(work, value, size).over(static_cast<const decltype(type)*>(value.values), ranges, owners); };
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
