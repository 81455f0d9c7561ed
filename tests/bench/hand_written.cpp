// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/hand_written.hpp"

#include "dsl/program/date.hpp"

namespace tepat::bench {

namespace {

/// Is it surely so; is it surely not so. Neither: unknown.
struct Tri {
    bool yes;
    bool no;
};
inline Tri operator&(Tri a, Tri b) { return {bool(a.yes & b.yes), bool(a.no | b.no)}; }
inline Tri operator|(Tri a, Tri b) { return {bool(a.yes | b.yes), bool(a.no & b.no)}; }
inline Tri operator!(Tri a) { return {a.no, a.yes}; }
inline std::uint8_t outcome(Tri a) { return static_cast<std::uint8_t>(2 - 2 * a.yes - a.no); }

inline Tri is(std::uint8_t code, std::uint8_t wanted) { return {code == wanted, code != wanted && code != unknown_code}; }
inline Tri yes(std::uint8_t code) { return {code == 1, code == 0}; }
inline Tri at_most(std::uint8_t code, std::uint8_t limit) { return {code <= limit, code > limit && code != unknown_code}; }
inline Tri less(std::int32_t number, std::int32_t limit) {
    return {number < limit && number != unknown_number, number >= limit};
}


struct Birthdays {
    std::int32_t limit[130];
};
Birthdays make_birthdays() {
    Birthdays birthdays;
    const program::Date date = *program::make_date(2025, 7, 1);
    for (int age = 0; age < 130; ++age) birthdays.limit[age] = program::shift_years(date, -age)->days;
    return birthdays;
}
const Birthdays birthdays = make_birthdays();

inline Tri aged(std::int32_t birth, std::int32_t limit) { return {birth <= limit && birth != unknown_number, birth > limit}; }
/// Between the ages whose latest birthdays are `from` (the younger) and before `beyond`.
inline Tri aged(std::int32_t birth, std::int32_t from, std::int32_t beyond) {
    return {birth <= from && birth > beyond, birth != unknown_number && (birth > from || birth <= beyond)};
}
std::int32_t born(int age) { return birthdays.limit[age]; }

inline Tri informal(std::uint8_t work) { return {work >= 1 && work <= 5, work == 0 || (work >= 6 && work != unknown_code)}; }

constexpr std::int32_t poverty_line = 600'000 * 100;
inline Tri poor(const People& p, std::size_t f) { return less(p.spending[f], poverty_line) | at_most(p.decile[f], 1); }

template <class Condition>
void each_member(const People& p, Outcomes& out, const Condition& condition) {
    for (std::size_t i = 0; i < p.family.size(); ++i) out[i] = outcome(condition(i));
}
/// condition(member) and family_condition(family), the family's computed once.
template <class FamilyCondition, class Condition>
void each_member_of(const People& p, Outcomes& out, const FamilyCondition& family_condition, const Condition& condition) {
    for (std::size_t f = 0; f < p.decile.size(); ++f) {
        const Tri family = family_condition(f);
        for (std::uint32_t i = p.first[f]; i < p.first[f + 1]; ++i) out[i] = outcome(family & condition(i));
    }
}
template <class Condition>
void each_family(const People& p, Outcomes& out, const Condition& condition) {
    for (std::size_t f = 0; f < p.decile.size(); ++f) out[f] = outcome(condition(f));
}

template <class Condition>
Tri count_at_least(const People& p, std::size_t f, std::uint32_t wanted, const Condition& condition) {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    for (std::uint32_t i = p.first[f]; i < p.first[f + 1]; ++i) {
        const Tri one = condition(i);
        low += one.yes;
        high += !one.no;
    }
    return {low >= wanted, high < wanted};
}
template <class Condition>
Tri some(const People& p, std::size_t f, const Condition& condition) {
    Tri result{false, true};
    for (std::uint32_t i = p.first[f]; i < p.first[f + 1]; ++i) result = result | condition(i);
    return result;
}
Tri income_less(const People& p, std::size_t f, std::int64_t limit) {
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (std::uint32_t i = p.first[f]; i < p.first[f + 1]; ++i) {
        const bool known = p.income[i] != unknown_number;
        low += known ? p.income[i] : 0;
        high += known ? p.income[i] : 2'000'000'000;
    }
    return {high < limit, low >= limit};
}

void a01(const People& p, Outcomes& out) {
    const std::int32_t from = born(17), beyond = born(65);
    each_member(p, out, [&, from, beyond](std::size_t i) { return aged(p.birth[i], from, beyond) & is(p.insurance[i], 0); });
}
void a02(const People& p, Outcomes& out) {
    const std::int32_t from = born(17), beyond = born(65);
    each_member(p, out, [&, from, beyond](std::size_t i) { return informal(p.work[i]) & aged(p.birth[i], from, beyond); });
}
void a03(const People& p, Outcomes& out) {
    const std::int32_t old = born(60);
    each_member(p, out, [&, old](std::size_t i) { return aged(p.birth[i], old) & (yes(p.disabled[i]) | is(p.insurance[i], 0)); });
}
void a04(const People& p, Outcomes& out) {
    each_member(p, out, [&](std::size_t i) { return is(p.sex[i], 1) & yes(p.pregnant[i]); });
}
void a05(const People& p, Outcomes& out) {
    const std::int32_t from = born(6), beyond = born(22);
    each_member(p, out, [&, from, beyond](std::size_t i) { return yes(p.schooling[i]) & aged(p.birth[i], from, beyond); });
}
void b01(const People& p, Outcomes& out) {
    each_member_of(p, out, [&](std::size_t f) { return at_most(p.decile[f], 4); }, [&](std::size_t i) { return is(p.insurance[i], 0); });
}
void b02(const People& p, Outcomes& out) {
    const std::int32_t from = born(6), beyond = born(22);
    each_member_of(p, out, [&](std::size_t f) { return less(p.spending[f], poverty_line); },
                   [&, from, beyond](std::size_t i) { return aged(p.birth[i], from, beyond) & yes(p.schooling[i]); });
}
void b03(const People& p, Outcomes& out) {
    const std::int32_t five = born(5);
    each_member_of(p, out, [&](std::size_t f) { return is(p.floor[f], 3); }, [&, five](std::size_t i) { return !aged(p.birth[i], five); });
}
void b04(const People& p, Outcomes& out) {
    each_member_of(p, out, [&](std::size_t f) { return at_most(p.decile[f], 2) & !yes(p.pkh[f]); },
                   [&](std::size_t i) { return yes(p.pregnant[i]); });
}
void b05(const People& p, Outcomes& out) {
    each_member_of(p, out, [&](std::size_t f) { return poor(p, f); }, [&](std::size_t i) { return informal(p.work[i]); });
}
void c01(const People& p, Outcomes& out) {
    each_family(p, out, [&](std::size_t f) { return at_most(p.decile[f], 4); });
}
void c02(const People& p, Outcomes& out) {
    each_family(p, out, [&](std::size_t f) { return is(p.floor[f], 3) & (is(p.water[f], 2) | is(p.water[f], 3)); });
}
void c03(const People& p, Outcomes& out) {
    each_family(p, out, [&](std::size_t f) { return at_most(p.decile[f], 3) & !yes(p.pkh[f]); });
}
void c04(const People& p, Outcomes& out) {
    each_family(p, out, [&](std::size_t f) { return poor(p, f) & !is(p.house[f], 0); });
}
void d01(const People& p, Outcomes& out) {
    const std::int32_t six = born(6);
    each_family(p, out, [&, six](std::size_t f) { return count_at_least(p, f, 2, [&](std::uint32_t i) { return !aged(p.birth[i], six); }); });
}
void d02(const People& p, Outcomes& out) {
    each_family(p, out, [&](std::size_t f) {
        return some(p, f, [&](std::uint32_t i) { return yes(p.disabled[i]); }) & at_most(p.decile[f], 4);
    });
}
void d03(const People& p, Outcomes& out) {
    each_family(p, out, [&](std::size_t f) { return income_less(p, f, 100'000'000); });
}
void d04(const People& p, Outcomes& out) {
    const std::int32_t from = born(15), beyond = born(65);
    each_family(p, out, [&, from, beyond](std::size_t f) {
        return !some(p, f, [&](std::uint32_t i) { return aged(p.birth[i], from, beyond) & !is(p.work[i], 0); });
    });
}
void d05(const People& p, Outcomes& out) {
    each_member_of(p, out, [&](std::size_t f) { return count_at_least(p, f, 3, [&](std::uint32_t i) { return yes(p.schooling[i]); }); },
                   [&](std::size_t i) { return yes(p.schooling[i]); });
}
void d06(const People& p, Outcomes& out) {
    const std::int32_t old = born(60);
    each_member_of(p, out, [&](std::size_t f) { return income_less(p, f, 200'000'000); }, [&, old](std::size_t i) { return aged(p.birth[i], old); });
}

}  // namespace

const std::array<Rule, rule_count> hand_written{a01, a02, a03, a04, a05, b01, b02, b03, b04, b05,
                                                c01, c02, c03, c04, d01, d02, d03, d04, d05, d06};

}  // namespace tepat::bench
