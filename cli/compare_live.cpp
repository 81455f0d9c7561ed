// SPDX-License-Identifier: Apache-2.0
#include "cli/compare_live.hpp"

#include <algorithm>
#include <chrono>
#include <map>

#include "cli/analyse.hpp"
#include "cli/progress.hpp"
#include "cli/selection.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::cli {

namespace {

using namespace program;

double milliseconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

bool same_choices(const Program& a, const Type& x, const Program& b, const Type& y) {
    if (!x.choices.valid() || !y.choices.valid()) return x.choices.valid() == y.choices.valid();
    const auto& left = a[x.choices].values;
    const auto& right = b[y.choices].values;
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const ChoiceValue& v, const ChoiceValue& w) { return v.name == w.name && v.code == w.code; });
}

bool same_fact(const Program& a, const Fact& x, const Program& b, const Fact& y) {
    return x.name == y.name && x.column == y.column && x.entity == y.entity && x.type.kind == y.type.kind && x.type.scale == y.type.scale &&
           same_choices(a, x.type, b, y.type) && x.low == y.low && x.high == y.high && x.counts_as_missing == y.counts_as_missing &&
           x.refers_to == y.refers_to;
}

/// Rows and columns loaded for one serve the other.
bool same_vocabulary(const Program& a, const Program& b) {
    const auto same_entity = [](const Entity& x, const Entity& y) {
        return x.name == y.name && x.table == y.table && x.key_column == y.key_column && x.parent == y.parent && x.link_column == y.link_column &&
               x.facts == y.facts;
    };
    return std::equal(a.entities.begin(), a.entities.end(), b.entities.begin(), b.entities.end(), same_entity) &&
           std::equal(a.facts.begin(), a.facts.end(), b.facts.begin(), b.facts.end(), [&](const Fact& x, const Fact& y) { return same_fact(a, x, b, y); });
}

std::set<std::string> entity_names(const Program& program, const std::vector<RuleId>& rules) {
    std::set<std::string> names;
    for (const RuleId rule : rules) names.insert(program[program[rule].entity].name);
    return names;
}

/// Names of the programmes' subjects and of every area above them.
std::vector<FactId> shown_facts(const Program& program) {
    std::vector<FactId> facts;
    for (const Entity& entity : program.entities)
        if (entity.called_by.valid()) facts.push_back(entity.called_by);
    return facts;
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

bool can_group(const Fact& fact) {
    if (fact.secrecy != Secrecy::open) return false;
    const bool whole = fact.type.kind == TypeKind::number && fact.type.scale == 0;
    return whole || fact.type.kind == TypeKind::yes_no || fact.type.kind == TypeKind::choice || fact.type.kind == TypeKind::text;
}

compare::By grouping_called(const Program& program, const std::string& written) {
    const std::size_t dot = written.find('.');
    const std::string name = written.substr(0, dot);
    for (std::uint32_t e = 0; e < program.entities.size(); ++e) {
        const Entity& entity = program.entities[e];
        if (entity.name != name) continue;
        if (dot == std::string::npos) return {written, {e}, {}};
        for (const FactId fact : entity.facts) {
            if (program[fact].name != written.substr(dot + 1)) continue;
            if (!can_group(program[fact])) wrong_usage(Code::cannot_group_by, {written});
            return {written, {e}, fact};
        }
    }
    wrong_usage(Code::no_such_grouping, {written});
}

}  // namespace

LiveComparison::LiveComparison(const CompareOrder& order, Session& session) : order_(order) {
    load_rules(session);
    Progress progress(session);
    progress.stage(Message::progress_load);
    load_data(session.threads);
    progress.stage(Message::progress_evaluate);
    judge(session.threads);
    compare_halves(session.threads);
    progress.clear();
}

