// SPDX-License-Identifier: Apache-2.0
// Which group of each limit an entrant belongs to, what is allowed there, and which places were taken before the walk.
#include <algorithm>
#include <numeric>
#include <set>

#include "dsl/program/date.hpp"
#include "dsl/program/print.hpp"
#include "engine/allocate/working.hpp"

namespace tepat::allocate {

using namespace program;
using columns::no_parent_error;
using columns::no_parent_unknown;

const GroupBy& per_of(const Programme& programme, std::size_t limit) {
    return limit < programme.quotas.size() ? programme.quotas[limit].per : programme.budget->per;
}

std::size_t limits_of(const Programme& programme) { return programme.quotas.size() + (programme.budget ? 1 : 0); }

std::optional<std::size_t> area_limit(const Programme& programme) {
    for (std::size_t l = 0; l < limits_of(programme); ++l) {
        const GroupBy& per = per_of(programme, l);
        if (per.entity.valid() || per.fact.valid()) return l;
    }
    return std::nullopt;
}

std::uint32_t ancestor_row(const Program& program, const columns::Population& population, EntityId entity, std::uint32_t row, EntityId ancestor) {
    while (entity != ancestor && row < no_parent_unknown) {
        row = population.entities[entity.value].parent[row];
        entity = program[entity].parent;
    }
    return row;
}

namespace {

Wide times_ten(Wide value, int power) {
    for (; power > 0; --power) value *= 10;
    return value;
}

std::string printed(const Program& program, const Fact& fact, const GroupValue& value) {
    switch (fact.type.kind) {
        case TypeKind::yes_no: return value.number != 0 ? "ya" : "tidak";
        case TypeKind::date: return to_iso({static_cast<std::int32_t>(value.number)});
        case TypeKind::choice: return program[fact.type.choices].values[static_cast<std::size_t>(value.number)].name;
        case TypeKind::text: return value.text;
        case TypeKind::number:
        case TypeKind::rupiah: return print_scaled(value.number, fact.type.scale);
        case TypeKind::set:
        case TypeKind::reference:
        case TypeKind::error: break;
    }
    return std::to_string(value.number);
}

/// What is allowed in one group: a certain number, nothing below zero.
Pool pool_of(const Interval& amount, int power) {
    Pool pool;
    if (amount.mark) pool.trouble = Reason::amount_error;
    else if (!amount.is_point()) pool.trouble = Reason::amount_unknown;
    else pool.amount = times_ten(std::max<std::int64_t>(0, amount.low), power);
    return pool;
}

class Grouper {
public:
    Grouper(Working& work, std::size_t number) : work_(work), number_(number), limit_(work.limits[number]), amounts_(work.input.limits[number]) {
        const Programme& programme = work.programme;
        limit_.is_budget = number >= programme.quotas.size();
        limit_.first = work.result.groups.size();
        const std::size_t entrants = work.input.entrants.all.size();
        limit_.group_of.assign(entrants, nowhere);
        limit_.trouble.assign(entrants, Reason::none);
        if (limit_.is_budget) power_ = budget_power(work);
    }

    void group() {
        const GroupBy& per = per_of(work_.programme, number_);
        if (per.entity.valid()) return by_ancestor(per.entity);
        if (per.fact.valid()) return by_fact(per.fact);
        add("", no_row, amounts_.by_row.front());
        std::fill(limit_.group_of.begin(), limit_.group_of.end(), 0);
        limit_.group_of_absent.assign(work_.input.absent.size(), 0);
    }

private:
    static int budget_power(const Working& work) {
        const int scale = work.input.program[work.programme.budget->amount].type.scale;
        const int cost = work.input.program[work.programme.budget->unit_cost].type.scale;
        return std::max({scale, cost, rupiah_scale}) - scale;
    }

    void add(std::string key, std::uint32_t row, const Interval& amount) {
        limit_.pools.push_back(pool_of(amount, power_));
        Group& group = work_.result.groups.emplace_back();
        group.limit = number_;
        group.key = std::move(key);
        group.row = row;
    }

