// SPDX-License-Identifier: Apache-2.0
// Tables, areas, families, persons, in one transaction. Which model is used depends on the vocabulary: one that has the entities
// `keluarga` and, in it, `anggota` gets the families of a real place; any other gets foreign.cpp.
#include "cli/sample/sample.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>

#include "cli/sample/foreign.hpp"
#include "cli/sample/population.hpp"
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
          population_(request),
          families_(program, *entity_named(program, "keluarga"), writer),
          persons_(program, *entity_named(program, "anggota"), writer),
          fill_family_(program, families_.layout, family_recipes(), request.seed),
          fill_person_(program, persons_.layout, person_recipes(), request.seed) {}

    std::vector<Made> build() {
        areas();
        population_.walk([this](const Family& family) { return write(family); });
        made_.push_back({families_.entity->name, families_.rows});
        made_.push_back({persons_.entity->name, persons_.rows});
        return made_;
    }

private:
    void areas() {
        const Place& place = population_.place();
        area_table("provinsi", {{place.province_code, place.province, ""}});
        area_table("kabupaten_kota", place.cities);
        area_table("kecamatan", place.districts);
        area_table("kelurahan", place.villages);
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

    bool damaged(std::uint64_t number, std::string_view kind) const {
        return Random(request_.seed, number, number_of(kind)).below(100'000) < request_.dirt;
    }

    /// The persons written.
    std::size_t write(const Family& family) {
        families_.start(family.key, family.village);
        fill_family_.fill(family, family.verified, families_.cells);
        if (damaged(family.number, "decile of 11")) families_.set(program_, "desil_kesejahteraan", std::int64_t{11});
        families_.insert();
        if (damaged(family.number, "family without members")) return 0;
        for (const Person& person : family.members) write(family, person);
        return family.members.size();
    }

    void write(const Family& family, const Person& person) {
        char digits[4];
        std::snprintf(digits, sizeof digits, "%02u", static_cast<unsigned>(person.number - family.members.front().number + 1) % 100);
        const bool orphan = damaged(person.number, "family that is not there");
        persons_.start(family.key + digits, orphan ? family.village + "99999" : family.key);
        fill_person_.fill(person, person.verified, persons_.cells);
        if (request_.dirt == 0) persons_.set(program_, "nik", person.nik);  // a missing NIK is a finding
        if (damaged(person.number, "impossible date")) persons_.set(program_, "tanggal_lahir", std::string("1987-02-31"));
        persons_.insert();
    }

    const Program& program_;
    const Request& request_;
    store::BaselineWriter& writer_;
    Population population_;
    Table families_, persons_;
    Filler<Family> fill_family_;
    Filler<Person> fill_person_;
    std::vector<Made> made_;
};

}  // namespace

std::vector<std::string> places() { return place_names(); }

std::vector<Made> make_sample(const Program& program, const Request& request) {
    assert(program.complete);
    const bool shipped = is_shipped_vocabulary(program);
    if (shipped) Population population(request);  // an unknown place is told before anything is created
    store::create_tables(request.baseline, program);
    store::BaselineWriter writer(request.baseline);
    for (const Entity& entity : program.entities)
        if (writer.has_rows(entity.table)) throw Failure(Exit::user, Code::table_not_empty, {request.baseline, entity.table});
    std::vector<Made> made = shipped ? Town(program, request, writer).build() : fill_foreign(program, request, writer);
    writer.commit();
    return made;
}

}  // namespace tepat::sample
