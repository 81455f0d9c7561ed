// SPDX-License-Identifier: Apache-2.0
// See world.hpp.
#include "tests/differential/world.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "dsl/program/print.hpp"

namespace tepat::oracle {

using program::Entity;
using program::EntityId;
using program::Fact;
using program::Program;
using program::TypeKind;

namespace {

columns::Column to_column(const std::vector<Row>& rows, const std::vector<std::size_t>& order, std::size_t position, bool text) {
    columns::ColumnBuilder builder;
    for (const std::size_t i : order) {
        const Cell& cell = rows[i].cells[position];
        if (cell.state == State::unknown) builder.add_unknown();
        if (cell.state == State::error) builder.add_error();
        if (cell.state == State::known && text) builder.add_text(cell.value.text);
        if (cell.state == State::known && !text) builder.add(cell.value.number);
    }
    return builder.finish();
}

std::vector<std::size_t> row_order(std::size_t rows, std::mt19937_64* shuffle) {
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (shuffle != nullptr) std::shuffle(order.begin(), order.end(), *shuffle);
    return order;
}

std::uint32_t parent_row(const std::map<std::string, std::uint32_t>& parents, const std::string& link) {
    if (link.empty()) return columns::no_parent_unknown;
    const auto found = parents.find(link);
    return found == parents.end() ? columns::no_parent_error : found->second;
}

std::string print_cell(const Program& program, const Fact& fact, const Cell& cell) {
    if (cell.state != State::known) return cell.state == State::unknown ? "?" : "!";
    switch (fact.type.kind) {
        case TypeKind::yes_no:
            return cell.value.number != 0 ? "ya" : "tidak";
        case TypeKind::date:
            return program::to_iso(program::Date{static_cast<std::int32_t>(cell.value.number)});
        case TypeKind::text:
            return '"' + cell.value.text + '"';
        case TypeKind::choice:
            return program[fact.type.choices].values[static_cast<std::size_t>(cell.value.number)].name;
        case TypeKind::number:
        case TypeKind::rupiah:
            return program::print_scaled(cell.value.number, fact.type.scale);
        case TypeKind::error:
            break;
    }
    return "(no type)";
}

Cell cell_of(const columns::Column& column, std::size_t row, bool text) {
    if (column.error.get(row)) return {State::error, {}};
    if (!column.known.get(row)) return {State::unknown, {}};
    const std::int64_t value = column.at(row);
    if (text) return {State::known, {0, column.dictionary[static_cast<std::size_t>(value)]}};
    return {State::known, {value, {}}};
}

std::string link_of(const columns::Population& population, const Entity& entity, std::size_t e, std::size_t row) {
    if (!entity.parent.valid()) return {};
    const std::uint32_t parent = population.entities[e].parent[row];
    if (parent == columns::no_parent_unknown) return {};
    // No key contains a control character, so this link leads nowhere.
    return parent == columns::no_parent_error ? std::string("\x01") : population.entities[entity.parent.value].keys[parent];
}

}  // namespace

columns::Population to_population(const World& world, const Program& program, std::mt19937_64* shuffle) {
    columns::Population population;
    std::vector<int> parents;
    std::vector<std::map<std::string, std::uint32_t>> index(program.entities.size());
    for (std::size_t e = 0; e < program.entities.size(); ++e) {
        const Entity& entity = program.entities[e];
        const std::vector<Row>& rows = world.rows[e];
        const std::vector<std::size_t> order = row_order(rows.size(), shuffle);
        columns::EntityRows made;
        made.rows = rows.size();
        made.integer_keys = world.integer_keys[e];
        for (const std::size_t i : order) {
            index[e].emplace(rows[i].key, static_cast<std::uint32_t>(made.keys.size()));
            made.keys.push_back(rows[i].key);
            if (entity.parent.valid()) made.parent.push_back(parent_row(index[entity.parent.value], rows[i].link));
        }
        for (std::size_t f = 0; f < entity.facts.size(); ++f)
            made.columns.emplace_back(to_column(rows, order, f, program[entity.facts[f]].type.kind == TypeKind::text));
        population.entities.push_back(std::move(made));
        parents.push_back(entity.parent.valid() ? static_cast<int>(entity.parent.value) : -1);
    }
    columns::sort_rows(population, parents);
    return population;
}

World to_world(const columns::Population& population, const Program& program) {
    World world;
    for (std::size_t e = 0; e < program.entities.size(); ++e) {
        const Entity& entity = program.entities[e];
        const columns::EntityRows& from = population.entities[e];
        std::vector<Row> rows;
        for (std::size_t r = 0; r < from.rows; ++r) {
            Row row{from.keys[r], link_of(population, entity, e, r), {}};
            for (std::size_t f = 0; f < entity.facts.size(); ++f)
                row.cells.push_back(from.columns[f] ? cell_of(*from.columns[f], r, program[entity.facts[f]].type.kind == TypeKind::text)
                                                    : Cell{});
            rows.push_back(std::move(row));
        }
        world.rows.push_back(std::move(rows));
        world.integer_keys.push_back(from.integer_keys);
    }
    return world;
}

std::string print(const World& world, const Program& program) {
    std::string text;
    for (std::size_t e = 0; e < program.entities.size(); ++e) {
        for (const Row& row : world.rows[e]) {
            text += program.entities[e].name + ' ' + row.key;
            if (program.entities[e].parent.valid()) text += " in '" + row.link + '\'';
            for (std::size_t f = 0; f < row.cells.size(); ++f) {
                const Fact& fact = program[program.entities[e].facts[f]];
                text += ' ' + fact.name + '=' + print_cell(program, fact, row.cells[f]);
            }
            text += '\n';
        }
    }
    return text;
}

}  // namespace tepat::oracle