    /// Every row of the ancestor is a group, with or without candidates.
    void by_ancestor(EntityId ancestor) {
        const columns::EntityRows& rows = work_.input.population.entities[ancestor.value];
        std::vector<std::uint32_t> order(rows.rows);
        std::iota(order.begin(), order.end(), 0u);
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return columns::key_less(rows.keys[a], rows.keys[b], rows.integer_keys); });
        std::vector<std::uint32_t> place(rows.rows);
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            place[order[i]] = i;
            add(rows.keys[order[i]], order[i], amounts_.by_row.size() == 1 ? amounts_.by_row.front() : amounts_.by_row[order[i]]);
        }
        for (std::uint32_t i = 0; i < limit_.group_of.size(); ++i) {
            const std::uint32_t row =
                ancestor_row(work_.input.program, work_.input.population, work_.programme.entity, work_.entrant(i).row, ancestor);
            if (row < no_parent_unknown) limit_.group_of[i] = place[row];
            else limit_.trouble[i] = row == no_parent_error ? Reason::amount_error : Reason::group_unknown;
        }
        if (!work_.input.held.empty()) find_held();
    }

    /// Places of the worklist whose group nobody can tell from the baseline count where the worklist knows them.
    void find_held() {
        std::map<std::string, std::uint32_t> by_key;
        for (std::uint32_t g = 0; g < limit_.pools.size(); ++g) by_key.emplace(work_.result.groups[limit_.first + g].key, g);
        const auto recorded = [&](std::uint32_t held) {
            const auto& groups = work_.input.held[held].groups;
            const auto found = number_ < groups.size() && groups[number_] ? by_key.find(*groups[number_]) : by_key.end();
            return found == by_key.end() ? nowhere : found->second;
        };
        for (std::uint32_t i = 0; i < limit_.group_of.size(); ++i) {
            if (limit_.group_of[i] == nowhere && work_.entrant(i).held != not_held) limit_.group_of[i] = recorded(work_.entrant(i).held);
        }
        for (const NoSubject& absent : work_.input.absent) limit_.group_of_absent.push_back(recorded(absent.held));
    }

    /// Values that nobody judged has, but somebody whose place counts by the record.
    void add_values_held() {
        std::set<std::string> there, more;
        for (std::size_t g = 0; g < limit_.pools.size(); ++g) there.insert(work_.result.groups[limit_.first + g].key);
        const auto note = [&](std::uint32_t held) {
            const auto& groups = work_.input.held[held].groups;
            if (number_ < groups.size() && groups[number_] && !there.contains(*groups[number_])) more.insert(*groups[number_]);
        };
        for (std::uint32_t i = 0; i < limit_.group_of.size(); ++i) {
            if (limit_.group_of[i] == nowhere && work_.entrant(i).held != not_held) note(work_.entrant(i).held);
        }
        for (const NoSubject& absent : work_.input.absent) note(absent.held);
        for (const std::string& value : more) add(value, no_row, amounts_.by_row.front());
    }

    /// The position of this limit among those counted per a fact, and how many there are.
    std::pair<std::size_t, std::size_t> fact_column() const {
        std::size_t before = 0, all = 0;
        for (std::size_t l = 0; l < limits_of(work_.programme); ++l) {
            if (!per_of(work_.programme, l).fact.valid()) continue;
            if (l < number_) ++before;
            ++all;
        }
        return {before, all};
    }

    void by_fact(FactId fact) {
        std::map<GroupValue, std::uint32_t> places;
        for (const auto& [value, amount] : amounts_.by_value) {
            places.emplace(value, static_cast<std::uint32_t>(limit_.pools.size()));
            add(printed(work_.input.program, work_.input.program[fact], value), no_row, amount);
        }
        const auto [column, columns] = fact_column();
        for (std::size_t i = 0; i < limit_.group_of.size(); ++i) {
            const GroupValue& value = work_.input.entrants.groups[i * columns + column];
            if (value.state == GroupValue::State::known) limit_.group_of[i] = places.at(value);
            else limit_.trouble[i] = value.state == GroupValue::State::error ? Reason::amount_error : Reason::group_unknown;
        }
        if (work_.input.held.empty()) return;
        add_values_held();
        find_held();
    }

    Working& work_;
    std::size_t number_;
    Limited& limit_;
    const Amounts& amounts_;
    int power_ = 0;
};

const Interval& allowed(const AtMostCount& most, std::uint32_t row) {
    return most.allowed->by_row.size() == 1 ? most.allowed->by_row.front() : most.allowed->by_row[row];
}

/// Why a candidate cannot be placed, the first reason in the order: group, amount, cost, limit, tier.
Reason trouble_of(const Working& work, std::uint32_t i) {
    for (const Limited& limit : work.limits) {
        if (limit.trouble[i] != Reason::none) return limit.trouble[i];
    }
    for (const AtMostCount& most : work.at_most) {
        if (most.row_of[i] >= no_parent_unknown) return most.row_of[i] == no_parent_error ? Reason::amount_error : Reason::group_unknown;
    }
    for (const Limited& limit : work.limits) {
        if (const Reason trouble = limit.pools[limit.group_of[i]].trouble; trouble != Reason::none) return trouble;
    }
    const Interval& cost = work.entrant(i).cost;
    if (cost.mark || !cost.is_point()) return Reason::cost_unknown;
    for (const AtMostCount& most : work.at_most) {
        const Interval& count = allowed(most, most.row_of[i]);
        if (count.mark || !count.is_point()) return count.mark ? Reason::amount_error : Reason::amount_unknown;
    }
    return work.entrant(i).has_tier ? Reason::none : Reason::no_tier;
}

