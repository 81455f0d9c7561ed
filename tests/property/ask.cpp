// SPDX-License-Identifier: Apache-2.0
// See ask.hpp.
#include "tests/property/ask.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <sstream>

#include "tests/differential/oracle.hpp"
#include "tests/differential/versus.hpp"

namespace tepat::ask {

using oracle::Cell;
using oracle::State;
using oracle::World;
using program::Program;
using program::TypeKind;

namespace {

std::size_t entity_named(const Program& program, const std::string& name) {
    for (std::size_t e = 0; e < program.entities.size(); ++e)
        if (program.entities[e].name == name) return e;
    FAIL("no entity " << name);
    return 0;
}

/// `a;b`, or `-`: the empty set.
std::int64_t bits_of(const program::Choices& choices, const std::string& text) {
    std::int64_t bits = 0;
    std::istringstream parts(text);
    for (std::string part; text != "-" && std::getline(parts, part, ';');) {
        for (std::size_t c = 0; c < choices.values.size(); ++c)
            if (choices.values[c].name == part) bits |= std::int64_t{1} << c;
    }
    return bits;
}

program::Value value_of(const Program& program, const program::Fact& fact, const std::string& text) {
    switch (fact.type.kind) {
        case TypeKind::yes_no:
            return {text == "ya" ? 1 : 0, {}};
        case TypeKind::date:
            return {program::parse_iso(text).value().days, {}};
        case TypeKind::text:
        case TypeKind::reference:
            return {0, text};
        case TypeKind::set:
            return {bits_of(program[fact.type.choices], text), {}};
        case TypeKind::number:
        case TypeKind::rupiah:
            return {std::stoll(text), {}};
        case TypeKind::choice:
            break;
        case TypeKind::error:
            return {};
    }
    const auto& values = program[fact.type.choices].values;
    for (std::size_t c = 0; c < values.size(); ++c)
        if (values[c].name == text) return {static_cast<std::int64_t>(c), {}};
    FAIL("no value " << text);
    return {};
}

Cell cell_of(const Program& program, const program::Fact& fact, const GivenRow& row) {
    for (const auto& [name, text] : row.facts) {
        if (name != fact.name || text == "?") continue;
        return text == "!" ? Cell{State::error, {}} : Cell{State::known, value_of(program, fact, text)};
    }
    return {};
}

World world_of(const Program& program, const std::vector<GivenRow>& given) {
    World world;
    world.rows.resize(program.entities.size());
    world.integer_keys.resize(program.entities.size(), false);
    for (const GivenRow& row : given) {
        const std::size_t e = entity_named(program, row.entity);
        oracle::Row made{row.key, row.link, {}};
        for (const program::FactId fact : program.entities[e].facts) made.cells.push_back(cell_of(program, program[fact], row));
        world.rows[e].push_back(std::move(made));
    }
    return world;
}

std::string rules_text(const std::string& entity, const std::vector<Question>& questions) {
    std::string text;
    for (std::size_t i = 0; i < questions.size(); ++i)
        text += "\naturan u" + std::to_string(i) + " untuk setiap " + entity + "\n  jika " + questions[i].condition + '\n';
    return text;
}

/// rule -> key -> letter, read back from the outcomes file.
std::map<std::string, std::map<std::string, char>> letters(const std::string& outcomes) {
    std::map<std::string, std::map<std::string, char>> found;
    std::size_t at = outcomes.find('\n') + 1;
    while (at < outcomes.size()) {
        const std::size_t key = outcomes.find(',', at) + 1;
        const std::size_t outcome = outcomes.find(',', key) + 1;
        const std::string word = outcomes.substr(outcome, outcomes.find(',', outcome) - outcome);
        const char letter = word == "eligible" ? 'T' : word == "not_eligible" ? 'F' : word == "undecided" ? 'U' : 'E';
        found[outcomes.substr(at, key - 1 - at)][outcomes.substr(key, outcome - 1 - key)] = letter;
        at = outcomes.find('\n', outcome) + 1;
    }
    return found;
}

std::string answer(const std::map<std::string, char>& by_key, const std::string& entity, const std::vector<GivenRow>& rows) {
    std::string text;
    for (const GivenRow& row : rows)
        if (row.entity == entity) text += by_key.count(row.key) != 0 ? by_key.at(row.key) : '-';
    return text;
}

}  // namespace

void expect(const std::string& vocabulary, const std::string& entity, const std::vector<GivenRow>& rows,
            const std::vector<Question>& questions, const std::string& date) {
    const versus::Compiled compiled = versus::compile({"bahasa id\n" + vocabulary + rules_text(entity, questions)});
    INFO(compiled.complaints());
    REQUIRE(compiled.sound());
    const World world = world_of(compiled.program, rows);
    const oracle::Circumstances on{program::parse_iso(date).value()};
    const auto engine = letters(versus::outcomes_of_engine(compiled.program, oracle::to_population(world, compiled.program), on));
    const auto oracle = letters(versus::outcomes_of_oracle(compiled.program, world, on));
    for (std::size_t i = 0; i < questions.size(); ++i) {
        INFO(questions[i].condition);
        const std::string rule = "u" + std::to_string(i);
        const auto found = [&rule](const auto& all) { return all.count(rule) != 0 ? all.at(rule) : std::map<std::string, char>(); };
        CHECK("engine: " + answer(found(engine), entity, rows) == "engine: " + questions[i].expected);
        CHECK("oracle: " + answer(found(oracle), entity, rows) == "oracle: " + questions[i].expected);
    }
}

}  // namespace tepat::ask
