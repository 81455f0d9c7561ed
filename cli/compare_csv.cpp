// SPDX-License-Identifier: Apache-2.0
#include "cli/compare_view.hpp"
#include "cli/csv.hpp"
#include "cli/mask.hpp"
#include "cli/task_fields.hpp"
#include "dsl/program/print.hpp"

namespace tepat::cli {

namespace {

std::string rank_text(std::uint32_t rank) { return rank == 0 ? "" : std::to_string(rank); }

void add_benefit(const CompareView& view, const compare::Benefit& benefit, const compare::Amount* amount, std::vector<std::string>& cells) {
    if (amount != nullptr && view.hides(benefit)) {
        cells.insert(cells.end(), 2, mask);
        return;
    }
    const bool low = amount != nullptr && amount->has_low, high = amount != nullptr && amount->has_high;
    cells.push_back(low ? program::print_scaled(amount->low, benefit.scale) : "");
    cells.push_back(high ? program::print_scaled(amount->high, benefit.scale) : "");
}

void write_row(const std::vector<std::string>& cells, std::ostream& out) {
    for (std::size_t i = 0; i < cells.size(); ++i) out << (i > 0 ? "," : "") << csv_cell_for_people(cells[i]);
    out << "\r\n";
}

std::vector<std::string> cells_of(const CompareView& view, const compare::Compared& compared, const compare::Row& row, const Session& session) {
    const RowWords words(view, compared, row);
    const Why why = view.why(compared, row);
    std::vector<std::string> reasons;
    for (const Reason& reason : why.reasons) reasons.push_back(reason.sentence);
    std::vector<std::string> cells{compared.label,
                                   compared.entity_label,
                                   words.key(),
                                   words.name(),
                                   words.area(),
                                   change_text(row.change, session),
                                   standing_text(row.stood, session),
                                   standing_text(row.stands, session),
                                   rank_text(words.rank_before()),
                                   rank_text(words.rank_after())};
    add_benefit(view, compared.benefit, words.benefit_before(), cells);
    add_benefit(view, compared.benefit, words.benefit_after(), cells);
    cells.push_back(joined(why.missing, "; "));
    cells.push_back(joined(reasons, "; "));
    return cells;
}

}  // namespace

std::size_t write_comparison_csv(const CompareView& view, const Session& session, std::ostream& out) {
    std::vector<std::string> titles;
    for (const Message title :
         {Message::csv_programme, Message::csv_entity, Message::csv_key, Message::csv_name, Message::csv_area, Message::csv_change, Message::compare_before,
          Message::compare_after, Message::csv_rank_before, Message::csv_rank_after, Message::csv_benefit_before_low, Message::csv_benefit_before_high,
          Message::csv_benefit_after_low, Message::csv_benefit_after_high, Message::csv_missing, Message::csv_reason})
        titles.push_back(session.text(title));
    out << utf8_bom;
    write_row(titles, out);
    std::size_t rows = 0;
    for (const compare::Compared& compared : view.comparison.programmes)
        for (const compare::Row& row : compared.rows) {
            write_row(cells_of(view, compared, row, session), out);
            ++rows;
        }
    return rows;
}

}  // namespace tepat::cli
