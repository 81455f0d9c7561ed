// SPDX-License-Identifier: Apache-2.0
#include "engine/compare/compare.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace tepat::compare {

namespace {

using allocate::State;
using run::Outcome;

bool is_reached(Standing s) { return s == Standing::eligible || s == Standing::selected || s == Standing::taken; }
bool is_queued(Standing s) { return s == Standing::waiting || s == Standing::family_limit || s == Standing::not_placed; }
bool is_open(Standing s) { return s == Standing::undecided || s == Standing::error; }

Standing of_outcome(Outcome outcome) {
    switch (outcome) {
        case Outcome::eligible: return Standing::eligible;
        case Outcome::not_eligible: return Standing::not_eligible;
        case Outcome::undecided: return Standing::undecided;
        case Outcome::error: return Standing::error;
    }
    return Standing::error;
}

Change into_reach(Standing before) {
    if (is_reached(before)) return Change::moves;
    return is_queued(before) ? Change::gets_place : Change::gains;
}

Change into_queue(Standing before) {
    if (is_reached(before)) return Change::loses_place;
    return is_queued(before) ? Change::moves : Change::starts_waiting;
}

Change out_of(Standing before, Standing after) {
    if (is_reached(before)) return Change::loses;
    if (is_queued(before)) return Change::stops_waiting;
    if (is_open(before)) return Change::ruled_out;
    return before == Standing::rejected || after == Standing::rejected ? Change::moves : Change::same;
}

}  // namespace

Standing standing_of(const ProgrammeSide& programme, std::uint32_t row) {
    if (programme.state.empty()) return of_outcome(programme.outcome[row]);
    switch (programme.state[row]) {
        case State::none: break;
        case State::selected: return Standing::selected;
        case State::waiting: return Standing::waiting;
        case State::taken: return Standing::taken;
        case State::rejected: return Standing::rejected;
        case State::family_limit: return Standing::family_limit;
        case State::not_placed: return Standing::not_placed;
    }
    return of_outcome(programme.outcome[row]);
}

Change change_of(Standing before, Standing after) {
    if (before == after) return Change::same;
    if (before == Standing::absent) return Change::appears;
    if (after == Standing::absent) return Change::goes;
    if (after == Standing::error) return Change::error;
    if (after == Standing::undecided) return Change::undecided;
    if (is_reached(after)) return into_reach(before);
    if (is_queued(after)) return into_queue(before);
    return out_of(before, after);
}

namespace {

/// False: beyond what a number holds; such a bound is not known.
void move(std::int64_t& bound, bool& there, std::int64_t by, bool by_there, bool minus) {
    there = there && by_there && !(minus ? __builtin_sub_overflow(bound, by, &bound) : __builtin_add_overflow(bound, by, &bound));
    if (!there) bound = 0;
}

}  // namespace

void Sum::add(const Amount& more) {
    move(amount.low, amount.has_low, more.low, more.has_low, false);
    move(amount.high, amount.has_high, more.high, more.has_high, false);
}

void Sum::subtract(const Amount& less) {
    move(amount.low, amount.has_low, less.high, less.has_high, true);
    move(amount.high, amount.has_high, less.low, less.has_low, true);
}

namespace {

/// Rows of one entity on two sides, laid beside each other.
struct Pairing {
    const Subjects* before = nullptr;
    const Subjects* after = nullptr;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> rows;  ///< those after in order, then those that are gone
    std::vector<bool> changed;                                  ///< by row: in any programme
};

bool counted(const Subjects* subjects, std::uint32_t row) {
    return subjects != nullptr && row != nowhere && subjects->counted.get(row);
}

void pair_same(const Subjects& subjects, Pairing& pairing) {
    for (std::uint32_t row = 0; row < subjects.keys->size(); ++row) pairing.rows.emplace_back(row, row);
}

void pair_by_key(Pairing& pairing) {
    std::unordered_map<std::string_view, std::uint32_t> known;
    const std::size_t before = pairing.before == nullptr ? 0 : pairing.before->keys->size();
    const std::size_t after = pairing.after == nullptr ? 0 : pairing.after->keys->size();
    known.reserve(before);
    for (std::uint32_t row = 0; row < before; ++row) known.emplace((*pairing.before->keys)[row], row);
    std::vector<bool> met(before);
    for (std::uint32_t row = 0; row < after; ++row) {
        const auto found = known.find((*pairing.after->keys)[row]);
        if (found != known.end()) met[found->second] = true;
        pairing.rows.emplace_back(found == known.end() ? nowhere : found->second, row);
    }
    for (std::uint32_t row = 0; row < before; ++row)
        if (!met[row]) pairing.rows.emplace_back(row, nowhere);
}

const Subjects* subjects_called(const Side& side, const std::string& entity) {
    const auto found = std::find_if(side.subjects.begin(), side.subjects.end(), [&](const Subjects& s) { return s.entity == entity; });
    return found == side.subjects.end() ? nullptr : &*found;
}

std::optional<std::size_t> find_programme(const Side& side, const std::string& name, const std::string& entity) {
    for (std::size_t p = 0; p < side.programmes.size(); ++p)
        if (side.programmes[p].name == name && side.subjects[side.programmes[p].subjects].entity == entity) return p;
    return std::nullopt;
}

const Amount& amount_of(const Benefit& benefit, std::uint32_t row) { return benefit.amounts[benefit.amounts.size() == 1 ? 0 : row]; }

class Comparer {
public:
    Comparer(const Side& before, const Side& after) : before_(before), after_(after) {}

