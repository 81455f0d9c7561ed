// SPDX-License-Identifier: Apache-2.0
#include "engine/store/frozen_head.hpp"

#include <nlohmann/json.hpp>

#include "engine/store/cells.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/table_source.hpp"

namespace tepat::store {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t most_rows = 0xFFFF'FFF0;  // rows are numbered in 32 bits

Json to_json(const FrozenColumn& column) { return {{"name", column.name}, {"first_block", column.first_block}, {"digest", hex(column.digest)}}; }

Json to_json(const FrozenTable& table);
Json to_json(const SchemaTable& table);
Json to_json(const FrozenFact& fact);
Json to_json(const FrozenEntity& entity);

template <class Thing>
Json list(const std::vector<Thing>& things) {
    Json all = Json::array();
    for (const Thing& thing : things) all.push_back(to_json(thing));
    return all;
}

Json to_json(const FrozenTable& table) { return {{"name", table.name}, {"rows", table.rows}, {"columns", list(table.columns)}}; }

Json to_json(const SchemaTable& table) { return {{"name", table.name}, {"columns", table.columns}, {"types", table.declared_types}}; }

Json number(const std::optional<std::int64_t>& value) { return value ? Json(*value) : Json(); }

Json to_json(const FrozenFact& fact) {
    return {{"name", fact.name},       {"column", fact.column},   {"kind", fact.kind},
            {"scale", fact.scale},     {"low", number(fact.low)}, {"high", number(fact.high)},
            {"missing", fact.missing}, {"choices", fact.choices}, {"refers_to", fact.refers_to},
            {"secret", fact.secret},   {"digest", fact.digest ? Json(hex(*fact.digest)) : Json()}};
}

Json to_json(const FrozenEntity& entity) {
    return {{"name", entity.name},
            {"label", entity.label},
            {"table", entity.table},
            {"key", entity.key},
            {"link", entity.link},
            {"link_missing", entity.link_missing},
            {"parent", entity.parent},
            {"area", entity.area},
            {"called_by", entity.called_by},
            {"settled", entity.settled},
            {"rows_digest", hex(entity.rows)},
            {"parents", entity.parents ? to_json(*entity.parents) : Json()},
            {"facts", list(entity.facts)}};
}

struct Unsound {};

Digest digest_in(const Json& text) {
    Digest digest{};
    if (!parse_hex(text.get<std::string>(), digest)) throw Unsound();
    return digest;
}

int position(const Json& number, std::size_t below) {
    const auto value = number.get<std::int64_t>();
    if (value < -1 || value >= static_cast<std::int64_t>(below)) throw Unsound();
    return static_cast<int>(value);
}

FrozenColumn column_in(const Json& json) {
    return {json.at("name").get<std::string>(), json.at("first_block").get<std::int64_t>(), digest_in(json.at("digest"))};
}

FrozenTable table_in(const Json& json) {
    FrozenTable table{json.at("name").get<std::string>(), json.at("rows").get<std::size_t>(), {}};
    if (table.rows > most_rows) throw Unsound();
    for (const Json& column : json.at("columns")) table.columns.push_back(column_in(column));
    return table;
}

SchemaTable schema_in(const Json& json) {
    SchemaTable table{json.at("name").get<std::string>(), json.at("columns"), json.at("types")};
    if (table.columns.size() != table.declared_types.size()) throw Unsound();
    return table;
}

std::optional<std::int64_t> number_in(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional<std::int64_t>(json.get<std::int64_t>());
}

FrozenFact fact_in(const Json& json, std::size_t entities) {
    FrozenFact fact;
    fact.name = json.at("name").get<std::string>();
    fact.column = json.at("column").get<std::string>();
    fact.kind = position(json.at("kind"), static_cast<std::size_t>(program::TypeKind::reference) + 1);
    fact.scale = position(json.at("scale"), program::decimal_scale + 1);
    fact.low = number_in(json.at("low"));
    fact.high = number_in(json.at("high"));
    fact.missing = json.at("missing").get<std::vector<std::string>>();
    fact.choices = json.at("choices").get<std::vector<std::string>>();
    fact.refers_to = position(json.at("refers_to"), entities);
    fact.secret = json.at("secret").get<bool>();
    const bool reference = fact.kind == static_cast<int>(program::TypeKind::reference);
    const bool set = fact.kind == static_cast<int>(program::TypeKind::set);
    if (fact.kind < 0 || fact.scale < 0 || reference != (fact.refers_to >= 0)) throw Unsound();
    if (set && fact.choices.size() > static_cast<std::size_t>(program::max_set_values)) throw Unsound();
    if (!json.at("digest").is_null()) fact.digest = digest_in(json.at("digest"));
    return fact;
}

FrozenEntity entity_in(const Json& json, std::size_t before, std::size_t entities) {
    FrozenEntity entity;
    entity.name = json.at("name").get<std::string>();
    entity.label = json.at("label").get<std::string>();
    entity.table = json.at("table").get<std::string>();
    entity.key = json.at("key").get<std::string>();
    entity.link = json.at("link").get<std::string>();
    entity.link_missing = json.at("link_missing").get<std::vector<std::string>>();
    entity.parent = position(json.at("parent"), before);
    entity.area = json.at("area").get<bool>();
    entity.settled = json.at("settled").get<bool>();
    entity.rows = digest_in(json.at("rows_digest"));
    if (!json.at("parents").is_null()) entity.parents = column_in(json.at("parents"));
    for (const Json& fact : json.at("facts")) entity.facts.push_back(fact_in(fact, entities));
    entity.called_by = position(json.at("called_by"), entity.facts.size());
    if (entity.settled && (entity.parent >= 0) != entity.parents.has_value()) throw Unsound();
    return entity;
}

Head head_in(const Json& json) {
    Head head;
    head.baseline = hex(digest_in(json.at("baseline")));
    for (const Json& table : json.at("schema")) head.schema.push_back(schema_in(table));
    for (const Json& table : json.at("tables")) head.tables.push_back(table_in(table));
    const Json& entities = json.at("entities");
    for (const Json& entity : entities) head.entities.push_back(entity_in(entity, head.entities.size(), entities.size()));
    for (const FrozenEntity& entity : head.entities)
        if (entity.settled && head.table(entity.table) == nullptr) throw Unsound();
    return head;
}

template <class Thing>
const Thing* named(const std::vector<Thing>& things, const std::string& name) {
    for (const Thing& thing : things)
        if (same_name(thing.name, name)) return &thing;
    return nullptr;
}

}  // namespace

