// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/locate.hpp"

#include "dsl/program/identity_number.hpp"
#include "engine/intake/identity.hpp"
#include "engine/intake/mapping.hpp"
#include "engine/intake/row_mask.hpp"

namespace tepat::intake {

std::vector<std::string> Locator::row(const program::Entity& entity, std::vector<std::string> columns, const Finding& finding) {
    for (std::string& column : columns)
        if (!column.empty() && !scan_.has_column(entity.table, column)) column.clear();
    std::vector<std::string> cells = finding.place != 0 ? scan_.at(entity.table, columns, finding.place)
                                                        : scan_.by_key(entity.table, columns, entity.key_column, finding.key);
    cells.resize(columns.size());
    return cells;
}

/// The kelurahan of the code; without a code, the one written on the row, called as the table of kelurahan calls it.
void Locator::of_family(const std::string& code, const std::string& written, Place& place) {
    read_villages();
    if (const auto called = called_.find(code); called != called_.end()) place.village = called->second;
    else if (const auto listed = listed_.find(normal_title(written)); code.empty() && listed != listed_.end()) place.village = listed->second;
    else place.village = code.empty() ? written : code;
}

void Locator::read_villages() {
    if (villages_read_) return;
    villages_read_ = true;
    if (!roles_.village.valid()) return;
    const program::Entity& entity = program_[roles_.village];
    if (!entity.called_by.valid() || !scan_.has_table(entity.table) || !scan_.has_column(entity.table, program_[entity.called_by].column)) return;
    scan_.rows(entity.table, {entity.key_column, program_[entity.called_by].column}, [&](std::int64_t, const std::vector<std::string_view>& cells) {
        if (cells[0].empty() || cells[1].empty()) return;
        called_.emplace(cells[0], cells[1]);
        listed_.emplace(normal_title(cells[1]), cells[1]);
    });
}

Place Locator::place_of(Finding& finding) {
    Place place = whole_place(finding);
    if (finding.entity.valid()) finding.key = shown_key(program_, finding.entity, finding.key);
    for (std::string* text : {&place.village, &place.rt, &place.rw, &place.name}) *text = program::without_identity_numbers(*text);
    return place;
}

Place Locator::whole_place(Finding& finding) {
    Place place;
    if (!finding.entity.valid()) return place;
    const program::Entity& entity = program_[finding.entity];
    if (finding.file.empty() && finding.place != 0) {
        const store::Origin origin = scan_.origin(entity, finding.place);
        finding.file = origin.file;
        finding.line = origin.line;
    }
    const FamilyColumns& families = roles_.families;
    if (finding.entity == roles_.family) {
        const std::string link = roles_.village.valid() ? entity.link_column : "";
        const auto cells = row(entity, {entity.key_column, link, families.rt, families.rw, families.name, families.nik, families.card, families.village}, finding);
        finding.key = cells[0] == cells[5] || cells[0] == cells[6] ? masked(cells[0]) : cells[0];
        place = {"", cells[2], cells[3], cells[4], masked(cells[5])};
        of_family(cells[1], cells[7], place);
    } else if (finding.entity == roles_.person) {
        const auto cells = row(entity, {entity.key_column, entity.link_column, roles_.persons.name, roles_.persons.nik}, finding);
        finding.key = cells[0] == cells[3] ? masked(cells[0]) : cells[0];
        place.name = cells[2];
        place.nik = masked(cells[3]);
        if (!roles_.family.valid()) return place;
        const program::Entity& family = program_[roles_.family];
        const auto above = row(family, {roles_.village.valid() ? family.link_column : "", families.rt, families.rw, families.village}, {Check{}, roles_.family, 0, cells[1], "", "", "", 0});
        place.rt = above[1];
        place.rw = above[2];
        of_family(above[0], above[3], place);
    }
    return place;
}

}  // namespace tepat::intake
