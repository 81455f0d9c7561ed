// SPDX-License-Identifier: Apache-2.0
#include "cli/allocation_report.hpp"

#include <algorithm>
#include <map>

#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "cli/table.hpp"
#include "dsl/program/identity_number.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/allocate/allocate.hpp"

namespace tepat::cli {

namespace {

using allocate::Allocation;
using allocate::Group;
using allocate::Reason;
using allocate::State;

constexpr std::size_t groups_shown = 5;
constexpr std::size_t tasks_named = 10;

/// The groups of one limit added up; only those whose amount is certain count in amount and free.
struct Total {
    std::int64_t amount = 0, taken = 0, used = 0, free = 0;
    std::size_t turned_away = 0, unknown = 0, contestable = 0, graduating = 0, provisional = 0;
};

std::vector<const Group*> groups_of(const Allocation& allocation, std::size_t limit) {
    std::vector<const Group*> groups;
    for (const Group& group : allocation.groups)
        if (group.limit == limit) groups.push_back(&group);
    return groups;
}

Total total_of(const std::vector<const Group*>& groups) {
    Total total;
    for (const Group* group : groups) {
        total.amount += group->counts.amount.value_or(0);
        total.taken += group->counts.taken;
        total.used += group->counts.used;
        total.free += group->counts.free();
        total.turned_away += group->counts.turned_away;
        total.unknown += group->counts.amount ? 0 : 1;
        total.contestable += group->contestable;
        total.graduating += group->graduating;
    }
    return total;
}

std::size_t count_of(const Allocation& allocation, State state) { return allocation.count[static_cast<std::size_t>(state)]; }

std::size_t reasons_of(const Allocation& allocation, Reason reason) {
    return static_cast<std::size_t>(std::count(allocation.reason.begin(), allocation.reason.end(), reason));
}

std::size_t provisional_of(const Allocation& allocation) {
    std::size_t provisional = 0;
    for (std::size_t row = 0; row < allocation.state.size(); ++row)
        provisional += allocation.state[row] == State::selected && allocation.provisional.get(row);
    return provisional;
}

bool has_limits(const program::Programme& programme) { return allocate::limits_of(programme) > 0; }

class Text {
public:
    Text(const Places& places, Session& session) : places_(places), session_(session) {}

    void print() {
        print_limits();
        for (const Allocation& allocation : places_.decisions.allocations) {
            const program::Programme& programme = places_.program[allocation.programme];
            print_absent(programme, allocation);
            if (!programme.is_allocated() && count_of(allocation, State::taken) + count_of(allocation, State::rejected) == 0) continue;
            print_notes(programme, allocation);
        }
        for (const Allocation& allocation : places_.decisions.allocations) print_over(allocation);
        for (const Allocation& allocation : places_.decisions.allocations) print_full(allocation);
        print_conflicts();
    }

private:
    std::string number(std::int64_t n) const { return grouped(n, session_.language); }
    std::string number(std::size_t n) const { return grouped(static_cast<std::int64_t>(n), session_.language); }
    std::string amount(bool money, std::int64_t n) const {
        if (!money) return number(n);
        return n < 0 ? "-Rp" + decimal_text(-n, program::rupiah_scale, session_.language) : "Rp" + decimal_text(n, program::rupiah_scale, session_.language);
    }
    static bool is_budget(const program::Programme& programme, std::size_t limit) { return limit >= programme.quotas.size(); }

    std::string per(const program::Programme& programme, std::size_t limit) const {
        const program::GroupBy& by = allocate::per_of(programme, limit);
        if (by.entity.valid()) return places_.program[by.entity].name;
        return by.fact.valid() ? places_.program[by.fact].name : "";
    }

    std::string limit_name(const program::Programme& programme, std::size_t limit) const {
        const std::string by = per(programme, limit);
        const bool budget = is_budget(programme, limit);
        if (by.empty()) return session_.text(budget ? Message::run_budget : Message::run_quota);
        return session_.text(budget ? Message::run_budget_per : Message::run_quota_per, {by});
    }

    void print_limits() const {
        Table table({{session_.text(Message::run_programme)},
                     {session_.text(Message::run_limit)},
                     {session_.text(Message::run_allowed), Table::Align::right},
                     {session_.text(Message::run_taken), Table::Align::right},
                     {session_.text(Message::run_selected), Table::Align::right},
                     {session_.text(Message::run_free), Table::Align::right},
                     {session_.text(Message::run_turned_away), Table::Align::right}});
        for (const Allocation& allocation : places_.decisions.allocations) {
            const program::Programme& programme = places_.program[allocation.programme];
            for (std::size_t l = 0; l < allocate::limits_of(programme); ++l) {
                const Total total = total_of(groups_of(allocation, l));
                const bool money = is_budget(programme, l);
                const bool hide = hides_spending(places_, programme, l);
                const auto spent = [&](std::int64_t n) { return hide ? std::string(mask) : amount(money, n); };
                table.add({called(programme), limit_name(programme, l), amount(money, total.amount), spent(total.taken),
                           spent(total.used), spent(total.free), number(total.turned_away)});
            }
        }
        if (!table.empty()) session_.out << '\n' << session_.text(Message::run_places) << '\n' << table.text();
    }

