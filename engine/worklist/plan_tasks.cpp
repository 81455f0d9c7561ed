// SPDX-License-Identifier: Apache-2.0
// Outcomes per rule -> tasks per programme (or rule without one). Reads decisions and population, writes nothing.
#include "engine/worklist/plan_tasks.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

#include "engine/allocate/allocate.hpp"
#include "engine/worklist/shown_values.hpp"

namespace tepat::worklist {
namespace {

using program::EntityId;
using program::ExprId;
using program::ProgrammeId;
using program::RuleId;
using run::Outcome;

/// The rules that decide together: those of one programme, or one rule without.
struct Group {
    std::string name;
    ProgrammeId programme;
    std::vector<const run::RuleOutcomes*> rules;  ///< by name
    EntityId entity() const { return rules.front()->entity; }
};

/// Programmes by name, then rules without programme by name.
std::vector<Group> groups_of(const Judged& judged) {
    std::map<std::pair<bool, std::string>, Group> groups;
    for (const run::RuleOutcomes& outcomes : judged.decisions.rules) {
        const program::Rule& rule = judged.program[outcomes.rule];
        const bool alone = !rule.programme.valid();
        if (!alone && judged.program[rule.programme].draft && !judged.include_drafts) continue;
        Group& group = groups[{alone, alone ? rule.name : judged.program[rule.programme].name}];
        group.programme = rule.programme;
        group.rules.push_back(&outcomes);
    }
    std::vector<Group> sorted;
    for (auto& [key, group] : groups) {
        std::sort(group.rules.begin(), group.rules.end(),
                  [&](const auto* a, const auto* b) { return judged.program[a->rule].name < judged.program[b->rule].name; });
        group.name = key.second;
        sorted.push_back(std::move(group));
    }
    return sorted;
}

/// Rounds a bound outwards to whole sen.
std::int64_t in_sen(std::int64_t value, int scale, bool low) {
    std::int64_t unit = 1;
    for (; scale > program::rupiah_scale; --scale) unit *= 10;
    std::int64_t sen = value / unit;
    if (value % unit != 0 && (value < 0) == low) sen += low ? -1 : 1;
    for (; scale < program::rupiah_scale; ++scale)
        if (__builtin_mul_overflow(sen, 10, &sen)) return low ? INT64_MIN : INT64_MAX;
    return sen;
}

class Planner {
public:
    Planner(const Judged& judged, const std::function<void(const DesiredTask&)>& want) : judged_(judged), want_(want) {
        for (const run::Watched& watched : judged.decisions.watched) watched_.emplace(watched.expr, &watched);
        for (const allocate::Allocation& allocation : judged.decisions.allocations) allocations_.emplace(allocation.programme, &allocation);
        for (const run::ProgrammeOutcomes& outcomes : judged.decisions.programmes) outcomes_.emplace(outcomes.programme, &outcomes);
        for (const allocate::Conflict& conflict : judged.decisions.conflicts) note(conflict);
    }

    void plan() {
        for (const Group& group : groups_of(judged_)) plan(group);
    }

private:
    void plan(const Group& group) {
        const auto rows = static_cast<std::uint32_t>(judged_.population.entities[group.entity().value].rows);
        for (std::uint32_t row = 0; row < rows; ++row) plan(group, Kind::intervention, row);
        for (std::uint32_t row = 0; row < rows; ++row) plan(group, Kind::data, row);
        plan_exits(group);
    }

    /// A conflict marks the tasks of both programmes, on the rows of their own entities.
    void note(const allocate::Conflict& conflict) {
        const auto mark = [&](ProgrammeId whose, ProgrammeId other) {
            const auto row = row_of(judged_, judged_.program[whose].entity, conflict.entity, conflict.row);
            if (row) conflicts_[{whose, *row}].insert(judged_.program[other].name);
        };
        mark(conflict.programme, conflict.other);
        mark(conflict.other, conflict.programme);
    }

    void plan_exits(const Group& group) {
        const auto outcomes = outcomes_.find(group.programme);
        if (!group.programme.valid() || outcomes == outcomes_.end()) return;
        const std::optional<program::Graduation>& graduation = judged_.program[group.programme].graduation;
        if (!graduation || !graduation->task) return;
        const columns::Bits& graduates = outcomes->second->graduates;
        for (std::uint32_t row = 0; row < graduates.size(); ++row) {
            if (!graduates.get(row)) continue;
            DesiredTask task;
            task.kind = Kind::exit;
            task.entity = group.entity();
            task.row = row;
            describe(group, *graduation->task, {}, task);
            want_(task);
        }
    }

