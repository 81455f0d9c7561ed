// SPDX-License-Identifier: Apache-2.0
// Entrants of one programme, put together by hand, for the tests of engine/allocate.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/allocate/allocate.hpp"
#include "tests/unit/vocabulary.hpp"

namespace tepat::quotas {

using allocate::Reason;
using allocate::State;
using plan::Interval;

inline const Interval unknown = Interval::unbounded();

/// One programme for families in two kelurahan; keys k1, k2, ... ; what each brings is said one by one.
struct Quotas {
    Quotas() {
        program::Programme& programme = v.p.programmes.emplace_back();
        programme.name = "bantuan";
        programme.entity = v.keluarga;
        population.entities.resize(3);
        population.entities[0].rows = 2;
        population.entities[0].keys = {"a", "b"};
    }

    program::Programme& programme() { return v.p.programmes[0]; }

    std::uint32_t family(std::uint32_t kelurahan, std::vector<Interval> keys = {}) {
        columns::EntityRows& rows = population.entities[1];
        const auto row = static_cast<std::uint32_t>(rows.rows++);
        rows.keys.push_back("k" + std::string(row < 9 ? "0" : "") + std::to_string(row + 1));
        rows.parent.push_back(kelurahan);
        allocate::Entrant entrant;
        entrant.row = row;
        entrant.eligible = true;
        for (std::size_t k = 0; k < programme().order.size(); ++k) {
            const allocate::KeyEnds ends = allocate::key_ends(keys.at(k), programme().order[k].largest_first);
            entrants.worst.push_back(ends.worst);
            entrants.best.push_back(ends.best);
            entrant.provisional = entrant.provisional || !ends.certain;
        }
        entrants.all.push_back(entrant);
        return row;
    }

    Quotas& order(bool largest_first) {
        programme().order.push_back({{}, largest_first, {}});
        return *this;
    }

    Quotas& quota(program::GroupBy per, std::vector<Interval> amounts) {
        programme().quotas.push_back({{}, per, {}});
        limits.push_back({std::move(amounts), {}});
        return *this;
    }

    Quotas& budget(program::GroupBy per, std::vector<Interval> amounts) {
        v.p.exprs.push_back({program::Constant{}, vocabulary::rupiah, {}, {}});
        const program::ExprId money{static_cast<std::uint32_t>(v.p.exprs.size() - 1)};
        programme().budget = program::Budget{money, per, money, {}};
        limits.push_back({std::move(amounts), {}});
        return *this;
    }

    Quotas& at_most(Interval count) {
        programme().at_most.push_back({{}, v.kelurahan, {}});
        at_mosts.push_back({{count}, {}});
        return *this;
    }

    /// Somebody with a place of the worklist, who is not judged: gone, or a row that is no subject.
    allocate::HeldPlace& holds(const std::string& key, std::vector<std::optional<std::string>> groups, std::uint32_t row = allocate::no_row) {
        absent.push_back({static_cast<std::uint32_t>(held.size()), row});
        held.push_back({key, static_cast<std::int64_t>(held.size()) + 1, false, std::move(groups), {}});
        return held.back();
    }

    program::GroupBy per_kelurahan() const { return {v.kelurahan, {}}; }
    program::GroupBy per_desil() const { return {{}, v.desil}; }

    allocate::Allocation allocate() const { return allocate::allocate({v.p, {0}, population, entrants, limits, at_mosts, held, absent, absent_cost}); }

    /// "S1 S2 w3 -": state and rank by row.
    std::string told() const {
        const allocate::Allocation all = allocate();
        std::string text;
        constexpr std::string_view letters = "-SwTRfn";
        for (std::size_t row = 0; row < all.state.size(); ++row) {
            text += (row == 0 ? "" : " ") + std::string(1, letters[static_cast<std::size_t>(all.state[row])]);
            if (all.rank[row] != 0) text += std::to_string(all.rank[row]);
        }
        return text;
    }

    vocabulary::Places v = vocabulary::places();
    columns::Population population;
    allocate::Entrants entrants;
    std::vector<allocate::Amounts> limits, at_mosts;
    std::vector<allocate::HeldPlace> held;
    std::vector<allocate::NoSubject> absent;
    Interval absent_cost = Interval::unbounded();
};

inline Interval number(std::int64_t n) { return Interval::point(n); }
inline Interval range(std::int64_t low, std::int64_t high) { return {low, high, true, true, false}; }

inline std::vector<const allocate::Group*> groups_of(const allocate::Allocation& all, std::size_t limit) {
    std::vector<const allocate::Group*> groups;
    for (const allocate::Group& group : all.groups)
        if (group.limit == limit) groups.push_back(&group);
    return groups;
}

}  // namespace tepat::quotas
