// SPDX-License-Identifier: Apache-2.0
#include "engine/store/snapshot_source.hpp"

#include <algorithm>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/frozen_column.hpp"
#include "engine/store/parallel.hpp"

namespace tepat::store {
namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
using program::EntityId;

/// The entity of the head whose rows are those of `entity`, in the same order below the same parents; -1 when there is none.
int find_settled(const Head& head, const program::Program& program, EntityId entity, const std::vector<int>& settled) {
    const FrozenEntity now = declared(program, entity);
    const int parent = now.parent < 0 ? -1 : settled[static_cast<std::size_t>(now.parent)];
    if (now.parent >= 0 && parent < 0) return -1;
    for (std::size_t e = 0; e < head.entities.size(); ++e)
        if (head.entities[e].settled && same_rows(head.entities[e], now) && head.entities[e].parent == parent) return static_cast<int>(e);
    return -1;
}

}  // namespace

SnapshotSource::SnapshotSource(SnapshotFile& file, const program::Program& program, unsigned threads, bool trusting)
    : file_(file), program_(program), threads_(threads), settled_(program.entities.size(), -1) {
    for (std::uint32_t e = 0; trusting && e < program.entities.size(); ++e) settled_[e] = find_settled(file.head(), program, EntityId{e}, settled_);
}

TableShape SnapshotSource::shape(const std::string& table) {
    const SchemaTable* there = file_.head().in_baseline(table);
    if (there == nullptr) return {};
    if (file_.head().table(table) == nullptr) throw Failure(Exit::user, Code::snapshot_lacks_table, {file_.path(), table});
    return {true, false, there->columns, there->declared_types};
}

const FrozenColumn& SnapshotSource::column(const FrozenTable& table, const std::string& name) const {
    for (const FrozenColumn& column : table.columns)
        if (same_name(column.name, name)) return column;
    throw Failure(Exit::user, Code::snapshot_lacks_column, {file_.path(), table.name, name});
}

std::optional<Digest> SnapshotSource::digest_of(program::FactId id) const {
    const program::Fact& fact = program_[id];
    const int entity = settled_[fact.entity.value];
    if (entity < 0) return std::nullopt;
    const FrozenFact now = declared(program_, fact);
    const int target = now.refers_to < 0 ? -1 : settled_[static_cast<std::size_t>(now.refers_to)];
    if (now.refers_to >= 0 && target < 0) return std::nullopt;
    for (const FrozenFact& then : file_.head().entities[static_cast<std::size_t>(entity)].facts)
        if (same_meaning(then, now) && then.refers_to == target) return then.digest;
    return std::nullopt;
}

void SnapshotSource::read_keys(const FrozenTable& table, const TableRequest& request, RawTable& out) {
    out.keys.reserve(table.rows);
    for (const Block& block : file_.blocks(table, column(table, program_[request.entity].key_column)))
        block.each_row([&](std::size_t, std::size_t cell) { read_key(block.cells()[cell], out); });
}

void SnapshotSource::read_links(const FrozenTable& table, const TableRequest& request, RawTable& out) {
    const std::vector<std::string> missing = link_missing(program_, request.entity);
    for (const Block& block : file_.blocks(table, column(table, program_[request.entity].link_column)))
        block.each_row([&](std::size_t, std::size_t cell) { read_link(block.cells()[cell], missing, out); });
}

/// Children of one parent lie together, so the row numbers never fall; anything else is no work of ours.
std::vector<std::uint32_t> SnapshotSource::read_parents(const FrozenTable& table, const FrozenEntity& entity) {
    const FrozenTable& above = *file_.head().table(file_.head().entities[static_cast<std::size_t>(entity.parent)].table);
    std::vector<std::uint32_t> parents;
    parents.reserve(table.rows);
    for (const Block& block : file_.blocks(table, *entity.parents)) {
        std::vector<std::uint32_t> meaning;
        for (const Cell& cell : block.cells()) {
            const bool row = cell.kind == Cell::Kind::integer && cell.integer >= 0 && static_cast<std::uint64_t>(cell.integer) < above.rows;
            meaning.push_back(row ? static_cast<std::uint32_t>(cell.integer)
                                  : cell.kind == Cell::Kind::null ? columns::no_parent_unknown : columns::no_parent_error);
        }
        block.each_row([&](std::size_t, std::size_t cell) { parents.push_back(meaning[cell]); });
    }
    if (!std::is_sorted(parents.begin(), parents.end())) file_.damaged(table.name + '.' + entity.parents->name);
    return parents;
}

TableRows SnapshotSource::read(const TableShape&, const TableRequest& request) {
    const FrozenTable& table = *file_.head().table(program_[request.entity].table);
    const int settled = settled_[request.entity.value];
    const FrozenEntity* entity = settled < 0 ? nullptr : &file_.head().entities[static_cast<std::size_t>(settled)];
    TableRows rows;
    rows.columns.resize(request.facts.size());
    if (entity != nullptr) rows.settled = Settled{{}, entity->rows};
    in_parallel(request.facts.size() + 2, threads_, [&](std::size_t i) {
        if (i == 0) return read_keys(table, request, rows.raw);
        if (i == 1 && entity == nullptr && request.link) return read_links(table, request, rows.raw);
        if (i == 1 && entity != nullptr && entity->parents) rows.settled->parent = read_parents(table, *entity);
        if (i < 2) return;
        const program::FactId id = request.facts[i - 2];
        const program::Fact& fact = program_[id];
        ReadColumn& read = rows.columns[i - 2];
        read = read_frozen(file_.blocks(table, column(table, fact.column)), CellReader(program_, fact), fact.type, table.rows);
        read.digest = digest_of(id);
    });
    return rows;
}

}  // namespace tepat::store
