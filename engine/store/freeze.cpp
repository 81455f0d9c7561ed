// SPDX-License-Identifier: Apache-2.0
// A baseline -> a snapshot: the people as read_baseline makes them give the order of the rows and all digests; the cells go in as SQLite has them.
// Everything is read in one state of the database. The finished file is verified before it gets its name.
#include <algorithm>
#include <memory>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/database_source.hpp"
#include "engine/store/key_index.hpp"
#include "engine/store/new_file.hpp"
#include "engine/store/parallel.hpp"
#include "engine/store/read_population.hpp"
#include "engine/store/snapshot.hpp"
#include "engine/store/snapshot_writer.hpp"

namespace tepat::store {
namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
using program::EntityId;
using program::Program;

std::vector<SchemaTable> schema_of(const std::string& path, SQLite::Database& database) {
    return guarded(path, [&] {
        std::vector<SchemaTable> schema;
        SQLite::Statement tables(database, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'tepat\\_%' ESCAPE '\\' ORDER BY name");
        while (tables.executeStep()) {
            const std::string name = tables.getColumn(0).getString();
            const TableShape shape = shape_of(database, name);
            schema.push_back({name, shape.columns, shape.declared_types});
        }
        return schema;
    });
}

class Freezer {
public:
    Freezer(const std::string& baseline, const Program& program, const std::string& working_path, unsigned threads)
        : path_(baseline), program_(program), threads_(std::max(1u, threads)), source_(path_, program, threads_), writer_(working_path) {}

    void freeze(const SnapshotNotes& notes) {
        head_.schema = schema_of(path_, source_.connections().front());
        std::vector<program::FactId> facts;
        for (std::uint32_t f = 0; f < program_.facts.size(); ++f) facts.push_back({f});
        loaded_ = read_population(source_, path_, program_, wanted_of(program_, {}, {}, facts), threads_);
        head_.baseline = loaded_.baseline.fingerprint;
        for (std::uint32_t e = 0; e < program_.entities.size(); ++e) describe(EntityId{e});
        if (head_.tables.empty()) throw Failure(Exit::user, Code::snapshot_nothing_to_freeze, {path_});
        for (FrozenTable& table : head_.tables) freeze_columns(table);
        std::move(writer_).finish(head_, notes);
    }

private:
    /// Of two entities over one table the first gives the order of its rows.
    void describe(EntityId id) {
        FrozenEntity entity = declared(program_, id);
        if (loaded_.loaded[id.value]) {
            const EntityDigests& digests = loaded_.digests[id.value];
            const columns::EntityRows& rows = loaded_.baseline.population.entities[id.value];
            entity.rows = *digests.rows;
            for (std::size_t f = 0; f < entity.facts.size(); ++f)
                if (rows.columns[f]) entity.facts[f].digest = digests.columns[f];
            const bool above = entity.parent < 0 || head_.entities[static_cast<std::size_t>(entity.parent)].settled;
            entity.settled = above && head_.table(entity.table) == nullptr;
            if (entity.settled && entity.parent >= 0) entity.parents = write_parents(entity.table, rows.parent);
            if (head_.table(entity.table) == nullptr) {
                head_.tables.push_back({entity.table, rows.rows, {}});
                orders_.push_back(id);
            }
        }
        head_.entities.push_back(std::move(entity));
    }

    FrozenColumn write_parents(const std::string& table, const std::vector<std::uint32_t>& parents) {
        RawCells cells;
        std::vector<std::uint32_t> order;
        for (const std::uint32_t parent : parents) {
            Cell cell{Cell::Kind::integer, parent == columns::no_parent_error ? -1 : std::int64_t{parent}, 0, {}};
            if (parent == columns::no_parent_unknown) cell = Cell{};
            cells.add(cell);
            order.push_back(static_cast<std::uint32_t>(order.size()));
        }
        return writer_.add(table, "parent row", SnapshotWriter::encode(table, "parent row", cells, order));
    }

    std::vector<std::string> columns_of(const std::string& table) const {
        std::vector<std::string> columns;
        const SchemaTable& there = *head_.in_baseline(table);
        const auto take = [&](const std::string& name) {
            const auto is = [&](const std::string& other) { return same_name(name, other); };
            if (std::any_of(columns.begin(), columns.end(), is) || std::none_of(there.columns.begin(), there.columns.end(), is)) return;
            columns.push_back(name);
        };
        for (const FrozenEntity& entity : head_.entities) {
            if (!same_name(entity.table, table)) continue;
            take(entity.key);
            if (entity.parent >= 0) take(entity.link);
            for (const FrozenFact& fact : entity.facts) take(fact.column);
        }
        return columns;
    }

    /// Columns are shared out among the connections, each with the keys that tell its rows.
    void freeze_columns(FrozenTable& table) {
        const columns::EntityRows& rows = loaded_.baseline.population.entities[orders_[static_cast<std::size_t>(&table - head_.tables.data())].value];
        const std::string& key = program_[orders_[static_cast<std::size_t>(&table - head_.tables.data())]].key_column;
        const std::vector<std::string> columns = columns_of(table.name);
        const std::size_t parts = std::min(source_.connections().size(), columns.size());
        const KeyIndex places(rows.keys);
        std::vector<std::vector<SnapshotWriter::Encoded>> encoded(columns.size());
        in_parallel(parts, threads_, [&](std::size_t part) {
            std::vector<std::string> own;
            for (std::size_t c = part; c < columns.size(); c += parts) own.push_back(columns[c]);
            const RawColumns read = read_cells(path_, source_.connections()[part], table.name, key, own);
            std::vector<std::uint32_t> order(rows.rows);
            for (std::uint32_t row = 0; row < read.keys.size(); ++row) order[places.find(read.keys[row])] = row;
            for (std::size_t c = 0; c < own.size(); ++c)
                encoded[part + c * parts] = SnapshotWriter::encode(table.name, own[c], read.columns[c], order);
        });
        for (std::size_t c = 0; c < columns.size(); ++c) table.columns.push_back(writer_.add(table.name, columns[c], encoded[c]));
    }

    const std::string path_;
    const Program& program_;
    unsigned threads_;
    DatabaseSource source_;
    SnapshotWriter writer_;
    Loaded loaded_;
    Head head_;
    std::vector<EntityId> orders_;  ///< by table: the entity whose order its rows have
};

}  // namespace

SnapshotInfo freeze(const std::string& baseline, const Program& program, const std::string& file, const FreezeOptions& options) {
    if (is_snapshot(baseline)) throw Failure(Exit::user, Code::snapshot_is_frozen, {baseline});
    NewFile place(file, options.overwrite);
    Freezer(baseline, program, place.working_path(), options.threads).freeze({options.made_at, options.made_by, options.data_date});
    SnapshotInfo info = verify_snapshot(place.working_path(), options.threads);
    place.commit(baseline);
    return info;
}

}  // namespace tepat::store
