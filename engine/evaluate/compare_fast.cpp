// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/compare_fast.hpp"

#include <limits>

#include "engine/evaluate/packing.hpp"

namespace tepat::evaluate {

using program::CompareOp;

namespace {

/// "value <= limit" or "value = limit", perhaps the opposite: what every comparison with a constant comes down to.
struct Test {
    bool equality = false;
    bool negated = false;
    std::int64_t limit = 0;
    std::optional<bool> always;  ///< decided without looking at the value (before `negated`)
};

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// value * unit <op> constant, for unit > 0.
Test test_of(CompareOp op, std::int64_t constant, std::int64_t unit) {
    const std::int64_t at_most = floor_divide(constant, unit);
    const bool exact = constant % unit == 0;
    const auto below = [&](bool negated) -> Test {  // value * unit < constant
        if (!exact) return {false, negated, at_most, std::nullopt};
        if (at_most == std::numeric_limits<std::int64_t>::min()) return {false, negated, 0, false};
        return {false, negated, at_most - 1, std::nullopt};
    };
    switch (op) {
        case CompareOp::equal: return {true, false, at_most, exact ? std::nullopt : std::optional(false)};
        case CompareOp::not_equal: return {true, true, at_most, exact ? std::nullopt : std::optional(false)};
        case CompareOp::less_equal: return {false, false, at_most, std::nullopt};
        case CompareOp::greater: return {false, true, at_most, std::nullopt};
        case CompareOp::less: return below(false);
        case CompareOp::greater_equal: return below(true);
    }
    return {};
}

/// words[...] = the test of the known values; rows beyond `stored` are 0 before negation.
template <class T>
void test_values(const T* values, std::size_t stored, const Test& test, std::uint64_t* words) {
    const bool too_small = test.limit < std::int64_t{std::numeric_limits<T>::min()};
    const bool too_large = test.limit > std::int64_t{std::numeric_limits<T>::max()};
    std::optional<bool> always = test.always;
    if (!always && (too_small || too_large)) always = !test.equality && too_large;
    if (always) {
        std::fill_n(words, words_for(stored), *always ? ~std::uint64_t{0} : 0);
        return;
    }
    const auto limit = static_cast<T>(test.limit);
    if (test.equality) {
        pack_tests(values, stored, words, [limit](T value) { return static_cast<std::uint8_t>(value == limit); });
    } else {
        pack_tests(values, stored, words, [limit](T value) { return static_cast<std::uint8_t>(value <= limit); });
    }
}

template <class Visit>
void with_values(const Vector& column, const Visit& visit) {
    switch (column.width) {
        case Width::u8: return visit(static_cast<const std::uint8_t*>(column.values));
        case Width::i16: return visit(static_cast<const std::int16_t*>(column.values));
        case Width::i32: return visit(static_cast<const std::int32_t*>(column.values));
        case Width::i64: return visit(static_cast<const std::int64_t*>(column.values));
    }
}

int bits_of(Width width) {
    switch (width) {
        case Width::u8: return 8;
        case Width::i16: return 16;
        case Width::i32: return 32;
        case Width::i64: return 64;
    }
    return 64;
}

/// Known rows by `words` (in `result.high`), unknown ones by `open`, error cells in error.
Vector join_states(Vector result, const Vector& column, Truth open, std::size_t words) {
    const std::uint64_t open_high = plan::high_bit(open) ? ~std::uint64_t{0} : 0;
    const std::uint64_t open_known = plan::known_bit(open) ? ~std::uint64_t{0} : 0;
    for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t unknown = ~(column.known[w] | column.error[w]);
        result.high[w] = (column.known[w] & result.high[w]) | column.error[w] | (unknown & open_high);
        result.known[w] = column.known[w] | (unknown & open_known);
    }
    return result;
}

Vector compare_packed(Arena& arena, const Vector& column, const Interval& constant, const CompareWith& how) {
    const Test test = test_of(how.op, constant.low, plan::power_of_ten(how.column_power));
    Vector result = new_truth(arena, how.rows);
    const std::size_t words = words_for(how.rows);
    std::fill_n(result.high, words, 0);
    with_values(column, [&](const auto* values) { test_values(values, how.stored, test, result.high); });
    if (test.negated) {
        for (std::size_t w = 0; w < words; ++w) result.high[w] = ~result.high[w];
    }
    const Interval range = how.keep_range ? plan::rescale(column.if_unknown, how.column_power) : Interval::unbounded();
    return join_states(result, column, plan::compare(how.op, range, constant), words);
}

/// Which end proves the comparison and which refutes it.
Vector compare_ends(Arena& arena, const Vector& column, const Interval& constant, const CompareWith& how) {
    const std::size_t words = words_for(how.rows);
    const auto bits = [&](const std::int64_t* ends, const std::uint64_t* has, const auto& test) {
        auto* const result = arena.take<std::uint64_t>(words);
        pack_tests(ends, how.rows, result, test);
        for (std::size_t w = 0; w < words; ++w) result[w] &= has[w];
        return result;
    };
    const std::int64_t c = constant.low;
    const auto high_less = bits(column.highs, column.has_high, [c](std::int64_t end) { return static_cast<std::uint8_t>(end < c); });
    const auto low_more = bits(column.lows, column.has_low, [c](std::int64_t end) { return static_cast<std::uint8_t>(end > c); });
    const auto high_at_most = bits(column.highs, column.has_high, [c](std::int64_t end) { return static_cast<std::uint8_t>(end <= c); });
    const auto low_at_least = bits(column.lows, column.has_low, [c](std::int64_t end) { return static_cast<std::uint8_t>(end >= c); });
    Vector result = new_truth(arena, how.rows);
    for (std::size_t w = 0; w < words; ++w) {
        std::uint64_t yes = 0;
        std::uint64_t no = 0;
        switch (how.op) {
            case CompareOp::equal:
            case CompareOp::not_equal:
                yes = high_at_most[w] & low_at_least[w];
                no = high_less[w] | low_more[w];
                break;
            case CompareOp::less:
            case CompareOp::greater_equal:
                yes = high_less[w];
                no = low_at_least[w];
                break;
            case CompareOp::less_equal:
            case CompareOp::greater:
                yes = high_at_most[w];
                no = low_more[w];
                break;
        }
        const bool opposite = how.op == CompareOp::not_equal || how.op == CompareOp::greater_equal || how.op == CompareOp::greater;
        const std::uint64_t known = yes | no;
        result.known[w] = known;
        result.high[w] = (opposite ? no : yes) | (column.mark[w] & ~known);
    }
    return result;
}

}  // namespace

