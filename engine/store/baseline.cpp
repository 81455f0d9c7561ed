// SPDX-License-Identifier: Apache-2.0
// A baseline read into a Population: entity by entity (parents first), keys checked, links resolved to parent rows, columns packed,
// rows put in order, errors counted, fingerprint taken.
#include "engine/store/baseline.hpp"

#include <algorithm>
#include <optional>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/store/fingerprint.hpp"
#include "engine/store/key_index.hpp"
#include "engine/store/table_reader.hpp"

namespace tepat::store {
namespace {

using diagnostics::Argument;
using diagnostics::Code;
using diagnostics::Count;
using diagnostics::Exit;
using diagnostics::Failure;
using program::EntityId;
using program::FactId;

[[noreturn]] void user_failure(Code code, std::vector<Argument> arguments) {
    throw Failure(Exit::user, code, std::move(arguments));
}

/// What is asked of each entity.
struct Wanted {
    bool needed = false;           ///< its table must be there
    std::vector<FactId> required;  ///< columns that must be there
    std::vector<FactId> optional;
};

std::vector<Wanted> wanted_of(const program::Program& program, const std::vector<EntityId>& entities, const std::vector<FactId>& facts,
                              const std::vector<FactId>& if_present) {
    std::vector<Wanted> wanted(program.entities.size());
    const auto need = [&](EntityId entity) {
        for (; entity.valid(); entity = program[entity].parent) wanted[entity.value].needed = true;
    };
    for (const EntityId entity : entities) need(entity);
    for (const FactId fact : facts) {
        need(program[fact].entity);
        need(program[fact].refers_to);
        wanted[program[fact].entity.value].required.push_back(fact);
    }
    for (const FactId fact : if_present) wanted[program[fact].entity.value].optional.push_back(fact);
    return wanted;
}

/// One entity while it is being read.
struct Loading {
    bool loaded = false;
    TableShape shape;
    std::vector<FactId> facts;  ///< those that are read, in the order of RawTable::columns
    EntityErrors errors;        ///< what error cells and broken links hold
    std::vector<std::pair<FactId, RawColumn>> references;  ///< resolved when all tables are there
};

class Reader {
public:
    Reader(const std::string& path, const program::Program& program, unsigned threads)
        : path_(path), program_(program), threads_(std::max(1u, threads)), snapshot_(open_snapshot(path, threads_)) {
        baseline_.population.entities.resize(program.entities.size());
        loading_.resize(program.entities.size());
    }

    Baseline read(const std::vector<Wanted>& wanted) {
        for (std::uint32_t e = 0; e < program_.entities.size(); ++e) read_entity(EntityId{e}, wanted[e]);
        for (std::uint32_t e = 0; e < program_.entities.size(); ++e) {
            for (auto& [fact, keys] : loading_[e].references) resolve_reference(EntityId{e}, fact, keys);
        }
        sort();
        count_errors();
        std::vector<EntityErrors> errors;
        std::vector<bool> loaded;
        for (Loading& entity : loading_) {
            errors.push_back(std::move(entity.errors));
            loaded.push_back(entity.loaded);
        }
        baseline_.fingerprint = fingerprint(program_, baseline_.population, std::move(errors), loaded, threads_);
        return std::move(baseline_);
    }

private:
    void read_entity(EntityId id, const Wanted& wanted) {
        const program::Entity& entity = program_[id];
        Loading& loading = loading_[id.value];
        columns::EntityRows& rows = baseline_.population.entities[id.value];
        rows.columns.resize(entity.facts.size());
        loading.errors.columns.resize(entity.facts.size());
        loading.shape = guarded(path_, [&] { return shape_of(snapshot_.front(), entity.table); });
        if (!loading.shape.exists && wanted.needed) user_failure(Code::missing_table, {path_, entity.table, entity.name});
        if (!loading.shape.exists || !has_column(id, entity.key_column, wanted.needed)) return;
        loading.loaded = true;
        loading.facts = facts_to_read(id, wanted);
        RawTable raw = read_table(path_, snapshot_, loading.shape, request_for(id, wanted));
        check_keys(entity, raw);
        rows.rows = raw.keys.size();
        rows.integer_keys = raw.integer_keys && !raw.keys.empty();
        if (entity.parent.valid()) resolve_links(id, raw);
        rows.keys = std::move(raw.keys);
        for (std::size_t c = 0; c < raw.columns.size(); ++c) {
            if (program_[loading.facts[c]].refers_to.valid()) loading.references.emplace_back(loading.facts[c], std::move(raw.columns[c]));
            else pack(id, loading.facts[c], raw.columns[c]);
        }
    }

