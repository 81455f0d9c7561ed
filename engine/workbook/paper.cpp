// SPDX-License-Identifier: Apache-2.0
#include "engine/workbook/paper.hpp"

#include <algorithm>

#include "engine/workbook/text_lines.hpp"

namespace tepat::workbook {

namespace {

constexpr double wanted_scale = 0.82;             // 0.8 and what programs lose by rounding columns to pixels
constexpr double narrowest = 0.67, widest = 1.8;  // times a flexible column's own width
constexpr double tallest_row = 409;               // Excel's

}  // namespace

void fit_to_paper(SheetForm& form) {
    double fixed = 0, flexible = 0;
    for (std::size_t i = 0; i < printed(form); ++i) {
        const Column& column = form.columns[i];
        if (column.hidden) continue;
        fixed += column.flexible ? points_of(0) : points_of(column.width);
        if (column.flexible) flexible += room_of(column.width);
    }
    if (flexible == 0) return;
    const double factor = std::clamp((paper_points / wanted_scale - fixed) / flexible, narrowest, widest);
    for (std::size_t i = 0; i < printed(form); ++i)
        if (form.columns[i].flexible) form.columns[i].width *= factor;
}

double height_of(const std::vector<std::pair<std::string_view, double>>& texts_and_rooms) {
    std::size_t most = 1;
    for (const auto& [text, room] : texts_and_rooms) most = std::max(most, count_lines(text, room / reserve, cell_size));
    return most == 1 ? 0 : std::min(tallest_row, static_cast<double>(most) * line_height + 2);
}

double size_of(Weight weight) { return weight == Weight::title ? 14 : weight == Weight::small ? 9 : 11; }

}  // namespace tepat::workbook