    /// Outcomes say who is eligible; the allocation who gets in. Who was rejected gets no task of the programme at all.
    bool is_wanted(const Group& group, Kind kind, std::uint32_t row) const {
        if (!group.programme.valid()) return true;
        const auto found = allocations_.find(group.programme);
        if (found == allocations_.end()) {
            const program::Programme& programme = judged_.program[group.programme];
            return kind == Kind::data || group.rules.size() == programme.rules.size() || !programme.is_allocated();
        }
        const allocate::State state = found->second->state[row];
        return kind == Kind::intervention ? state == allocate::State::selected : state != allocate::State::rejected;
    }

    /// A programme is the `atau` of its rules: eligible > error > undecided > not eligible.
    static std::optional<Outcome> outcome_of(const Group& group, std::uint32_t row) {
        std::optional<Outcome> joined;
        const auto rank = [](Outcome outcome) {
            return outcome == Outcome::eligible ? 3 : outcome == Outcome::error ? 2 : outcome == Outcome::undecided ? 1 : 0;
        };
        for (const run::RuleOutcomes* rule : group.rules) {
            if (!rule->subject.get(row)) continue;
            if (!joined || rank(rule->outcome[row]) > rank(*joined)) joined = rule->outcome[row];
        }
        return joined;
    }

    /// Eligible, but nobody knows of which group: the kelurahan or the fact that its places are counted by is missing. Nothing, when that is known.
    std::set<run::MissingName> unknown_groups(const Group& group, std::uint32_t row) const {
        std::set<run::MissingName> missing;
        const auto found = allocations_.find(group.programme);
        if (found == allocations_.end() || found->second->reason[row] != allocate::Reason::group_unknown) return missing;
        const program::Programme& programme = judged_.program[group.programme];
        const auto ask_for = [&](const program::GroupBy& per) {
            const bool leads_nowhere = per.entity.valid() && allocate::ancestor_row(judged_.program, judged_.population, group.entity(), row, per.entity) == columns::no_parent_unknown;
            if (leads_nowhere) missing.insert({per.entity, {}});
            if (per.fact.valid() && !value_on(judged_, per.fact, row)) missing.insert({judged_.program[per.fact].entity, per.fact});
        };
        for (std::size_t limit = 0; limit < allocate::limits_of(programme); ++limit) ask_for(allocate::per_of(programme, limit));
        for (const program::AtMost& most : programme.at_most) ask_for({most.per, {}});
        return missing;
    }

    void plan(const Group& group, Kind kind, std::uint32_t row) {
        std::set<run::MissingName> missing;
        if (kind == Kind::data) missing = unknown_groups(group, row);
        const Outcome wanted = kind == Kind::intervention || !missing.empty() ? Outcome::eligible : Outcome::undecided;
        if (outcome_of(group, row) != wanted || !is_wanted(group, kind, row)) return;
        DesiredTask task;
        const program::Task* said = nullptr;
        for (const run::RuleOutcomes* rule : group.rules) {
            if (!rule->subject.get(row) || rule->outcome[row] != wanted) continue;
            task.reasons.push_back(rule->rule);
            const auto& own = kind == Kind::intervention ? judged_.program[rule->rule].task : judged_.program[rule->rule].data_task;
            if (said == nullptr && own) said = &*own;
            if (wanted == Outcome::eligible) continue;
            const auto& names = judged_.decisions.missing_sets[rule->missing[row]];
            missing.insert(names.begin(), names.end());
        }
        if (group.programme.valid()) {
            const program::Programme& programme = judged_.program[group.programme];
            const auto& own = kind == Kind::intervention ? programme.task : programme.data_task;
            if (own) said = &*own;
        }
        if (said == nullptr) return;  // the outcome is counted, nobody is asked to do anything
        task.kind = kind;
        task.entity = group.entity();
        task.row = row;
        describe(group, *said, missing, task);
        want_(task);
    }

    void describe(const Group& group, const program::Task& said, const std::set<run::MissingName>& missing, DesiredTask& task) {
        task.period = "-";
        if (group.programme.valid()) {
            const program::Programme& programme = judged_.program[group.programme];
            task.programme = group.programme;
            task.partial = group.rules.size() < programme.rules.size();
            task.period = period_label(programme.period, judged_.date);
            if (task.kind == Kind::intervention) {
                add_benefit(programme, task);
                add_place(task);
            }
        } else {
            task.rule = group.rules.front()->rule;
        }
        task.agency = said.agency;
        task.priority = said.priority;
        task.due = said.due;
        task.evidence = said.evidence;
        task.text = text_of(said, missing, task);
        for (const run::MissingName& name : missing) task.missing.push_back(printed_name(judged_.program, name));
        std::sort(task.missing.begin(), task.missing.end());
    }

    std::string text_of(const program::Task& said, const std::set<run::MissingName>& missing, const DesiredTask& task) const {
        std::string text;
        for (const program::TextPiece& piece : said.text) {
            text += piece.literal;
            if (piece.fact.valid()) text += shown_value(judged_, piece.fact, task.entity, task.row);
            if (piece.missing) text += labels_of(missing, task.entity);
        }
        return text;
    }

