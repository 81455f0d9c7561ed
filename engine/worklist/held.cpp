// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/held.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/allocate/allocate.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {

using program::Program;

namespace {

/// Where the worklist knows the subject to lie.
std::optional<std::string> key_above(const store::HeldRecord& record, const std::string& entity) {
    for (const auto& [name, key] : record.lies_in)
        if (name == entity) return key;
    return std::nullopt;
}

allocate::HeldPlace place_of(const store::HeldRecord& record, const Program& program, const program::Programme& programme) {
    allocate::HeldPlace place{record.key, record.task, record.state == "done", {}, {}};
    const std::optional<std::size_t> area = allocate::area_limit(programme);
    for (std::size_t l = 0; l < allocate::limits_of(programme); ++l) {
        const program::GroupBy& per = allocate::per_of(programme, l);
        std::optional<std::string> group = per.entity.valid() ? key_above(record, program[per.entity].name) : std::nullopt;
        if (!group && l == area && !record.area.empty()) group = record.area;
        place.groups.push_back(std::move(group));
    }
    for (const program::AtMost& most : programme.at_most) place.at_most.push_back(key_above(record, program[most.per].name));
    return place;
}

}  // namespace

Held read_held(const std::string& path, const Program& program, program::Date date) {
    const store::HeldRecords records = store::read_held(path);
    Held held{std::filesystem::path(path).filename().string(), records.stamp, {}};
    std::map<std::string, std::uint32_t> programmes;
    for (std::uint32_t p = 0; p < program.programmes.size(); ++p) programmes.emplace(program.programmes[p].name, p);
    held.places.programmes.resize(program.programmes.size());
    for (const store::HeldRecord& record : records.records) {
        const auto found = programmes.find(record.programme);
        if (found == programmes.end()) continue;
        const program::Programme& programme = program.programmes[found->second];
        if (record.entity != program[programme.entity].name || record.period != period_label(programme.period, date)) continue;
        allocate::PlacesHeld::Of& of = held.places.programmes[found->second];
        if (record.state == "rejected") of.rejected.push_back(record.key);
        else of.taken.push_back(place_of(record, program, programme));
    }
    for (allocate::PlacesHeld::Of& of : held.places.programmes) {
        std::sort(of.taken.begin(), of.taken.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
        std::sort(of.rejected.begin(), of.rejected.end());
    }
    return held;
}

}  // namespace tepat::worklist
