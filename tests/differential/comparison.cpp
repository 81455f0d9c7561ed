// SPDX-License-Identifier: Apache-2.0
// See comparison.hpp.
#include "tests/differential/comparison.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace tepat::versus {

using oracle::Evaluated;
using oracle::Judgement;
using oracle::Missing;
using oracle::Number;
using oracle::Placing;
using oracle::Placings;
using oracle::Plain;
using oracle::State;
using oracle::Tally;
using oracle::Truth;
using oracle::World;
using program::Program;

std::vector<program::ExprId> watched_terms(const Program& program) {
    std::vector<program::ExprId> bodies;
    for (const program::Term& term : program.terms)
        if (!term.type.quotient) bodies.push_back(term.body);
    return bodies;
}

const char* word(run::Outcome outcome) {
    switch (outcome) {
        case run::Outcome::eligible:
            return "eligible";
        case run::Outcome::not_eligible:
            return "not_eligible";
        case run::Outcome::undecided:
            return "undecided";
        case run::Outcome::error:
            return "error";
    }
    return "?";
}

const char* word(allocate::State state) {
    switch (state) {
        case allocate::State::none:
            return "none";
        case allocate::State::selected:
            return "selected";
        case allocate::State::waiting:
            return "waiting";
        case allocate::State::taken:
            return "taken";
        case allocate::State::rejected:
            return "rejected";
        case allocate::State::family_limit:
            return "family_limit";
        case allocate::State::not_placed:
            return "not_placed";
    }
    return "?";
}

std::string joined(const Program& program, const Missing& missing) {
    std::set<std::string> names;
    for (const run::MissingName& one : missing)
        names.insert(program[one.entity].name + (one.fact.valid() ? '.' + program[one.fact].name : std::string()));
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ";") + name;
    return text;
}

Judgement of_engine(const run::Decisions& decisions, const run::RuleOutcomes& rule, std::size_t row) {
    if (!rule.subject.get(row)) return {false, {}, {}};
    const auto& set = decisions.missing_sets[rule.missing[row]];
    return {true, rule.outcome[row], Missing(set.begin(), set.end())};
}

namespace {

const char* reason_word(allocate::Reason reason) {
    return std::vector<const char*>{"none",         "no_tier",    "group_unknown", "amount_unknown",
                                    "amount_error", "cost_unknown"}[static_cast<std::size_t>(reason)];
}

std::string shown(const Program& program, const Judgement& judgement) {
    if (!judgement.subject) return "no subject";
    return std::string(word(judgement.outcome)) + (judgement.missing.empty() ? "" : " missing " + joined(program, judgement.missing));
}

std::string shown(const std::optional<oracle::Wide>& end) {
    return end ? std::to_string(static_cast<std::int64_t>(*end)) : ".";
}

/// The oracle's value as a WatchedValue would say it; two such texts are compared.
std::string shown(const Evaluated& evaluated, bool text) {
    if (const auto* truth = std::get_if<Truth>(&evaluated.value))
        return std::vector<const char*>{"0", "error", "unknown", "1"}[static_cast<std::size_t>(*truth)];
    if (const auto* plain = std::get_if<Plain>(&evaluated.value)) {
        if (plain->state != State::known) return plain->state == State::error ? "error" : "unknown";
        return text ? plain->value.text : std::to_string(plain->value.number);
    }
    const oracle::Interval& interval = std::get<Number>(evaluated.value).interval;
    if (interval.mark) return "error";
    return interval.is_point() ? shown(interval.low) : shown(interval.low) + ".." + shown(interval.high);
}

std::string shown(const run::WatchedValue& value, bool text, bool numeric) {
    if (value.state == run::ValueState::error) return "error";
    if (value.state == run::ValueState::known) return text ? value.text : std::to_string(value.low);
    if (!numeric) return "unknown";
    return (value.low_bounded ? std::to_string(value.low) : ".") + std::string("..") +
           (value.high_bounded ? std::to_string(value.high) : ".");
}

std::string against(const std::string& expected, const std::string& found) {
    return ": oracle says " + expected + ", engine says " + found;
}

}  // namespace

Comparison::Comparison(const Program& program, const World& world, const oracle::Circumstances& circumstances)
    : program_(program), world_(world), oracle_(program, world, circumstances), rows_(program.entities.size()) {
    for (std::size_t e = 0; e < world.rows.size(); ++e)
        for (std::size_t r = 0; r < world.rows[e].size(); ++r) rows_[e][world.rows[e][r].key] = r;
}

std::string Comparison::with(const run::Decisions& decisions, const columns::Population& population, std::size_t rules_asked) {
    const Run run{decisions, population};
    std::string found = decisions.rules.size() != rules_asked ? "not every rule was judged" : all_programmes_there(run);
    for (const run::Watched& watched : decisions.watched)
        if (found.empty()) found = compare(run, watched);
    for (const run::RuleOutcomes& rule : decisions.rules)
        if (found.empty()) found = compare(run, rule);
    for (std::size_t i = 0; i < decisions.programmes.size(); ++i) {
        if (found.empty()) found = compare(run, decisions.programmes[i]);
        if (found.empty()) found = compare(run, decisions.allocations[i]);
    }
    return found.empty() ? compare_conflicts(run) : found;
}

