// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/held.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {

using program::Program;

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
        (record.state == "rejected" ? of.rejected : of.taken).push_back(record.key);
    }
    for (allocate::PlacesHeld::Of& of : held.places.programmes) {
        std::sort(of.taken.begin(), of.taken.end());
        std::sort(of.rejected.begin(), of.rejected.end());
    }
    return held;
}

}  // namespace tepat::worklist