    bool has_column(EntityId entity, const std::string& column, bool required) const {
        const bool found = find_column(loading_[entity.value].shape, column) >= 0;
        if (!found && required) user_failure(Code::missing_column, {program_[entity].table, column});
        return found;
    }

    /// In declared order, each once.
    std::vector<FactId> facts_to_read(EntityId id, const Wanted& wanted) const {
        const auto contains = [](const std::vector<FactId>& facts, FactId fact) {
            return std::find(facts.begin(), facts.end(), fact) != facts.end();
        };
        std::vector<FactId> facts;
        for (const FactId fact : program_[id].facts) {
            const bool required = contains(wanted.required, fact);
            if (!required && !contains(wanted.optional, fact)) continue;
            if (has_column(id, program_[fact].column, required)) facts.push_back(fact);
        }
        return facts;
    }

    TableRequest request_for(EntityId id, const Wanted& wanted) const {
        const program::Entity& entity = program_[id];
        TableRequest request{entity.table, entity.key_column, {}, {}, {}, {}};
        if (entity.parent.valid() && has_column(id, entity.link_column, wanted.needed)) request.link_column = entity.link_column;
        for (const FactId fact : entity.facts)
            if (program_[fact].column == entity.link_column) request.link_missing = program_[fact].counts_as_missing;
        for (const FactId fact : loading_[id.value].facts) {
            request.columns.push_back(program_[fact].column);
            request.readers.emplace_back(program_, program_[fact]);
        }
        return request;
    }

    /// A row's key for a message, unless keys are secret here (a NIK).
    std::string example(EntityId id, std::size_t row) const {
        const bool secret = program::is_protected(program::key_secrecy(program_, id));
        return secret ? std::string() : baseline_.population.entities[id.value].keys[row];
    }

    void check_keys(const program::Entity& entity, const RawTable& raw) const {
        const std::string table = sql_name(entity.table), key = sql_name(entity.key_column);
        const auto count = [](std::size_t n) { return Count{static_cast<std::int64_t>(n)}; };
        const std::string from = "SELECT * FROM " + table + " WHERE ";
        if (raw.empty_keys > 0)
            user_failure(Code::empty_key, {entity.table, entity.key_column, count(raw.empty_keys), from + key + " IS NULL OR " + key + " = ''"});
        if (raw.unusable_keys > 0)
            user_failure(Code::unusable_key, {entity.table, entity.key_column, count(raw.unusable_keys),
                                              from + "typeof(" + key + ") NOT IN ('integer', 'text')"});
        const std::size_t repeated = KeyIndex(raw.keys).repeated().size();
        if (repeated == 0) return;
        const std::string cast = "CAST(" + key + " AS TEXT)";
        user_failure(Code::repeated_key, {entity.table, entity.key_column, count(repeated),
                                          "SELECT " + key + ", count(*) FROM " + table + " GROUP BY " + cast + " HAVING count(*) > 1"});
    }

    void resolve_links(EntityId id, RawTable& raw) {
        const KeyIndex parents(baseline_.population.entities[program_[id].parent.value].keys);
        std::vector<std::uint32_t>& parent = baseline_.population.entities[id.value].parent;
        parent.assign(raw.keys.size(), columns::no_parent_unknown);
        if (!loading_[program_[id].parent.value].loaded) return;  // nothing asks for that table
        for (std::size_t row = 0; row < raw.links.size(); ++row) {
            if (raw.link_states[row] == LinkState::empty) continue;
            const bool given = raw.link_states[row] == LinkState::given;
            const std::uint32_t found = given ? parents.find(raw.links[row]) : KeyIndex::nowhere;
            parent[row] = found == KeyIndex::nowhere ? columns::no_parent_error : found;
            if (found == KeyIndex::nowhere) loading_[id.value].errors.links.push_back({raw.keys[row], std::move(raw.links[row])});
        }
    }

    std::size_t position_of(FactId fact) const {
        const auto& facts = program_[program_[fact].entity].facts;
        return static_cast<std::size_t>(std::find(facts.begin(), facts.end(), fact) - facts.begin());
    }

