// SPDX-License-Identifier: Apache-2.0
// Places of the worklist held by somebody who is not judged (docs/decisions/0050): no subject any more, or gone from the baseline.
#include <catch2/catch.hpp>

#include "tests/unit/quotas.hpp"

namespace {

using namespace tepat;
using namespace tepat::quotas;

}  // namespace

TEST_CASE("a place held by somebody gone counts in the group the worklist remembers, before anybody else") {
    Quotas q;
    q.quota(q.per_kelurahan(), {number(1), number(1)});
    q.family(0);
    q.family(1);
    q.holds("k98", {"a"});
    CHECK(q.told() == "w1 S1");
    const allocate::Allocation all = q.allocate();
    CHECK(all.groups[0].counts.taken == 1);
    CHECK(all.groups[0].counts.free() == 0);
    CHECK(all.groups[0].taken == 1);
    CHECK(all.groups[1].counts.taken == 0);
    REQUIRE(all.absent.size() == 1);
    CHECK(all.absent[0].key == "k98");
    CHECK(all.absent[0].row == allocate::no_row);
    CHECK(all.areas[all.absent[0].area] == "a");
    CHECK(all.taken_nowhere == std::vector<std::size_t>{0});
}

TEST_CASE("a row that is no subject any more keeps its place and is told as taken, with its area") {
    Quotas q;
    q.quota(q.per_kelurahan(), {number(1), number(1)});
    q.family(0);
    q.family(0);
    q.entrants.all.pop_back();  // row 1 is not judged
    q.holds("k02", {"a"}, 1);
    CHECK(q.told() == "w1 T");
    const allocate::Allocation all = q.allocate();
    CHECK(all.areas[all.area[1]] == "a");
    CHECK(all.count[static_cast<std::size_t>(State::taken)] == 1);
    CHECK(all.absent[0].row == 1);
}

TEST_CASE("where the worklist does not know the group, or it is gone, the place is told as counted nowhere") {
    Quotas q;
    q.quota(q.per_kelurahan(), {number(1), number(1)}).quota({}, {number(2)});
    q.family(0);
    q.family(1);
    q.holds("k97", {std::nullopt, ""});
    q.holds("k98", {"c"});
    q.holds("k99", {});
    const allocate::Allocation all = q.allocate();
    CHECK(all.taken_nowhere[0] == 3);
    CHECK(all.absent[0].area == allocate::no_row);
    CHECK(groups_of(all, 0)[0]->counts.taken == 0);
    CHECK(q.told() == "w1 w1");  // the quota of the whole population counts them all the same
    CHECK(groups_of(all, 1)[0]->counts.taken == 3);
    CHECK(groups_of(all, 1)[0]->counts.free() == -1);
}

TEST_CASE("a value of a fact that only somebody gone had is a group of its own") {
    Quotas q;
    q.quota(q.per_desil(), {number(1)});
    q.holds("k99", {"3"});
    const allocate::Allocation all = q.allocate();
    REQUIRE(groups_of(all, 0).size() == 1);
    CHECK(all.groups[0].key == "3");
    CHECK(all.groups[0].counts.taken == 1);
}

TEST_CASE("a budget counts the cost of somebody gone; where that cost is not certain its group places nobody") {
    Quotas q;
    q.budget(q.per_kelurahan(), {number(100), number(100)});
    for (const std::uint32_t kelurahan : {0u, 1u}) {
        q.family(kelurahan);
        q.entrants.all.back().cost = number(60);
    }
    q.holds("k99", {"a"});
    q.absent_cost = number(60);
    CHECK(q.told() == "w1 S1");
    CHECK(q.allocate().groups[0].counts.taken == 60);
    q.absent_cost = range(50, 60);
    CHECK(q.told() == "n S1");
    CHECK(q.allocate().reason[0] == Reason::amount_unknown);
}

TEST_CASE("at most n per kelurahan counts somebody gone where the worklist remembers the kelurahan") {
    Quotas q;
    q.at_most(number(1));
    q.family(0);
    q.family(1);
    q.holds("k99", {}).at_most = {"b"};
    CHECK(q.told() == "S1 f2");
}

TEST_CASE("somebody judged whose kelurahan is no longer known keeps the place in the remembered one") {
    Quotas q;
    q.quota(q.per_kelurahan(), {number(1), number(1)});
    q.family(0);
    q.family(columns::no_parent_unknown);
    q.entrants.all[1].taken = true;
    q.entrants.all[1].held = 0;
    q.held.push_back({"k02", 7, true, {"a"}, {}});
    CHECK(q.told() == "w1 T");
    CHECK(q.allocate().taken_nowhere[0] == 0);
}
