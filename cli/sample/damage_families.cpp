// SPDX-License-Identifier: Apache-2.0
// What is wrong between rows: who belongs to whom, who is listed twice, where a family lives.
#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/sample/damage_kinds.hpp"
#include "dsl/program/date.hpp"

namespace tepat::sample {

namespace {

constexpr const char* family_entity = "keluarga";
constexpr const char* person_entity = "anggota";
constexpr const char* nik_field = "nik";

std::size_t person_column(const char* title) { return column_of(person_columns(), title); }

FileCell text_cell(std::string text) { return {text.empty() ? FileCell::Kind::nothing : FileCell::Kind::text, std::move(text)}; }

// ---------------------------------------------------------------------------------------------------- where a family lives

bool area(Spot& spot, const char* name, const std::string& code, const char* finding) {
    return !spot.first_of_village && spot.change(name, spot.holding(Holds::area), code, finding);
}

bool code_bps(Spot& spot, const char* name) {
    const std::string& village = spot.plan.family->village;
    return area(spot, name, village.substr(0, 6) + "0" + village.substr(7), "area_bps");
}
bool code_short(Spot& spot, const char* name) {
    return area(spot, name, spot.plan.family->village.substr(0, spot.random.chance(500) ? 6 : 9), "area_shape");
}
bool code_unknown(Spot& spot, const char* name) {
    return area(spot, name, spot.plan.family->village.substr(0, 7) + "9" + spot.plan.family->village.substr(8), "area_unknown");
}
bool code_empty(Spot& spot, const char* name) { return area(spot, name, "", "area_missing"); }

/// The kelurahan's name with the code of another one of the kecamatan, as families have it whose kelurahan was split from that one.
bool code_of_old_kelurahan(Spot& spot, const char* name) {
    const std::string& village = spot.plan.family->village;
    for (const Area& other : spot.place.villages) {
        if (other.code >= village) return false;
        if (other.code.starts_with(village.substr(0, 6))) return area(spot, name, other.code, "area_name");
    }
    return false;
}

bool other_city(Spot& spot, const char* name) {
    const std::size_t column = column_of(family_columns(), "kabupaten_kota");
    if (spot.first_of_village) return false;
    const std::string before = spot.text(column);
    spot.row().cells[column] = text_cell("Kota Pontianak");
    spot.note(name, column, before, {spot.expect("area_city_name", "kode_kemdagri")});
    return true;
}

// ---------------------------------------------------------------------------------------------------- families and their members

std::vector<Expected> without_family(const Spot& spot) {
    std::vector<Expected> all;
    for (const PlannedRow& person : spot.plan.persons)
        all.push_back({"person_without_family", person_entity, person.cells[person_column("id_individu")].text, "id_keluarga_p3ke"});
    return all;
}

bool touch_structure(Spot& spot) {
    if (spot.plan.structure_touched) return false;
    return spot.plan.structure_touched = true;
}

void leave_persons_alone(Spot& spot) {
    for (PlannedRow& person : spot.plan.persons) person.whole = false;
}

bool family_key_empty(Spot& spot, const char* name) {
    if (spot.first_of_village || !touch_structure(spot)) return false;
    std::vector<Expected> expected = without_family(spot);
    expected.insert(expected.begin(), {"set_aside", "", "", "id_keluarga_p3ke"});
    const std::size_t key = spot.holding(Holds::key);
    const std::string before = spot.text(key);
    spot.row().cells[key] = {};
    spot.row().goes_in = spot.plan.goes_in = false;
    spot.note(name, key, before, std::move(expected));
    leave_persons_alone(spot);
    return true;
}

bool without_members(Spot& spot, const char* name) {
    if (!touch_structure(spot)) return false;
    spot.plan.persons.clear();
    spot.plan.goes_in = false;
    spot.note(name, no_column, "", {spot.expect("family_without_member", "")});
    return true;
}

/// The family's row has the NIK of another member.
bool nik_of_another_member(Spot& spot, const char* name) {
    const std::size_t column = spot.holding(Holds::nik);
    std::vector<PlannedRow>& persons = spot.plan.persons;
    const auto nik = [](const PlannedRow& row) { return row.cells[person_column("nik")].text; };
    const auto other = std::find_if(persons.begin() + 1, persons.end(), [&](const PlannedRow& row) { return !nik(row).empty(); });
    if (spot.text(column).empty() || nik(persons.front()).empty() || other == persons.end() || !touch_structure(spot)) return false;
    const std::string before = spot.text(column);
    spot.row().cells[column] = text_cell(nik(*other));
    spot.note(name, column, before, {spot.expect("head_nik_differs", nik_field)});
    persons.front().whole = false;
    return true;
}

// ---------------------------------------------------------------------------------------------------- persons

bool person_key_empty(Spot& spot, const char* name) {
    if (spot.is_head()) return false;
    const std::size_t key = spot.holding(Holds::key);
    const std::string before = spot.text(key);
    spot.row().cells[key] = {};
    spot.row().goes_in = false;
    spot.note(name, key, before, {{"set_aside", "", "", "id_individu"}});
    return true;
}

bool orphan(Spot& spot, const char* name) {
    const std::size_t link = spot.holding(Holds::link);
    return !spot.is_head() && spot.change(name, link, "99" + spot.text(link).substr(2), "person_without_family");
}

bool head_lost(Spot& spot, const char* name) {
    if (!spot.is_head() || !touch_structure(spot)) return false;
    const std::size_t column = spot.holding(Holds::relation);
    const std::string before = spot.text(column);
    spot.row().cells[column] = text_cell("Lainnya");
    spot.note(name, column, before, {{"head_missing", family_entity, spot.plan.family->key, ""}});
    return true;
}

/// An adult, so that a second head is the only thing wrong.
bool second_head(Spot& spot, const char* name) {
    const std::string birth = spot.text(spot.holding(Holds::date));
    if (birth.empty() || birth > "2005" || spot.is_head() || !touch_structure(spot)) return false;
    const std::size_t column = spot.holding(Holds::relation);
    const std::string before = spot.text(column);
    spot.row().cells[column] = text_cell("Kepala Keluarga");
    spot.note(name, column, before, {{"head_several", family_entity, spot.plan.family->key, ""}});
    return true;
}

bool other_sex(Spot& spot, const char* name) {
    const std::size_t sex = person_column("jenis_kelamin"), nik = spot.holding(Holds::nik);
    const std::string relation = spot.text(spot.holding(Holds::relation));  // of a wife or husband that contradicts the relation as well
    if (spot.text(nik).empty() || relation == "Istri" || relation == "Suami") return false;
    const std::string before = spot.text(sex);
    spot.row().cells[sex] = text_cell(before == "Perempuan" ? "Laki-laki" : "Perempuan");
    spot.note(name, sex, before, {spot.expect("nik_sex", nik_field)});
    return true;
}

/// Years away from where anybody of the sample was born, so that nobody's twin is made: a name with a birth date is one person's.
bool birth_moved(Spot& spot, const char* name, int years, const char* finding, const char* field) {
    const std::size_t column = spot.holding(Holds::date);
    if (spot.text(column).empty()) return false;
    const program::CivilDate day = program::to_civil(*program::parse_iso(spot.text(column)));
    if (day.month == 2 && day.day == 29) return false;
    const std::string before = spot.text(column);
    spot.row().cells[column] = text_cell(program::to_iso(*program::make_date(day.year + years, day.month, day.day)));
    spot.note(name, column, before, {spot.expect(finding, field)});
    return true;
}

bool birth_against_nik(Spot& spot, const char* name) {
    const int age = spot.row().person->age;
    const bool fits = !spot.text(spot.holding(Holds::nik)).empty() && age >= 6 && age <= 30;
    return fits && birth_moved(spot, name, -81, "nik_birth_date", nik_field);
}
bool born_later(Spot& spot, const char* name) { return birth_moved(spot, name, 100, "born_later", "tanggal_lahir"); }
bool too_old(Spot& spot, const char* name) {
    return spot.row().person->age >= 35 && birth_moved(spot, name, -100, "too_old", "tanggal_lahir");
}

/// Another row of the person, with a key of its own, after the rows of the family.
PlannedRow copy_of(const Spot& spot, const std::string& family, const char* mark) {
    PlannedRow copy;
    copy.cells = spot.row().cells;
    copy.person = spot.row().person;
    copy.whole = false;
    const std::uint64_t place = spot.row().person->number - spot.plan.family->members.front().number;
    copy.cells[spot.holding(Holds::link)] = text_cell(family);
    copy.key = family + mark + std::to_string(place);
    copy.cells[spot.holding(Holds::key)] = text_cell(copy.key);
    copy.cells[spot.holding(Holds::relation)] = text_cell("Lainnya");
    return copy;
}

bool add_copy(Spot& spot, const char* name, PlannedRow copy, const char* finding, const char* field, bool without_nik) {
    const std::string key = copy.cells[spot.holding(Holds::key)].text;
    if (without_nik) copy.cells[spot.holding(Holds::nik)] = {};
    copy.damages.push_back({name, no_column, "", "", {{finding, person_entity, key, field}, spot.expect(finding, field)}});
    spot.row().whole = false;
    spot.rows.push_back(std::move(copy));
    return true;
}

bool listed_twice(Spot& spot, const char* name) {
    if (spot.is_head() || spot.text(spot.holding(Holds::nik)).empty()) return false;
    return add_copy(spot, name, copy_of(spot, spot.plan.family->key, "8"), "nik_twice_in_family", nik_field, false);
}
bool listed_in_two_families(Spot& spot, const char* name) {
    if (!spot.neighbour || spot.text(spot.holding(Holds::nik)).empty()) return false;
    return add_copy(spot, name, copy_of(spot, *spot.neighbour, "9"), "nik_twice", nik_field, false);
}
bool alike_in_two_families(Spot& spot, const char* name) {
    if (!spot.neighbour || spot.text(spot.holding(Holds::nik)).empty() || spot.text(spot.holding(Holds::date)).empty()) return false;
    return add_copy(spot, name, copy_of(spot, *spot.neighbour, "9"), "person_alike", "nama", true);
}

bool formula_unsaved(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::choice, Holds::yes_no});
    return column != no_column && spot.change(name, column, FileCell{FileCell::Kind::formula_unsaved, ""}, "formula_unsaved");
}

constexpr auto of_families = std::to_array<DamageKind>({
    {"code_bps", code_bps}, {"code_short", code_short}, {"code_unknown", code_unknown}, {"code_empty", code_empty},
    {"code_of_old_kelurahan", code_of_old_kelurahan}, {"other_city", other_city}, {"key_empty", family_key_empty},
    {"without_members", without_members}, {"nik_of_another_member", nik_of_another_member}, {"formula_unsaved", formula_unsaved},
});
constexpr auto of_persons = std::to_array<DamageKind>({
    {"key_empty", person_key_empty}, {"orphan", orphan}, {"head_lost", head_lost}, {"second_head", second_head}, {"other_sex", other_sex},
    {"birth_against_nik", birth_against_nik}, {"born_later", born_later}, {"too_old", too_old}, {"listed_twice", listed_twice},
    {"listed_in_two_families", listed_in_two_families}, {"alike_in_two_families", alike_in_two_families}, {"formula_unsaved", formula_unsaved},
});

}  // namespace

std::span<const DamageKind> family_damages() { return of_families; }
std::span<const DamageKind> person_damages() { return of_persons; }

}  // namespace tepat::sample
