// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/roles.hpp"

#include <initializer_list>

#include "engine/intake/mapping.hpp"

namespace tepat::intake {
namespace {

using program::EntityId;
using program::Program;

const program::Fact* fact_called(const Program& program, EntityId entity, std::initializer_list<const char*> names) {
    for (const char* name : names)
        for (const program::FactId id : program[entity].facts)
            if (program[id].name == name) return &program[id];
    return nullptr;
}

std::string column_called(const Program& program, EntityId entity, std::initializer_list<const char*> names) {
    const program::Fact* fact = fact_called(program, entity, names);
    return fact == nullptr ? "" : fact->column;
}

/// How the table stores the first of these values that the choice has.
std::string stored(const Program& program, const program::Fact* fact, std::initializer_list<const char*> names) {
    if (fact == nullptr || fact->type.kind != program::TypeKind::choice) return "";
    for (const char* name : names)
        for (const program::ChoiceValue& value : program[fact->type.choices].values)
            if (value.name == name) return value.code.value_or(value.name);
    return "";
}

std::string called_column(const Program& program, EntityId entity) {
    const program::FactId called = program[entity].called_by;
    return called.valid() ? program[called].column : "";
}

constexpr std::initializer_list<const char*> nik_names{"nik", "national_id"};

}  // namespace

Roles roles_of(const Program& program) {
    Roles roles;
    for (std::uint32_t i = 0; i < program.entities.size(); ++i) {
        const EntityId id{i};
        if (fact_called(program, id, {"hubungan_dengan_kepala_keluarga", "hubungan", "relation"}) != nullptr) roles.person = id;
    }
    if (!roles.person.valid()) return roles;
    roles.family = program[roles.person].parent;
    const EntityId person = roles.person;
    const program::Fact* relation = fact_called(program, person, {"hubungan_dengan_kepala_keluarga", "hubungan", "relation"});
    const program::Fact* sex = fact_called(program, person, {"jenis_kelamin", "sex"});
    roles.persons = {called_column(program, person),
                     column_called(program, person, nik_names),
                     column_called(program, person, {"tanggal_lahir", "lahir", "birth_date", "born"}),
                     sex == nullptr ? "" : sex->column,
                     relation->column,
                     stored(program, relation, {"kepala_keluarga", "kepala", "head"}),
                     stored(program, sex, {"laki_laki", "male"}),
                     stored(program, sex, {"perempuan", "female"}),
                     stored(program, relation, {"istri", "wife"}),
                     stored(program, relation, {"suami", "husband"})};
    if (!roles.family.valid()) return roles;
    const EntityId family = roles.family;
    roles.families = {called_column(program, family),
                      column_called(program, family, nik_names),
                      column_called(program, family, {"nomor_kk", "no_kk"}),
                      column_called(program, family, {"desil_kesejahteraan", "desil", "decile"}),
                      column_called(program, family, {"rt"}),
                      column_called(program, family, {"rw"}),
                      column_called(program, family, {"desa_kelurahan"}),
                      column_called(program, family, {"nama_kabupaten_kota"})};
    const EntityId above = program[family].parent;
    if (above.valid() && program[above].area) roles.village = above;
    return roles;
}

}  // namespace tepat::intake
