// SPDX-License-Identifier: Apache-2.0
// Programs put together by hand, for tests of what lies behind the language: a vocabulary of kelurahan > keluarga > anggota with a fact
// of every type, and small makers for more.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::vocabulary {

inline program::EntityId add_entity(program::Program& p, const std::string& name, const std::string& key, program::EntityId parent = {},
                                    const std::string& link = {}) {
    program::Entity entity;
    entity.name = entity.table = name;
    entity.label = name + "!";
    entity.key_column = key;
    entity.parent = parent;
    entity.link_column = link;
    p.entities.push_back(entity);
    return {static_cast<std::uint32_t>(p.entities.size() - 1)};
}

inline program::FactId add_fact(program::Program& p, program::EntityId entity, const std::string& name, program::Type type,
                                std::optional<std::int64_t> low = {}, std::optional<std::int64_t> high = {}) {
    program::Fact fact;
    fact.name = fact.column = name;
    fact.label = "Label " + name;
    fact.entity = entity;
    fact.type = type;
    fact.low = low;
    fact.high = high;
    p.facts.push_back(fact);
    const program::FactId id{static_cast<std::uint32_t>(p.facts.size() - 1)};
    p.entities[entity.value].facts.push_back(id);
    return id;
}

inline program::Type choice(program::Program& p, std::vector<std::pair<std::string, std::string>> names_and_codes) {
    program::Choices choices;
    for (auto& [name, code] : names_and_codes) {
        program::ChoiceValue value;
        value.name = name;
        value.label = "Label " + name;
        if (!code.empty()) value.code = code;
        choices.values.push_back(value);
    }
    p.choices.push_back(choices);
    return {program::TypeKind::choice, 0, false, {static_cast<std::uint32_t>(p.choices.size() - 1)}};
}

inline constexpr program::Type yes_no{program::TypeKind::yes_no, 0, false, {}};
inline constexpr program::Type whole{program::TypeKind::number, 0, false, {}};
inline constexpr program::Type decimal{program::TypeKind::number, program::decimal_scale, false, {}};
inline constexpr program::Type rupiah{program::TypeKind::rupiah, program::rupiah_scale, false, {}};
inline constexpr program::Type date{program::TypeKind::date, 0, false, {}};
inline constexpr program::Type text{program::TypeKind::text, 0, false, {}};

/// kelurahan(kode; nama) > keluarga(id; kepala, desil, belanja, luas, pbb) > anggota(nik; nama, lahir, sekolah, jaminan)
struct Places {
    program::Program p;
    program::EntityId kelurahan, keluarga, anggota;
    program::FactId nama_kelurahan, kepala, desil, belanja, luas, pbb, nama, lahir, sekolah, jaminan;
};

inline Places places() {
    Places v;
    program::Program& p = v.p;
    v.kelurahan = add_entity(p, "kelurahan", "kode");
    v.keluarga = add_entity(p, "keluarga", "id", v.kelurahan, "kode_kelurahan");
    v.anggota = add_entity(p, "anggota", "nik", v.keluarga, "id_keluarga");
    v.nama_kelurahan = add_fact(p, v.kelurahan, "nama", text);
    v.kepala = add_fact(p, v.keluarga, "kepala", text);
    v.desil = add_fact(p, v.keluarga, "desil", whole, 1, 10);
    v.belanja = add_fact(p, v.keluarga, "belanja", rupiah, 0);
    v.luas = add_fact(p, v.keluarga, "luas", decimal);
    v.pbb = add_fact(p, v.keluarga, "pbb", yes_no);
    v.nama = add_fact(p, v.anggota, "nama", text);
    v.lahir = add_fact(p, v.anggota, "lahir", date);
    v.sekolah = add_fact(p, v.anggota, "sekolah", choice(p, {{"tidak", ""}, {"sd", "1"}, {"smp", "02"}}));
    v.jaminan = add_fact(p, v.anggota, "jaminan", choice(p, {{"tidak_ada", ""}, {"pbi", ""}}));
    p.facts[v.jaminan.value].counts_as_missing = {"8", "99"};
    p.entities[v.kelurahan.value].called_by = v.nama_kelurahan;
    p.entities[v.kelurahan.value].area = true;
    p.entities[v.keluarga.value].called_by = v.kepala;
    p.entities[v.anggota.value].called_by = v.nama;
    return v;
}

}  // namespace tepat::vocabulary
