// SPDX-License-Identifier: Apache-2.0
// Who gets a place (language.md section 7, "Allocation"), each sentence on its own: entrants put together by hand, no rule text.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "engine/allocate/conflicts.hpp"
#include "tests/unit/quotas.hpp"

namespace {

using namespace tepat;
using namespace tepat::quotas;

}  // namespace

TEST_CASE("without quota, order or limit everybody eligible gets in and nobody has a rank") {
    Quotas q;
    for (int i = 0; i < 3; ++i) q.family(0);
    q.entrants.all[1].taken = true;
    q.entrants.all[2].rejected = true;
    CHECK(q.told() == "S T R");
    CHECK(q.allocate().groups.empty());
}

TEST_CASE("the walk goes by keys, and the entity's key breaks ties") {
    Quotas q;
    q.order(true).quota({}, {number(2)});
    q.family(0, {number(5)});
    q.family(0, {number(9)});
    q.family(1, {number(5)});
    CHECK(q.told() == "S2 S1 w3");
    const allocate::Allocation all = q.allocate();
    CHECK(all.groups[0].last_selected == 0);
    CHECK(all.groups[0].counts.turned_away == 1);
    CHECK(all.groups[0].counts.free() == 0);
}

TEST_CASE("whole-number keys order numerically, texts by bytes") {
    Quotas q;
    q.quota({}, {number(1)});
    q.family(0);
    q.family(0);
    q.population.entities[1].keys = {"10", "9"};
    CHECK(q.told() == "S1 w2");
    q.population.entities[1].integer_keys = true;
    CHECK(q.told() == "w2 S1");
}

TEST_CASE("smallest first turns the order around; the extreme numbers keep their place") {
    for (const bool largest : {false, true}) {
        Quotas q;
        q.order(largest).quota({}, {number(9)});
        q.family(0, {number(INT64_MIN)});
        q.family(0, {number(INT64_MAX)});
        q.family(0, {number(0)});
        CHECK(q.told() == (largest ? "S3 S1 S2" : "S1 S3 S2"));
    }
}

TEST_CASE("an unknown key ranks at the worst for the subject and is provisional") {
    for (const bool largest : {false, true}) {
        Quotas q;
        q.order(largest).quota({}, {number(2)});
        q.family(0, {range(1, 10)});
        q.family(0, {number(1)});
        q.family(0, {number(10)});
        q.family(0, {unknown});
        CHECK(q.told() == (largest ? "S2 w3 S1 w4" : "S2 S1 w3 w4"));
        const allocate::Allocation all = q.allocate();
        CHECK(all.provisional.get(0));
        CHECK_FALSE(all.provisional.get(1));
        CHECK(all.provisional.get(3));
        CHECK(all.groups[0].provisional == 1);
    }
}

TEST_CASE("an erroneous number stands at its worst end, and is provisional even as a point") {
    Quotas q;
    q.order(true).quota({}, {number(3)});
    q.family(0, {Interval::error()});
    q.family(0, {plan::marked(number(7), true)});
    q.family(0, {number(1)});
    CHECK(q.told() == "S3 S1 S2");
    CHECK(q.allocate().provisional.get(1));
}

TEST_CASE("tiers come before keys; the tier of an unknown one is provisional, and no tier means no place") {
    Quotas q;
    q.order(true).quota({}, {number(5)});
    q.programme().tiers.resize(2);
    q.family(0, {number(1)});
    q.family(0, {number(9)});
    q.family(0, {number(9)});
    q.family(0, {number(9)});
    q.entrants.all[1].tier = 1;
    q.entrants.all[2].tier = 1;
    q.entrants.all[2].tier_unknown = true;
    q.entrants.all[3].has_tier = false;
    CHECK(q.told() == "S1 S2 S3 n");
    const allocate::Allocation all = q.allocate();
    CHECK(all.reason[3] == Reason::no_tier);
    CHECK(all.provisional.get(2));
    CHECK_FALSE(all.provisional.get(3));
    q.entrants.all[3].tier_unknown = true;
    CHECK(q.allocate().provisional.get(3));
}