    std::string labels_of(const std::set<run::MissingName>& missing, EntityId subject) const {
        std::set<std::string> labels;
        for (const run::MissingName& name : missing) labels.insert(missing_label(judged_.program, name, subject));
        std::string joined;
        for (const std::string& label : labels) joined += (joined.empty() ? "" : ", ") + label;
        return joined;
    }

    void add_place(DesiredTask& task) const {
        const auto conflicts = conflicts_.find({task.programme, task.row});
        if (conflicts != conflicts_.end()) task.conflicts.assign(conflicts->second.begin(), conflicts->second.end());
        const auto found = allocations_.find(task.programme);
        if (found == allocations_.end()) return;
        const allocate::Allocation& allocation = *found->second;
        task.rank = allocation.rank[task.row];
        task.provisional = allocation.provisional.get(task.row);
        if (allocation.area[task.row] < allocation.areas.size()) task.area = allocation.areas[allocation.area[task.row]];
    }

    void add_benefit(const program::Programme& programme, DesiredTask& task) const {
        task.benefit_per = programme.benefit_per;
        const auto found = watched_.find(programme.benefit);
        if (!programme.benefit.valid() || found == watched_.end()) return;
        const auto& values = found->second->values;
        if (values.empty()) return;
        const run::WatchedValue& value = values[values.size() == 1 ? 0 : task.row];
        if (value.state == run::ValueState::error) return;
        const program::Type& type = judged_.program[programme.benefit].type;
        task.benefit_is_money = type.kind == program::TypeKind::rupiah;
        if (!task.benefit_is_money) task.benefit_scale = type.scale;
        const auto scaled = [&](std::int64_t bound, bool low) { return task.benefit_is_money ? in_sen(bound, type.scale, low) : bound; };
        if (value.low_bounded) task.benefit_low = scaled(value.low, true);
        if (value.high_bounded) task.benefit_high = scaled(value.high, false);
    }

    const Judged& judged_;
    const std::function<void(const DesiredTask&)>& want_;
    std::map<ExprId, const run::Watched*> watched_;
    std::map<ProgrammeId, const allocate::Allocation*> allocations_;
    std::map<ProgrammeId, const run::ProgrammeOutcomes*> outcomes_;
    std::map<std::pair<ProgrammeId, std::uint32_t>, std::set<std::string>> conflicts_;  ///< by programme and row of its entity
};

void need(std::set<ExprId>& watch, std::set<program::FactId>& facts, const std::optional<program::Task>& task) {
    if (!task) return;
    if (task->done_when.valid()) watch.insert(task->done_when);
    for (const program::TextPiece& piece : task->text)
        if (piece.fact.valid()) facts.insert(piece.fact);
}

}  // namespace

std::vector<program::FactId> numbers_of(const program::Program& program, EntityId id) {
    const program::Entity& entity = program[id];
    std::vector<program::FactId> numbers;
    for (const program::FactId fact : entity.facts) {
        const bool secret = (static_cast<unsigned>(program[fact].secrecy) & static_cast<unsigned>(program::Secrecy::secret)) != 0;
        const bool shown = fact == entity.called_by || std::find(entity.address.begin(), entity.address.end(), fact) != entity.address.end();
        if (secret && !shown && program[fact].type.kind == program::TypeKind::text) numbers.push_back(fact);
    }
    return numbers;
}

Needs needs(const program::Program& program, const std::vector<RuleId>& rules) {
    std::set<ExprId> watch;
    std::set<program::FactId> in_text, shown;
    for (const RuleId id : rules) {
        const program::Rule& rule = program[id];
        need(watch, in_text, rule.task);
        need(watch, in_text, rule.data_task);
        if (rule.programme.valid()) {
            const program::Programme& programme = program[rule.programme];
            need(watch, in_text, programme.task);
            need(watch, in_text, programme.data_task);
            if (programme.benefit.valid()) watch.insert(programme.benefit);
            if (programme.graduation) need(watch, in_text, programme.graduation->task);
        }
        for (EntityId entity = rule.entity; entity.valid(); entity = program[entity].parent) {
            if (program[entity].called_by.valid()) shown.insert(program[entity].called_by);
            shown.insert(program[entity].address.begin(), program[entity].address.end());
            for (const program::FactId fact : numbers_of(program, entity)) shown.insert(fact);
        }
    }
    return {{watch.begin(), watch.end()}, {in_text.begin(), in_text.end()}, {shown.begin(), shown.end()}};
}

void plan_tasks(const Judged& judged, const std::function<void(const DesiredTask&)>& want) {
    Planner(judged, want).plan();
}

std::vector<DesiredTask> plan_tasks(const Judged& judged) {
    std::vector<DesiredTask> all;
    plan_tasks(judged, [&](const DesiredTask& task) { all.push_back(task); });
    return all;
}

}  // namespace tepat::worklist
