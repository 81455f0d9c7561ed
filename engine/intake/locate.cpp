// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/locate.hpp"

#include "dsl/program/identity_number.hpp"
#include "engine/intake/identity.hpp"
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

void Locator::of_family(const std::string& village, Place& place) {
    place.village = village;
    if (village.empty() || !roles_.village.valid()) return;
    const auto [name, added] = village_names_.try_emplace(village);
    const program::Entity& entity = program_[roles_.village];
    if (added && entity.called_by.valid() && scan_.has_table(entity.table)) {
        const auto cells = scan_.by_key(entity.table, {program_[entity.called_by].column}, entity.key_column, village);
        if (!cells.empty()) name->second = cells[0];
    }
    if (!name->second.empty()) place.village = name->second;
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
        const auto cells = row(entity, {entity.key_column, link, families.rt, families.rw, families.name, families.nik, families.card}, finding);
        finding.key = cells[0] == cells[5] || cells[0] == cells[6] ? masked(cells[0]) : cells[0];
        place = {"", cells[2], cells[3], cells[4], masked(cells[5])};
        of_family(cells[1], place);
    } else if (finding.entity == roles_.person) {
        const auto cells = row(entity, {entity.key_column, entity.link_column, roles_.persons.name, roles_.persons.nik}, finding);
        finding.key = cells[0] == cells[3] ? masked(cells[0]) : cells[0];
        place.name = cells[2];
        place.nik = masked(cells[3]);
        if (!roles_.family.valid()) return place;
        const program::Entity& family = program_[roles_.family];
        const auto above = row(family, {roles_.village.valid() ? family.link_column : "", families.rt, families.rw}, {Check{}, roles_.family, 0, cells[1], "", "", "", 0});
        place.rt = above[1];
        place.rw = above[2];
        of_family(above[0], place);
    }
    return place;
}

}  // namespace tepat::intake
