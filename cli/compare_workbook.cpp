// SPDX-License-Identifier: Apache-2.0
// A comparison as a workbook: whom it reaches, what it costs, where, what decides, then row by row with the reasons.
#include <algorithm>

#include "cli/column_title.hpp"
#include "cli/compare_totals.hpp"
#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "cli/task_fields.hpp"
#include "engine/workbook/xlsx_writer.hpp"

namespace tepat::cli {

namespace {

using compare::Change;
using compare::Compared;
using workbook::Cell;
using workbook::Look;

constexpr double name_width = 26, count_width = 10.5, money_width = 17;
constexpr std::size_t shown_digits = 16;

Cell count(std::size_t n) { return static_cast<std::int64_t>(n); }

class ComparisonBook {
public:
    ComparisonBook(const std::string& path, const CompareView& view, const Session& session) : view_(view), session_(session), book_(path, made()) {}

    std::size_t write() {
        write_reach();
        write_money();
        for (std::size_t g = 0; g < groupings_of(view_); ++g) write_groups(groups_of(view_, g));
        write_deciding();
        const std::size_t rows = write_rows();
        book_.commit();
        return rows;
    }

private:
    std::string say(Message message, const std::vector<Argument>& arguments = {}) const { return session_.text(message, arguments); }

    workbook::Made made() const {
        const program::CivilDate day = program::to_civil(program::parse_iso(view_.title_after.date).value_or(program::Date{}));
        return {say(Message::compare_title), day.year, day.month, day.day};
    }

    workbook::Column column(const std::string& title, double width, Look look) const { return {column_title(title), width, look}; }
    workbook::Column named(const std::string& title, double width = name_width) const {
        workbook::Column column{column_title(title), width, Look::wrapped};
        column.flexible = true;
        return column;
    }
    workbook::Column counted(Message title) const { return column(say(title), count_width, Look::number); }

    workbook::SheetForm form(const std::string& name, const std::string& title) const {
        workbook::SheetForm form;
        form.name = name;
        form.head = {{0, title.ends_with(':') ? title.substr(0, title.size() - 1) : title, workbook::Weight::title}};
        const std::string sides = say(Message::compare_heading, {side_text(view_.title_before, session_), side_text(view_.title_after, session_)});
        form.head.push_back({0, sides});
        form.frozen_columns = 1;
        form.footer_left = say(Message::compare_title) + " - " + say(Message::list_source, {print_of(&SideTitle::rule_set), print_of(&SideTitle::fingerprint)});
        form.footer_right = say(Message::list_page, {std::string("{page}"), std::string("{pages}")});
        return form;
    }

    /// Of both sides, once where they are the same.
    std::string print_of(std::string SideTitle::*digits) const {
        const std::string before = (view_.title_before.*digits).substr(0, shown_digits), after = (view_.title_after.*digits).substr(0, shown_digits);
        return before == after ? before : before + " / " + after;
    }

    void add_changes(std::vector<workbook::Column>& columns) const {
        for (const Message title : change_titles) columns.push_back(counted(title));
    }

    void write_reach() {
        workbook::SheetForm sheet = form(say(Message::compare_sheet_reach), say(Message::compare_title));
        for (const compare::Affected& affected : view_.comparison.affected) sheet.head.push_back({0, affected_text(affected, session_)});
        sheet.head.push_back({0, say(Message::compare_reach_heading), workbook::Weight::bold});
        sheet.columns = {named(say(Message::compare_programme)), counted(Message::compare_before), counted(Message::compare_after)};
        add_changes(sheet.columns);
        for (const Message title : {Message::compare_new, Message::compare_gone, Message::compare_same}) sheet.columns.push_back(counted(title));
        book_.sheet(sheet);
        for (const Compared& compared : view_.comparison.programmes) {
            const ChangeCounts& counts = compared.tally.change;
            std::vector<Cell> cells{compared.label, count(compared.tally.money.reached_before), count(compared.tally.money.reached_after)};
            for (const std::size_t n : shown_changes(counts)) cells.push_back(count(n));
            for (const Change change : {Change::appears, Change::goes, Change::same}) cells.push_back(count(count_of(counts, change)));
            book_.row(cells);
        }
        for (const Compared& compared : view_.comparison.programmes) {
            if (!compared.before) book_.line({{0, say(Message::compare_not_run_before, {compared.label})}});
            if (!compared.after) book_.line({{0, say(Message::compare_not_run_after, {compared.label})}});
        }
    }

    // -------------------------------------------------------------------------------------------------------- amounts

    void add_bounds(std::vector<workbook::Column>& columns, const std::string& title, Look look) const {
        columns.push_back(column(say(Message::compare_lowest, {title}), money_width, look));
        columns.push_back(column(say(Message::compare_highest, {title}), money_width, look));
    }

    /// Whole rupiah without ",00".
    static Cell bound(bool known, std::int64_t value, int scale) {
        if (!known) return {};
        for (; scale > 0 && value % 10 == 0; --scale) value /= 10;
        return workbook::Decimal{value, scale};
    }
    static void add_amount(std::vector<Cell>& cells, const compare::Amount* amount, int scale) {
        cells.push_back(amount == nullptr ? Cell() : bound(amount->has_low, amount->low, scale));
        cells.push_back(amount == nullptr ? Cell() : bound(amount->has_high, amount->high, scale));
    }

    /// `***` where the amounts are protected, and nothing where there are none.
    void add_protected(std::vector<Cell>& cells, const compare::Benefit& benefit, const compare::Amount* amount) const {
        if (amount != nullptr && view_.hides(benefit)) cells.insert(cells.end(), 2, Cell(std::string(mask)));
        else add_amount(cells, amount, benefit.scale);
    }

