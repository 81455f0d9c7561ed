// SPDX-License-Identifier: Apache-2.0
#include "engine/store/database_source.hpp"

namespace tepat::store {
namespace {

ReadColumn packed(const program::Fact& fact, RawColumn raw) {
    ReadColumn read;
    read.errors = std::move(raw.errors);
    if (fact.refers_to.valid()) {
        read.keys = std::move(raw);
        return read;
    }
    columns::ColumnBuilder builder;
    builder.reserve(raw.states.size());
    const bool text = fact.type.kind == program::TypeKind::text;
    for (std::size_t row = 0; row < raw.states.size(); ++row) switch (raw.states[row]) {
            case CellState::unknown: builder.add_unknown(); break;
            case CellState::error: builder.add_error(); break;
            case CellState::known: text ? builder.add_text(std::string(raw.text(row))) : builder.add(raw.values[row]); break;
        }
    read.column = builder.finish();
    return read;
}

}  // namespace

std::vector<std::string> link_missing(const program::Program& program, program::EntityId entity) {
    std::vector<std::string> missing;
    for (const program::FactId fact : program[entity].facts)
        if (program[fact].column == program[entity].link_column) missing = program[fact].counts_as_missing;
    return missing;
}

TableShape DatabaseSource::shape(const std::string& table) {
    return guarded(path_, [&] { return shape_of(connections_.front(), table); });
}

CellRequest DatabaseSource::cells_of(const TableRequest& request) const {
    const program::Entity& entity = program_[request.entity];
    CellRequest cells{entity.table, entity.key_column, {}, {}, {}, {}};
    if (request.link) cells.link_column = entity.link_column;
    if (request.link) cells.link_missing = link_missing(program_, request.entity);
    for (const program::FactId fact : request.facts) {
        cells.columns.push_back(program_[fact].column);
        cells.readers.emplace_back(program_, program_[fact]);
    }
    return cells;
}

TableRows DatabaseSource::read(const TableShape& shape, const TableRequest& request) {
    TableRows rows;
    rows.raw = read_table(path_, connections_, shape, cells_of(request));
    for (std::size_t c = 0; c < request.facts.size(); ++c) {
        rows.columns.push_back(packed(program_[request.facts[c]], std::move(rows.raw.columns[c])));
        rows.raw.columns[c] = RawColumn();
    }
    rows.raw.columns.clear();
    return rows;
}

}  // namespace tepat::store