    void print_notes(const program::Programme& programme, const Allocation& allocation) const {
        const std::string& name = called(programme);
        const auto say = [&](Message message, const std::vector<Argument>& arguments) { session_.out << session_.text(message, arguments) << '\n'; };
        std::size_t turned_away = 0;
        std::vector<Argument> others{name};
        for (const State state : {State::waiting, State::family_limit, State::not_placed, State::rejected}) {
            turned_away += count_of(allocation, state);
            others.emplace_back(number(count_of(allocation, state)));
        }
        if (turned_away > 0) say(Message::run_places_other, others);
        if (count_of(allocation, State::not_placed) > 0) {
            std::vector<Argument> reasons{name};
            for (const Reason reason : {Reason::no_tier, Reason::group_unknown, Reason::amount_unknown, Reason::amount_error, Reason::cost_unknown})
                reasons.emplace_back(number(reasons_of(allocation, reason)));
            say(Message::run_places_reasons, reasons);
        }
        std::size_t contestable = 0, graduating = 0;
        for (std::size_t l = 0; l < allocate::limits_of(programme); ++l) {
            const Total total = total_of(groups_of(allocation, l));
            contestable = std::max(contestable, total.contestable);
            graduating = std::max(graduating, total.graduating);
            if (const std::size_t nowhere = l < allocation.taken_nowhere.size() ? allocation.taken_nowhere[l] : 0; nowhere > 0)
                say(Message::run_places_nowhere, {name, limit_name(programme, l), number(nowhere)});
            if (total.unknown > 0) say(Message::run_unknown_amounts, {name, limit_name(programme, l), number(total.unknown)});
        }
        if (const std::size_t provisional = provisional_of(allocation); provisional + contestable > 0)
            say(Message::run_places_provisional, {name, number(provisional), number(contestable)});
        if (const std::size_t graduates = graduates_of(allocation.programme); graduates > 0)
            say(Message::run_places_graduates, {name, number(graduates), number(graduating)});
    }

    /// Who is gone keeps the place until somebody rejects the task, so the tasks are named.
    void print_absent(const program::Programme& programme, const Allocation& allocation) const {
        if (allocation.absent.empty() || !programme.is_allocated()) return;
        std::size_t gone = 0, done = 0, named = 0;
        std::string tasks;
        for (const allocate::Absent& absent : allocation.absent) {
            gone += absent.row == allocate::no_row;
            done += absent.done;
            if (!absent.done && ++named <= tasks_named) tasks += (tasks.empty() ? "" : " ") + std::to_string(absent.task);
        }
        session_.out << session_.text(Message::run_places_absent, {called(programme), number(allocation.absent.size() - gone), number(gone)}) << '\n';
        if (named > tasks_named) tasks += " ...";
        if (named > 0) session_.out << session_.text(Message::run_places_absent_free, {places_.worklist, tasks}) << '\n';
        if (done > 0) session_.out << session_.text(Message::run_places_absent_done, {number(done)}) << '\n';
    }

    std::size_t graduates_of(program::ProgrammeId id) const {
        for (const run::ProgrammeOutcomes& outcomes : places_.decisions.programmes)
            if (outcomes.programme == id) return outcomes.graduates.count();
        return 0;
    }

    /// What a group is called: the ancestor's name when it was loaded and is no secret, else its key.
    std::string group_name(const program::Programme& programme, const Group& group) const {
        const program::GroupBy& by = allocate::per_of(programme, group.limit);
        if (group.key.empty() && !by.entity.valid()) return session_.text(Message::run_everybody);
        const std::string key = program::is_protected(program::group_secrecy(places_.program, by, group.key)) ? mask : group.key;
        if (!by.entity.valid()) return key;
        const std::string name = name_of(by.entity, group.row);
        return name.empty() ? key : name + " (" + key + ")";
    }

    std::string name_of(program::EntityId id, std::uint32_t row) const {
        const program::Entity& entity = places_.program[id];
        if (!entity.called_by.valid() || places_.program[entity.called_by].secrecy != program::Secrecy::open) return "";
        if (places_.program[entity.called_by].type.kind != program::TypeKind::text) return "";
        const auto position = static_cast<std::size_t>(std::find(entity.facts.begin(), entity.facts.end(), entity.called_by) - entity.facts.begin());
        const auto& columns = places_.population.entities[id.value].columns;
        if (position >= columns.size() || !columns[position] || !columns[position]->known.get(row)) return "";
        return program::without_identity_numbers(columns[position]->dictionary[static_cast<std::size_t>(columns[position]->at(row))]);
    }

