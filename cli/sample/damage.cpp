// SPDX-License-Identifier: Apache-2.0
// Which damage is done where: each row and kind has its own draw, so one more kind changes no other damage. Of the kinds that are drawn
// for a row the first that fits is done; which of them is asked first goes round with the rows.
#include "cli/sample/damage.hpp"

#include <unordered_map>

#include "cli/sample/damage_kinds.hpp"

namespace tepat::sample {

namespace {

/// Seen in real files (G1, G3, G8, G9); beside them any title may be in capitals or with blanks.
const std::unordered_map<std::string, std::vector<std::string>>& variants() {
    static const std::unordered_map<std::string, std::vector<std::string>> all{
        {"id_keluarga_P3KE", {"id_keluarga_p3ke", "ID_keluarga_P3KE"}}, {"id_keluarga_p3ke", {"id_keluarga_P3KE", "ID_keluarga_P3KE"}},
        {"kode_kemdagri", {"kode_kemendagri", "kemendagri_kode_desa"}}, {"usia_60_tahun_keatas", {"usia _60_tahun_keatas"}},
        {"usia_dibawah_7_tahun", {"<7tahun"}}, {"usia_7_sd_12", {"usia_7_12"}}, {"usia_13_sd_15", {"usia_13_15"}},
        {"penerima_bpnt", {"penerima _bpnt", "bnpt"}}};
    return all;
}

std::string in_capitals(std::string title) {
    for (char& c : title) c = c == '_' ? ' ' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return title;
}

}  // namespace

struct Damager::File {
    std::vector<PlannedRow> PlannedFamily::*rows;
    std::span<const FileColumn> columns;
    const char* entity;
    const std::vector<std::string>& titles;
    std::span<const DamageKind> own;
};

Damager::Damager(const Place& place, std::uint64_t seed, unsigned rate)
    : place_(place), seed_(seed), rate_(rate), family_titles_(titles(family_columns())), person_titles_(titles(person_columns())) {}

std::vector<std::string> Damager::titles(std::span<const FileColumn> columns) const {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::string title = columns[i].title;
        Random random(seed_, columns.size() * 1000 + i, number_of("title " + title));
        const auto known = variants().find(title);
        if (rate_ > 0 && random.chance(400))
            title = known != variants().end() ? known->second[random.below(known->second.size())] : random.chance(500) ? in_capitals(title) : title + " ";
        all.push_back(std::move(title));
    }
    return all;
}

PlannedFamily Damager::plan(const Family& family) {
    PlannedFamily plan;
    plan.family = &family;
    plan.families.push_back({family_row(family, seed_), family.key});
    for (const Person& person : family.members)
        plan.persons.push_back({person_row(family, plan.families.front().cells, person, seed_, rate_ == 0), person_key(family, person), &person});
    if (rate_ == 0) return plan;
    first_of_village_ = family.village != village_;
    if (first_of_village_) neighbour_.reset();
    damage(plan, {&PlannedFamily::families, family_columns(), "keluarga", family_titles_, family_damages()});
    damage(plan, {&PlannedFamily::persons, person_columns(), "anggota", person_titles_, person_damages()});
    const std::size_t nik = column_of(person_columns(), "nik"), key = column_of(person_columns(), "id_individu");
    for (PlannedRow& person : plan.persons)
        if (person.goes_in && person.cells[nik].text.empty())
            person.damages.push_back({"nik_empty", nik, "", "", {{"nik_missing", "anggota", person.cells[key].text, "nik"}}});
    village_ = family.village;
    neighbour_ = plan.goes_in ? std::optional(family.key) : std::nullopt;
    return plan;
}

void Damager::damage(PlannedFamily& plan, const File& file) {
    std::vector<PlannedRow>& rows = plan.*file.rows;
    for (std::size_t at = 0; at < rows.size(); ++at)
        if (rows[at].whole) damage_row(plan, file, at);  // rows it adds are no longer whole
}

void Damager::damage_row(PlannedFamily& plan, const File& file, std::size_t at) {
    const Person* person = (plan.*file.rows)[at].person;
    const std::uint64_t number = person != nullptr ? person->number : plan.family->number;
    const std::size_t count = cell_damages().size() + file.own.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t turn = (i + number) % count;
        const DamageKind& kind = turn < file.own.size() ? file.own[turn] : cell_damages()[turn - file.own.size()];
        Random random(seed_, number, number_of(std::string(file.entity) + " " + kind.name));
        if (random.below(100'000) >= rate_) continue;
        Spot spot{plan, plan.*file.rows, at, file.columns, file.entity, file.titles, place_, first_of_village_, neighbour_, random};
        if (kind.apply(spot, kind.name)) return;
    }
}

}  // namespace tepat::sample