void LiveComparison::load_rules(Session& session) {
    const bool one = order_.before.rules == order_.after.rules;
    load_rule_set(order_.before.rules, rules_before_, session);
    if (!one) load_rule_set(order_.after.rules, rules_after_, session);
    bool sound = true;
    for (const RuleSet* rules : {&rules_before_, one ? &rules_before_ : &rules_after_}) {
        if (rules->runnable() || (one && !sound)) continue;
        show_diagnostics(*rules, rules->sink.sorted(), session);
        sound = false;
    }
    if (!sound) throw Failure(Exit::user, Code::rules_in_error, {});
    refuse_open_cases(rules_before_, session);
    if (!one) refuse_open_cases(rules_after_, session);
    before_.rules = &rules_before_;
    after_.rules = one ? &rules_before_ : &rules_after_;
}

std::set<EntityId> LiveComparison::entities_of(const Program& program, const std::set<std::string>& names) const {
    std::set<EntityId> entities;
    for (std::uint32_t e = 0; e < program.entities.size(); ++e)
        if (names.count(program.entities[e].name) > 0) entities.insert({e});
    return entities;
}

/// The innermost area first, whether or not it was asked for.
std::vector<compare::By> LiveComparison::groupings(const Program& program) const {
    std::vector<compare::By> all;
    for (const std::string& by : order_.by) all.push_back(grouping_called(program, by));
    return all;
}

void LiveComparison::load_data(unsigned threads) {
    std::set<std::string> names;
    const std::pair<Half*, const SideOrder*> halves[] = {{&before_, &order_.before}, {&after_, &order_.after}};
    std::map<const Half*, std::vector<RuleId>> rules;
    for (const auto& half : halves) {
        rules[half.first] = select_rules(half.first->rules->program, half.second->date, order_.drafts, std::nullopt).rules;
        names.merge(entity_names(half.first->rules->program, rules[half.first]));
    }
    for (const auto& half : halves) {
        const Program& program = half.first->rules->program;
        half.first->asked = std::make_unique<compare::Asked>(program, rules[half.first], half.second->date, order_.drafts, entities_of(program, names));
        half.first->by = groupings(program);
    }
    const auto wanted = [&](const Half& half, std::set<FactId>& facts, std::set<EntityId>& entities) {
        for (const FactId fact : half.asked->facts()) facts.insert(fact);
        for (const EntityId entity : half.asked->entities()) entities.insert(entity);
        for (const compare::By& by : half.by)
            if (by.fact.valid()) facts.insert(by.fact);
    };
    const bool one = order_.before.baseline == order_.after.baseline && same_vocabulary(before_.rules->program, after_.rules->program);
    const auto load = [&](const SideOrder& order, std::initializer_list<const Half*> served) {
        std::set<FactId> facts;
        std::set<EntityId> entities;
        for (const Half* half : served) wanted(*half, facts, entities);
        const Program& program = (*served.begin())->rules->program;
        return store::read_baseline(order.baseline, program, {entities.begin(), entities.end()}, {facts.begin(), facts.end()}, threads, shown_facts(program));
    };
    if (one) baseline_before_ = load(order_.before, {&before_, &after_});
    else baseline_before_ = load(order_.before, {&before_}), baseline_after_ = load(order_.after, {&after_});
    before_.baseline = &baseline_before_;
    after_.baseline = one ? &baseline_before_ : &baseline_after_;
}

void LiveComparison::judge(unsigned threads) {
    const auto begin = std::chrono::steady_clock::now();
    const std::pair<Half*, const SideOrder*> halves[] = {{&before_, &order_.before}, {&after_, &order_.after}};
    for (const auto& [half, order] : halves) {
        run::Options options{.threads = threads};
        worklist::Held held;
        if (!order_.worklist.empty()) held = worklist::read_held(order_.worklist, half->rules->program, order->date);
        if (!order_.worklist.empty()) options.held = &held.places;
        half->decisions = half->asked->judge(half->baseline->population, options);
    }
    judged_ms_ = milliseconds_since(begin);
}

