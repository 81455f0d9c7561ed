// SPDX-License-Identifier: Apache-2.0
#include "engine/compare/side_of_run.hpp"

#include <algorithm>
#include <map>

#include "dsl/program/print.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/allocate/allocate.hpp"

namespace tepat::compare {

using namespace program;

namespace {

const std::string& called(const std::string& label, const std::string& name) { return label.empty() ? name : label; }

std::string value_name(const Program& program, const Fact& fact, const columns::Column& column, std::int64_t value) {
    if (fact.type.kind == TypeKind::text) return column.dictionary[static_cast<std::size_t>(value)];
    if (fact.type.kind == TypeKind::choice) {
        const ChoiceValue& choice = program[fact.type.choices].values[static_cast<std::size_t>(value)];
        return called(choice.label, choice.name);
    }
    if (fact.type.is_numeric()) return print_scaled(value, fact.type.scale);
    return print_value(program, fact.type, {value, {}});
}

/// Sorts as the values do: numbers and choices by number, texts by bytes.
std::string value_key(const Fact& fact, const columns::Column& column, std::int64_t value) {
    if (fact.type.kind == TypeKind::text) return column.dictionary[static_cast<std::size_t>(value)];
    std::string digits = std::to_string(static_cast<std::uint64_t>(value) ^ (std::uint64_t{1} << 63));
    return std::string(20 - digits.size(), '0') + digits;
}

class Maker {
public:
    Maker(const Judged& judged, const std::vector<columns::Bits>& counted, const std::vector<By>& groupings)
        : program_(judged.program), population_(judged.population), decisions_(judged.decisions), counted_(counted), groupings_(groupings) {}

