// SPDX-License-Identifier: Apache-2.0
// The comparison for people: first whom it reaches and what it costs, then where, then why with examples, then that it all adds up.
#include <algorithm>

#include "cli/compare_totals.hpp"
#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "cli/table.hpp"
#include "cli/task_fields.hpp"

namespace tepat::cli {

namespace {

using compare::Change;
using compare::Compared;

constexpr std::size_t most_groups = 15;
constexpr std::size_t most_deciding = 6;

std::string number(std::size_t n, const Session& session) { return grouped(static_cast<std::int64_t>(n), session.language); }

/// A zero is told by a point: what differs is to be seen at once.
std::string count_text(std::size_t n, const Session& session) { return n == 0 ? "." : number(n, session); }

/// Subjects that only one side has.
std::size_t one_sided(const ChangeCounts& counts) { return count_of(counts, Change::appears) + count_of(counts, Change::goes); }

void print_reach(const CompareView& view, Session& session) {
    const auto right = Table::Align::right;
    const bool sides = std::any_of(view.comparison.programmes.begin(), view.comparison.programmes.end(), [](const Compared& c) { return one_sided(c.tally.change) > 0; });
    std::vector<Table::Column> columns{{session.text(Message::compare_programme)},
                                       {session.text(Message::compare_before), right},
                                       {session.text(Message::compare_after), right}};
    for (const Message title : change_titles) columns.push_back({session.text(title), right});
    if (sides) columns.push_back({session.text(Message::compare_new), right});
    if (sides) columns.push_back({session.text(Message::compare_gone), right});
    columns.push_back({session.text(Message::compare_same), right});
    Table table(columns);
    for (const Compared& compared : view.comparison.programmes) {
        const ChangeCounts& counts = compared.tally.change;
        std::vector<std::string> cells{compared.label, number(compared.tally.money.reached_before, session), number(compared.tally.money.reached_after, session)};
        for (const std::size_t n : shown_changes(counts)) cells.push_back(count_text(n, session));
        if (sides) cells.push_back(count_text(count_of(counts, Change::appears), session));
        if (sides) cells.push_back(count_text(count_of(counts, Change::goes), session));
        cells.push_back(number(count_of(counts, Change::same), session));
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

/// Most changes first where there are too many to show all; returns how many are left out.
std::size_t shorten(std::vector<ComparedGroup>& groups) {
    if (groups.size() <= most_groups) return 0;
    const std::size_t left_out = groups.size() - most_groups;
    std::stable_sort(groups.begin(), groups.end(), [](const ComparedGroup& a, const ComparedGroup& b) { return all_changed(a.counts) > all_changed(b.counts); });
    groups.resize(most_groups);
    return left_out;
}

void print_groups(const CompareView& view, std::size_t g, Session& session) {
    ComparedGroups all = groups_of(view, g);
    if (all.label.empty() || all.groups.empty()) return;
    const auto right = Table::Align::right;
    std::vector<Table::Column> columns{{all.label}};
    for (const Message title : change_titles) columns.push_back({session.text(title), right});
    const compare::Benefit rupiah{true, 2, "", {}};
    for (const std::string& per : all.per) columns.push_back({session.text(Message::compare_difference) + ' ' + per_text({true, 2, per, {}}, session), right});
    Table table(columns);
    const std::size_t left_out = shorten(all.groups);
    for (const ComparedGroup& group : all.groups) {
        std::vector<std::string> cells{group.name.empty() ? session.text(Message::compare_no_group) : group.name};
        for (const std::size_t n : shown_changes(group.counts)) cells.push_back(count_text(n, session));
        for (const std::string& per : all.per) {
            const auto found = group.differences.find(per);
            cells.push_back(found == group.differences.end() ? "." : amount_text(rupiah, found->second.amount, session));
        }
        table.add(cells);
    }
    session.out << '\n' << session.text(Message::compare_by_heading, {all.label}) << '\n' << table.text("  ");
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
    const ChangeCounts& counts = compared.tally.change;
    if (all_changed(counts) == one_sided(counts)) return;
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

}  // namespace

void print_comparison_text(const CompareView& view, Session& session) {
    session.out << session.text(Message::compare_heading, {side_text(view.title_before, session), side_text(view.title_after, session)}) << "\n\n";
    for (const compare::Affected& affected : view.comparison.affected) session.out << affected_text(affected, session) << '\n';
    print_reach(view, session);
    print_money(view, session);
    const auto& programmes = view.comparison.programmes;
    if (std::all_of(programmes.begin(), programmes.end(), [](const Compared& c) { return all_changed(c.tally.change) == 0; })) {
        session.out << '\n' << session.text(Message::compare_none) << '\n';
        return;
    }
    for (std::size_t g = 0; g < groupings_of(view); ++g) print_groups(view, g, session);
    for (std::size_t p = 0; p < programmes.size(); ++p) print_why(view, p, session);
    for (const Compared& compared : programmes)
        if (all_changed(compared.tally.change) > 0) print_matrix(compared, session);
}

}  // namespace tepat::cli
