// SPDX-License-Identifier: Apache-2.0
#include "cli/compare_totals.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "cli/present.hpp"

namespace tepat::cli {

using compare::Change;
using compare::Compared;

namespace {

std::size_t of(const ChangeCounts& counts, std::initializer_list<Change> kinds) {
    std::size_t sum = 0;
    for (const Change change : kinds) sum += counts[static_cast<std::size_t>(change)];
    return sum;
}

const compare::Grouping* grouping_of(const CompareView& view, std::size_t grouping) {
    for (const compare::Side* side : {&view.after, &view.before})
        for (const compare::Subjects& subjects : side->subjects)
            if (grouping < subjects.groupings.size() && !subjects.groupings[grouping].title.empty()) return &subjects.groupings[grouping];
    return nullptr;
}

bool tells_difference(const CompareView& view, const Compared& compared) {
    const compare::Benefit& benefit = compared.benefit;
    return !benefit.amounts.empty() && !view.hides(benefit) && benefit.money && compared.same_benefit_kind && benefit.scale == 2;
}

}  // namespace

std::vector<std::size_t> shown_changes(const ChangeCounts& c) {
    return {of(c, {Change::gains, Change::gets_place}),
            of(c, {Change::loses, Change::loses_place}),
            of(c, {Change::loses_place, Change::starts_waiting}),
            of(c, {Change::undecided}),
            of(c, {Change::error}),
            of(c, {Change::stops_waiting, Change::ruled_out, Change::moves})};
}

std::size_t count_of(const ChangeCounts& counts, Change change) { return counts[static_cast<std::size_t>(change)]; }

std::size_t all_changed(const ChangeCounts& counts) {
    std::size_t all = 0;
    for (std::size_t c = 1; c < counts.size(); ++c) all += counts[c];
    return all;
}

std::size_t groupings_of(const CompareView& view) {
    std::size_t most = 0;
    for (const Compared& compared : view.comparison.programmes) most = std::max(most, compared.groups.size());
    return most;
}

ComparedGroups groups_of(const CompareView& view, std::size_t grouping) {
    const compare::Grouping* const about = grouping_of(view, grouping);
    if (about == nullptr) return {};
    ComparedGroups all{about->label, {}, {}};
    std::map<std::pair<bool, std::string>, ComparedGroup> groups;
    std::set<std::string> units;
    for (const Compared& compared : view.comparison.programmes) {
        if (grouping >= compared.groups.size()) continue;
        for (const compare::GroupTally& tally : compared.groups[grouping]) {
            ComparedGroup& group = groups[{tally.none, tally.key}];
            if (!tally.none && (group.name.empty() || !tally.name.empty())) group.name = group_name(view, *about, tally.key, tally.name);
            for (std::size_t c = 0; c < compare::changes; ++c) group.counts[c] += tally.tally.change[c];
            if (!tells_difference(view, compared)) continue;
            group.differences[compared.benefit.per].add(tally.tally.money.difference.amount);
            units.insert(compared.benefit.per);
        }
    }
    all.per.assign(units.begin(), units.end());
    for (const auto& [key, group] : groups)
        if (all_changed(group.counts) > 0) all.groups.push_back(group);
    return all;
}

std::string side_text(const SideTitle& title, const Session& session) {
    const std::optional<program::Date> date = program::parse_iso(title.date);
    const std::string day = date ? spoken(*date, session.language) : title.date;
    if (title.run > 0) return session.text(Message::compare_side_run, {std::to_string(title.run), day});
    return session.text(Message::compare_side, {title.rules, title.baseline, day});
}

std::string affected_text(const compare::Affected& affected, const Session& session) {
    const auto number = [&](std::size_t n) { return grouped(static_cast<std::int64_t>(n), session.language); };
    const std::string text = session.text(Message::compare_affected, {number(affected.changed), number(affected.both), affected.label});
    const std::size_t appeared = affected.subjects_after - affected.both, gone = affected.subjects_before - affected.both;
    return appeared + gone == 0 ? text : text + "; " + session.text(Message::compare_affected_one_side, {number(appeared), number(gone)});
}

}  // namespace tepat::cli