std::size_t Comparison::row_of(const Run& run, program::EntityId entity, std::size_t row) const {
    return rows_[entity.value].at(run.population.entities[entity.value].keys[row]);
}

std::string Comparison::name_of(const Run& run, program::EntityId entity, std::size_t row) const {
    return " of " + program_[entity].name + ' ' + run.population.entities[entity.value].keys[row];
}

std::string Comparison::compare(const Run& run, const run::RuleOutcomes& rule) {
    std::array<std::size_t, 4> count{};
    for (std::size_t row = 0; row < run.population.entities[rule.entity.value].rows; ++row) {
        const Judgement engine = of_engine(run.decisions, rule, row);
        const Judgement expected = oracle_.judge(rule.rule, row_of(run, rule.entity, row));
        if (expected.subject) ++count[static_cast<std::size_t>(expected.outcome)];
        if (shown(program_, engine) == shown(program_, expected)) continue;
        return "rule " + program_[rule.rule].name + name_of(run, rule.entity, row) +
               against(shown(program_, expected), shown(program_, engine));
    }
    if (count == rule.count && count[0] + count[1] + count[2] + count[3] == rule.subjects) return {};
    return "rule " + program_[rule.rule].name + ": the outcomes' counts do not add up";
}

std::string Comparison::compare(const Run& run, const run::Watched& watched) {
    const program::Type& type = program_[watched.expr].type;
    const bool numeric = type.is_numeric() || type.kind == program::TypeKind::date;
    const bool text = type.kind == program::TypeKind::text;
    for (std::size_t row = 0; row < watched.values.size(); ++row) {
        const Evaluated expected = oracle_.value(watched.expr, {watched.entity, oracle::Place::real, row_of(run, watched.entity, row)});
        const std::string engine = shown(watched.values[row], text, numeric);
        if (engine == shown(expected, text)) continue;
        return "a term (" + term_name(watched.expr) + ")" + name_of(run, watched.entity, row) + against(shown(expected, text), engine);
    }
    return {};
}

std::string Comparison::term_name(program::ExprId body) const {
    for (const program::Term& term : program_.terms)
        if (term.body == body) return term.name;
    return "?";
}

// --------------------------------------------------------------------------------------------------------- programmes

std::string Comparison::all_programmes_there(const Run& run) const {
    std::set<std::uint32_t> there;
    for (const run::ProgrammeOutcomes& programme : run.decisions.programmes) there.insert(programme.programme.value);
    for (std::uint32_t i = 0; i < program_.programmes.size(); ++i)
        if (oracle_.in_force({i}) && there.count(i) == 0)
            return "programme " + program_.programmes[i].name + " was not judged";
    const bool paired = run.decisions.programmes.size() == run.decisions.allocations.size();
    return paired ? std::string() : "not every programme has its allocation";
}

std::string Comparison::compare(const Run& run, const run::ProgrammeOutcomes& programme) {
    if (!oracle_.in_force(programme.programme)) return "programme " + program_[programme.programme].name + " is not in force, but judged";
    std::array<std::size_t, 4> count{};
    for (std::size_t row = 0; row < run.population.entities[programme.entity.value].rows; ++row) {
        const std::size_t there = row_of(run, programme.entity, row);
        const std::string where = "programme " + program_[programme.programme].name + name_of(run, programme.entity, row);
        const auto& set = run.decisions.missing_sets[programme.missing[row]];
        const Judgement engine{programme.subject.get(row), programme.outcome[row], Missing(set.begin(), set.end())};
        const Judgement expected = oracle_.judge(programme.programme, there);
        if (expected.subject) ++count[static_cast<std::size_t>(expected.outcome)];
        if (shown(program_, engine) != shown(program_, expected)) return where + against(shown(program_, expected), shown(program_, engine));
        if (!expected.subject) continue;
        if (oracle_.receives(programme.programme, there) != programme.receiving.get(row)) return where + ": they differ on who receives it";
        if (oracle_.graduates(programme.programme, there) != programme.graduates.get(row)) return where + ": they differ on who graduates";
    }
    if (count == programme.count && count[0] + count[1] + count[2] + count[3] == programme.subjects) return {};
    return "programme " + program_[programme.programme].name + ": the outcomes' counts do not add up";
}