const FrozenTable* Head::table(const std::string& name) const { return named(tables, name); }
const SchemaTable* Head::in_baseline(const std::string& name) const { return named(schema, name); }

FrozenFact declared(const program::Program& program, const program::Fact& fact) {
    FrozenFact frozen;
    frozen.name = fact.name;
    frozen.column = fact.column;
    frozen.kind = static_cast<int>(fact.type.kind);
    frozen.scale = fact.type.scale;
    frozen.low = fact.low;
    frozen.high = fact.high;
    frozen.missing = fact.counts_as_missing;
    frozen.secret = fact.secrecy != program::Secrecy::open;
    if (fact.type.kind == program::TypeKind::choice || fact.type.kind == program::TypeKind::set)
        for (const program::ChoiceValue& value : program[fact.type.choices].values) frozen.choices.push_back(stored_form(value));
    if (fact.refers_to.valid()) frozen.refers_to = static_cast<int>(fact.refers_to.value);
    return frozen;
}

FrozenEntity declared(const program::Program& program, program::EntityId id) {
    const program::Entity& entity = program[id];
    FrozenEntity frozen;
    frozen.name = entity.name;
    frozen.label = entity.label;
    frozen.table = entity.table;
    frozen.key = entity.key_column;
    frozen.link = entity.parent.valid() ? entity.link_column : "";
    if (entity.parent.valid()) frozen.link_missing = link_missing(program, id);
    if (entity.parent.valid()) frozen.parent = static_cast<int>(entity.parent.value);
    frozen.area = entity.area;
    for (const program::FactId fact : entity.facts) {
        if (fact == entity.called_by) frozen.called_by = static_cast<int>(frozen.facts.size());
        frozen.facts.push_back(declared(program, program[fact]));
    }
    return frozen;
}

bool same_meaning(const FrozenFact& a, const FrozenFact& b) {
    return a.column == b.column && a.kind == b.kind && a.scale == b.scale && a.low == b.low && a.high == b.high && a.missing == b.missing &&
           a.choices == b.choices;
}

bool same_rows(const FrozenEntity& a, const FrozenEntity& b) {
    return a.table == b.table && a.key == b.key && a.link == b.link && a.link_missing == b.link_missing;
}

std::string write_head(const Head& head) {
    const Json json{{"baseline", head.baseline}, {"schema", list(head.schema)}, {"tables", list(head.tables)}, {"entities", list(head.entities)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Head> read_head(const std::string& text) {
    try {
        return head_in(Json::parse(text));
    } catch (const Unsound&) {
        return std::nullopt;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

}  // namespace tepat::store