TEST_CASE("quota per kelurahan: ranks, areas and counts each on their own") {
    Quotas q;
    q.order(true).quota(q.per_kelurahan(), {number(1), number(2)});
    for (int i = 1; i <= 3; ++i) q.family(0, {number(i)});
    for (int i = 1; i <= 3; ++i) q.family(1, {number(i)});
    CHECK(q.told() == "w3 w2 S1 w3 S2 S1");
    const allocate::Allocation all = q.allocate();
    CHECK(all.areas == std::vector<std::string>{"a", "b"});
    CHECK(all.area[0] == 0);
    CHECK(all.area[3] == 1);
    REQUIRE(all.groups.size() == 2);
    CHECK(all.groups[0].key == "a");
    CHECK(all.groups[0].row == 0);
    CHECK(all.groups[0].selected == 1);
    CHECK(all.groups[0].waiting == 2);
    CHECK(all.groups[1].last_selected == 4);
    CHECK(all.count[static_cast<std::size_t>(State::selected)] == 3);
    CHECK(all.count[static_cast<std::size_t>(State::waiting)] == 3);
}

TEST_CASE("several quotas: a place in every one; the first full one in the declared order turns away; areas are of the first with per") {
    Quotas q;
    q.quota({}, {number(3)}).quota(q.per_kelurahan(), {number(2), number(2)});
    for (int i = 0; i < 3; ++i) q.family(0);
    for (int i = 0; i < 2; ++i) q.family(1);
    CHECK(q.told() == "S1 S2 w3 S1 w2");
    const allocate::Allocation all = q.allocate();
    CHECK(all.groups[0].counts.turned_away == 1);
    CHECK(groups_of(all, 1)[0]->counts.turned_away == 1);
    CHECK(groups_of(all, 1)[1]->counts.turned_away == 0);
    CHECK(groups_of(all, 1)[1]->counts.free() == 1);
}

TEST_CASE("places taken count first, eligible or not; more taken than allowed is told as less than nothing free") {
    Quotas q;
    q.quota(q.per_kelurahan(), {number(2), number(1)});
    q.family(0);
    q.family(0);
    q.family(0);
    q.family(1);
    q.family(1);
    q.family(1);
    q.entrants.all[1].taken = true;
    q.entrants.all[1].eligible = false;
    q.entrants.all[3].taken = q.entrants.all[4].taken = true;
    CHECK(q.told() == "S1 T w2 T T w1");
    const allocate::Allocation all = q.allocate();
    CHECK(all.groups[0].counts.taken == 1);
    CHECK(all.groups[0].counts.free() == 0);
    CHECK(all.groups[1].counts.free() == -1);
    CHECK(all.groups[1].candidates == 1);
}

TEST_CASE("somebody rejected takes no place, unless the place is taken already") {
    Quotas q;
    q.quota({}, {number(1)});
    q.family(0);
    q.family(0);
    q.entrants.all[0].rejected = true;
    CHECK(q.told() == "R S1");
    q.entrants.all[0].taken = true;
    CHECK(q.told() == "T w1");
}

TEST_CASE("a budget stops at the first that no longer fits, and never skips to a cheaper one") {
    Quotas q;
    q.budget(q.per_kelurahan(), {number(100), number(100)});
    for (const std::int64_t cost : {60, 50, 10}) {
        q.family(0);
        q.entrants.all.back().cost = number(cost);
    }
    q.family(1);
    q.entrants.all.back().cost = number(100);
    CHECK(q.told() == "S1 w2 w3 S1");
    const allocate::Allocation all = q.allocate();
    CHECK(all.groups[0].counts.used == 60);
    CHECK(all.groups[0].counts.turned_away == 2);
    CHECK(all.groups[1].counts.free() == 0);
}

TEST_CASE("a budget: somebody without a place in a quota does not close it; a negative cost counts as nothing") {
    Quotas q;
    q.quota(q.per_kelurahan(), {number(1), number(1)}).budget({}, {number(100)});
    for (const std::int64_t cost : {60, 90, -5}) {
        q.family(cost == -5 ? 1 : 0);
        q.entrants.all.back().cost = number(cost);
    }
    CHECK(q.told() == "S1 w2 S1");
    CHECK(groups_of(q.allocate(), 1)[0]->counts.used == 60);
}

TEST_CASE("taken places use the budget; one of unknown cost makes its group's budget unknown") {
    Quotas q;
    q.budget(q.per_kelurahan(), {number(100), number(100)});
    q.family(0);
    q.family(0);
    q.family(1);
    q.entrants.all[0].taken = true;
    q.entrants.all[0].cost = number(70);
    q.entrants.all[1].cost = q.entrants.all[2].cost = number(40);
    CHECK(q.told() == "T w1 S1");
    q.entrants.all[0].cost = unknown;
    CHECK(q.told() == "T n S1");
    CHECK(q.allocate().reason[1] == Reason::amount_unknown);
    CHECK_FALSE(q.allocate().groups[0].counts.amount);
}