    void print_over(const Allocation& allocation) const {
        const program::Programme& programme = places_.program[allocation.programme];
        std::size_t left_out = 0, shown = 0;
        for (const Group& group : allocation.groups) {
            if (!group.counts.amount || group.counts.taken <= *group.counts.amount) continue;
            if (++shown > groups_shown) {
                ++left_out;
                continue;
            }
            const bool money = is_budget(programme, group.limit);
            session_.out << session_.text(Message::run_places_over,
                                          {called(programme), limit_name(programme, group.limit), group_name(programme, group),
                                           hides_spending(places_, programme, group.limit) ? mask : amount(money, group.counts.taken), amount(money, *group.counts.amount)})
                         << '\n';
        }
        if (left_out > 0) session_.out << session_.text(Message::run_places_more, {number(left_out)}) << '\n';
    }

    std::string cut_off(const program::Programme& programme, const Allocation& allocation, const Group& group) const {
        if (group.last_selected == allocate::no_row) return "-";
        std::string text = session_.text(Message::run_cut_off_rank, {number(std::size_t{allocation.rank[group.last_selected]})});
        const bool hide_tier = program::is_protected(program::tiers_secrecy(places_.program, programme));
        if (!programme.tiers.empty())
            text += ", " + session_.text(Message::run_cut_off_tier, {hide_tier ? mask : std::to_string(programme.tiers[group.last_tier].number)});
        for (std::size_t k = 0; k < group.last_keys.size(); ++k) {
            if (program::is_protected(program::secrecy_of(places_.program, programme.order[k].value))) {
                text += std::string(", ") + mask;
                continue;
            }
            if (!group.last_keys[k]) {
                text += ", ?";
                continue;
            }
            text += ", " + value_text(places_.program, places_.program[programme.order[k].value].type, {*group.last_keys[k], ""}, session_.language);
        }
        return text;
    }

    /// Where most wait: with one group the cut-off of everybody, with many the first few.
    void print_full(const Allocation& allocation) const {
        const program::Programme& programme = places_.program[allocation.programme];
        if (!has_limits(programme)) return;
        std::vector<const Group*> groups = groups_of(allocation, area_limit(programme));
        std::erase_if(groups, [](const Group* group) { return group->waiting == 0; });
        if (groups.empty()) return;
        std::stable_sort(groups.begin(), groups.end(), [](const Group* a, const Group* b) { return a->waiting > b->waiting; });
        Table table({{session_.text(Message::run_group)},
                     {session_.text(Message::run_selected), Table::Align::right},
                     {session_.text(Message::run_waiting), Table::Align::right},
                     {session_.text(Message::run_cut_off)}});
        for (std::size_t g = 0; g < std::min(groups.size(), groups_shown); ++g)
            table.add({group_name(programme, *groups[g]), number(groups[g]->selected), number(groups[g]->waiting),
                       cut_off(programme, allocation, *groups[g])});
        session_.out << '\n' << called(programme) << ". " << session_.text(Message::run_places_full) << '\n' << table.text("  ");
        if (groups.size() > groups_shown) session_.out << session_.text(Message::run_places_more, {number(groups.size() - groups_shown)}) << '\n';
    }

    static std::size_t area_limit(const program::Programme& programme) {
        for (std::size_t l = 0; l < allocate::limits_of(programme); ++l) {
            const program::GroupBy& by = allocate::per_of(programme, l);
            if (by.entity.valid() || by.fact.valid()) return l;
        }
        return 0;
    }

    void print_conflicts() const {
        std::map<std::tuple<std::string, std::string, bool>, std::size_t> counts;
        for (const allocate::Conflict& conflict : places_.decisions.conflicts)
            ++counts[{called(places_.program[conflict.programme]), called(places_.program[conflict.other]), conflict.received || conflict.other_received}];
        if (!counts.empty()) session_.out << '\n' << session_.text(Message::run_conflicts) << '\n';
        for (const auto& [which, count] : counts)
            session_.out << session_.text(std::get<2>(which) ? Message::run_conflict_holds : Message::run_conflict_both,
                                          {std::get<0>(which), std::get<1>(which), number(count)})
                         << '\n';
    }

    const Places& places_;
    Session& session_;
};

}  // namespace

bool hides_spending(const Places& places, const program::Programme& programme, std::size_t limit) {
    return limit >= programme.quotas.size() && program::is_protected(program::secrecy_of(places.program, programme.budget->unit_cost));
}

void print_places_text(const Places& places, Session& session) { Text(places, session).print(); }

}  // namespace tepat::cli