    Side make() {
        numbers_.resize(program_.entities.size());
        for (std::uint32_t e = 0; e < counted_.size(); ++e)
            if (counted_[e].size() > 0 || population_.entities[e].rows == 0) add_subjects(EntityId{e});
        for (const auto& set : decisions_.missing_sets) side_.missing_sets.push_back(printed(set));
        for (std::size_t p = 0; p < decisions_.programmes.size(); ++p) side_.programmes.push_back(programme(p));
        for (const run::RuleOutcomes& rule : decisions_.rules)
            if (!program_[rule.rule].programme.valid()) side_.programmes.push_back(alone(rule));
        std::stable_sort(side_.programmes.begin(), side_.programmes.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        return std::move(side_);
    }

private:
    void add_subjects(EntityId id) {
        const Entity& entity = program_[id];
        Subjects subjects;
        subjects.entity = entity.name;
        subjects.label = called(entity.label, entity.name);
        subjects.key_secrecy = static_cast<int>(declared_key_secrecy(program_, id));
        subjects.keys = &population_.entities[id.value].keys;
        subjects.counted = counted_[id.value];
        const columns::Column* const names = entity.called_by.valid() ? column_of(program_, population_, entity.called_by) : nullptr;
        if (names != nullptr) {
            subjects.name = [names](std::uint32_t row) {
                return names->known.get(row) && !names->dictionary.empty() ? names->dictionary[static_cast<std::size_t>(names->at(row))] : std::string();
            };
            subjects.name_secrecy = static_cast<int>(program_[entity.called_by].secrecy);
        }
        subjects.groupings.push_back(by_entity(id, {"", area_of(program_, id), {}}));
        for (const By& by : groupings_) subjects.groupings.push_back(by.fact.valid() ? by_fact(id, by) : by_entity(id, by));
        numbers_[id.value] = side_.subjects.size();
        side_.subjects.push_back(std::move(subjects));
    }

    /// By row of the subjects: the row of `above`; empty when that does not stand above.
    std::vector<std::uint32_t> rows_above(EntityId id, EntityId above) const {
        std::vector<std::uint32_t> rows;
        if (!above.valid() || !is_self_or_ancestor(program_, above, id)) return rows;
        const std::size_t count = population_.entities[id.value].rows;
        rows.reserve(count);
        for (std::uint32_t row = 0; row < count; ++row) rows.push_back(row_above(program_, population_, id, row, above));
        return rows;
    }

    Grouping by_entity(EntityId id, const By& by) const {
        Grouping grouping;
        if (!by.entity.valid()) return grouping;
        const Entity& entity = program_[by.entity];
        grouping.title = entity.name;
        grouping.label = called(entity.label, entity.name);
        grouping.key_secrecy = static_cast<int>(declared_key_secrecy(program_, by.entity));
        const bool open = entity.called_by.valid() && program_[entity.called_by].secrecy == Secrecy::open;
        const columns::Column* const names = open ? column_of(program_, population_, entity.called_by) : nullptr;
        const columns::EntityRows& rows = population_.entities[by.entity.value];
        for (std::uint32_t row = 0; row < rows.rows; ++row) {
            const bool named = names != nullptr && names->known.get(row) && !names->dictionary.empty();
            grouping.groups.push_back({rows.keys[row], named ? names->dictionary[static_cast<std::size_t>(names->at(row))] : ""});
        }
        grouping.of = rows_above(id, by.entity);
        return grouping;
    }

    Grouping by_fact(EntityId id, const By& by) const {
        const Fact& fact = program_[by.fact];
        Grouping grouping{by.title, called(fact.label, fact.name), 0, {}, rows_above(id, fact.entity)};
        const columns::Column* const column = column_of(program_, population_, by.fact);
        if (column == nullptr) return grouping;
        std::map<std::int64_t, std::uint32_t> numbers;
        std::vector<std::uint32_t> of(population_.entities[fact.entity.value].rows, nowhere);
        for (std::uint32_t row = 0; row < of.size(); ++row) {
            if (!column->known.get(row)) continue;
            const std::int64_t value = column->at(row);
            const auto found = numbers.try_emplace(value, static_cast<std::uint32_t>(grouping.groups.size()));
            if (found.second) grouping.groups.push_back({value_key(fact, *column, value), value_name(program_, fact, *column, value)});
            of[row] = found.first->second;
        }
        for (std::uint32_t& row : grouping.of) row = row == nowhere ? nowhere : of[row];
        return grouping;
    }

    std::vector<std::string> printed(const std::vector<run::MissingName>& set) const {
        std::vector<std::string> names;
        for (const run::MissingName& name : set)
            names.push_back(program_[name.entity].name + (name.fact.valid() ? "." + program_[name.fact].name : ""));
        std::sort(names.begin(), names.end());
        return names;
    }

    ProgrammeSide programme(std::size_t p) const {
        const run::ProgrammeOutcomes& outcomes = decisions_.programmes[p];
        const allocate::Allocation& allocation = decisions_.allocations[p];
        const Programme& programme = program_[outcomes.programme];
        ProgrammeSide side;
        side.name = programme.name;
        side.label = called(programme.label, programme.name);
        side.legal_basis = programme.legal_basis;
        side.subjects = numbers_[outcomes.entity.value];
        side.places = programme.is_allocated();
        side.outcome = outcomes.outcome;
        side.missing = outcomes.missing;
        if (side.places) side.state = allocation.state, side.rank = allocation.rank;
        else side.state = decided_otherwise(side.outcome, allocation.state);
        for (const run::RuleOutcomes& rule : decisions_.rules)
            if (program_[rule.rule].programme == outcomes.programme) side.rules.push_back(rule_side(rule));
        side.benefit = benefit_of(programme);
        return side;
    }

    /// Of a programme without places: where the worklist says another thing than the rules. Empty when it nowhere does.
    static std::vector<allocate::State> decided_otherwise(const std::vector<run::Outcome>& outcome, const std::vector<allocate::State>& held) {
        std::vector<allocate::State> state;
        for (std::size_t row = 0; row < held.size() && row < outcome.size(); ++row) {
            const bool eligible = outcome[row] == run::Outcome::eligible;
            if (held[row] != (eligible ? allocate::State::rejected : allocate::State::taken)) continue;
            state.resize(outcome.size(), allocate::State::none);
            state[row] = held[row];
        }
        return state;
    }

    ProgrammeSide alone(const run::RuleOutcomes& rule) const {
        ProgrammeSide side;
        side.name = program_[rule.rule].name;
        side.label = called(program_[rule.rule].label, side.name);
        side.is_rule = true;
        side.legal_basis = program_[rule.rule].legal_basis;
        side.subjects = numbers_[rule.entity.value];
        side.outcome = rule.outcome;
        side.missing = rule.missing;
        side.rules.push_back(rule_side(rule));
        return side;
    }

    RuleSide rule_side(const run::RuleOutcomes& rule) const {
        return {program_[rule.rule].name, called(program_[rule.rule].label, program_[rule.rule].name), program_[rule.rule].legal_basis, rule.outcome};
    }

    Benefit benefit_of(const Programme& programme) const {
        Benefit benefit;
        if (!programme.benefit.valid()) return benefit;
        const Type& type = program_[programme.benefit].type;
        if (!type.is_numeric() || type.quotient) return benefit;
        benefit.money = type.kind == TypeKind::rupiah;
        benefit.scale = type.scale;
        benefit.secrecy = static_cast<int>(secrecy_of(program_, programme.benefit));
        if (programme.benefit_per) benefit.per = *programme.benefit_per == DueUnit::months ? "months" : "years";
        for (const run::Watched& watched : decisions_.watched) {
            if (watched.expr != programme.benefit) continue;
            const EntityId scope = program_[programme.benefit].scope;
            if (scope.valid() && scope != programme.entity) continue;
            for (const run::WatchedValue& value : watched.values)
                benefit.amounts.push_back(value.state == run::ValueState::error ? Amount{0, 0, false, false}
                                                                                : Amount{value.low, value.high, value.low_bounded, value.high_bounded});
            break;
        }
        return benefit;
    }

    const Program& program_;
    const columns::Population& population_;
    const run::Decisions& decisions_;
    const std::vector<columns::Bits>& counted_;
    const std::vector<By>& groupings_;
    std::vector<std::size_t> numbers_;
    Side side_;
};

}  // namespace

Side side_of(const Judged& judged, const std::vector<columns::Bits>& counted, const std::vector<By>& groupings) {
    return Maker(judged, counted, groupings).make();
}

EntityId area_of(const Program& program, EntityId entity) {
    while (entity.valid() && !program[entity].area) entity = program[entity].parent;
    return entity;
}

std::uint32_t row_above(const Program& program, const columns::Population& population, EntityId entity, std::uint32_t row, EntityId ancestor) {
    while (entity != ancestor) {
        row = population.entities[entity.value].parent[row];
        if (row >= columns::no_parent_unknown) return nowhere;
        entity = program[entity].parent;
    }
    return row;
}

const columns::Column* column_of(const Program& program, const columns::Population& population, FactId fact) {
    const auto& facts = program[program[fact].entity].facts;
    const auto place = static_cast<std::size_t>(std::find(facts.begin(), facts.end(), fact) - facts.begin());
    const auto& columns = population.entities[program[fact].entity.value].columns;
    return place < columns.size() && columns[place] ? &*columns[place] : nullptr;
}

}  // namespace tepat::compare
