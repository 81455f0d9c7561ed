// SPDX-License-Identifier: Apache-2.0
// The row order everything relies on: parents first, then (parent row, key), rows without a parent row last. References follow their rows.
#include <algorithm>
#include <numeric>

#include "engine/columns/population.hpp"

namespace tepat::columns {

bool key_less(const std::string& a, const std::string& b, bool integer_keys) {
    if (!integer_keys) return a < b;
    const bool a_negative = !a.empty() && a[0] == '-';
    const bool b_negative = !b.empty() && b[0] == '-';
    if (a_negative != b_negative) return a_negative;
    const auto shorter = [](const std::string& x, const std::string& y) { return x.size() != y.size() ? x.size() < y.size() : x < y; };
    return a_negative ? shorter(b, a) : shorter(a, b);
}

namespace {

using Order = std::vector<std::uint32_t>;  // new row -> old row

/// Orphans with an unknown parent come before those with a wrong link: their marks are the two largest numbers.
Order order_of(const EntityRows& rows) {
    Order order(rows.rows);
    std::iota(order.begin(), order.end(), 0u);
    const auto less = [&rows](std::uint32_t a, std::uint32_t b) {
        if (!rows.parent.empty() && rows.parent[a] != rows.parent[b]) return rows.parent[a] < rows.parent[b];
        return key_less(rows.keys[a], rows.keys[b], rows.integer_keys);
    };
    if (!std::is_sorted(order.begin(), order.end(), less)) std::stable_sort(order.begin(), order.end(), less);
    return order;
}

bool is_identity(const Order& order) {
    for (std::uint32_t row = 0; row < order.size(); ++row) {
        if (order[row] != row) return false;
    }
    return true;
}

template <class T>
void permute(std::vector<T>& values, const Order& order) {
    std::vector<T> result;
    result.reserve(order.size());
    for (const std::uint32_t old : order) result.push_back(std::move(values[old]));
    values = std::move(result);
}

void permute(Bits& bits, const Order& order) {
    Bits result(order.size());
    for (std::size_t row = 0; row < order.size(); ++row) {
        if (bits.get(order[row])) result.set(row);
    }
    bits = std::move(result);
}

void permute(EntityRows& rows, const Order& order) {
    permute(rows.keys, order);
    if (!rows.parent.empty()) permute(rows.parent, order);
    for (std::optional<Column>& column : rows.columns) {
        if (!column) continue;
        std::visit([&order](auto& values) { permute(values, order); }, column->values);
        permute(column->known, order);
        permute(column->error, order);
    }
}

/// Packed anew: a row's new number may need more bytes than its old one.
void renumber(Column& column, const Order& new_row) {
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < column.known.size(); ++row) {
        const bool known = column.known.get(row);
        rows.push_back(known ? new_row[static_cast<std::size_t>(column.at(row))] : column.error.get(row) ? no_parent_error : no_parent_unknown);
    }
    column = reference_column(rows, column.refers_to);
}

void renumber_references(Population& population, const std::vector<Order>& new_row) {
    for (EntityRows& rows : population.entities) {
        for (std::optional<Column>& column : rows.columns) {
            if (!column || column->refers_to < 0) continue;
            const Order& moved = new_row[static_cast<std::size_t>(column->refers_to)];
            if (!moved.empty()) renumber(*column, moved);
        }
    }
}

}  // namespace

void sort_rows(Population& population, const std::vector<int>& parents) {
    std::vector<Order> new_row(population.entities.size());  // by entity: old row -> new row; empty when nothing moved
    for (std::size_t e = 0; e < population.entities.size(); ++e) {
        EntityRows& rows = population.entities[e];
        if (parents[e] >= 0 && !new_row[static_cast<std::size_t>(parents[e])].empty()) {
            for (std::uint32_t& parent : rows.parent) {
                if (parent < no_parent_unknown) parent = new_row[static_cast<std::size_t>(parents[e])][parent];
            }
        }
        const Order order = order_of(rows);
        if (is_identity(order)) continue;
        permute(rows, order);
        new_row[e].resize(order.size());
        for (std::uint32_t row = 0; row < order.size(); ++row) new_row[e][order[row]] = row;
    }
    renumber_references(population, new_row);
}

}  // namespace tepat::columns