    /// A key that no row has is an error cell, as in a link. Left out when only its name was wanted and the other table is not there.
    void resolve_reference(EntityId id, FactId fact, RawColumn& raw) {
        const EntityId target = program_[fact].refers_to;
        if (!loading_[target.value].loaded) return;
        const KeyIndex keys(baseline_.population.entities[target.value].keys);
        columns::EntityRows& rows = baseline_.population.entities[id.value];
        std::vector<ErrorCell>& errors = loading_[id.value].errors.columns[position_of(fact)];
        for (auto& [row, cell] : raw.errors) errors.push_back({rows.keys[row], std::move(cell)});
        std::vector<std::uint32_t> found(raw.states.size(), columns::no_parent_unknown);
        for (std::size_t row = 0; row < found.size(); ++row) {
            if (raw.states[row] == CellState::unknown) continue;
            found[row] = raw.states[row] == CellState::known ? keys.find(raw.text(row)) : columns::no_parent_error;
            if (found[row] != KeyIndex::nowhere || raw.states[row] != CellState::known) continue;
            found[row] = columns::no_parent_error;
            errors.push_back({rows.keys[row], "t" + std::string(raw.text(row))});
        }
        rows.columns[position_of(fact)] = columns::reference_column(found, static_cast<int>(target.value));
    }

    void pack(EntityId id, FactId fact, RawColumn& raw) {
        columns::EntityRows& rows = baseline_.population.entities[id.value];
        const std::size_t position = position_of(fact);
        columns::ColumnBuilder builder;
        builder.reserve(raw.states.size());
        const bool text = program_[fact].type.kind == program::TypeKind::text;
        for (std::size_t row = 0; row < raw.states.size(); ++row) switch (raw.states[row]) {
                case CellState::unknown: builder.add_unknown(); break;
                case CellState::error: builder.add_error(); break;
                case CellState::known: text ? builder.add_text(std::string(raw.text(row))) : builder.add(raw.values[row]); break;
            }
        for (auto& [row, cell] : raw.errors) loading_[id.value].errors.columns[position].push_back({rows.keys[row], std::move(cell)});
        rows.columns[position] = builder.finish();
        refuse_wrong_type(id, fact, *rows.columns[position], raw.errors.size());
        raw = RawColumn();
    }

    /// A column in which no whole number can be stored at all (SQLite turns each into text or a REAL): one sentence instead of an error
    /// on every row.
    void refuse_wrong_type(EntityId id, FactId fact, const columns::Column& column, std::size_t errors) const {
        const program::Type& type = program_[fact].type;
        if (errors == 0 || type.kind != program::TypeKind::number || type.scale != 0 || column.known.count() > 0) return;
        const TableShape& shape = loading_[id.value].shape;
        const std::string& declared = shape.declared_types[static_cast<std::size_t>(find_column(shape, program_[fact].column))];
        const auto has = [&](const char* part) { return declared.find(part) != std::string::npos; };
        if (has("INT")) return;
        if (has("CHAR") || has("CLOB") || has("TEXT") || has("REAL") || has("FLOA") || has("DOUB"))
            user_failure(Code::wrong_column_type, {program_[id].table, program_[fact].column, declared});
    }

    void sort() {
        std::vector<int> parents;
        for (const program::Entity& entity : program_.entities)
            parents.push_back(entity.parent.valid() ? static_cast<int>(entity.parent.value) : -1);
        columns::sort_rows(baseline_.population, parents);
    }

    void count_errors() {
        for (std::uint32_t e = 0; e < program_.entities.size(); ++e) {
            const columns::EntityRows& rows = baseline_.population.entities[e];
            std::vector<CellErrors> found;
            for (std::size_t f = 0; f < rows.columns.size(); ++f) {
                const std::size_t count = loading_[e].errors.columns[f].size();
                if (count == 0) continue;
                std::size_t first = 0;
                while (!rows.columns[f]->error.get(first)) ++first;
                found.push_back({EntityId{e}, program_[program_.entities[e].facts[f]].column, count, example(EntityId{e}, first)});
            }
            if (!loading_[e].errors.links.empty()) found.push_back(link_errors(EntityId{e}));
            std::sort(found.begin(), found.end(), [](const CellErrors& a, const CellErrors& b) { return a.column < b.column; });
            baseline_.errors.insert(baseline_.errors.end(), found.begin(), found.end());
        }
    }

    CellErrors link_errors(EntityId id) const {
        const columns::EntityRows& rows = baseline_.population.entities[id.value];
        const auto first = std::find(rows.parent.begin(), rows.parent.end(), columns::no_parent_error) - rows.parent.begin();
        return {id, program_[id].link_column, loading_[id.value].errors.links.size(), example(id, static_cast<std::size_t>(first))};
    }

    const std::string& path_;
    const program::Program& program_;
    unsigned threads_;
    std::vector<SQLite::Database> snapshot_;
    Baseline baseline_;
    std::vector<Loading> loading_;
};

}  // namespace

Baseline read_baseline(const std::string& path, const program::Program& program, const std::vector<EntityId>& entities,
                       const std::vector<FactId>& facts, unsigned threads, const std::vector<FactId>& if_present) {
    return Reader(path, program, threads).read(wanted_of(program, entities, facts, if_present));
}

}  // namespace tepat::store