/// Whoever lives elsewhere is no subject of this comparison, on either side.
void LiveComparison::keep_village(Half& half) const {
    for (compare::Subjects& subjects : half.side.subjects) {
        const compare::Grouping& areas = subjects.groupings.front();
        for (std::uint32_t row = 0; row < subjects.counted.size(); ++row) {
            const std::uint32_t area = areas.of.empty() ? compare::nowhere : areas.of[row];
            const bool there = area != compare::nowhere &&
                               (areas.groups[area].key == order_.village || lower(areas.groups[area].name) == lower(order_.village));
            if (!there) subjects.counted.set(row, false);
        }
    }
}

void LiveComparison::compare_halves(unsigned threads) {
    const auto begin = std::chrono::steady_clock::now();
    for (Half* half : {&before_, &after_}) {
        const Program& program = half->rules->program;
        std::vector<columns::Bits> counted(program.entities.size());
        for (std::uint32_t e = 0; e < counted.size(); ++e) counted[e] = half->asked->counted({e});
        half->side = compare::side_of({program, half->baseline->population, half->decisions}, counted, half->by);
        if (!order_.village.empty()) keep_village(*half);
    }
    comparison_ = compare::compare(before_.side, after_.side);
    if (!order_.village.empty()) {
        const auto& affected = comparison_.affected;
        if (std::all_of(affected.begin(), affected.end(), [](const compare::Affected& a) { return a.subjects_before + a.subjects_after == 0; }))
            wrong_usage(Code::no_such_village, {order_.village});
    }
    if (!order_.programme.empty()) {
        std::string known;
        for (const compare::Compared& each : comparison_.programmes) known += (known.empty() ? "" : ", ") + each.name;
        std::erase_if(comparison_.programmes,
                      [&](const compare::Compared& c) { return c.name != order_.programme && lower(c.label) != lower(order_.programme); });
        if (comparison_.programmes.empty()) wrong_usage(Code::not_judged, {order_.programme, known});
    }
    compared_ms_ = milliseconds_since(begin);
    for (Half* half : {&before_, &after_}) half->asked->judge_conditions(half->baseline->population, {.threads = threads});
}

SideTitle LiveComparison::title(const Half& half, const SideOrder& order) const {
    return {order.rules, order.baseline, to_iso(order.date), half.rules->program.hash, half.baseline->fingerprint, 0};
}

std::vector<std::vector<DecidingCount>> LiveComparison::count_deciding(bool unmask, const Session& session) const {
    const LiveReasons reasons({*before_.rules, *before_.asked, before_.side, before_.baseline->population},
                              {*after_.rules, *after_.asked, after_.side, after_.baseline->population}, unmask, session);
    std::vector<std::vector<DecidingCount>> all;
    for (const compare::Compared& compared : comparison_.programmes) {
        std::map<compare::Deciding, DecidingCount> counts;
        for (const compare::Row& row : compared.rows) {
            const std::vector<compare::Deciding> deciding = reasons.deciding(compared, row);
            for (const compare::Deciding& each : deciding) {
                DecidingCount& count = counts[each];
                ++count.subjects;
                count.alone += deciding.size() == 1;
                ++count.change[static_cast<std::size_t>(row.change)];
            }
        }
        std::vector<DecidingCount> listed;
        for (auto& [deciding, count] : counts) {
            count.reason = reasons.words(compared, deciding, nullptr);
            listed.push_back(std::move(count));
        }
        std::stable_sort(listed.begin(), listed.end(), [](const DecidingCount& a, const DecidingCount& b) { return a.subjects > b.subjects; });
        all.push_back(std::move(listed));
    }
    return all;
}

CompareView LiveComparison::view(bool unmask, std::size_t examples, const Session& session) const {
    CompareView view{title(before_, order_.before), title(after_, order_.after), before_.side, after_.side, comparison_,
                     count_deciding(unmask, session), {}, unmask, examples};
    const LiveReasons reasons({*before_.rules, *before_.asked, before_.side, before_.baseline->population},
                              {*after_.rules, *after_.asked, after_.side, after_.baseline->population}, unmask, session);
    view.why = [reasons](const compare::Compared& compared, const compare::Row& row) { return reasons.why(compared, row); };
    return view;
}

}  // namespace tepat::cli
