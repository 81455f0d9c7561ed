// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <limits>

#include "engine/plan/interval.hpp"
#include "tests/unit/judge.hpp"

using namespace tepat;
using judge::Case;
using judge::families;
using plan::Interval;
using plan::Truth;
using program::CompareOp;

namespace {

constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

Interval between(std::int64_t low, std::int64_t high) { return {low, high, true, true, false}; }

std::size_t count_of(const std::string& text, const std::string& what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("rules share what they have in common", "[plan]") {
    const Case c(families + R"(
istilah murid untuk keluarga "Murid" adalah banyaknya anggota yang (sekolah)
aturan a untuk setiap keluarga
  jika murid >= 2
aturan b untuk setiap anggota
  jika keluarga.murid >= 2 dan sekolah
aturan c untuk setiap keluarga
  jika murid >= 3 dan desil <= 4
)");
    const std::string text = plan::print(c.plan());
    CHECK(count_of(text, "aggregate") == 1);
    CHECK(count_of(text, "fact [sekolah]") == 1);
    CHECK(count_of(text, "keluarga truth compare") == 3);  // >= 2 once for two rules, >= 3, desil
}

TEST_CASE("what concerns the family is computed on families, then gathered once", "[plan]") {
    const Case c(families + "aturan r untuk setiap anggota\n  jika sekolah dan keluarga.desil <= 4 dan keluarga.pkh\n");
    const std::string text = plan::print(c.plan());
    CHECK(count_of(text, "anggota truth gather") == 1);
    CHECK(count_of(text, "keluarga truth and") == 1);
    CHECK(count_of(text, "anggota number gather") == 0);
}

TEST_CASE("an age compared with a constant becomes a comparison of dates", "[plan]") {
    const Case c(families + "aturan r untuk setiap anggota\n  jika umur >= 17\n");
    const std::string text = plan::print(c.plan());
    CHECK(count_of(text, "call_date") == 0);
    CHECK(count_of(text, "constant [2008-07-01]") == 1);
}

TEST_CASE("only facts that are read are needed", "[plan]") {
    const Case c(families + "aturan r untuk setiap keluarga\n  jika desil <= 4\n");
    const std::vector<program::FactId> facts = plan::facts_needed(c.plan());
    REQUIRE(facts.size() == 1);
    CHECK(c.program()[facts[0]].name == "desil");
}

TEST_CASE("constants are folded, a missing parameter never is", "[plan]") {
    const Case c(families + R"(
parameter batas: bilangan "Batas"
  sejak 2020-01-01 4 dasar "contoh"
parameter kelak: bilangan "Kelak"
  sejak 2030-01-01 4 dasar "contoh"
aturan a untuk setiap keluarga
  jika desil <= batas + 1
aturan b untuk setiap keluarga
  jika desil <= kelak + 1
)");
    const std::string text = plan::print(c.plan());
    CHECK(count_of(text, "constant [5]") == 1);
    CHECK(count_of(text, "no value of kelak") == 1);
    CHECK(count_of(text, "number add") == 1);
}

TEST_CASE("intervals: points that overflow are errors, bounds that overflow are open", "[plan]") {
    CHECK(plan::add(Interval::point(largest), Interval::point(1)) == Interval::error());
    const Interval open = plan::add(between(0, largest), Interval::point(1));
    CHECK((open.has_low && open.low == 1 && !open.has_high && !open.mark));
    CHECK(plan::negate(Interval::point(smallest)) == Interval::error());
    CHECK(plan::negate(between(-3, 5)) == between(-5, 3));
    CHECK(plan::subtract(between(1, 2), between(10, 20)) == between(-19, -8));
    CHECK(plan::rescale(Interval::point(largest / 10 + 1), 1) == Interval::error());
}

TEST_CASE("intervals: products", "[plan]") {
    CHECK(plan::multiply(Interval::point(-2), between(1, 3)) == between(-6, -2));
    CHECK(plan::multiply(between(1, 2), between(1, 2)) == Interval::unbounded());
    CHECK(plan::multiply(Interval::point(0), Interval::unbounded()) == Interval::point(0));
    CHECK(plan::multiply(Interval::point(0), Interval::error()) == plan::marked(Interval::point(0), true));
}

TEST_CASE("intervals: comparisons hold for all values, for none, or are open", "[plan]") {
    CHECK(plan::compare(CompareOp::less, between(1, 3), Interval::point(4)) == Truth::yes);
    CHECK(plan::compare(CompareOp::less, between(4, 9), Interval::point(4)) == Truth::no);
    CHECK(plan::compare(CompareOp::less, between(1, 4), Interval::point(4)) == Truth::unknown);
    CHECK(plan::compare(CompareOp::equal, between(1, 3), between(4, 5)) == Truth::no);
    CHECK(plan::compare(CompareOp::not_equal, Interval::point(3), Interval::point(3)) == Truth::no);
    CHECK(plan::compare(CompareOp::greater_equal, Interval::error(), Interval::point(3)) == Truth::error);
    CHECK(plan::compare(CompareOp::less_equal, between(smallest, 0), Interval::point(largest)) == Truth::yes);
}

TEST_CASE("quotients are compared by multiplying out", "[plan]") {
    const auto compare = [](CompareOp op, std::int64_t top, std::int64_t bottom, std::int64_t limit) {
        return plan::compare(op, {Interval::point(top), Interval::point(bottom)}, {Interval::point(limit), Interval::point(1)}, {});
    };
    CHECK(compare(CompareOp::less, 7, 2, 4) == Truth::yes);
    CHECK(compare(CompareOp::less, 7, -2, -3) == Truth::yes);
    CHECK(compare(CompareOp::equal, 8, 2, 4) == Truth::yes);
    CHECK(compare(CompareOp::less, 1, 0, 4) == Truth::error);
    CHECK(compare(CompareOp::less, largest, 3, largest) == Truth::error);
    CHECK(plan::compare(CompareOp::less, {Interval::point(1), between(-1, 1)}, {Interval::point(9), Interval::point(1)}, {}) == Truth::unknown);
    const plan::CrossPowers powers = plan::cross_powers(2, 0, 0, 0);
    CHECK(powers.left == 0);
    CHECK(powers.right == 2);
}

TEST_CASE("rounding to a unit", "[plan]") {
    using program::RoundDirection;
    const auto round = [](std::int64_t value, std::int64_t unit, RoundDirection direction) {
        return plan::round({Interval::point(value), Interval::point(1)}, Interval::point(unit), direction, {});
    };
    CHECK(round(-25, 10, RoundDirection::down) == Interval::point(-30));
    CHECK(round(-25, 10, RoundDirection::up) == Interval::point(-20));
    CHECK(round(-25, 10, RoundDirection::nearest) == Interval::point(-30));
    CHECK(round(25, 10, RoundDirection::nearest) == Interval::point(30));
    CHECK(round(24, 10, RoundDirection::nearest) == Interval::point(20));
    CHECK(round(24, 0, RoundDirection::nearest) == Interval::error());
    CHECK(round(largest, 10, RoundDirection::up) == Interval::error());
}

TEST_CASE("one of: an interval whose every value is an option is in", "[plan]") {
    const std::vector<Interval> options{Interval::point(1), Interval::point(2), Interval::point(5)};
    const std::vector<plan::OptionPowers> powers(3);
    CHECK(plan::is_one_of(between(1, 2), options, powers) == Truth::yes);
    CHECK(plan::is_one_of(between(1, 3), options, powers) == Truth::unknown);
    CHECK(plan::is_one_of(between(6, 9), options, powers) == Truth::no);
    CHECK(plan::is_one_of(Interval::error(), options, powers) == Truth::error);
}
