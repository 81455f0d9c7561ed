// SPDX-License-Identifier: Apache-2.0
#include "engine/run/programmes.hpp"

#include <algorithm>
#include <cassert>

namespace tepat::run {

using allocate::Amounts;
using allocate::Reason;
using allocate::State;
using plan::Interval;
using plan::StepId;

namespace {

/// By place held: the row that has its key.
std::vector<std::uint32_t> rows_holding(const columns::EntityRows& rows, const std::vector<allocate::HeldPlace>& held) {
    std::vector<std::uint32_t> found(held.size(), allocate::no_row);
    for (std::uint32_t row = 0; !held.empty() && row < rows.rows; ++row) {
        const auto place = std::lower_bound(held.begin(), held.end(), rows.keys[row], [](const auto& one, const std::string& key) { return one.key < key; });
        if (place != held.end() && place->key == rows.keys[row]) found[static_cast<std::size_t>(place - held.begin())] = row;
    }
    return found;
}

columns::Bits rows_with(const columns::EntityRows& rows, const std::vector<std::string>& keys) {
    columns::Bits bits;
    if (keys.empty()) return bits;
    bits.resize(rows.rows);
    for (std::size_t row = 0; row < rows.rows; ++row) {
        if (std::binary_search(keys.begin(), keys.end(), rows.keys[row])) bits.set(row);
    }
    return bits;
}

columns::Bits rows_of(const std::vector<Found*>& found, std::vector<std::uint32_t> Found::* rows, std::size_t size) {
    columns::Bits bits(size);
    for (const Found* one : found) {
        for (const std::uint32_t row : one->*rows) bits.set(row);
    }
    return bits;
}

}  // namespace

ProgrammeRun::ProgrammeRun(const plan::Plan& plan, const plan::ProgrammePlan& programme, const columns::Population& population,
                           const allocate::PlacesHeld::Of* held, const evaluate::Names* names, bool read)
    : plan_(plan), programme_(programme), population_(population), names_(names), read_(read), held_(held) {
    const program::Programme& said = (*plan.program)[programme.programme];
    const columns::EntityRows& rows = population.entities[said.entity.value];
    judged_.entity = said.entity;
    judged_.subject.resize(rows.rows, !programme.subject.valid());
    judged_.outcome.resize(rows.rows, Outcome::not_eligible);
    if (names != nullptr) judged_.missing.resize(rows.rows, 0);
    if (held != nullptr) {
        held_row_ = rows_holding(rows, held->taken);
        if (!held_row_.empty()) held_taken_.resize(rows.rows);
        for (const std::uint32_t row : held_row_) {
            if (row != allocate::no_row) held_taken_.set(row);
        }
        held_rejected_ = rows_with(rows, held->rejected);
    }
    limits_missing_.resize(programme.amounts.size());
    at_most_missing_.resize(programme.at_most.size());
    for (std::size_t l = 0; l < programme.amounts.size(); ++l)
        limits_.push_back(amounts_for(allocate::per_of(said, l).entity, programme.amounts[l], limits_missing_[l]));
    for (std::size_t m = 0; m < programme.at_most.size(); ++m)
        at_most_.push_back(amounts_for(said.at_most[m].per, programme.at_most[m], at_most_missing_[m]));
}

/// A constant stands for every group; else there is room for each row of the ancestor.
Amounts ProgrammeRun::amounts_for(program::EntityId ancestor, StepId step, std::vector<std::uint32_t>& missing) const {
    Amounts amounts;
    if (plan_[step].op == plan::Op::constant) {
        amounts.by_row = {plan::constant_number(plan_[step])};
    } else if (ancestor.valid()) {
        const std::size_t rows = population_.entities[ancestor.value].rows;
        amounts.by_row.resize(std::max<std::size_t>(2, rows));  // one alone would stand for all
        if (names_ != nullptr && read_) missing.resize(amounts.by_row.size());
    } else {
        amounts.by_row = {Interval::unbounded()};  // per a fact the values say it
    }
    return amounts;
}

/// Whose each held place is: an entrant's, or of somebody who is no subject now.
void ProgrammeRun::note_held(allocate::Input& input) const {
    if (held_ == nullptr || held_->taken.empty()) return;
    input.held = held_->taken;
    std::map<std::uint32_t, std::uint32_t> by_row;
    for (std::uint32_t h = 0; h < held_row_.size(); ++h) {
        if (held_row_[h] != allocate::no_row) by_row.emplace(held_row_[h], h);
    }
    std::vector<bool> judged(held_row_.size());
    for (allocate::Entrant& entrant : input.entrants.all) {
        const auto found = by_row.find(entrant.row);
        if (found == by_row.end()) continue;
        entrant.held = found->second;
        judged[found->second] = true;
    }
    for (std::uint32_t h = 0; h < held_row_.size(); ++h) {
        if (!judged[h]) input.absent.push_back({h, held_row_[h]});
    }
    const bool same_for_all = programme_.unit_cost.valid() && plan_[programme_.unit_cost].op == plan::Op::constant;
    if (same_for_all) input.absent_cost = plan::constant_number(plan_[programme_.unit_cost]);
}

void ProgrammeRun::allocate(const std::vector<Found*>& found) {
    allocate::Input input{*plan_.program, programme_.programme, population_, {}, std::move(limits_), std::move(at_most_)};
    for (Found* one : found) {
        for (std::size_t i = 0; i < one->tiers_missing.size(); ++i) {
            if (one->tiers_missing[i] != 0 || one->cost_missing[i] != 0)
                entrant_missing_.emplace(one->entrants.all[i].row, std::pair(one->tiers_missing[i], one->cost_missing[i]));
        }
        for (std::size_t l = 0; l < one->by_value.size(); ++l) input.limits[l].by_value.merge(one->by_value[l]);
        input.entrants.append(std::move(one->entrants));
        one->entrants = {};
    }
    note_held(input);
    if (read_) remember(input.entrants);
    allocation_ = allocate::allocate(input);
}

/// What selected() needs of the entrants once they are gone.
void ProgrammeRun::remember(const allocate::Entrants& entrants) {
    const program::Programme& said = (*plan_.program)[programme_.programme];
    const std::size_t rows = judged_.outcome.size();
    tiers_open_.resize(rows);
    cost_error_.resize(rows);
    std::vector<std::size_t> per_fact;
    for (std::size_t l = 0; l < allocate::limits_of(said); ++l) {
        unknown_group_.emplace_back(rows);
        if (allocate::per_of(said, l).fact.valid()) per_fact.push_back(l);
    }
    for (std::size_t i = 0; i < entrants.all.size(); ++i) {
        const allocate::Entrant& entrant = entrants.all[i];
        tiers_open_.set(entrant.row, entrant.tier_unknown || entrant.tier_in_error);
        cost_error_.set(entrant.row, entrant.cost.mark);
        for (std::size_t f = 0; f < per_fact.size(); ++f) {
            const allocate::GroupValue& value = entrants.groups[i * per_fact.size() + f];
            unknown_group_[per_fact[f]].set(entrant.row, value.state == allocate::GroupValue::State::unknown);
        }
    }
}

void ProgrammeRun::finish(const std::vector<Found*>& found) {
    const std::size_t rows = judged_.outcome.size();
    outcomes_.programme = programme_.programme;
    outcomes_.entity = judged_.entity;
    for (const Found* one : found) {
        for (std::size_t o = 0; o < one->counts.size(); ++o) {
            outcomes_.count[o] += one->counts[o];
            outcomes_.subjects += one->counts[o];
        }
    }
    outcomes_.subject = std::move(judged_.subject);
    outcomes_.outcome = std::move(judged_.outcome);
    outcomes_.missing = std::move(judged_.missing);
    outcomes_.receiving = rows_of(found, &Found::receiving, rows);
    outcomes_.graduates = rows_of(found, &Found::graduates, rows);
    allocate::count_graduating(allocation_, outcomes_.graduates);
}

}  // namespace tepat::run