std::string Comparison::compare_row(const Run& run, const allocate::Allocation& allocation, std::size_t row, const Placing& expected) const {
    const auto shown_as = [](allocate::State state, allocate::Reason reason, std::uint32_t rank, const std::string& area, bool provisional) {
        return std::string(word(state)) + (reason == allocate::Reason::none ? "" : std::string(" (") + reason_word(reason) + ')') + " rank " +
               std::to_string(rank) + " area '" + area + '\'' + (provisional ? " provisional" : "");
    };
    if (expected.state == allocate::State::none && allocation.state[row] == allocate::State::none) return {};
    const std::uint32_t area = allocation.area[row];
    const std::string engine = shown_as(allocation.state[row], allocation.reason[row], allocation.rank[row],
                                        area == 0xFFFF'FFFF ? "" : allocation.areas[area], allocation.provisional.get(row));
    const std::string oracle =
        shown_as(expected.state, expected.reason, expected.rank, expected.area.value_or(""), expected.provisional);
    if (engine == oracle) return {};
    return "places of " + program_[allocation.programme].name + name_of(run, allocation.entity, row) + against(oracle, engine);
}

/// Who holds a place without being judged, where it counts, and how many places count nowhere.
std::string Comparison::compare_held(const allocate::Allocation& allocation, const Placings& placings) const {
    std::string engine, oracle;
    for (const allocate::Absent& absent : allocation.absent)
        engine += absent.key + " in '" + (absent.area == 0xFFFF'FFFF ? "" : allocation.areas[absent.area]) + "' ";
    for (const std::size_t nowhere : allocation.taken_nowhere) engine += std::to_string(nowhere) + ' ';
    for (const auto& [key, area] : placings.absent) oracle += key + " in '" + area.value_or("") + "' ";
    for (const std::size_t nowhere : placings.nowhere) oracle += std::to_string(nowhere) + ' ';
    return engine == oracle ? "" : "places of " + program_[allocation.programme].name + " held by no subject" + against(oracle, engine);
}

std::string Comparison::compare(const Run& run, const allocate::Allocation& allocation) {
    const Placings& placings = oracle_.placings(allocation.programme);
    std::array<std::size_t, 7> count{};
    for (std::size_t row = 0; row < allocation.state.size(); ++row) {
        const Placing& expected = placings.rows[row_of(run, allocation.entity, row)];
        ++count[static_cast<std::size_t>(expected.state)];
        const std::string found = compare_row(run, allocation, row, expected);
        if (!found.empty()) return found;
    }
    if (count != allocation.count || allocation.state.size() != placings.rows.size())
        return "places of " + program_[allocation.programme].name + ": the states do not add up";
    const std::string held = compare_held(allocation, placings);
    if (!held.empty()) return held;
    return compare_groups(run, allocation);
}

namespace {

std::string numbers_of(std::size_t turned_away, std::size_t selected, std::size_t waiting, std::size_t family_limit, std::size_t not_placed,
                       std::size_t taken, std::size_t rejected, std::size_t provisional, std::size_t contestable, const std::string& last) {
    std::string text;
    for (const std::size_t number : {turned_away, selected, waiting, family_limit, not_placed, taken, rejected, provisional, contestable})
        text += std::to_string(number) + ' ';
    return text + last;
}

}  // namespace

std::string Comparison::compare_groups(const Run& run, const allocate::Allocation& allocation) {
    std::map<std::pair<std::size_t, std::string>, Tally> left = oracle_.placings(allocation.programme).groups;
    const program::EntityId entity = allocation.entity;
    for (const allocate::Group& group : allocation.groups) {
        const Tally expected = left[{group.limit, group.key}];
        left.erase({group.limit, group.key});
        const std::string last = group.last_selected == 0xFFFF'FFFF ? "" : run.population.entities[entity.value].keys[group.last_selected];
        const std::string engine = numbers_of(group.counts.turned_away, group.selected, group.waiting, group.family_limit, group.not_placed,
                                              group.taken, group.rejected, group.provisional, group.contestable, last);
        const std::string oracle =
            numbers_of(expected.turned_away, expected.selected, expected.waiting, expected.family_limit, expected.not_placed,
                       expected.taken_rows, expected.rejected, expected.provisional, expected.contestable,
                       expected.last_selected ? world_.rows[entity.value][*expected.last_selected].key : "");
        if (engine != oracle)
            return "group '" + group.key + "' of limit " + std::to_string(group.limit) + " of " + program_[allocation.programme].name +
                   " (turned away, selected, waiting, family limit, not placed, taken, rejected, provisional, contestable, last)" +
                   against(oracle, engine);
    }
    if (left.empty()) return {};
    return "group '" + left.begin()->first.second + "' of " + program_[allocation.programme].name + " is not told";
}

std::string Comparison::compare_conflicts(const Run& run) {
    using Told = std::set<std::tuple<std::string, std::string, std::string, bool, bool>>;
    const auto shown_as = [](const Told& conflicts) {
        std::string text;
        for (const auto& [one, other, key, has_other, has_one] : conflicts)
            text += one + (has_one ? " (held)/" : "/") + other + (has_other ? " (held) " : " ") + key + "; ";
        return text;
    };
    Told engine;
    for (const allocate::Conflict& conflict : run.decisions.conflicts)
        engine.emplace(program_[conflict.programme].name, program_[conflict.other].name,
                       run.population.entities[conflict.entity.value].keys[conflict.row], conflict.other_received, conflict.received);
    Told expected;
    for (const oracle::Clash& clash : oracle_.clashes())
        expected.emplace(program_[clash.programme].name, program_[clash.other].name, world_.rows[clash.entity.value][clash.row].key,
                         clash.other_received, clash.received);
    return engine == expected ? std::string() : "conflicts" + against(shown_as(expected), shown_as(engine));
}

}  // namespace tepat::versus
