// SPDX-License-Identifier: Apache-2.0
// Tables, areas, families, persons, in one transaction. Which model is used depends on the vocabulary: one that has the entities
// `keluarga` and, in it, `anggota` gets the families of a real place; any other gets foreign.cpp.
#include "cli/sample/sample.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <optional>

#include "cli/sample/foreign.hpp"
#include "cli/sample/people.hpp"
#include "cli/sample/places.hpp"
#include "cli/sample/stored.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/baseline.hpp"
#include "engine/store/table_writer.hpp"

namespace tepat::sample {

namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
using program::Entity;
using program::Program;
using store::Cell;

const Entity* entity_named(const Program& program, std::string_view name) {
    const auto found = std::find_if(program.entities.begin(), program.entities.end(), [&](const Entity& entity) { return entity.name == name; });
    return found == program.entities.end() ? nullptr : &*found;
}

bool is_shipped_vocabulary(const Program& program) {
    const Entity* person = entity_named(program, "anggota");
    return person && person->parent.valid() && program[person->parent].name == "keluarga";
}

Place checked_place(const std::string& name) {
    Place place = place_named(name);
    if (!place.villages.empty()) return place;
    std::string names;
    for (const std::string& known : place_names()) names += (names.empty() ? "" : ", ") + known;
    throw Failure(Exit::usage, Code::unknown_place, {name, names});
}

/// One entity's table with its columns; `cells` is one row, reused.
struct Table {
    const Entity* entity;
    Layout layout;
    store::TableWriter writer;
    std::vector<Cell> cells;
    std::size_t rows = 0;

    Table(const Program& program, const Entity& of, store::BaselineWriter& baseline)
        : entity(&of), layout(layout_of(program, of)), writer(baseline.into(of.table, layout.columns)), cells(layout.columns.size()) {}
    void start(Cell key, Cell link) {
        std::fill(cells.begin(), cells.end(), Cell{});
        cells[0] = std::move(key);
        if (entity->parent.valid()) cells[1] = std::move(link);
    }
    void set(const Program& program, std::string_view fact, Cell cell) {
        for (std::size_t i = 0; i < layout.facts.size(); ++i)
            if (program[layout.facts[i]].name == fact) cells[layout.first_fact + i] = std::move(cell);
    }
    void insert() {
        writer.insert(cells);
        ++rows;
    }
};

/// The shipped vocabulary's population, table by table.
class Town {
public:
    Town(const Program& program, const Request& request, store::BaselineWriter& writer)
        : program_(program),
          request_(request),
          writer_(writer),
          place_(checked_place(request.place)),
          maker_(request.seed),
          families_(program, *entity_named(program, "keluarga"), writer),
          persons_(program, *entity_named(program, "anggota"), writer),
          fill_family_(program, families_.layout, family_recipes(), request.seed),
          fill_person_(program, persons_.layout, person_recipes(), request.seed) {}

    std::vector<Made> build() {
        areas();
        std::uint64_t share = 0, whole = 0;
        for (const Area& village : place_.villages) whole += weight(village);
        for (const Area& village : place_.villages) {
            share += weight(village);
            village_people(village, request_.people * share / whole);
        }
        made_.push_back({families_.entity->name, families_.rows});
        made_.push_back({persons_.entity->name, persons_.rows});
        return made_;
    }

private:
    void areas() {
        area_table("provinsi", {{place_.province_code, place_.province, ""}});
        area_table("kabupaten_kota", place_.cities);
        area_table("kecamatan", place_.districts);
        area_table("kelurahan", place_.villages);
    }

    void area_table(std::string_view name, const std::vector<Area>& areas) {
        const Entity* entity = entity_named(program_, name);
        if (!entity) return;
        Table table(program_, *entity, writer_);
        for (const Area& area : areas) {
            table.start(area.code, area.parent);
            if (entity->called_by.valid()) table.set(program_, program_[entity->called_by].name, area.name);
            table.insert();
        }
        made_.push_back({entity->name, table.rows});
    }

    std::uint64_t weight(const Area& village) const { return Random(request_.seed, 0, number_of(village.code)).below(100) + 60; }

    /// Families until `people` persons are there in all; the poorer and the richer neighbourhoods follow from the code.
    void village_people(const Area& village, std::uint64_t people) {
        const int tilt = static_cast<int>(mix(number_of(village.code)) % 3) - 1;
        for (unsigned serial = 1; persons_.rows < people; ++serial) {
            Family family = maker_.make(families_.rows + 1, next_person_, people - persons_.rows, tilt);
            next_person_ += family.members.size();
            settle(family, village, serial);
            write(family);
        }
    }

    void settle(Family& family, const Area& village, unsigned serial) const {
        char digits[8];
        std::snprintf(digits, sizeof digits, "%05u", serial % 100'000);
        family.key = village.code + digits;
        family.village = village.code;
        family.village_name = village.name;
        family.district_name = name_of(place_.districts, village.parent);
        family.city_name = name_of(place_.cities, village.parent.substr(0, 4));
        family.province_name = place_.province;
    }

    static std::string name_of(const std::vector<Area>& areas, const std::string& code) {
        const auto found = std::find_if(areas.begin(), areas.end(), [&](const Area& area) { return area.code == code; });
        return found == areas.end() ? std::string() : found->name;
    }

    bool damaged(std::uint64_t number, std::string_view kind) const {
        return Random(request_.seed, number, number_of(kind)).below(100'000) < request_.dirt;
    }

    void write(const Family& family) {
        families_.start(family.key, family.village);
        fill_family_.fill(family, family.verified, families_.cells);
        if (damaged(family.number, "decile of 11")) families_.set(program_, "desil_kesejahteraan", std::int64_t{11});
        families_.insert();
        if (damaged(family.number, "family without members")) return;
        for (const Person& person : family.members) write(family, person);
    }

    void write(const Family& family, const Person& person) {
        char digits[4];
        std::snprintf(digits, sizeof digits, "%02u", static_cast<unsigned>(person.number - family.members.front().number + 1) % 100);
        const bool orphan = damaged(person.number, "family that is not there");
        persons_.start(family.key + digits, orphan ? family.village + "99999" : family.key);
        fill_person_.fill(person, person.verified, persons_.cells);
        if (damaged(person.number, "impossible date")) persons_.set(program_, "tanggal_lahir", std::string("1987-02-31"));
        persons_.insert();
    }

    const Program& program_;
    const Request& request_;
    store::BaselineWriter& writer_;
    Place place_;
    FamilyMaker maker_;
    Table families_, persons_;
    Filler<Family> fill_family_;
    Filler<Person> fill_person_;
    std::uint64_t next_person_ = 1;
    std::vector<Made> made_;
};

}  // namespace

std::vector<std::string> places() { return place_names(); }

std::vector<Made> make_sample(const Program& program, const Request& request) {
    assert(program.complete);
    const bool shipped = is_shipped_vocabulary(program);
    if (shipped) checked_place(request.place);  // before anything is created
    store::create_tables(request.baseline, program);
    store::BaselineWriter writer(request.baseline);
    for (const Entity& entity : program.entities)
        if (writer.has_rows(entity.table)) throw Failure(Exit::user, Code::table_not_empty, {request.baseline, entity.table});
    std::vector<Made> made = shipped ? Town(program, request, writer).build() : fill_foreign(program, request, writer);
    writer.commit();
    return made;
}

}  // namespace tepat::sample