    Comparison compare() {
        std::map<std::pair<std::string, std::string>, bool> names;
        for (const Side* side : {&before_, &after_})
            for (const ProgrammeSide& programme : side->programmes) names[{programme.name, side->subjects[programme.subjects].entity}] = true;
        for (const auto& [name, unused] : names) result_.programmes.push_back(compare(name.first, name.second));
        for (const auto& [entity, pairing] : pairings_) result_.affected.push_back(affected(entity, pairing));
        return std::move(result_);
    }

private:
    Pairing& pairing_of(const std::string& entity) {
        const auto found = pairings_.find(entity);
        if (found != pairings_.end()) return found->second;
        Pairing& pairing = pairings_[entity];
        pairing.before = subjects_called(before_, entity);
        pairing.after = subjects_called(after_, entity);
        if (pairing.before != nullptr && pairing.after != nullptr && pairing.before->keys == pairing.after->keys) pair_same(*pairing.after, pairing);
        else pair_by_key(pairing);
        pairing.changed.resize(pairing.rows.size());
        return pairing;
    }

    static Standing stand(const ProgrammeSide* programme, const Subjects* subjects, std::uint32_t row) {
        if (!counted(subjects, row)) return Standing::absent;
        return programme == nullptr ? Standing::not_run : standing_of(*programme, row);
    }
    static std::size_t outcome(const ProgrammeSide* programme, const Subjects* subjects, std::uint32_t row) {
        if (!counted(subjects, row)) return 5;
        return programme == nullptr ? 4 : static_cast<std::size_t>(programme->outcome[row]);
    }

    Compared compare(const std::string& name, const std::string& entity) {
        Compared all;
        Pairing& pairing = pairing_of(entity);
        all.before = find_programme(before_, name, entity);
        all.after = find_programme(after_, name, entity);
        const ProgrammeSide* const was = all.before ? &before_.programmes[*all.before] : nullptr;
        const ProgrammeSide* const is = all.after ? &after_.programmes[*all.after] : nullptr;
        describe(was, is, pairing, all);
        start_groups(pairing, all);
        for (std::size_t i = 0; i < pairing.rows.size(); ++i) {
            const auto [old_row, new_row] = pairing.rows[i];
            Row row{old_row, new_row, stand(was, pairing.before, old_row), stand(is, pairing.after, new_row), Change::same};
            if (row.stood == Standing::absent && row.stands == Standing::absent) continue;
            row.change = change_of(row.stood, row.stands);
            ++all.matrix[static_cast<std::size_t>(row.stood)][static_cast<std::size_t>(row.stands)];
            ++all.outcomes[outcome(was, pairing.before, old_row)][outcome(is, pairing.after, new_row)];
            count(was, is, pairing, row, all);
            if (row.change == Change::same) continue;
            pairing.changed[i] = true;
            all.rows.push_back(row);
        }
        finish_groups(all);
        return all;
    }

    static void describe(const ProgrammeSide* was, const ProgrammeSide* is, const Pairing& pairing, Compared& all) {
        const ProgrammeSide& shown = is != nullptr ? *is : *was;
        all.name = shown.name;
        all.label = shown.label;
        all.is_rule = shown.is_rule;
        all.entity = (pairing.after != nullptr ? pairing.after : pairing.before)->entity;
        all.entity_label = (pairing.after != nullptr ? pairing.after : pairing.before)->label;
        all.places = (was != nullptr && was->places) || (is != nullptr && is->places);
        const bool own = !shown.benefit.amounts.empty() || was == nullptr;
        const Benefit& benefit = own ? shown.benefit : was->benefit;
        all.benefit = {benefit.money, benefit.scale, benefit.per, {}, (was != nullptr ? was->benefit.secrecy : 0) | (is != nullptr ? is->benefit.secrecy : 0)};
        if (!benefit.amounts.empty()) all.benefit.amounts.emplace_back();
        const auto kind = [](const Benefit& b) { return std::tuple(b.money, b.scale, b.per); };
        const bool both = was != nullptr && is != nullptr && !was->benefit.amounts.empty() && !is->benefit.amounts.empty();
        all.same_benefit_kind = !both || kind(was->benefit) == kind(is->benefit);
    }

