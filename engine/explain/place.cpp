// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/place.hpp"

#include <algorithm>

#include "dsl/program/print.hpp"
#include "engine/allocate/allocate.hpp"

namespace tepat::explain {

namespace {

using namespace program;

/// As the allocation prints the groups of a fact; nothing where the fact is unknown or in error.
std::optional<std::string> fact_key(const Program& program, const columns::Population& population, FactId id, Row row) {
    const auto& facts = program[row.entity].facts;
    const auto place = static_cast<std::size_t>(std::find(facts.begin(), facts.end(), id) - facts.begin());
    const auto& column = population.entities[row.entity.value].columns[place];
    if (!column || !column->known.get(row.row)) return std::nullopt;
    const Type& type = program[id].type;
    const std::int64_t number = column->at(row.row);
    if (type.kind == TypeKind::text) return column->dictionary[static_cast<std::size_t>(number)];
    if (type.kind == TypeKind::yes_no) return number != 0 ? "ya" : "tidak";
    if (type.is_numeric()) return print_scaled(number, type.scale);
    return print_value(program, type, {number, {}});
}

bool is_own(const Program& program, const columns::Population& population, const Programme& programme, const allocate::Group& group, Row row) {
    const GroupBy& per = allocate::per_of(programme, group.limit);
    if (per.entity.valid()) return group.row == allocate::ancestor_row(program, population, row.entity, row.row, per.entity);
    return !per.fact.valid() || fact_key(program, population, per.fact, row) == group.key;
}

}  // namespace

std::vector<PlaceStory> tell_places(const Program& program, const columns::Population& population, const run::Decisions& decisions,
                                    Row subject) {
    std::vector<PlaceStory> stories;
    for (std::size_t i = 0; i < decisions.allocations.size(); ++i) {
        const allocate::Allocation& allocation = decisions.allocations[i];
        const run::ProgrammeOutcomes& outcomes = decisions.programmes[i];
        const Programme& programme = program[allocation.programme];
        if (allocation.entity != subject.entity || !programme.is_allocated()) continue;
        const std::uint32_t row = subject.row, area = allocation.area[row];
        PlaceStory story{allocation.programme, outcomes.subject.get(row), outcomes.outcome[row], false, false, allocation.state[row],
                         allocation.reason[row], allocation.rank[row], area < allocation.areas.size() ? allocation.areas[area] : "",
                         allocation.provisional.get(row), {}, {}};
        story.receiving = programme.receiving.valid() && outcomes.receiving.get(row);
        story.graduates = programme.graduation && outcomes.graduates.get(row);
        for (const allocate::Group& group : allocation.groups)
            if (is_own(program, population, programme, group, subject)) story.groups.push_back(group);
        for (const allocate::Conflict& conflict : decisions.conflicts)
            if (conflict.entity == subject.entity && conflict.row == row &&
                (conflict.programme == allocation.programme || conflict.other == allocation.programme))
                story.conflicts.push_back(conflict);
        stories.push_back(std::move(story));
    }
    return stories;
}

}  // namespace tepat::explain
