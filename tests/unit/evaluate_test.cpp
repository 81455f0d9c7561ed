// SPDX-License-Identifier: Apache-2.0
// The fast kernels against the definitions they stand for, on columns with every state.
#include <catch2/catch.hpp>

#include <random>

#include "engine/evaluate/compare_fast.hpp"
#include "engine/evaluate/packing.hpp"
#include "engine/evaluate/tally.hpp"

using namespace tepat;
using namespace tepat::evaluate;
using program::CompareOp;
using program::QuantifierKind;

namespace {

constexpr std::size_t stored = 150;
constexpr std::size_t rows = stored + 2;

template <class T>
Vector packed_column(Arena& arena, std::mt19937_64& random, Width width, std::int64_t low, std::int64_t high) {
    Vector column;
    column.storage = Storage::packed;
    column.width = width;
    column.if_unknown = {low, high, random() % 3 != 0, random() % 3 != 0, false};
    column.known = arena.take_filled<std::uint64_t>(words_for(rows), 0);
    column.error = arena.take_filled<std::uint64_t>(words_for(rows), 0);
    T* const values = arena.take_filled<T>(stored, T{0});
    for (std::size_t row = 0; row < stored; ++row) {
        if (random() % 8 == 0) continue;
        if (random() % 9 == 0) {
            set_bit(column.error, row);
            continue;
        }
        set_bit(column.known, row);
        values[row] = static_cast<T>(low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1)));
    }
    set_bit(column.error, rows - 1);
    column.values = values;
    return column;
}

void check_all_comparisons(Arena& arena, const Vector& column, std::int64_t constant, int column_power, int constant_power) {
    for (int op = 0; op < 6; ++op) {
        for (const bool keep_range : {true, false}) {
            const CompareWith how{static_cast<CompareOp>(op), column_power, constant_power, keep_range, rows, stored};
            const std::optional<Vector> fast = compare_with_constant(arena, column, Interval::point(constant), how);
            if (column.storage == Storage::interval && !keep_range) continue;  // left to the general kernel
            REQUIRE(fast);
            for (std::size_t row = 0; row < rows; ++row) {
                Interval left = NumberReader(column)(row);
                if (!keep_range && !left.is_point()) left = plan::marked(Interval::unbounded(), left.mark);
                const Truth expected =
                    plan::compare(how.op, plan::rescale(left, column_power), plan::rescale(Interval::point(constant), constant_power));
                if (TruthReader(*fast)(row) != expected) FAIL("op " << op << " constant " << constant << " row " << row);
            }
        }
    }
}

}  // namespace

TEST_CASE("a packed column against a constant, every width, scale and comparison", "[evaluate]") {
    Arena arena;
    std::mt19937_64 random(7);
    for (const std::int64_t constant : {std::int64_t{-70'000}, std::int64_t{-1}, std::int64_t{0}, std::int64_t{3}, std::int64_t{255}, std::int64_t{70'000}}) {
        check_all_comparisons(arena, packed_column<std::uint8_t>(arena, random, Width::u8, 0, 9), constant, 0, 0);
        check_all_comparisons(arena, packed_column<std::uint8_t>(arena, random, Width::u8, 0, 255), constant, 2, 0);
        check_all_comparisons(arena, packed_column<std::int16_t>(arena, random, Width::i16, -30, 30), constant, 1, 0);
        check_all_comparisons(arena, packed_column<std::int32_t>(arena, random, Width::i32, -90'000, 90'000), constant, 0, 1);
        check_all_comparisons(arena, packed_column<std::int64_t>(arena, random, Width::i64, -5, 5), constant, 0, 0);
    }
}

TEST_CASE("ends of intervals against a constant", "[evaluate]") {
    Arena arena;
    std::mt19937_64 random(8);
    const Vector column = fill_interval(arena, rows, [&](std::size_t) -> Interval {
        const auto low = static_cast<std::int64_t>(random() % 9);
        return {low, low + static_cast<std::int64_t>(random() % 3), random() % 4 != 0, random() % 4 != 0, random() % 5 == 0};
    });
    for (std::int64_t constant = -1; constant < 12; ++constant) check_all_comparisons(arena, column, constant, 0, 0);
}

