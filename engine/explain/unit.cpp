// SPDX-License-Identifier: Apache-2.0
#include "dsl/program/walk.hpp"
#include "engine/explain/unit.hpp"

#include <algorithm>
#include <set>


namespace tepat::explain {

namespace {

using program::EntityId;
using program::ExprId;
using program::Program;

bool leads_nowhere(std::uint32_t parent) {
    return parent == columns::no_parent_unknown || parent == columns::no_parent_error;
}

/// Half-open range of rows of one entity.
struct Rows {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool has(std::uint32_t row) const { return begin <= row && row < end; }
};

/// The highest entity of the subject's chain whose row some quantifier looks down from.
EntityId highest_scope(const Program& program, EntityId subject, const std::vector<ExprId>& expressions) {
    std::vector<EntityId> wanted{subject};
    for (const ExprId id : expressions) {
        const auto* quantifier = std::get_if<program::Quantifier>(&program[id].kind);
        if (quantifier == nullptr) continue;
        const EntityId scope = program[id].scope;
        wanted.push_back(quantifier->relation == program::Relation::descendants ? scope : program[scope].parent);
    }
    EntityId highest = subject;
    for (EntityId entity = subject; entity.valid(); entity = program[entity].parent)
        if (std::find(wanted.begin(), wanted.end(), entity) != wanted.end()) highest = entity;
    return highest;
}

columns::Column slice(const columns::Column& column, Rows rows) {
    columns::ColumnBuilder builder;
    for (std::uint32_t row = rows.begin; row < rows.end; ++row) {
        if (column.error.get(row)) {
            builder.add_error();
        } else if (!column.known.get(row)) {
            builder.add_unknown();
        } else if (!column.dictionary.empty()) {
            builder.add_text(column.dictionary[static_cast<std::size_t>(column.at(row))]);
        } else {
            builder.add(column.at(row));
        }
    }
    return builder.finish();
}

class Cutter {
public:
    Cutter(const Program& program, const columns::Population& population)
        : program_(program), population_(population), kept_(population.entities.size()) {}

    /// The chain of single rows from the subject upwards; returns where `highest` was reached, or as far up as the links lead.
    EntityId keep_chain(EntityId entity, std::uint32_t row, EntityId highest) {
        EntityId top = entity;
        bool below = true;
        while (true) {
            kept_[entity.value] = {row, row + 1};
            if (below) top = entity;
            if (entity == highest) below = false;
            if (!program_[entity].parent.valid()) return top;
            const std::uint32_t parent = population_.entities[entity.value].parent[row];
            if (leads_nowhere(parent)) return top;
            entity = program_[entity].parent;
            row = parent;
        }
    }

    /// Parents come before children in Program::entities; the rows below one row are contiguous (columns::Population).
    void keep_below(EntityId top) {
        for (std::uint32_t e = top.value + 1; e < program_.entities.size(); ++e) {
            const EntityId parent = program_.entities[e].parent;
            if (!parent.valid() || !program::is_self_or_ancestor(program_, top, parent)) continue;
            const std::vector<std::uint32_t>& links = population_.entities[e].parent;
            const auto in = [&](std::uint32_t link) { return !leads_nowhere(link) && kept_[parent.value].has(link); };
            const auto first = std::find_if(links.begin(), links.end(), in);
            const auto last = std::find_if_not(first, links.end(), in);
            kept_[e] = {static_cast<std::uint32_t>(first - links.begin()), static_cast<std::uint32_t>(last - links.begin())};
        }
    }

    columns::Population cut() const {
        columns::Population unit;
        for (std::size_t e = 0; e < population_.entities.size(); ++e) unit.entities.push_back(cut_entity(e));
        return unit;
    }
    Rows kept(EntityId entity) const { return kept_[entity.value]; }

private:
    columns::EntityRows cut_entity(std::size_t e) const {
        const columns::EntityRows& from = population_.entities[e];
        const Rows rows = kept_[e];
        columns::EntityRows to;
        to.rows = rows.end - rows.begin;
        to.integer_keys = from.integer_keys;
        to.keys.assign(from.keys.begin() + rows.begin, from.keys.begin() + rows.end);
        const EntityId parent = program_.entities[e].parent;
        for (std::uint32_t row = rows.begin; parent.valid() && row < rows.end; ++row)
            to.parent.push_back(leads_nowhere(from.parent[row]) ? from.parent[row] : from.parent[row] - kept_[parent.value].begin);
        for (const auto& column : from.columns) to.columns.push_back(column ? std::optional(slice(*column, rows)) : std::nullopt);
        return to;
    }

    const Program& program_;
    const columns::Population& population_;
    std::vector<Rows> kept_;
};

}  // namespace

std::vector<ExprId> reached(const Program& program, const std::vector<ExprId>& roots) {
    std::set<ExprId> seen;
    std::vector<ExprId> open = roots;
    while (!open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        if (!id.valid() || !seen.insert(id).second) continue;
        const program::Expr& expr = program[id];
        const std::vector<ExprId> operands = program::children(expr);
        open.insert(open.end(), operands.begin(), operands.end());
        if (const auto* term = std::get_if<program::TermRef>(&expr.kind)) open.push_back(program[term->term].body);
        if (const auto* quantifier = std::get_if<program::Quantifier>(&expr.kind)) open.push_back(program[quantifier->member].only_when);
    }
    return {seen.begin(), seen.end()};
}

Unit unit_of(const Program& program, const columns::Population& population, EntityId entity, std::uint32_t row,
             const std::vector<ExprId>& expressions) {
    Cutter cutter(program, population);
    cutter.keep_below(cutter.keep_chain(entity, row, highest_scope(program, entity, expressions)));
    Unit unit{cutter.cut(), row - cutter.kept(entity).begin, 0};
    for (const columns::EntityRows& rows : unit.population.entities) unit.rows += rows.rows;
    return unit;
}

}  // namespace tepat::explain
