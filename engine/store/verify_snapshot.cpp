// SPDX-License-Identifier: Apache-2.0
// Nothing is taken on trust: the cells are read with the vocabulary that stands in the file, as a database would be, and must come to the same
// digests, rows and fingerprint.
#include <filesystem>

#include "engine/store/read_population.hpp"
#include "engine/store/snapshot.hpp"
#include "engine/store/snapshot_source.hpp"

namespace tepat::store {
namespace {

using program::EntityId;
using program::FactId;
using program::Program;
using program::TypeKind;

constexpr std::size_t few_places = 5;

program::Fact fact_of(Program& program, EntityId entity, const FrozenFact& frozen) {
    program::Fact fact;
    fact.name = frozen.name;
    fact.column = frozen.column;
    fact.entity = entity;
    fact.type.kind = static_cast<TypeKind>(frozen.kind);
    fact.type.scale = static_cast<std::uint8_t>(frozen.scale);
    fact.low = frozen.low;
    fact.high = frozen.high;
    fact.counts_as_missing = frozen.missing;
    if (frozen.secret) fact.secrecy = program::Secrecy::secret;
    if (frozen.refers_to >= 0) fact.refers_to = EntityId{static_cast<std::uint32_t>(frozen.refers_to)};
    program::Choices choices;
    for (const std::string& stored : frozen.choices) choices.values.push_back({stored, std::nullopt, ""});
    fact.type.choices = {static_cast<std::uint32_t>(program.choices.size())};
    program.choices.push_back(std::move(choices));
    return fact;
}

/// The vocabulary the snapshot was made with.
Program program_of(const Head& head) {
    Program program;
    for (const FrozenEntity& frozen : head.entities) {
        const EntityId id{static_cast<std::uint32_t>(program.entities.size())};
        program::Entity entity;
        entity.name = frozen.name;
        entity.label = frozen.label;
        entity.table = frozen.table;
        entity.key_column = frozen.key;
        entity.link_column = frozen.link;
        if (frozen.parent >= 0) entity.parent = EntityId{static_cast<std::uint32_t>(frozen.parent)};
        for (const FrozenFact& fact : frozen.facts) {
            entity.facts.push_back(FactId{static_cast<std::uint32_t>(program.facts.size())});
            program.facts.push_back(fact_of(program, id, fact));
        }
        program.entities.push_back(std::move(entity));
    }
    return program;
}

void compare(const SnapshotFile& file, const Loaded& loaded) {
    const Head& head = file.head();
    for (std::size_t e = 0; e < head.entities.size(); ++e) {
        const FrozenEntity& entity = head.entities[e];
        if (!loaded.loaded[e]) continue;
        if (*loaded.digests[e].rows != entity.rows) file.damaged(entity.table);
        for (std::size_t f = 0; f < entity.facts.size(); ++f)
            if (loaded.digests[e].columns[f] != entity.facts[f].digest) file.damaged(entity.table + '.' + entity.facts[f].column);
    }
    if (loaded.baseline.fingerprint != head.baseline) file.damaged("baseline");
}

/// What the snapshot worked out for speed says the same as what is worked out now.
void compare_settled(SnapshotFile& file, const Program& program, const Loaded& loaded, unsigned threads) {
    SnapshotSource source(file, program, threads);
    const Loaded trusted = read_population(source, file.path(), program, wanted_of(program, {}, {}, {}), threads);
    for (std::size_t e = 0; e < program.entities.size(); ++e)
        if (trusted.baseline.population.entities[e].parent != loaded.baseline.population.entities[e].parent) file.damaged(program.entities[e].table);
}

SnapshotEntity entity_of(const Head& head, const FrozenEntity& frozen) {
    SnapshotEntity entity{frozen.name, frozen.label, frozen.table, 0, 0, false, {}};
    const FrozenTable* table = head.table(frozen.table);
    entity.present = table != nullptr;
    if (!entity.present) return entity;
    entity.rows = table->rows;
    entity.columns = table->columns.size();
    for (const FrozenFact& fact : frozen.facts)
        if (!fact.digest) entity.absent.push_back(fact.column);
    return entity;
}

std::vector<std::string> places_of(const Head& head, const columns::Population& population) {
    std::vector<std::string> places;
    for (std::size_t e = 0; e < head.entities.size(); ++e) {
        const FrozenEntity& entity = head.entities[e];
        const columns::EntityRows& rows = population.entities[e];
        if (!entity.area || entity.called_by < 0 || rows.rows == 0 || rows.rows > few_places) continue;
        const FrozenFact& name = entity.facts[static_cast<std::size_t>(entity.called_by)];
        const auto& column = rows.columns[static_cast<std::size_t>(entity.called_by)];
        if (name.secret || name.kind != static_cast<int>(TypeKind::text) || !column) continue;
        for (std::size_t row = 0; row < rows.rows; ++row)
            if (column->known.get(row)) places.push_back(column->dictionary[static_cast<std::size_t>(column->at(row))]);
    }
    return places;
}

/// Every block belongs to a column of the head.
void count_blocks(SnapshotFile& file) {
    std::size_t blocks = 0;
    for (const FrozenTable& table : file.head().tables) blocks += table.columns.size() * ((table.rows + rows_per_block - 1) / rows_per_block);
    for (const FrozenEntity& entity : file.head().entities)
        if (entity.parents) blocks += (file.head().table(entity.table)->rows + rows_per_block - 1) / rows_per_block;
    if (blocks != file.blocks_in_file()) file.damaged("tepat_block");
}

}  // namespace

SnapshotInfo verify_snapshot(const std::string& path, unsigned threads) {
    SnapshotFile file(path);
    file.check_pages();
    count_blocks(file);
    for (const FrozenTable& table : file.head().tables)
        for (const FrozenColumn& column : table.columns) (void)file.blocks(table, column);
    const Program program = program_of(file.head());
    std::vector<FactId> facts;
    for (std::uint32_t f = 0; f < program.facts.size(); ++f) facts.push_back({f});
    SnapshotSource source(file, program, threads, false);
    const Loaded loaded = read_population(source, path, program, wanted_of(program, {}, {}, facts), threads);
    compare(file, loaded);
    compare_settled(file, program, loaded, threads);
    SnapshotInfo info{file.fingerprint(), file.head().baseline, file.notes().made_at, file.notes().made_by, file.notes().data_date, {}, {}, 0};
    for (const FrozenEntity& entity : file.head().entities) info.entities.push_back(entity_of(file.head(), entity));
    info.places = places_of(file.head(), loaded.baseline.population);
    std::error_code problem;
    info.bytes = std::filesystem::file_size(path, problem);
    return info;
}

}  // namespace tepat::store
