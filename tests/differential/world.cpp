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

const std::string nowhere = "\x01";  // no key contains a control character, so this link leads to no row

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

std::string print_set(const program::Choices& choices, std::int64_t bits) {
    std::string text;
    for (std::size_t i = 0; i < choices.values.size(); ++i)
        if ((bits >> i) % 2 != 0) text += (text.empty() ? "" : ";") + choices.values[i].name;
    return text.empty() ? "-" : text;
}

std::string print_cell(const Program& program, program::FactId fact, const Cell& cell) {
    if (cell.state != State::known) return cell.state == State::unknown ? "?" : "!";
    const bool quoted = program[fact].type.kind == TypeKind::text;
    return quoted ? '"' + cell.value.text + '"' : print_value(program, fact, cell.value);
}

Cell cell_of(const columns::Population& population, const Fact& fact, const columns::Column& column, std::size_t row) {
    const bool reference = fact.type.kind == TypeKind::reference;
    if (column.error.get(row)) return reference ? Cell{State::known, {0, nowhere}} : Cell{State::error, {}};
    if (!column.known.get(row)) return {State::unknown, {}};
    const std::int64_t value = column.at(row);
    if (reference) return {State::known, {0, population.entities[fact.refers_to.value].keys[static_cast<std::size_t>(value)]}};
    if (fact.type.kind == TypeKind::text) return {State::known, {0, column.dictionary[static_cast<std::size_t>(value)]}};
    return {State::known, {value, {}}};
}

std::string link_of(const columns::Population& population, const Entity& entity, std::size_t e, std::size_t row) {
    if (!entity.parent.valid()) return {};
    const std::uint32_t parent = population.entities[e].parent[row];
    if (parent == columns::no_parent_unknown) return {};
    return parent == columns::no_parent_error ? nowhere : population.entities[entity.parent.value].keys[parent];
}

}  // namespace

std::string print_value(const Program& program, program::FactId id, const program::Value& value) {
    const Fact& fact = program[id];
    switch (fact.type.kind) {
        case TypeKind::yes_no:
            return value.number != 0 ? "ya" : "tidak";
        case TypeKind::date:
            return program::to_iso(program::Date{static_cast<std::int32_t>(value.number)});
        case TypeKind::text:
        case TypeKind::reference:
            return value.text;
        case TypeKind::choice:
            return program[fact.type.choices].values[static_cast<std::size_t>(value.number)].name;
        case TypeKind::set:
            return print_set(program[fact.type.choices], value.number);
        case TypeKind::number:
        case TypeKind::rupiah:
            return program::print_scaled(value.number, fact.type.scale);
        case TypeKind::error:
            break;
    }
    return "(no type)";
}

namespace {

using Index = std::map<std::string, std::uint32_t>;

columns::Column to_references(const std::vector<Row>& rows, const std::vector<std::size_t>& order, std::size_t position, const Index& keys,
                              int refers_to) {
    std::vector<std::uint32_t> targets;
    for (const std::size_t i : order) {
        const Cell& cell = rows[i].cells[position];
        targets.push_back(cell.state == State::unknown ? columns::no_parent_unknown
                          : cell.state == State::error ? columns::no_parent_error
                                                       : parent_row(keys, cell.value.text));
    }
    return columns::reference_column(targets, refers_to);
}

columns::Column to_column(const std::vector<Row>& rows, const std::vector<std::size_t>& order, std::size_t position,
                          const Fact& fact, const std::vector<Index>& index) {
    if (fact.type.kind == TypeKind::reference)
        return to_references(rows, order, position, index[fact.refers_to.value], static_cast<int>(fact.refers_to.value));
    return to_column(rows, order, position, fact.type.kind == TypeKind::text);
}

}  // namespace

columns::Population to_population(const World& world, const Program& program, std::mt19937_64* shuffle) {
    columns::Population population;
    std::vector<int> parents;
    std::vector<std::vector<std::size_t>> orders;
    std::vector<Index> index(program.entities.size());
    for (std::size_t e = 0; e < program.entities.size(); ++e) {
        orders.push_back(row_order(world.rows[e].size(), shuffle));
        for (std::size_t made = 0; made < orders[e].size(); ++made)
            index[e].emplace(world.rows[e][orders[e][made]].key, static_cast<std::uint32_t>(made));
    }
    for (std::size_t e = 0; e < program.entities.size(); ++e) {
        const Entity& entity = program.entities[e];
        const std::vector<Row>& rows = world.rows[e];
        columns::EntityRows made;
        made.rows = rows.size();
        made.integer_keys = world.integer_keys[e];
        for (const std::size_t i : orders[e]) {
            made.keys.push_back(rows[i].key);
            if (entity.parent.valid()) made.parent.push_back(parent_row(index[entity.parent.value], rows[i].link));
        }
        for (std::size_t f = 0; f < entity.facts.size(); ++f)
            made.columns.emplace_back(to_column(rows, orders[e], f, program[entity.facts[f]], index));
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
                row.cells.push_back(from.columns[f] ? cell_of(population, program[entity.facts[f]], *from.columns[f], r) : Cell{});
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
                const program::FactId fact = program.entities[e].facts[f];
                text += ' ' + program[fact].name + '=' + print_cell(program, fact, row.cells[f]);
            }
            text += '\n';
        }
    }
    return text;
}

}  // namespace tepat::oracle