std::optional<Vector> compare_with_constant(Arena& arena, const Vector& column, const Interval& constant, const CompareWith& how) {
    const Interval limit = plan::rescale(constant, how.constant_power);
    if (column.constant || !limit.is_point() || limit.mark) return std::nullopt;
    if (column.storage == Storage::interval && how.column_power == 0 && how.keep_range) return compare_ends(arena, column, limit, how);
    // Rescaled values must stay in 64 bits: 10^p < 2^(3.33 p).
    const bool fits = how.column_power == 0 || bits_of(column.width) + how.column_power * 10 / 3 + 1 < 63;
    if (column.storage != Storage::packed || !fits) return std::nullopt;
    return compare_packed(arena, column, limit, how);
}

std::optional<Vector> one_of_constants(Arena& arena, const Vector& column, std::span<const Interval> options, std::size_t rows,
                                       std::size_t stored) {
    if (column.constant || column.storage != Storage::packed || options.size() > 16) return std::nullopt;
    Vector result = new_truth(arena, rows);
    const std::size_t words = words_for(rows);
    std::fill_n(result.high, words, 0);
    auto* const equal = arena.take_filled<std::uint64_t>(words, 0);
    const std::vector<plan::OptionPowers> powers(options.size());
    for (const Interval& option : options) {
        if (!option.is_point() || option.mark) return std::nullopt;
        const Test test{true, false, option.low, std::nullopt};
        with_values(column, [&](const auto* values) { test_values(values, stored, test, equal); });
        for (std::size_t w = 0; w < words; ++w) result.high[w] |= equal[w];
    }
    return join_states(result, column, plan::is_one_of(column.if_unknown, options, powers), words);
}

}  // namespace tepat::evaluate
