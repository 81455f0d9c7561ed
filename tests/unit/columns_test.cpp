// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "engine/columns/population.hpp"

using namespace tepat::columns;

TEST_CASE("a column is packed into the narrowest type that holds it", "[columns]") {
    const auto packed_as = [](std::int64_t low, std::int64_t high) {
        ColumnBuilder builder;
        builder.add(low);
        builder.add_unknown();
        builder.add(high);
        builder.add_error();
        const Column column = builder.finish();
        CHECK(column.at(0) == low);
        CHECK(column.at(2) == high);
        CHECK(column.known.get(0));
        CHECK(!column.known.get(1));
        CHECK(!column.error.get(1));
        CHECK(!column.known.get(3));
        CHECK(column.error.get(3));
        return column.values.index();
    };
    CHECK(packed_as(0, 255) == 0);
    CHECK(packed_as(-1, 255) == 1);
    CHECK(packed_as(0, 32'768) == 2);
    CHECK(packed_as(INT64_MIN, INT64_MAX) == 3);
}

TEST_CASE("text goes through a dictionary, each value once", "[columns]") {
    ColumnBuilder builder;
    for (const char* text : {"a", "b", "a"}) builder.add_text(text);
    const Column column = builder.finish();
    CHECK(column.dictionary == std::vector<std::string>{"a", "b"});
    CHECK(column.at(2) == 0);
}

TEST_CASE("keys order numerically when all are integers, else by bytes", "[columns]") {
    CHECK(key_less("9", "10", true));
    CHECK(!key_less("9", "10", false));
    CHECK(key_less("-10", "-9", true));
    CHECK(key_less("-1", "0", true));
    CHECK(!key_less("7", "7", true));
}

TEST_CASE("rows are sorted by parent row, then key, orphans last, and links follow", "[columns]") {
    Population population;
    population.entities.resize(2);
    population.entities[0].rows = 2;
    population.entities[0].keys = {"k2", "k1"};
    EntityRows& members = population.entities[1];
    members.rows = 4;
    members.keys = {"d", "c", "b", "a"};
    members.parent = {no_parent_error, 0, 1, no_parent_unknown};
    ColumnBuilder builder;
    builder.add(1);
    builder.add_error();
    builder.add(3);
    builder.add_unknown();
    members.columns.emplace_back(builder.finish());
    sort_rows(population, {-1, 0});
    CHECK(population.entities[0].keys == std::vector<std::string>{"k1", "k2"});
    CHECK(members.keys == std::vector<std::string>{"b", "c", "a", "d"});
    CHECK(members.parent == std::vector<std::uint32_t>{0, 1, no_parent_unknown, no_parent_error});
    CHECK(members.columns[0]->at(0) == 3);
    CHECK(members.columns[0]->error.get(1));
    CHECK(!members.columns[0]->known.get(2));
    CHECK(members.columns[0]->at(3) == 1);
}

TEST_CASE("references follow the rows they point to, however these move", "[columns]") {
    Population population;
    population.entities.resize(1);
    EntityRows& rows = population.entities[0];
    rows.rows = 300;
    rows.integer_keys = true;
    std::vector<std::uint32_t> targets(300, no_parent_unknown);
    for (int i = 0; i < 300; ++i) rows.keys.push_back(std::to_string(1000 - i));  // backwards
    targets[0] = 1;                                                               // 1000 -> 999
    targets[1] = no_parent_error;
    rows.columns.emplace_back(reference_column(targets, 0));
    CHECK(rows.columns[0]->values.index() == 0);
    sort_rows(population, {-1});
    const Column& column = *population.entities[0].columns[0];
    CHECK(column.refers_to == 0);
    CHECK(column.known.count() == 1);
    CHECK(column.known.get(299));
    CHECK(column.at(299) == 298);  // no longer fits a byte
    CHECK(column.error.get(298));
}
