// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/people.hpp"

#include <map>
#include <random>
#include <string>

namespace tepat::bench {

namespace {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    std::uint64_t below(std::uint64_t n) { return engine_() % n; }
    bool percent(std::uint64_t p) { return below(100) < p; }
    template <class T>
    T or_unknown(std::uint64_t value, T unknown) {
        return percent(8) ? unknown : static_cast<T>(value);
    }
    std::uint8_t code(std::uint64_t below_this) { return or_unknown<std::uint8_t>(below(below_this), unknown_code); }
    std::uint8_t yes(std::uint64_t p) { return or_unknown<std::uint8_t>(percent(p), unknown_code); }

private:
    std::mt19937_64 engine_;
};

void add_family(People& people, Dice& dice) {
    people.decile.push_back(dice.or_unknown<std::uint8_t>(1 + dice.below(10), unknown_code));
    people.floor.push_back(dice.code(5));
    people.water.push_back(dice.code(4));
    people.house.push_back(dice.code(3));
    people.pkh.push_back(dice.yes(20));
    people.spending.push_back(dice.or_unknown<std::int32_t>((200'000 + dice.below(3'000'000)) * 100, unknown_number));
}

void add_member(People& people, Dice& dice, std::uint32_t family) {
    people.family.push_back(family);
    people.birth.push_back(dice.or_unknown<std::int32_t>(20'000 - dice.below(29'000), unknown_number));
    people.income.push_back(dice.or_unknown<std::int32_t>(dice.percent(60) ? 0 : dice.below(4'000'000) * 100, unknown_number));
    people.sex.push_back(dice.code(2));
    people.work.push_back(dice.code(9));
    people.insurance.push_back(dice.code(4));
    people.schooling.push_back(dice.yes(25));
    people.pregnant.push_back(dice.yes(2));
    people.disabled.push_back(dice.yes(4));
}

template <class T>
columns::Column column_of(const std::vector<T>& values, T unknown) {
    columns::ColumnBuilder builder;
    builder.reserve(values.size());
    for (const T value : values) value == unknown ? builder.add_unknown() : builder.add(value);
    return builder.finish();
}

std::map<std::string, columns::Column> family_columns(const People& people) {
    std::map<std::string, columns::Column> columns;
    columns["desil"] = column_of(people.decile, unknown_code);
    columns["pengeluaran"] = column_of(people.spending, unknown_number);
    columns["lantai"] = column_of(people.floor, unknown_code);
    columns["air"] = column_of(people.water, unknown_code);
    columns["rumah"] = column_of(people.house, unknown_code);
    columns["pkh"] = column_of(people.pkh, unknown_code);
    return columns;
}

std::map<std::string, columns::Column> member_columns(const People& people) {
    std::map<std::string, columns::Column> columns;
    columns["lahir"] = column_of(people.birth, unknown_number);
    columns["kelamin"] = column_of(people.sex, unknown_code);
    columns["pekerjaan"] = column_of(people.work, unknown_code);
    columns["jaminan"] = column_of(people.insurance, unknown_code);
    columns["bersekolah"] = column_of(people.schooling, unknown_code);
    columns["hamil"] = column_of(people.pregnant, unknown_code);
    columns["disabilitas"] = column_of(people.disabled, unknown_code);
    columns["penghasilan"] = column_of(people.income, unknown_number);
    return columns;
}

}  // namespace

People make_people(std::size_t members, std::uint64_t seed) {
    People people;
    Dice dice(seed);
    for (std::uint32_t family = 0; people.family.size() < members; ++family) {
        people.first.push_back(static_cast<std::uint32_t>(people.family.size()));
        add_family(people, dice);
        const std::uint64_t size = 1 + dice.below(4) + dice.below(4) / 2 + dice.below(5) / 4;
        for (std::uint64_t m = 0; m < size && people.family.size() < members; ++m) add_member(people, dice, family);
    }
    people.first.push_back(static_cast<std::uint32_t>(people.family.size()));
    return people;
}

columns::Population to_population(const People& people, const program::Program& program) {
    columns::Population population;
    for (const program::Entity& entity : program.entities) {
        const bool family = entity.name == "keluarga";
        columns::EntityRows& rows = population.entities.emplace_back();
        rows.rows = family ? people.decile.size() : people.family.size();
        rows.integer_keys = true;
        for (std::size_t row = 0; row < rows.rows; ++row) rows.keys.push_back(std::to_string(row + 1));
        if (!family) rows.parent = people.family;
        std::map<std::string, columns::Column> columns = family ? family_columns(people) : member_columns(people);
        for (const program::FactId fact : entity.facts) rows.columns.emplace_back(std::move(columns.at(program[fact].name)));
    }
    return population;
}

}  // namespace tepat::bench