/// A place from before counts in every limit, also of somebody who would not be eligible now.
void take_one(Working& work, std::size_t number, std::uint32_t group, const Interval& cost) {
    Limited& limit = work.limits[number];
    if (group == nowhere) {
        ++work.result.taken_nowhere[number];
        return;
    }
    Pool& pool = limit.pools[group];
    if (!limit.is_budget) pool.taken += 1;
    else if (!cost.mark && cost.is_point()) pool.taken += work.cost_of(cost);
    else if (pool.trouble == Reason::none) pool.trouble = Reason::amount_unknown;
}

void count_taken(Working& work, std::uint32_t i) {
    for (std::size_t l = 0; l < work.limits.size(); ++l) take_one(work, l, work.limits[l].group_of[i], work.entrant(i).cost);
    for (AtMostCount& most : work.at_most) {
        if (most.row_of[i] < no_parent_unknown) ++most.count[most.row_of[i]];
    }
}

void count_absent(Working& work, std::size_t a) {
    for (std::size_t l = 0; l < work.limits.size(); ++l) take_one(work, l, work.limits[l].group_of_absent[a], work.input.absent_cost);
    for (AtMostCount& most : work.at_most) {
        if (most.row_of_absent[a] < no_parent_unknown) ++most.count[most.row_of_absent[a]];
    }
}

/// `paling banyak`: of those whose ancestor only the worklist knows.
void find_held(Working& work, AtMostCount& most, std::size_t number, const columns::EntityRows& rows) {
    std::map<std::string, std::uint32_t> by_key;
    for (std::uint32_t row = 0; row < rows.rows; ++row) by_key.emplace(rows.keys[row], row);
    const auto recorded = [&](std::uint32_t held) {
        const auto& above = work.input.held[held].at_most;
        const auto found = number < above.size() && above[number] ? by_key.find(*above[number]) : by_key.end();
        return found == by_key.end() ? no_parent_unknown : found->second;
    };
    for (std::uint32_t i = 0; i < most.row_of.size(); ++i) {
        if (most.row_of[i] >= no_parent_unknown && work.entrant(i).held != not_held) most.row_of[i] = recorded(work.entrant(i).held);
    }
    for (const NoSubject& absent : work.input.absent) most.row_of_absent.push_back(recorded(absent.held));
}

}  // namespace

void find_groups(Working& work) {
    work.limits.resize(limits_of(work.programme));
    work.result.taken_nowhere.resize(work.limits.size());
    for (std::size_t l = 0; l < work.limits.size(); ++l) Grouper(work, l).group();
    for (std::size_t m = 0; m < work.programme.at_most.size(); ++m) {
        AtMostCount& most = work.at_most.emplace_back();
        const EntityId ancestor = work.programme.at_most[m].per;
        most.allowed = &work.input.at_most[m];
        most.count.resize(work.input.population.entities[ancestor.value].rows);
        for (const Entrant& entrant : work.input.entrants.all) {
            most.row_of.push_back(ancestor_row(work.input.program, work.input.population, work.programme.entity, entrant.row, ancestor));
        }
        if (!work.input.held.empty()) find_held(work, most, m, work.input.population.entities[ancestor.value]);
    }
}

void settle_places(Working& work) {
    const auto entrants = static_cast<std::uint32_t>(work.input.entrants.all.size());
    for (std::uint32_t i = 0; i < entrants; ++i) {
        if (work.entrant(i).taken) count_taken(work, i);
    }
    for (std::size_t a = 0; a < work.input.absent.size(); ++a) count_absent(work, a);
    for (std::uint32_t i = 0; i < entrants; ++i) {
        const Entrant& entrant = work.entrant(i);
        if (entrant.taken || entrant.rejected) {
            work.state(i) = entrant.taken ? State::taken : State::rejected;
            continue;
        }
        const Reason trouble = trouble_of(work, i);
        const bool by_tier = entrant.tier_unknown || entrant.tier_in_error;
        if (trouble == Reason::none) work.result.provisional.set(entrant.row, entrant.provisional || by_tier);
        if (trouble == Reason::no_tier) work.result.provisional.set(entrant.row, entrant.tier_unknown);
        if (trouble == Reason::none) continue;
        work.state(i) = State::not_placed;
        work.result.reason[entrant.row] = trouble;
    }
}

}  // namespace tepat::allocate
