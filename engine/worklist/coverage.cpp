// SPDX-License-Identifier: Apache-2.0
#include "dsl/program/secrecy.hpp"
#include "engine/worklist/coverage.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "engine/allocate/allocate.hpp"
#include "engine/worklist/shown_values.hpp"

namespace tepat::worklist {
namespace {

using allocate::Allocation;
using allocate::State;
using program::EntityId;
using program::ProgrammeId;
using run::Outcome;

constexpr std::uint32_t nowhere = 0;

/// Names of areas and groups stay away where they are secret.
std::string open_name(const Judged& judged, EntityId id, std::uint32_t row) {
    const program::Entity& entity = judged.program[id];
    if (!entity.called_by.valid() || judged.program[entity.called_by].secrecy != program::Secrecy::open) return "";
    return value_on(judged, entity.called_by, row).value_or("");
}

/// Which area a row lies in: the nearest ancestor (or itself) that is one.
class Areas {
public:
    Areas(const Judged& judged, std::vector<store::AreaRecord>& records) : judged_(judged), records_(records), of_row_(judged.program.entities.size()) {
        records_.push_back({});
        for (std::uint32_t e = 0; e < judged.program.entities.size(); ++e)
            if (judged.program.entities[e].area) add({e});
    }

    std::uint32_t of(EntityId entity, std::uint32_t row) {
        const EntityId area = area_entity(entity);
        if (!area.valid()) return nowhere;
        const auto own = row_of(judged_, area, entity, row);
        return own ? of_row_[area.value][*own] : nowhere;
    }

private:
    void add(EntityId id) {
        const auto& keys = judged_.population.entities[id.value].keys;
        std::vector<std::uint32_t> order(keys.size());
        for (std::uint32_t row = 0; row < keys.size(); ++row) order[row] = row;
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
        of_row_[id.value].resize(keys.size());
        for (const std::uint32_t row : order) {
            of_row_[id.value][row] = static_cast<std::uint32_t>(records_.size());
            store::AreaRecord record;
            record.entity = judged_.program[id].name;
            record.key = keys[row];
            record.name = open_name(judged_, id, row);
            records_.push_back(std::move(record));
        }
    }

    EntityId area_entity(EntityId entity) const {
        while (entity.valid() && !judged_.program[entity].area) entity = judged_.program[entity].parent;
        return entity;
    }

    const Judged& judged_;
    std::vector<store::AreaRecord>& records_;
    std::vector<std::vector<std::uint32_t>> of_row_;  ///< of area entities: row -> position in records
};

/// A programme that writes tasks, and what became of its candidates.
struct Judgement {
    const run::ProgrammeOutcomes& outcomes;
    const Allocation& allocation;
};

std::vector<Judgement> judgements_of(const Judged& judged) {
    std::vector<Judgement> all;
    for (std::size_t i = 0; i < judged.decisions.programmes.size() && i < judged.decisions.allocations.size(); ++i)
        if (!judged.program[judged.decisions.programmes[i].programme].draft || judged.include_drafts)
            all.push_back({judged.decisions.programmes[i], judged.decisions.allocations[i]});
    return all;
}

/// The entity at or above `entity` whose parent is an area or nothing; invalid for areas.
EntityId unit_of(const program::Program& program, EntityId entity) {
    if (program[entity].area) return {};
    while (program[entity].parent.valid() && !program[program[entity].parent].area) entity = program[entity].parent;
    return entity;
}

EntityId most_common_unit(const Judged& judged, const std::vector<Judgement>& judgements) {
    std::map<std::uint32_t, std::size_t> counts;
    for (const Judgement& each : judgements)
        if (const EntityId unit = unit_of(judged.program, each.outcomes.entity); unit.valid()) ++counts[unit.value];
    const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? EntityId{} : EntityId{most->first};
}

bool holds(const Judgement& each, std::uint32_t row) {
    return each.allocation.state[row] == State::taken || (row < each.outcomes.receiving.size() && each.outcomes.receiving.get(row));
}

/// What one subject of one programme means for its unit.
Reach reach_of(const Judgement& each, std::uint32_t row) {
    const State state = each.allocation.state[row];
    if (state == State::selected || holds(each, row)) return Reach::once;
    if (state == State::waiting || state == State::family_limit || state == State::not_placed) return Reach::waiting;
    if (!each.outcomes.subject.get(row)) return Reach::not_eligible;
    if (each.outcomes.outcome[row] == Outcome::undecided) return Reach::undecided;
    return each.outcomes.outcome[row] == Outcome::error ? Reach::error : Reach::not_eligible;
}

class Counter {
public:
    explicit Counter(const Judged& judged) : judged_(judged), judgements_(judgements_of(judged)), areas_(judged, result_.counts.areas) {}

