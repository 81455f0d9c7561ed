// SPDX-License-Identifier: Apache-2.0
#include "engine/allocate/allocate.hpp"

#include <algorithm>
#include <iterator>

#include "engine/allocate/working.hpp"

namespace tepat::allocate {

using namespace program;

void Entrants::append(Entrants&& other) {
    const auto move_all = [](auto& to, auto& from) { to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end())); };
    move_all(all, other.all);
    move_all(worst, other.worst);
    move_all(best, other.best);
    move_all(groups, other.groups);
}

namespace {

Allocation empty_allocation(const Input& input) {
    Allocation result;
    result.programme = input.programme;
    result.entity = input.program[input.programme].entity;
    const std::size_t rows = input.population.entities[result.entity.value].rows;
    result.state.resize(rows, State::none);
    result.reason.resize(rows, Reason::none);
    result.rank.resize(rows, 0);
    result.area.resize(rows, nowhere);
    result.provisional.resize(rows);
    result.conflict.resize(rows);
    return result;
}

/// Without quota, budget, order or limit everybody eligible gets in.
void select_everybody(Working& work) {
    for (std::uint32_t i = 0; i < work.input.entrants.all.size(); ++i) {
        const Entrant& entrant = work.entrant(i);
        work.state(i) = entrant.taken ? State::taken : entrant.rejected ? State::rejected : State::selected;
        if (work.state(i) == State::selected && entrant.provisional) work.result.provisional.set(entrant.row);
    }
}

}  // namespace

Working::Working(const Input& in) : input(in), programme(in.program[in.programme]), keys(programme.order.size()), result(empty_allocation(in)) {
    if (!programme.budget) return;
    const int amount = in.program[programme.budget->amount].type.scale;
    const int cost = in.program[programme.budget->unit_cost].type.scale;
    const int scale = std::max({amount, cost, rupiah_scale});
    cost_power = scale - cost;
    for (int power = rupiah_scale; power < scale; ++power) money *= 10;
}

Wide Working::cost_of(const Interval& cost) const {
    Wide units = std::max<std::int64_t>(0, cost.low);
    for (int power = 0; power < cost_power; ++power) units *= 10;
    return units;
}

namespace {

/// Whoever is judged no more keeps the place; a row that is still there says so.
void tell_absent(Working& work) {
    const std::optional<std::size_t> areas = area_limit(work.programme);
    for (std::size_t a = 0; a < work.input.absent.size(); ++a) {
        const NoSubject& absent = work.input.absent[a];
        const HeldPlace& held = work.input.held[absent.held];
        const std::uint32_t area = areas ? work.limits[*areas].group_of_absent[a] : nowhere;
        work.result.absent.push_back({held.key, absent.row, held.task, held.done, area});
        if (absent.row == no_row) continue;
        work.result.state[absent.row] = State::taken;
        work.result.area[absent.row] = area;
    }
}

}  // namespace

Allocation allocate(const Input& input) {
    Working work(input);
    if (!work.programme.is_allocated()) {
        select_everybody(work);
    } else {
        find_groups(work);
        settle_places(work);
        const std::vector<std::uint32_t> order = walk_order(work);
        walk(work, order);
        give_ranks(work, order);
        count_contestable(work, order);
        count_groups(work, order);
    }
    tell_absent(work);
    for (const State state : work.result.state) ++work.result.count[static_cast<std::size_t>(state)];
    return std::move(work.result);
}

}  // namespace tepat::allocate
