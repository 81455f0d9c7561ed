// SPDX-License-Identifier: Apache-2.0
// The same as allocation_report.cpp, for programs: every group with all its numbers (docs/commands.md lists them).
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/allocation_report.hpp"
#include "cli/decisions_file.hpp"
#include "cli/mask.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/allocate/allocate.hpp"

namespace tepat::cli {

namespace {

using Json = nlohmann::ordered_json;
using allocate::Allocation;
using allocate::Group;
using allocate::Reason;
using allocate::State;

Json number_or_null(const std::optional<std::int64_t>& number) { return number ? Json(*number) : Json(nullptr); }

/// A key that is a secret stays in the baseline.
Json key_json(const Places& places, program::EntityId id, const std::string& key) {
    return program::is_protected(program::key_secrecy(places.program, id, key)) ? Json(nullptr) : Json(key);
}

Json subject_json(const Places& places, program::EntityId id, std::uint32_t row) { return key_json(places, id, places.population.entities[id.value].keys[row]); }

Json area_json(const Places& places, const Allocation& allocation, std::uint32_t area) {
    if (area >= allocation.areas.size()) return nullptr;
    const std::string& key = allocation.areas[area];
    return program::is_protected(program::area_secrecy(places.program, places.program[allocation.programme], key)) ? Json(nullptr) : Json(key);
}

std::size_t rowless(const Allocation& allocation) {
    return static_cast<std::size_t>(
        std::count_if(allocation.absent.begin(), allocation.absent.end(), [](const allocate::Absent& absent) { return absent.row == allocate::no_row; }));
}

/// Places held by who is no subject now, or by nobody the baseline knows.
Json absent_json(const Places& places, const Allocation& allocation) {
    Json all = Json::array();
    for (const allocate::Absent& absent : allocation.absent) {
        const bool in_baseline = absent.row != allocate::no_row;
        all.push_back({{"task", absent.task},
                       {"subject", key_json(places, allocation.entity, absent.key)},
                       {"status", absent.done ? "done" : "approved"},
                       {"in_baseline", in_baseline},
                       {"area", area_json(places, allocation, absent.area)}});
    }
    return all;
}

Json cut_off_json(const Places& places, const Allocation& allocation, const Group& group) {
    if (group.last_selected == allocate::no_row) return nullptr;
    const program::Programme& programme = places.program[allocation.programme];
    Json keys = Json::array();
    for (std::size_t k = 0; k < group.last_keys.size(); ++k) {
        const bool hide = program::is_protected(program::secrecy_of(places.program, programme.order[k].value));
        keys.push_back(hide ? Json(mask) : number_or_null(group.last_keys[k]));
    }
    const bool hide_tier = program::is_protected(program::tiers_secrecy(places.program, programme));
    const Json tier = programme.tiers.empty() ? Json(nullptr) : hide_tier ? Json(mask) : Json(programme.tiers[group.last_tier].number);
    return {{"subject", subject_json(places, allocation.entity, group.last_selected)},
            {"rank", allocation.rank[group.last_selected]},
            {"tier", tier},
            {"keys", keys}};
}

Json group_json(const Places& places, const Allocation& allocation, const Group& group) {
    const program::Programme& programme = places.program[allocation.programme];
    const bool hide_group = program::is_protected(program::group_secrecy(places.program, allocate::per_of(programme, group.limit), group.key));
    const bool hide = hides_spending(places, programme, group.limit);
    const auto spent = [&](std::int64_t n) { return hide ? Json(mask) : Json(n); };
    Json free = group.counts.amount ? spent(group.counts.free()) : Json(nullptr);
    return {{"group", hide_group ? mask : group.key},
            {"amount", number_or_null(group.counts.amount)},
            {"taken", spent(group.counts.taken)},
            {"used", spent(group.counts.used)},
            {"free", free},
            {"held_back", group.counts.turned_away},
            {"candidates", group.candidates},
            {"selected", group.selected},
            {"waiting", group.waiting},
            {"family_limit", group.family_limit},
            {"not_placed", group.not_placed},
            {"holding", group.taken},
            {"rejected", group.rejected},
            {"provisional", group.provisional},
            {"contestable", group.contestable},
            {"graduating", group.graduating},
            {"cut_off", cut_off_json(places, allocation, group)}};
}

Json limits_json(const Places& places, const Allocation& allocation) {
    const program::Programme& programme = places.program[allocation.programme];
    Json limits = Json::array();
    for (std::size_t l = 0; l < allocate::limits_of(programme); ++l) {
        const program::GroupBy& per = allocate::per_of(programme, l);
        Json by = nullptr;
        if (per.entity.valid()) by = places.program[per.entity].name;
        if (per.fact.valid()) by = places.program[per.fact].name;
        Json groups = Json::array();
        for (const Group& group : allocation.groups)
            if (group.limit == l) groups.push_back(group_json(places, allocation, group));
        const std::size_t nowhere = l < allocation.taken_nowhere.size() ? allocation.taken_nowhere[l] : 0;
        limits.push_back(
            {{"limit", l < programme.quotas.size() ? "quota" : "budget"}, {"per", by}, {"taken_group_unknown", nowhere}, {"groups", groups}});
    }
    return limits;
}

Json reasons_json(const Allocation& allocation) {
    constexpr std::array names{"none", "no_tier", "group_unknown", "amount_unknown", "amount_error", "cost_unknown"};
    std::array<std::size_t, names.size()> count{};
    for (const Reason reason : allocation.reason) ++count[static_cast<std::size_t>(reason)];
    Json reasons = Json::object();
    for (std::size_t r = 1; r < names.size(); ++r) reasons[names[r]] = count[r];
    return reasons;
}

}  // namespace

void add_places_json(const Places& places, program::ProgrammeId programme, Json& target) {
    for (std::size_t p = 0; p < places.decisions.allocations.size(); ++p) {
        const Allocation& allocation = places.decisions.allocations[p];
        if (allocation.programme != programme) continue;
        Json states = Json::object();
        for (const State state : {State::selected, State::waiting, State::taken, State::rejected, State::family_limit, State::not_placed})
            states[state_word(state)] = allocation.count[static_cast<std::size_t>(state)];
        Json absent = absent_json(places, allocation);
        states[state_word(State::taken)] = allocation.count[static_cast<std::size_t>(State::taken)] + rowless(allocation);
        target["places"] = states;
        target["held_by_absent"] = std::move(absent);
        target["not_placed_because"] = reasons_json(allocation);
        target["receiving"] = places.decisions.programmes[p].receiving.count();
        target["graduates"] = places.decisions.programmes[p].graduates.count();
        target["conflicts"] = allocation.conflict.count();
        target["limits"] = limits_json(places, allocation);
    }
}

Json conflicts_json(const Places& places) {
    Json conflicts = Json::array();
    for (const allocate::Conflict& conflict : places.decisions.conflicts)
        conflicts.push_back({{"programme", places.program[conflict.programme].name},
                             {"other", places.program[conflict.other].name},
                             {"entity", places.program[conflict.entity].name},
                             {"subject", subject_json(places, conflict.entity, conflict.row)},
                             {"holds_programme", conflict.received},
                             {"holds_other", conflict.other_received}});
    return conflicts;
}

}  // namespace tepat::cli