TEST_CASE("a candidate whose cost is not certain is not placed") {
    Quotas q;
    q.budget({}, {number(100)});
    q.family(0);
    q.family(0);
    q.entrants.all[0].cost = range(10, 20);
    q.entrants.all[1].cost = number(100);
    CHECK(q.told() == "n S1");
    CHECK(q.allocate().reason[0] == Reason::cost_unknown);
}

TEST_CASE("a quota that is unknown or in error places nobody in that group; less than nothing is nothing") {
    Quotas q;
    q.quota(q.per_kelurahan(), {range(1, 2), number(-3)});
    q.family(0);
    q.family(1);
    CHECK(q.told() == "n w1");
    CHECK(q.allocate().reason[0] == Reason::amount_unknown);
    CHECK(q.allocate().groups[1].counts.amount == 0);
    q.limits[0].by_row[0] = Interval::error();
    CHECK(q.allocate().reason[0] == Reason::amount_error);
}

TEST_CASE("a subject whose group nobody knows is not placed: an empty link, and one to no row") {
    Quotas q;
    q.quota(q.per_kelurahan(), {number(5)});
    q.family(columns::no_parent_unknown);
    q.family(columns::no_parent_error);
    q.family(0);
    CHECK(q.told() == "n n S1");
    CHECK(q.allocate().reason[0] == Reason::group_unknown);
    CHECK(q.allocate().reason[1] == Reason::amount_error);
    CHECK(q.allocate().area[0] == 0xFFFF'FFFF);
}

TEST_CASE("at most n per kelurahan: whoever is over it is passed by and takes no place; taken ones count") {
    Quotas q;
    q.quota({}, {number(3)}).at_most(number(2));
    for (int i = 0; i < 3; ++i) q.family(0);
    for (int i = 0; i < 2; ++i) q.family(1);
    CHECK(q.told() == "S1 S2 f3 S4 w5");
    q.entrants.all[2].taken = true;
    CHECK(q.told() == "S1 f2 T S3 w4");
    q.at_mosts[0].by_row = {unknown};
    CHECK(q.told() == "n n T n n");
}

TEST_CASE("a quota per value of a fact: groups are the values, an unknown value has no group") {
    Quotas q;
    q.quota(q.per_desil(), {unknown});
    const auto desil = [](std::int64_t n) { return allocate::GroupValue{allocate::GroupValue::State::known, n, {}}; };
    q.limits[0].by_value = {{desil(1), number(1)}, {desil(2), number(2)}, {desil(10), number(4)}};
    for (const std::int64_t n : {2, 1, 1}) {
        q.family(0);
        q.entrants.groups.push_back(desil(n));
    }
    q.family(0);
    q.entrants.groups.push_back({});
    CHECK(q.told() == "S1 S1 w2 n");
    const allocate::Allocation all = q.allocate();
    CHECK(all.areas == std::vector<std::string>{"1", "2", "10"});
    CHECK(all.groups[2].counts.free() == 4);
    CHECK(all.reason[3] == Reason::group_unknown);
}

TEST_CASE("contestable: at least as many others as there are places could stand before") {
    Quotas q;
    q.order(true).quota({}, {number(2)});
    q.family(0, {number(9)});
    q.family(0, {number(5)});
    q.family(0, {range(1, 7)});
    CHECK(q.told() == "S1 S2 w3");
    CHECK(q.allocate().groups[0].contestable == 1);  // the one with 5: 9 and perhaps 7 stand before
    q.family(0, {range(0, 10)});
    CHECK(q.allocate().groups[0].contestable == 1);  // before the one with 9 only one could
    q.entrants.all[0].taken = true;  // one place left, and two others could stand before 5
    CHECK(q.told() == "T S1 w2 w3");
    CHECK(q.allocate().groups[0].contestable == 1);
}

TEST_CASE("nobody is contestable where everything is known") {
    Quotas q;
    q.order(false).quota(q.per_kelurahan(), {number(2), number(3)});
    for (int i = 0; i < 8; ++i) q.family(static_cast<std::uint32_t>(i % 2), {number(i * 7 % 5)});
    for (const allocate::Group& group : q.allocate().groups) CHECK(group.contestable == 0);
}

TEST_CASE("graduation frees the places of those who hold one") {
    Quotas q;
    q.quota(q.per_kelurahan(), {number(2), number(2)});
    q.family(0);
    q.family(1);
    q.entrants.all[0].taken = q.entrants.all[1].taken = true;
    allocate::Allocation all = q.allocate();
    columns::Bits graduates(2);
    graduates.set(1);
    allocate::count_graduating(all, graduates);
    CHECK(all.groups[0].graduating == 0);
    CHECK(all.groups[1].graduating == 1);
}

TEST_CASE("the order in which entrants arrive changes nothing") {
    Quotas q;
    q.order(true).order(false).quota({}, {number(9)}).quota(q.per_kelurahan(), {number(6), number(4)}).at_most(number(7));
    std::mt19937 random(7);
    for (int i = 0; i < 40; ++i) {
        const auto low = static_cast<std::int64_t>(random() % 4);
        q.family(random() % 2, {range(low, low + random() % 2), number(random() % 3)});
        q.entrants.all.back().taken = random() % 9 == 0;
    }
    const std::string before = q.told();
    for (int turn = 0; turn < 5; ++turn) {
        std::vector<std::size_t> order(40);
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::shuffle(order.begin(), order.end(), random);
        allocate::Entrants mixed;
        for (const std::size_t i : order) {
            mixed.all.push_back(q.entrants.all[i]);
            for (std::size_t k = 0; k < 2; ++k) {
                mixed.worst.push_back(q.entrants.worst[i * 2 + k]);
                mixed.best.push_back(q.entrants.best[i * 2 + k]);
            }
        }
        q.entrants = std::move(mixed);
        CHECK(q.told() == before);
    }
}

TEST_CASE("no quota is ever exceeded, and quota = taken + selected + free") {
    std::mt19937 random(11);
    for (int turn = 0; turn < 50; ++turn) {
        Quotas q;
        q.order(true).quota(q.per_kelurahan(), {number(random() % 6), number(random() % 6)}).quota({}, {number(random() % 9)});
        for (int i = 0; i < 20; ++i) {
            q.family(random() % 2, {number(random() % 5)});
            q.entrants.all.back().taken = random() % 8 == 0;
        }
        for (const allocate::Group& group : q.allocate().groups) {
            CHECK(group.counts.used == static_cast<std::int64_t>(group.selected));
            CHECK(group.counts.taken == static_cast<std::int64_t>(group.taken));
            CHECK((group.counts.free() >= 0 || group.selected == 0));
            CHECK((group.waiting == 0 || group.counts.turned_away <= group.waiting));
        }
    }
}

TEST_CASE("a conflict is told of whoever is selected for both, or selected for one and holds the other; family and member alike") {
    vocabulary::Places v = vocabulary::places();
    columns::Population population;
    population.entities.resize(3);
    population.entities[1] = {2, {"k1", "k2"}, false, {0, 0}, {}};
    population.entities[2] = {3, {"1", "2", "3"}, false, {0, 0, 1}, {}};
    v.p.programmes.resize(2);
    v.p.programmes[0].name = "beras";
    v.p.programmes[0].entity = v.keluarga;
    v.p.programmes[1].name = "kartu";
    v.p.programmes[1].entity = v.anggota;
    v.p.programmes[1].not_together.push_back({{0}, {}});
    std::vector<allocate::Allocation> all(2);
    for (std::uint32_t p = 0; p < 2; ++p) {
        all[p].programme = {p};
        all[p].entity = v.p.programmes[p].entity;
        all[p].conflict.resize(p == 0 ? 2 : 3);
    }
    all[0].state = {State::selected, State::taken};
    all[1].state = {State::selected, State::waiting, State::selected};
    const std::vector<allocate::Conflict> conflicts = allocate::find_conflicts(v.p, population, all);
    REQUIRE(conflicts.size() == 2);
    CHECK(conflicts[0].row == 0);
    CHECK_FALSE(conflicts[0].other_received);
    CHECK(conflicts[1].row == 2);
    CHECK(conflicts[1].other_received);
    CHECK(all[0].conflict.get(0));
    CHECK(all[0].conflict.get(1));
    CHECK(all[1].conflict.get(0));
    CHECK_FALSE(all[1].conflict.get(1));
    all[0].state[1] = State::selected;
    all[1].state[2] = State::taken;
    const std::vector<allocate::Conflict> turned = allocate::find_conflicts(v.p, population, all);
    CHECK(turned[1].received);
    CHECK_FALSE(turned[1].other_received);
}
