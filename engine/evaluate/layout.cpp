// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/layout.hpp"

#include <algorithm>

namespace tepat::evaluate {

using columns::EntityRows;
using columns::no_parent_unknown;

namespace {

/// First row of each parent row, and one beyond the last; rows without a parent row lie behind.
std::vector<std::uint32_t> first_rows(const EntityRows& rows, std::size_t parents) {
    std::vector<std::uint32_t> first(parents + 1);
    const auto linked = std::lower_bound(rows.parent.begin(), rows.parent.end(), no_parent_unknown) - rows.parent.begin();
    for (std::uint32_t row = 0; row < linked; ++row) first[rows.parent[row] + 1] = row + 1;  // the last row of a parent stays
    for (std::size_t p = 1; p <= parents; ++p) first[p] = std::max(first[p], first[p - 1]);  // parents without rows
    return first;
}

bool certainly_any(const columns::Bits& gone, std::uint32_t begin, std::uint32_t end) {
    if (gone.size() == 0) return begin != end;
    for (std::uint32_t row = begin; row < end; ++row) {
        if (!gone.get(row)) return true;
    }
    return false;
}

/// Nothing is inserted: the population's own order and links serve.
void lay_out_plain(EntityLayout& layout, const EntityRows& rows, std::vector<std::uint32_t> first) {
    layout.rows = static_cast<std::uint32_t>(rows.rows);
    layout.parent = rows.parent.data();
    layout.linked = first.back();
    layout.first = std::move(first);
}

class Inserter {
public:
    Inserter(EntityLayout& layout, const EntityRows& rows) : layout_(layout), rows_(rows) {
        layout.source.reserve(rows.rows + rows.rows / 8);
        layout.own_parent.reserve(rows.rows + rows.rows / 8);
    }
    /// The members of one parent (a row range of the population), behind them a phantom if nobody certainly remains.
    void add(std::uint32_t parent, std::uint32_t begin, std::uint32_t end, bool phantom) {
        layout_.first.push_back(size());
        for (std::uint32_t row = begin; row < end; ++row) push(row, parent);
        if (phantom) push(phantom_row, parent);
        layout_.phantoms += phantom ? 1 : 0;
    }
    void finish(std::uint32_t first_orphan) {
        layout_.first.push_back(size());
        layout_.linked = size();
        for (std::uint32_t row = first_orphan; row < rows_.rows; ++row) push(row, rows_.parent[row]);
        layout_.rows = size();
        layout_.parent = layout_.own_parent.data();
    }

private:
    std::uint32_t size() const { return static_cast<std::uint32_t>(layout_.source.size()); }
    void push(std::uint32_t row, std::uint32_t parent) {
        layout_.source.push_back(row);
        layout_.own_parent.push_back(parent);
    }

    EntityLayout& layout_;
    const EntityRows& rows_;
};

void lay_out_below(EntityLayout& layout, const EntityLayout& parent, const EntityRows& rows, std::size_t parent_rows, bool at_least_one,
                   const columns::Bits& gone) {
    std::vector<std::uint32_t> first = first_rows(rows, parent_rows);
    bool inserts = parent.phantoms > 0;
    for (std::size_t p = 0; at_least_one && !inserts && p < parent_rows; ++p) inserts = !certainly_any(gone, first[p], first[p + 1]);
    if (!inserts) return lay_out_plain(layout, rows, std::move(first));
    Inserter inserter(layout, rows);
    for (std::uint32_t p = 0; p < parent.rows; ++p) {
        const std::uint32_t row = parent.population_row(p);
        const bool phantom_parent = row == phantom_row;
        const std::uint32_t begin = phantom_parent ? 0 : first[row];
        const std::uint32_t end = phantom_parent ? 0 : first[row + 1];
        inserter.add(p, begin, end, at_least_one && !phantom_parent && !certainly_any(gone, begin, end));
    }
    inserter.finish(first.back());
}

}  // namespace

Layouts lay_out(const plan::Plan& plan, const columns::Population& population, const Gone& gone, bool with_phantoms) {
    const program::Program& program = *plan.program;
    Layouts layouts;
    layouts.entities.resize(program.entities.size());
    for (const program::EntityId entity : plan::entities_needed(plan)) {
        EntityLayout& layout = layouts.entities[entity.value];
        const EntityRows& rows = population.entities[entity.value];
        layout.used = true;
        layout.rows = static_cast<std::uint32_t>(rows.rows);
        const program::EntityId parent = program[entity].parent;
        if (!parent.valid()) continue;
        lay_out_below(layout, layouts.entities[parent.value], rows, population.entities[parent.value].rows,
                      with_phantoms && program[entity].at_least_one, gone[entity.value]);
    }
    return layouts;
}

}  // namespace tepat::evaluate