    // ------------------------------------------------------------------------------------------------------ groups

    void start_groups(const Pairing& pairing, Compared& all) {
        const Subjects& shown = pairing.after != nullptr ? *pairing.after : *pairing.before;
        index_.assign(shown.groupings.size(), {});
        by_row_.assign(shown.groupings.size(), {});
        all.groups.resize(shown.groupings.size());
        for (std::size_t g = 0; g < shown.groupings.size(); ++g) {
            for (const Subjects* side : {pairing.after, pairing.before}) {
                auto& numbers = by_row_[g][side == pairing.after ? 1 : 0];
                if (side == nullptr) continue;
                for (const Grouping::Group& group : side->groupings[g].groups) numbers.push_back(group_number(all, g, group));
            }
        }
    }
    std::size_t group_number(Compared& all, std::size_t g, const Grouping::Group& group) {
        const auto found = index_[g].try_emplace(group.key, all.groups[g].size());
        if (found.second) all.groups[g].push_back({group.key, group.name, false, {}});
        return found.first->second;
    }
    /// By the side after; who is gone, by the side before.
    GroupTally& group_of(const Pairing& pairing, const Row& row, std::size_t g, Compared& all) {
        const bool now = row.stands != Standing::absent;
        const Grouping& grouping = (now ? pairing.after : pairing.before)->groupings[g];
        const std::uint32_t at = grouping.of.empty() ? nowhere : grouping.of[now ? row.after : row.before];
        if (at != nowhere) return all.groups[g][by_row_[g][now ? 1 : 0][at]];
        const auto found = index_[g].try_emplace("\xFF", all.groups[g].size());
        if (found.second) all.groups[g].push_back({"", "", true, {}});
        return all.groups[g][found.first->second];
    }
    static bool is_empty(const GroupTally& group) {
        return std::all_of(group.tally.change.begin(), group.tally.change.end(), [](std::size_t n) { return n == 0; });
    }
    static void finish_groups(Compared& all) {
        for (auto& groups : all.groups) {
            std::erase_if(groups, is_empty);
            std::stable_sort(groups.begin(), groups.end(), [](const GroupTally& a, const GroupTally& b) {
                return std::pair(a.none, a.key) < std::pair(b.none, b.key);
            });
        }
    }

    // ------------------------------------------------------------------------------------------------------ counting

    void count(const ProgrammeSide* was, const ProgrammeSide* is, const Pairing& pairing, const Row& row, Compared& all) {
        add(was, is, row, all.same_benefit_kind, all.tally);
        for (std::size_t g = 0; g < all.groups.size(); ++g) add(was, is, row, all.same_benefit_kind, group_of(pairing, row, g, all).tally);
    }

    static void add(const ProgrammeSide* was, const ProgrammeSide* is, const Row& row, bool comparable, Tally& tally) {
        ++tally.change[static_cast<std::size_t>(row.change)];
        const bool reached = is_reached(row.stood), reaches = is_reached(row.stands);
        tally.money.reached_before += reached;
        tally.money.reached_after += reaches;
        const Amount* const old_amount = reached && !was->benefit.amounts.empty() ? &amount_of(was->benefit, row.before) : nullptr;
        const Amount* const new_amount = reaches && !is->benefit.amounts.empty() ? &amount_of(is->benefit, row.after) : nullptr;
        if (old_amount != nullptr) tally.money.before.add(*old_amount);
        if (new_amount != nullptr) tally.money.after.add(*new_amount);
        if (!comparable || (old_amount != nullptr && new_amount != nullptr && *old_amount == *new_amount)) return;
        if (new_amount != nullptr) tally.money.difference.add(*new_amount);
        if (old_amount != nullptr) tally.money.difference.subtract(*old_amount);
    }

    static Affected affected(const std::string& entity, const Pairing& pairing) {
        Affected all{entity, (pairing.after != nullptr ? pairing.after : pairing.before)->label, 0, 0, 0, 0};
        for (std::size_t i = 0; i < pairing.rows.size(); ++i) {
            const bool was = counted(pairing.before, pairing.rows[i].first), is = counted(pairing.after, pairing.rows[i].second);
            all.subjects_before += was;
            all.subjects_after += is;
            all.both += was && is;
            all.changed += was && is && pairing.changed[i];
        }
        return all;
    }

    const Side& before_;
    const Side& after_;
    std::map<std::string, Pairing> pairings_;
    std::vector<std::unordered_map<std::string, std::size_t>> index_;       ///< by grouping: position of a group in the tallies
    std::vector<std::array<std::vector<std::size_t>, 2>> by_row_;           ///< by grouping and side (0 before): the same by the side's number
    Comparison result_;
};

}  // namespace

Comparison compare(const Side& before, const Side& after) { return Comparer(before, after).compare(); }

}  // namespace tepat::compare
