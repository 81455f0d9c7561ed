// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/unit.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "dsl/program/reach.hpp"
#include "dsl/program/walk.hpp"

namespace tepat::explain {

namespace {

using program::EntityId;
using program::ExprId;
using program::FactId;
using program::Program;

bool leads_nowhere(std::uint32_t parent) {
    return parent == columns::no_parent_unknown || parent == columns::no_parent_error;
}

/// The highest entity of a row's chain whose row some quantifier looks down from.
EntityId highest_scope(const Program& program, EntityId entity, const std::vector<ExprId>& expressions) {
    std::vector<EntityId> wanted{entity};
    for (const ExprId id : expressions) {
        const auto* quantifier = std::get_if<program::Quantifier>(&program[id].kind);
        if (quantifier == nullptr) continue;
        const EntityId scope = program[id].scope;
        wanted.push_back(quantifier->relation == program::Relation::descendants ? scope : program[scope].parent);
    }
    EntityId highest = entity;
    for (EntityId at = entity; at.valid(); at = program[at].parent)
        if (std::find(wanted.begin(), wanted.end(), at) != wanted.end()) highest = at;
    return highest;
}

/// The reference an expression follows, or asks whether it is there; invalid: none.
FactId reference_in(const Program& program, ExprId id) {
    if (const auto* via = std::get_if<program::Via>(&program[id].kind)) return via->reference;
    const auto* fact = std::get_if<program::FactRef>(&program[id].kind);
    return fact != nullptr && program[fact->fact].refers_to.valid() ? fact->fact : FactId{};
}

/// How many references one after the other an expression follows (`ibu.ibu.umur`: 2), terms and other programmes looked into.
class Steps {
public:
    explicit Steps(const Program& program) : program_(program) {}
    std::size_t of(ExprId id) {
        if (!id.valid()) return 0;
        if (const auto known = known_.find(id); known != known_.end()) return known->second;
        std::vector<ExprId> inside = program::children(program_[id]);
        if (const auto* term = std::get_if<program::TermRef>(&program_[id].kind)) inside.push_back(program_[term->term].body);
        if (const auto* standing = std::get_if<program::Standing>(&program_[id].kind)) inside = program::roots_of(program_, standing->programme, true);
        std::size_t most = 0;
        for (const ExprId each : inside) most = std::max(most, of(each));
        return known_[id] = most + (reference_in(program_, id).valid() ? 1 : 0);
    }

private:
    const Program& program_;
    std::map<ExprId, std::size_t> known_;
};

columns::Column slice(const columns::Column& column, const std::vector<std::uint32_t>& rows) {
    columns::ColumnBuilder builder;
    for (const std::uint32_t row : rows) {
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
    Cutter(const Program& program, const columns::Population& population, const std::vector<ExprId>& expressions)
        : program_(program), population_(population), expressions_(expressions) {
        for (const columns::EntityRows& rows : population.entities) kept_.emplace_back(rows.rows);
        for (const ExprId id : expressions) {
            if (const FactId reference = reference_in(program, id); reference.valid()) references_.insert(reference);
        }
    }

    /// The row, its ancestors, and everybody below the highest of them that a quantifier looks down from.
    void keep(EntityId entity, std::uint32_t row) {
        const EntityId highest = highest_scope(program_, entity, expressions_);
        for (bool below = true;;) {  // at or below `highest`
            mark(entity, row);
            const bool has_parent = program_[entity].parent.valid();
            const std::uint32_t parent = has_parent ? population_.entities[entity.value].parent[row] : columns::no_parent_unknown;
            if (below && (entity == highest || leads_nowhere(parent))) keep_below(entity, row);
            if (leads_nowhere(parent)) return;
            below = below && entity != highest;
            entity = program_[entity].parent;
            row = parent;
        }
    }

    /// The rows that those kept last refer to, so many times over.
    void follow(std::size_t times) {
        for (; times > 0 && !fresh_.empty(); --times) {
            for (const auto& [entity, row] : std::exchange(fresh_, {})) follow(entity, row);
        }
    }

    void keep_everybody() {
        for (std::uint32_t e = 0; e < kept_.size(); ++e) kept_[e].resize(0), kept_[e].resize(population_.entities[e].rows, true);
    }

    columns::Population cut() {
        for (const columns::Bits& kept : kept_) number(kept);
        columns::Population unit;
        for (std::size_t e = 0; e < population_.entities.size(); ++e) unit.entities.push_back(cut_entity(e));
        return unit;
    }
    std::uint32_t new_row(EntityId entity, std::uint32_t row) const { return numbers_[entity.value][row]; }

private:
    void mark(EntityId entity, std::uint32_t row) {
        if (kept_[entity.value].get(row)) return;
        kept_[entity.value].set(row);
        fresh_.emplace_back(entity, row);
    }

    /// Parents come before children in Program::entities; the rows below one row are contiguous (columns::Population).
    void keep_below(EntityId top, std::uint32_t row) {
        std::map<EntityId, std::pair<std::uint32_t, std::uint32_t>> ranges{{top, {row, row + 1}}};
        for (std::uint32_t e = top.value + 1; e < program_.entities.size(); ++e) {
            const auto above = ranges.find(program_.entities[e].parent);
            if (!program_.entities[e].parent.valid() || above == ranges.end()) continue;
            const std::vector<std::uint32_t>& links = population_.entities[e].parent;
            const auto first = std::lower_bound(links.begin(), links.end(), above->second.first);
            const auto last = std::lower_bound(first, links.end(), above->second.second);
            const auto range = std::pair(static_cast<std::uint32_t>(first - links.begin()), static_cast<std::uint32_t>(last - links.begin()));
            for (std::uint32_t member = range.first; member < range.second; ++member) mark(EntityId{e}, member);
            ranges.emplace(EntityId{e}, range);
        }
    }

    void follow(EntityId entity, std::uint32_t row) {
        const columns::EntityRows& rows = population_.entities[entity.value];
        for (std::size_t f = 0; f < rows.columns.size(); ++f) {
            const FactId fact = program_[entity].facts[f];
            if (!rows.columns[f] || references_.count(fact) == 0 || !rows.columns[f]->known.get(row)) continue;
            keep(program_[fact].refers_to, static_cast<std::uint32_t>(rows.columns[f]->at(row)));
        }
    }

    /// Old rows and new rows of one entity.
    void number(const columns::Bits& kept) {
        rows_.emplace_back();
        numbers_.emplace_back(kept.size(), columns::no_parent_unknown);
        for (std::uint32_t row = 0; row < kept.size(); ++row) {
            if (!kept.get(row)) continue;
            numbers_.back()[row] = static_cast<std::uint32_t>(rows_.back().size());
            rows_.back().push_back(row);
        }
    }

    columns::EntityRows cut_entity(std::size_t e) const {
        const columns::EntityRows& from = population_.entities[e];
        columns::EntityRows to;
        to.rows = rows_[e].size();
        to.integer_keys = from.integer_keys;
        const EntityId parent = program_.entities[e].parent;
        for (const std::uint32_t row : rows_[e]) {
            to.keys.push_back(from.keys[row]);
            if (parent.valid()) to.parent.push_back(leads_nowhere(from.parent[row]) ? from.parent[row] : numbers_[parent.value][from.parent[row]]);
        }
        for (const auto& column : from.columns) to.columns.push_back(column ? std::optional(cut_column(*column, rows_[e])) : std::nullopt);
        return to;
    }

    /// References to rows nobody asks about become empty.
    columns::Column cut_column(const columns::Column& column, const std::vector<std::uint32_t>& rows) const {
        if (column.refers_to < 0) return slice(column, rows);
        std::vector<std::uint32_t> targets;
        for (const std::uint32_t row : rows) {
            const bool known = column.known.get(row);
            targets.push_back(known ? numbers_[static_cast<std::size_t>(column.refers_to)][static_cast<std::size_t>(column.at(row))]
                              : column.error.get(row) ? columns::no_parent_error
                                                      : columns::no_parent_unknown);
        }
        return columns::reference_column(targets, column.refers_to);
    }

    const Program& program_;
    const columns::Population& population_;
    const std::vector<ExprId>& expressions_;
    std::set<FactId> references_;                          ///< that some expression reads
    std::vector<columns::Bits> kept_;                      ///< by entity
    std::vector<std::pair<EntityId, std::uint32_t>> fresh_;  ///< kept, their references not yet followed
    std::vector<std::vector<std::uint32_t>> rows_;         ///< by entity: old rows, in order
    std::vector<std::vector<std::uint32_t>> numbers_;      ///< by entity: new row of an old one
};

bool asks_who_was_selected(const Program& program, const std::vector<ExprId>& expressions) {
    return std::any_of(expressions.begin(), expressions.end(), [&](ExprId id) {
        const auto* standing = std::get_if<program::Standing>(&program[id].kind);
        return standing != nullptr && standing->kind == program::StandingKind::selected;
    });
}

}  // namespace

std::vector<ExprId> reached(const Program& program, const std::vector<ExprId>& roots) {
    const std::set<ExprId> all = program::reach(program, roots).exprs;
    return {all.begin(), all.end()};
}

Unit unit_of(const Program& program, const columns::Population& population, EntityId entity, std::uint32_t row,
             const std::vector<ExprId>& expressions) {
    Cutter cutter(program, population, expressions);
    Steps steps(program);
    std::size_t most = 0;
    for (const ExprId id : expressions) most = std::max(most, steps.of(id));
    cutter.keep(entity, row);
    cutter.follow(most);
    if (asks_who_was_selected(program, expressions)) cutter.keep_everybody();
    Unit unit{cutter.cut(), cutter.new_row(entity, row), 0};
    for (const columns::EntityRows& rows : unit.population.entities) unit.rows += rows.rows;
    return unit;
}

}  // namespace tepat::explain