    void write_money() {
        workbook::SheetForm sheet = form(say(Message::compare_sheet_money), say(Message::compare_money_heading));
        sheet.columns = {named(say(Message::compare_programme)), column(say(Message::compare_benefit), 12, Look::wrapped)};
        for (const Message title : {Message::compare_before, Message::compare_after, Message::compare_difference}) add_bounds(sheet.columns, say(title), Look::number);
        book_.sheet(sheet);
        for (const Compared& compared : view_.comparison.programmes) {
            if (compared.benefit.amounts.empty()) continue;
            const compare::Money& money = compared.tally.money;
            std::vector<Cell> cells{compared.label, (compared.benefit.money ? "Rp " : "") + per_text(compared.benefit, session_)};
            add_protected(cells, compared.benefit, &money.before.amount);
            add_protected(cells, compared.benefit, &money.after.amount);
            if (compared.same_benefit_kind) add_protected(cells, compared.benefit, &money.difference.amount);
            else cells.emplace_back(say(Message::compare_not_comparable));
            book_.row(cells);
        }
    }

    void write_groups(const ComparedGroups& groups) {
        if (groups.label.empty()) return;
        workbook::SheetForm sheet = form(say(Message::compare_sheet_by, {groups.label}), say(Message::compare_by_heading, {groups.label}));
        sheet.columns = {named(groups.label)};
        add_changes(sheet.columns);
        for (const std::string& per : groups.per)
            add_bounds(sheet.columns, say(Message::compare_difference) + ' ' + per_text({true, program::rupiah_scale, per, {}}, session_), Look::rupiah);
        book_.sheet(sheet);
        for (const ComparedGroup& group : groups.groups) {
            std::vector<Cell> cells{group.name.empty() ? say(Message::compare_no_group) : group.name};
            for (const std::size_t n : shown_changes(group.counts)) cells.push_back(count(n));
            for (const std::string& per : groups.per) {
                const auto found = group.differences.find(per);
                add_amount(cells, found == group.differences.end() ? nullptr : &found->second.amount, program::rupiah_scale);
            }
            book_.row(cells);
        }
        if (groups.groups.empty()) book_.line({{0, say(Message::compare_none)}});
    }

    // -------------------------------------------------------------------------------------------------------- why

    /// Of recorded runs nobody knows what decided.
    void write_deciding() {
        if (std::all_of(view_.deciding.begin(), view_.deciding.end(), [](const auto& one) { return one.empty(); })) return;
        workbook::SheetForm sheet = form(say(Message::compare_sheet_why), say(Message::compare_sheet_why));
        sheet.columns = {named(say(Message::compare_programme)), counted(Message::import_count), counted(Message::compare_by_this_alone),
                         named(say(Message::csv_reason), 3 * name_width)};
        book_.sheet(sheet);
        for (std::size_t p = 0; p < view_.deciding.size(); ++p)
            for (const DecidingCount& deciding : view_.deciding[p])
                book_.row({view_.comparison.programmes[p].label, count(deciding.subjects), count(deciding.alone), deciding.reason.sentence});
    }

    /// As the CSV has them.
    std::vector<workbook::Column> row_columns() const {
        std::vector<workbook::Column> columns{named(say(Message::csv_programme), 18), column(say(Message::csv_entity), 12, Look::wrapped),
                                              column(say(Message::csv_key), 18, Look::wrapped), named(say(Message::csv_name), 18), named(say(Message::csv_area), 15),
                                              named(say(Message::csv_change), 15), named(say(Message::compare_before), 13), named(say(Message::compare_after), 13)};
        for (const Message title : {Message::csv_rank_before, Message::csv_rank_after}) columns.push_back(counted(title));
        for (const Message title : {Message::csv_benefit_before_low, Message::csv_benefit_before_high, Message::csv_benefit_after_low, Message::csv_benefit_after_high})
            columns.push_back(column(say(title), 14, Look::number));
        columns.push_back(named(say(Message::csv_missing), 20));
        columns.push_back(named(say(Message::csv_reason), 40));
        return columns;
    }

    std::vector<Cell> row_cells(const Compared& compared, const compare::Row& row) const {
        const RowWords words(view_, compared, row);
        const Why why = view_.why(compared, row);
        std::vector<std::string> reasons;
        for (const Reason& reason : why.reasons) reasons.push_back(reason.sentence);
        const auto rank = [](std::uint32_t n) { return n == 0 ? Cell() : count(n); };
        std::vector<Cell> cells{compared.label,
                                compared.entity_label,
                                words.key(),
                                words.name(),
                                words.area(),
                                change_text(row.change, session_),
                                standing_text(row.stood, session_),
                                standing_text(row.stands, session_),
                                rank(words.rank_before()),
                                rank(words.rank_after())};
        add_protected(cells, compared.benefit, words.benefit_before());
        add_protected(cells, compared.benefit, words.benefit_after());
        cells.emplace_back(joined(why.missing, "; "));
        cells.emplace_back(joined(reasons, "; "));
        return cells;
    }

    std::size_t write_rows() {
        workbook::SheetForm sheet = form(say(Message::compare_sheet_rows), say(Message::compare_sheet_rows));
        sheet.columns = row_columns();
        book_.sheet(sheet);
        std::size_t rows = 0;
        for (const Compared& compared : view_.comparison.programmes)
            for (const compare::Row& row : compared.rows) {
                book_.row(row_cells(compared, row));
                ++rows;
            }
        if (rows == 0) book_.line({{0, say(Message::compare_none)}});
        return rows;
    }

    const CompareView& view_;
    const Session& session_;
    workbook::XlsxWriter book_;
};

}  // namespace

std::size_t write_comparison_workbook(const CompareView& view, const std::string& path, const Session& session) {
    return ComparisonBook(path, view, session).write();
}

}  // namespace tepat::cli