TEST_CASE("one of several constants", "[evaluate]") {
    Arena arena;
    std::mt19937_64 random(9);
    const Vector column = packed_column<std::uint8_t>(arena, random, Width::u8, 0, 9);
    const std::vector<Interval> options{Interval::point(2), Interval::point(7), Interval::point(300)};
    const std::vector<plan::OptionPowers> powers(options.size());
    const std::optional<Vector> fast = one_of_constants(arena, column, options, rows, stored);
    REQUIRE(fast);
    for (std::size_t row = 0; row < rows; ++row) CHECK(TruthReader(*fast)(row) == plan::is_one_of(NumberReader(column)(row), options, powers));
}

TEST_CASE("bytes and bits", "[evaluate]") {
    std::mt19937_64 random(10);
    std::uint64_t words[3] = {random(), random(), 0};
    std::uint8_t flags[128];
    for (std::size_t i = 0; i < 128; ++i) flags[i] = bit(words, i);
    CHECK(pack_flags(flags) == words[0]);
    CHECK(pack_flags(flags + 64) == words[1]);
    for (std::uint32_t begin = 0; begin < 64; ++begin) {
        for (std::uint32_t count = 1; count <= 64; ++count) {
            std::uint64_t expected = 0;
            for (std::uint32_t i = 0; i < count; ++i) expected |= std::uint64_t{flags[begin + i]} << i;
            if (bits_at(words, begin, count) != expected) FAIL(begin << " " << count);
        }
    }
    CHECK(count_ones(words[0]) == static_cast<unsigned>(std::popcount(words[0])));
    CHECK(count_bits(words[1]) == static_cast<unsigned>(std::popcount(words[1])));
}

TEST_CASE("tallies of parts merge into the tally of the whole", "[evaluate]") {
    std::mt19937_64 random(11);
    for (int k = 0; k < 7; ++k) {
        const auto kind = static_cast<QuantifierKind>(k);
        if (kind == QuantifierKind::average) continue;
        for (int round = 0; round < 200; ++round) {
            Tally whole, first, second;
            for (int member = 0; member < 4; ++member) {
                const auto truth = static_cast<Truth>(random() % 4);
                const auto low = static_cast<std::int64_t>(random() % 5) - 2;
                const Interval value{low, low + static_cast<std::int64_t>(random() % 2), random() % 5 != 0, random() % 5 != 0, random() % 7 == 0};
                const bool phantom = random() % 6 == 0;
                for (Tally* tally : {&whole, member < 2 ? &first : &second}) {
                    phantom ? add_phantom(*tally, kind, truth, value) : add_member(*tally, kind, truth, value);
                }
            }
            merge(second, first, kind);
            if (kind == QuantifierKind::some || kind == QuantifierKind::every) {
                CHECK(truth_of(second, kind) == truth_of(whole, kind));
            } else {
                CHECK(number_of(second, kind, nullptr) == number_of(whole, kind, nullptr));
            }
        }
    }
}

TEST_CASE("totals: certain sums that leave 64 bits are errors, in any order", "[evaluate]") {
    Tally tally;
    const Interval big = Interval::point(std::numeric_limits<std::int64_t>::max());
    add_member(tally, QuantifierKind::total, Truth::yes, big);
    add_member(tally, QuantifierKind::total, Truth::yes, big);
    CHECK(number_of(tally, QuantifierKind::total, nullptr) == Interval::error());
    add_member(tally, QuantifierKind::total, Truth::yes, plan::negate(big));
    CHECK(number_of(tally, QuantifierKind::total, nullptr) == big);  // judged by the final value
}

TEST_CASE("the largest of certain and possible members", "[evaluate]") {
    Tally tally;
    add_member(tally, QuantifierKind::largest, Truth::yes, {3, 5, true, true, false});
    add_member(tally, QuantifierKind::largest, Truth::unknown, Interval::point(9));
    add_member(tally, QuantifierKind::largest, Truth::no, Interval::point(50));
    CHECK(number_of(tally, QuantifierKind::largest, nullptr) == Interval{3, 9, true, true, false});
    Tally nobody;
    const Interval instead = Interval::point(7);
    CHECK(number_of(nobody, QuantifierKind::largest, &instead) == instead);
    CHECK(number_of(nobody, QuantifierKind::smallest, nullptr) == Interval::error());
}