    Coverage count() {
        result_.unit = most_common_unit(judged_, judgements_);
        const std::size_t units = result_.unit.valid() ? judged_.population.entities[result_.unit.value].rows : 0;
        result_.reach.assign(units, Reach::not_eligible);
        last_.assign(units, 0);
        for (std::uint32_t p = 0; p < judgements_.size(); ++p) {
            count_rows(judgements_[p], p + 1);
            count_limits(judgements_[p]);
        }
        count_units();
        find_clashes();
        count_clashes();
        drop_empty();
        return std::move(result_);
    }

private:
    void count_rows(const Judgement& each, std::uint32_t number) {
        const EntityId entity = each.outcomes.entity;
        std::vector<store::ProgrammeAreaRecord> by_area(result_.counts.areas.size());
        const bool in_units = result_.unit.valid() && unit_of(judged_.program, entity) == result_.unit;
        for (std::uint32_t row = 0; row < each.outcomes.outcome.size(); ++row) {
            count_row(each, row, by_area[areas_.of(entity, row)]);
            if (!in_units) continue;
            if (const auto unit = row_of(judged_, result_.unit, entity, row)) note(*unit, number, reach_of(each, row));
        }
        for (std::uint32_t area = 0; area < by_area.size(); ++area) {
            store::ProgrammeAreaRecord& record = by_area[area];
            if (record == store::ProgrammeAreaRecord{}) continue;
            record.programme = judged_.program[each.outcomes.programme].name;
            record.area = area;
            result_.counts.programmes.push_back(record);
        }
    }

    static void count_row(const Judgement& each, std::uint32_t row, store::ProgrammeAreaRecord& record) {
        if (each.outcomes.subject.get(row)) {
            ++record.subjects;
            ++record.outcomes[static_cast<std::size_t>(each.outcomes.outcome[row])];
        }
        const State state = each.allocation.state[row];
        if (state != State::none) ++record.states[static_cast<std::size_t>(state) - 1];
        record.receiving += row < each.outcomes.receiving.size() && each.outcomes.receiving.get(row);
        record.graduates += row < each.outcomes.graduates.size() && each.outcomes.graduates.get(row);
        record.conflicts += row < each.allocation.conflict.size() && each.allocation.conflict.get(row);
    }

    void note(std::uint32_t unit, std::uint32_t number, Reach reach) {
        Reach& now = result_.reach[unit];
        if (reach == Reach::once) {
            if (last_[unit] == number) return;
            now = last_[unit] == 0 ? Reach::once : Reach::several;
            last_[unit] = number;
        } else if (now > reach) {
            now = reach;
        }
    }

    void count_units() {
        for (std::uint32_t row = 0; row < result_.reach.size(); ++row) {
            store::AreaRecord& area = result_.counts.areas[areas_.of(result_.unit, row)];
            ++area.units;
            ++area.reach[static_cast<std::size_t>(result_.reach[row])];
            ++result_.units[static_cast<std::size_t>(result_.reach[row])];
        }
    }

    void count_limits(const Judgement& each) {
        const program::Programme& programme = judged_.program[each.outcomes.programme];
        for (const allocate::Group& group : each.allocation.groups) {
            const program::GroupBy& by = allocate::per_of(programme, group.limit);
            store::LimitRecord record;
            record.programme = programme.name;
            record.position = group.limit;
            record.kind = group.limit < programme.quotas.size() ? "quota" : is_open(programme.budget->unit_cost) ? "budget" : "protected_budget";
            if (by.entity.valid()) record.per = judged_.program[by.entity].name;
            else if (by.fact.valid()) record.per = judged_.program[by.fact].name;
            record.key = group.key;
            if (by.entity.valid() && group.row < judged_.population.entities[by.entity.value].rows) record.name = open_name(judged_, by.entity, group.row);
            if (record.name.empty() && program::is_protected(program::group_secrecy(judged_.program, by, group.key))) record.name = masked_name;  // the key tells groups apart, nobody reads it
            record.amount = group.counts.amount;
            record.taken = group.counts.taken;
            record.used = group.counts.used;
            record.waiting = group.counts.turned_away;
            record.graduating = group.graduating;
            result_.counts.limits.push_back(std::move(record));
        }
    }

    bool is_open(program::ExprId cost) const { return !program::is_protected(program::secrecy_of(judged_.program, cost)); }
    static constexpr const char* masked_name = "***";  // as shown() masks

    // ------------------------------------------------------------------------------------------------ reached by what excludes each other

