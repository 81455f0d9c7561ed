// SPDX-License-Identifier: Apache-2.0
// The comparison for people: first whom it reaches and what it costs, then where, then why with examples, then that it all adds up.
#include <algorithm>
#include <map>

#include "cli/compare_view.hpp"
#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "cli/table.hpp"
#include "cli/task_fields.hpp"

namespace tepat::cli {

namespace {

using compare::Change;
using compare::Compared;
using Counts = std::array<std::size_t, compare::changes>;

constexpr std::size_t most_groups = 15;
constexpr std::size_t most_deciding = 6;

std::size_t of(const Counts& counts, std::initializer_list<Change> kinds) {
    std::size_t sum = 0;
    for (const Change change : kinds) sum += counts[static_cast<std::size_t>(change)];
    return sum;
}

std::string number(std::size_t n, const Session& session) { return grouped(static_cast<std::int64_t>(n), session.language); }

/// A zero is told by a point: what differs is to be seen at once.
std::string count_text(std::size_t n, const Session& session) { return n == 0 ? "." : number(n, session); }

constexpr Message change_titles[] = {Message::compare_plus,      Message::compare_minus, Message::compare_waiting,
                                     Message::compare_undecided, Message::compare_error, Message::compare_other};

/// Gain, lose (waiting ones included), now wait, undecided, error, other.
std::vector<std::size_t> columns_of(const Counts& c) {
    return {of(c, {Change::gains, Change::gets_place}),
            of(c, {Change::loses, Change::loses_place}),
            of(c, {Change::loses_place, Change::starts_waiting}),
            of(c, {Change::undecided}),
            of(c, {Change::error}),
            of(c, {Change::stops_waiting, Change::ruled_out, Change::moves})};
}

std::size_t changed(const Counts& counts) {
    std::size_t all = 0;
    for (std::size_t c = 1; c < counts.size(); ++c) all += counts[c];
    return all;
}

bool one_sided(const Counts& c) { return of(c, {Change::appears, Change::goes}) > 0; }

void print_affected(const CompareView& view, Session& session) {
    for (const compare::Affected& entity : view.comparison.affected) {
        session.out << session.text(Message::compare_affected, {number(entity.changed, session), number(entity.both, session), entity.label});
        const std::size_t appeared = entity.subjects_after - entity.both, gone = entity.subjects_before - entity.both;
        if (appeared + gone > 0) session.out << "; " << session.text(Message::compare_affected_one_side, {number(appeared, session), number(gone, session)});
        session.out << '\n';
    }
}

void print_reach(const CompareView& view, Session& session) {
    const auto right = Table::Align::right;
    const bool sides = std::any_of(view.comparison.programmes.begin(), view.comparison.programmes.end(), [](const Compared& c) { return one_sided(c.tally.change); });
    std::vector<Table::Column> columns{{session.text(Message::compare_programme)},
                                       {session.text(Message::compare_before), right},
                                       {session.text(Message::compare_after), right}};
    for (const Message title : change_titles) columns.push_back({session.text(title), right});
    if (sides) columns.push_back({session.text(Message::compare_new), right});
    if (sides) columns.push_back({session.text(Message::compare_gone), right});
    columns.push_back({session.text(Message::compare_same), right});
    Table table(columns);
    for (const Compared& compared : view.comparison.programmes) {
        const Counts& counts = compared.tally.change;
        std::vector<std::string> cells{compared.label, number(compared.tally.money.reached_before, session), number(compared.tally.money.reached_after, session)};
        for (const std::size_t n : columns_of(counts)) cells.push_back(count_text(n, session));
        if (sides) cells.push_back(count_text(of(counts, {Change::appears}), session));
        if (sides) cells.push_back(count_text(of(counts, {Change::goes}), session));
        cells.push_back(number(of(counts, {Change::same}), session));
        table.add(cells);
    }
    session.out << '\n' << session.text(Message::compare_reach_heading) << '\n' << table.text("  ");
    for (const Compared& compared : view.comparison.programmes) {
        if (!compared.before) session.out << "  " << session.text(Message::compare_not_run_before, {compared.label}) << '\n';
        if (!compared.after) session.out << "  " << session.text(Message::compare_not_run_after, {compared.label}) << '\n';
    }
}

std::string signed_text(const Compared& compared, const compare::Amount& difference, const Session& session) {
    const std::string text = amount_text(compared.benefit, difference, session);
    const bool plus = difference.has_low && difference.has_high && difference.low == difference.high && difference.low > 0;
    return plus ? "+" + text : text;
}

void print_money(const CompareView& view, Session& session) {
    const auto right = Table::Align::right;
    Table table({{session.text(Message::compare_programme)},
                 {session.text(Message::compare_benefit)},
                 {session.text(Message::compare_before), right},
                 {session.text(Message::compare_after), right},
                 {session.text(Message::compare_difference), right}});
    for (const Compared& compared : view.comparison.programmes) {
        if (compared.benefit.amounts.empty()) continue;
        const compare::Money& money = compared.tally.money;
        if (view.hides(compared.benefit)) {
            table.add({compared.label, per_text(compared.benefit, session), mask, mask, mask});
            continue;
        }
        table.add({compared.label, per_text(compared.benefit, session), amount_text(compared.benefit, money.before.amount, session),
                   amount_text(compared.benefit, money.after.amount, session),
                   compared.same_benefit_kind ? signed_text(compared, money.difference.amount, session) : session.text(Message::compare_not_comparable)});
    }
    if (!table.empty()) session.out << '\n' << session.text(Message::compare_money_heading) << '\n' << table.text("  ");
}

// ------------------------------------------------------------------------------------------------------------ groups

/// Sums of rupiah differences, by what they are per.
using Differences = std::map<std::string, compare::Sum>;

struct Group {
    std::string key, name;
    bool none = false;
    Counts counts{};
    Differences differences;
};

void add_group(const CompareView& view, const Compared& compared, const compare::GroupTally& tally, std::map<std::pair<bool, std::string>, Group>& groups) {
    Group& group = groups[{tally.none, tally.key}];
    group.key = tally.key;
    if (!tally.name.empty()) group.name = tally.name;
    group.none = tally.none;
    for (std::size_t c = 0; c < compare::changes; ++c) group.counts[c] += tally.tally.change[c];
    if (compared.benefit.amounts.empty() || view.hides(compared.benefit) || !compared.benefit.money || !compared.same_benefit_kind || compared.benefit.scale != 2) return;
    group.differences[compared.benefit.per].add(tally.tally.money.difference.amount);
}

/// Groups with changes, most changes first where there are too many to show all.
std::vector<Group> shown_groups(const std::map<std::pair<bool, std::string>, Group>& groups, std::size_t& left_out) {
    std::vector<Group> all;
    for (const auto& [key, group] : groups)
        if (changed(group.counts) > 0) all.push_back(group);
    left_out = all.size() > most_groups ? all.size() - most_groups : 0;
    if (left_out == 0) return all;
    std::stable_sort(all.begin(), all.end(), [](const Group& a, const Group& b) { return changed(a.counts) > changed(b.counts); });
    all.resize(most_groups);
    return all;
}

const compare::Grouping* grouping_of(const CompareView& view, std::size_t g, std::string& label) {
    for (const compare::Side* side : {&view.after, &view.before})
        for (const compare::Subjects& subjects : side->subjects)
            if (g < subjects.groupings.size() && !subjects.groupings[g].title.empty()) {
                label = subjects.groupings[g].label;
                return &subjects.groupings[g];
            }
    return nullptr;
}

void print_groups(const CompareView& view, std::size_t g, Session& session) {
    std::string label;
    const compare::Grouping* const grouping = grouping_of(view, g, label);
    if (grouping == nullptr) return;
    std::map<std::pair<bool, std::string>, Group> groups;
    Differences units;
    for (const Compared& compared : view.comparison.programmes)
        if (g < compared.groups.size())
            for (const compare::GroupTally& tally : compared.groups[g]) add_group(view, compared, tally, groups);
    for (const auto& [key, group] : groups)
        for (const auto& [per, sum] : group.differences) units[per] = {};
    const auto right = Table::Align::right;
    std::vector<Table::Column> columns{{label}};
    for (const Message title : change_titles) columns.push_back({session.text(title), right});
    const compare::Benefit rupiah{true, 2, "", {}};
    for (const auto& [per, sum] : units)
        columns.push_back({session.text(Message::compare_difference) + ' ' + per_text({true, 2, per, {}}, session), right});
    Table table(columns);
    std::size_t left_out = 0;
    for (const Group& group : shown_groups(groups, left_out)) {
        const std::string name = group.none ? session.text(Message::compare_no_group) : group_name(view, *grouping, group.key, group.name);
        std::vector<std::string> cells{name};
        for (const std::size_t n : columns_of(group.counts)) cells.push_back(count_text(n, session));
        for (const auto& [per, unused] : units) {
            const auto found = group.differences.find(per);
            cells.push_back(found == group.differences.end() ? "." : amount_text(rupiah, found->second.amount, session));
        }
        table.add(cells);
    }
    if (table.empty()) return;
    session.out << '\n' << session.text(Message::compare_by_heading, {label}) << '\n' << table.text("  ");
    if (left_out > 0) session.out << "  " << session.text(Message::compare_more_groups, {number(left_out, session)}) << '\n';
}

// ------------------------------------------------------------------------------------------------------------ why

void print_example(const CompareView& view, const Compared& compared, const compare::Row& row, Session& session) {
    const RowWords words(view, compared, row);
    const std::string area = words.area();
    session.out << "    " << session.text(Message::compare_example, {words.who() + (area.empty() ? "" : ", " + area), standing_text(row.stood, session), standing_text(row.stands, session)})
                << '\n';
    const Why why = view.why(compared, row);
    for (const Reason& reason : why.reasons) session.out << "      - " << reason.sentence << '\n';
    if (!why.missing.empty()) session.out << "      - " << session.text(Message::why_missing, {joined(why.missing, ", ")}) << '\n';
    if (words.rank_before() + words.rank_after() > 0) {
        const auto rank = [](std::uint32_t n) { return n == 0 ? std::string("-") : std::to_string(n); };
        session.out << "      - " << session.text(Message::why_rank, {rank(words.rank_before()), rank(words.rank_after())}) << '\n';
    }
}

void print_examples(const CompareView& view, const Compared& compared, Session& session) {
    if (view.examples == 0) return;
    for (std::size_t c = 1; c < compare::changes; ++c) {
        const auto change = static_cast<Change>(c);
        if (compared.tally.change[c] == 0 || change == Change::appears || change == Change::goes) continue;
        session.out << "  " << change_text(change, session) << ": " << number(compared.tally.change[c], session) << '\n';
        std::size_t shown = 0;
        for (const compare::Row& row : compared.rows) {
            if (row.change != change) continue;
            print_example(view, compared, row, session);
            if (++shown == view.examples) break;
        }
    }
}

void print_why(const CompareView& view, std::size_t p, Session& session) {
    const Compared& compared = view.comparison.programmes[p];
    const Counts& counts = compared.tally.change;
    if (changed(counts) == of(counts, {Change::appears, Change::goes})) return;
    session.out << '\n' << session.text(Message::compare_deciding_heading, {compared.label}) << '\n';
    std::size_t shown = 0;
    if (p < view.deciding.size())
        for (const DecidingCount& count : view.deciding[p]) {
            if (shown++ == most_deciding) break;
            session.out << "  " << number(count.subjects, session) << " ("
                        << session.text(Message::compare_alone, {number(count.alone, session)}) << "): " << count.reason.sentence << '\n';
        }
    print_examples(view, compared, session);
}

// ------------------------------------------------------------------------------------------------------------ it adds up

void print_matrix(const Compared& compared, Session& session) {
    using compare::Standing;
    std::vector<std::size_t> rows, columns;
    for (std::size_t s = 0; s < compare::standings; ++s) {
        std::size_t row = 0, column = 0;
        for (std::size_t t = 0; t < compare::standings; ++t) row += compared.matrix[s][t], column += compared.matrix[t][s];
        if (row > 0) rows.push_back(s);
        if (column > 0) columns.push_back(s);
    }
    std::vector<Table::Column> titles{{""}};
    for (const std::size_t c : columns) titles.push_back({standing_text(static_cast<Standing>(c), session), Table::Align::right});
    titles.push_back({session.text(Message::compare_total), Table::Align::right});
    Table table(titles);
    std::vector<std::size_t> below(columns.size());
    std::size_t all = 0;
    for (const std::size_t r : rows) {
        std::vector<std::string> cells{standing_text(static_cast<Standing>(r), session)};
        std::size_t total = 0;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const std::size_t n = compared.matrix[r][columns[c]];
            total += n;
            below[c] += n;
            cells.push_back(count_text(n, session));
        }
        all += total;
        cells.push_back(number(total, session));
        table.add(cells);
    }
    std::vector<std::string> last{session.text(Message::compare_total)};
    for (const std::size_t n : below) last.push_back(number(n, session));
    last.push_back(number(all, session));
    table.add(last);
    session.out << '\n' << session.text(Message::compare_matrix_heading, {compared.label, number(all, session)}) << '\n' << table.text("  ");
}

std::string title_text(const SideTitle& title, const Session& session) {
    const std::optional<program::Date> date = program::parse_iso(title.date);
    const std::string day = date ? spoken(*date, session.language) : title.date;
    if (title.run > 0) return session.text(Message::compare_side_run, {std::to_string(title.run), day});
    return session.text(Message::compare_side, {title.rules, title.baseline, day});
}

}  // namespace

void print_comparison_text(const CompareView& view, Session& session) {
    session.out << session.text(Message::compare_heading, {title_text(view.title_before, session), title_text(view.title_after, session)}) << "\n\n";
    print_affected(view, session);
    print_reach(view, session);
    print_money(view, session);
    const auto& programmes = view.comparison.programmes;
    if (std::all_of(programmes.begin(), programmes.end(), [](const Compared& c) { return changed(c.tally.change) == 0; })) {
        session.out << '\n' << session.text(Message::compare_none) << '\n';
        return;
    }
    std::size_t groupings = 0;
    for (const Compared& compared : programmes) groupings = std::max(groupings, compared.groups.size());
    for (std::size_t g = 0; g < groupings; ++g) print_groups(view, g, session);
    for (std::size_t p = 0; p < programmes.size(); ++p) print_why(view, p, session);
    for (const Compared& compared : programmes)
        if (changed(compared.tally.change) > 0) print_matrix(compared, session);
}

}  // namespace tepat::cli