    void find_clashes() {
        std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;  // each once, whichever of the two says so
        for (const Judgement& said : judgements_)
            for (const program::Exclusion& exclusion : judged_.program[said.outcomes.programme].not_together)
                for (const Judgement& other : judgements_) {
                    const std::uint32_t a = said.outcomes.programme.value, b = other.outcomes.programme.value;
                    if (other.outcomes.programme == exclusion.programme && a != b && pairs.insert(std::minmax(a, b)).second) compare(said, other);
                }
        const auto name = [&](ProgrammeId id) -> const std::string& { return judged_.program[id].name; };
        std::stable_sort(result_.clashes.begin(), result_.clashes.end(), [&](const Clash& a, const Clash& b) {
            return std::tie(name(a.programme), name(a.other), a.row) < std::tie(name(b.programme), name(b.other), b.row);
        });
    }

    void compare(const Judgement& said, const Judgement& other) {
        const EntityId a = said.outcomes.entity, b = other.outcomes.entity;
        const EntityId lower = is_above(a, b) ? b : a;
        const auto rows = static_cast<std::uint32_t>(judged_.population.entities[lower.value].rows);
        for (std::uint32_t row = 0; row < rows; ++row) {
            const auto a_row = row_of(judged_, a, lower, row), b_row = row_of(judged_, b, lower, row);
            if (!a_row || !b_row || !reaches(said, *a_row) || !reaches(other, *b_row)) continue;
            const bool a_holds = holds(said, *a_row), b_holds = holds(other, *b_row);
            const ClashKind kind = a_holds && b_holds ? ClashKind::both_hold : a_holds || b_holds ? ClashKind::holding : ClashKind::selected;
            result_.clashes.push_back({said.outcomes.programme, other.outcomes.programme, lower, row, kind});
        }
    }

    static bool reaches(const Judgement& each, std::uint32_t row) { return reach_of(each, row) == Reach::once; }

    bool is_above(EntityId a, EntityId b) const {
        for (; b.valid(); b = judged_.program[b].parent)
            if (a == b) return true;
        return false;
    }

    void count_clashes() {
        std::map<std::pair<std::string, std::string>, store::ConflictRecord> records;
        for (const Clash& clash : result_.clashes) {
            const std::string& programme = judged_.program[clash.programme].name;
            const std::string& other = judged_.program[clash.other].name;
            store::ConflictRecord& record = records[{programme, other}];
            record.programme = programme;
            record.other = other;
            ++(clash.kind == ClashKind::selected ? record.selected : clash.kind == ClashKind::holding ? record.holding : record.both_hold);
        }
        for (auto& [pair, record] : records) result_.counts.conflicts.push_back(std::move(record));
    }

    /// Areas nobody lies in (the upper ones, mostly) are not kept; the first always is, so that a whole run is known by it.
    void drop_empty() {
        std::vector<bool> used(result_.counts.areas.size());
        for (const store::ProgrammeAreaRecord& record : result_.counts.programmes) used[record.area] = true;
        std::vector<std::uint32_t> moved(used.size());
        std::vector<store::AreaRecord> kept;
        for (std::size_t i = 0; i < used.size(); ++i) {
            moved[i] = static_cast<std::uint32_t>(kept.size());
            if (i == nowhere || used[i] || result_.counts.areas[i].units > 0) kept.push_back(std::move(result_.counts.areas[i]));
        }
        result_.counts.areas = std::move(kept);
        for (store::ProgrammeAreaRecord& record : result_.counts.programmes) record.area = moved[record.area];
    }

    const Judged& judged_;
    Coverage result_;
    std::vector<Judgement> judgements_;
    Areas areas_;
    std::vector<std::uint32_t> last_;  ///< by unit: the last programme that reached it, from 1
};

}  // namespace

Coverage coverage_of(const Judged& judged) { return Counter(judged).count(); }

std::vector<std::vector<ProgrammeId>> programmes_behind(const Judged& judged, const Coverage& coverage) {
    std::vector<std::vector<ProgrammeId>> behind(coverage.reach.size());
    if (!coverage.unit.valid()) return behind;
    for (const Judgement& each : judgements_of(judged)) {
        if (unit_of(judged.program, each.outcomes.entity) != coverage.unit) continue;
        for (std::uint32_t row = 0; row < each.outcomes.outcome.size(); ++row) {
            const auto unit = row_of(judged, coverage.unit, each.outcomes.entity, row);
            if (!unit || coverage.reach[*unit] == Reach::not_eligible || reach_of(each, row) != coverage.reach[*unit]) continue;
            auto& programmes = behind[*unit];
            if (programmes.empty() || programmes.back() != each.outcomes.programme) programmes.push_back(each.outcomes.programme);
        }
    }
    return behind;
}

}  // namespace tepat::worklist
