// SPDX-License-Identifier: Apache-2.0
// Entity by entity (parents first): keys checked, links resolved to parent rows, references to rows, rows put in order, errors counted,
// fingerprint taken.
#include "engine/store/read_population.hpp"

#include <algorithm>
#include <optional>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/store/key_index.hpp"

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

/// One entity while it is being read.
struct Loading {
    bool loaded = false;
    bool settled = false;  ///< rows are in order and their links resolved
    TableShape shape;
    std::vector<FactId> facts;  ///< those that are read, in the order of TableRows::columns
    EntityErrors errors;        ///< what error cells and broken links hold, where the fingerprint needs it
    std::vector<std::pair<FactId, ReadColumn>> references;  ///< resolved when all tables are there
};

class Reader {
public:
    Reader(TableSource& source, const std::string& path, const program::Program& program, unsigned threads)
        : source_(source), path_(path), program_(program), threads_(threads) {
        baseline_.population.entities.resize(program.entities.size());
        loading_.resize(program.entities.size());
        digests_.resize(program.entities.size());
    }

    Loaded read(const std::vector<Wanted>& wanted) {
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
        baseline_.fingerprint = fingerprint(program_, baseline_.population, std::move(errors), loaded, threads_, digests_);
        return {std::move(baseline_), std::move(loaded), std::move(digests_)};
    }

private:
    void read_entity(EntityId id, const Wanted& wanted) {
        const program::Entity& entity = program_[id];
        Loading& loading = loading_[id.value];
        columns::EntityRows& rows = baseline_.population.entities[id.value];
        rows.columns.resize(entity.facts.size());
        loading.errors.columns.resize(entity.facts.size());
        digests_[id.value].columns.resize(entity.facts.size());
        loading.shape = source_.shape(entity.table);
        if (!loading.shape.exists && wanted.needed) user_failure(Code::missing_table, {path_, entity.table, entity.name});
        if (!loading.shape.exists || !has_column(id, entity.key_column, wanted.needed)) return;
        loading.loaded = true;
        loading.facts = facts_to_read(id, wanted);
        const bool link = entity.parent.valid() && has_column(id, entity.link_column, wanted.needed);
        TableRows read = source_.read(loading.shape, {id, link, loading.facts});
        rows.rows = read.raw.keys.size();
        rows.integer_keys = read.raw.integer_keys && !read.raw.keys.empty();
        loading.settled = read.settled.has_value();
        if (loading.settled) settle(id, *read.settled);
        else check_keys(entity, read.raw);
        if (!loading.settled && entity.parent.valid()) resolve_links(id, read.raw);
        rows.keys = std::move(read.raw.keys);
        for (std::size_t c = 0; c < read.columns.size(); ++c) take_column(id, loading.facts[c], std::move(read.columns[c]));
    }

    void settle(EntityId id, Settled& settled) {
        if (program_[id].parent.valid()) baseline_.population.entities[id.value].parent = std::move(settled.parent);
        digests_[id.value].rows = settled.rows;
    }

    void take_column(EntityId id, FactId fact, ReadColumn read) {
        const std::size_t position = position_of(fact);
        digests_[id.value].columns[position] = read.digest;
        if (program_[fact].refers_to.valid()) {
            loading_[id.value].references.emplace_back(fact, std::move(read));
            return;
        }
        columns::EntityRows& rows = baseline_.population.entities[id.value];
        refuse_wrong_type(id, fact, read.column);
        for (auto& [row, cell] : read.errors) loading_[id.value].errors.columns[position].push_back({rows.keys[row], std::move(cell)});
        rows.columns[position] = std::move(read.column);
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

    /// A row's key for a message, unless it is a secret (a NIK).
    std::string example(EntityId id, std::size_t row) const {
        const std::string& key = baseline_.population.entities[id.value].keys[row];
        return program::is_protected(program::key_secrecy(program_, id, key)) ? std::string() : key;
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
    void resolve_reference(EntityId id, FactId fact, ReadColumn& read) {
        const EntityId target = program_[fact].refers_to;
        if (!loading_[target.value].loaded) return;
        const KeyIndex keys(baseline_.population.entities[target.value].keys);
        columns::EntityRows& rows = baseline_.population.entities[id.value];
        std::vector<ErrorCell>& errors = loading_[id.value].errors.columns[position_of(fact)];
        for (auto& [row, cell] : read.errors) errors.push_back({rows.keys[row], std::move(cell)});
        std::vector<std::uint32_t> found(read.keys.states.size(), columns::no_parent_unknown);
        for (std::size_t row = 0; row < found.size(); ++row) {
            if (read.keys.states[row] == CellState::unknown) continue;
            found[row] = read.keys.states[row] == CellState::known ? keys.find(read.keys.text(row)) : columns::no_parent_error;
            if (found[row] != KeyIndex::nowhere || read.keys.states[row] != CellState::known) continue;
            found[row] = columns::no_parent_error;
            errors.push_back({rows.keys[row], "t" + std::string(read.keys.text(row))});
        }
        rows.columns[position_of(fact)] = columns::reference_column(found, static_cast<int>(target.value));
    }

    /// A column in which no whole number can be stored at all (SQLite turns each into text or a REAL): one sentence instead of an error
    /// on every row.
    void refuse_wrong_type(EntityId id, FactId fact, const columns::Column& column) const {
        const program::Type& type = program_[fact].type;
        if (column.error.count() == 0 || type.kind != program::TypeKind::number || type.scale != 0 || column.known.count() > 0) return;
        const TableShape& shape = loading_[id.value].shape;
        const std::string& declared = shape.declared_types[static_cast<std::size_t>(find_column(shape, program_[fact].column))];
        const auto has = [&](const char* part) { return declared.find(part) != std::string::npos; };
        if (has("INT")) return;
        if (has("CHAR") || has("CLOB") || has("TEXT") || has("REAL") || has("FLOA") || has("DOUB"))
            user_failure(Code::wrong_column_type, {program_[id].table, program_[fact].column, declared});
    }

    void sort() {
        if (std::all_of(loading_.begin(), loading_.end(), [](const Loading& entity) { return entity.settled || !entity.loaded; })) return;
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
                const std::size_t count = rows.columns[f] ? rows.columns[f]->error.count() : 0;
                if (count == 0) continue;
                std::size_t first = 0;
                while (!rows.columns[f]->error.get(first)) ++first;
                found.push_back({EntityId{e}, program_[program_.entities[e].facts[f]].column, count, example(EntityId{e}, first)});
            }
            const auto broken = static_cast<std::size_t>(std::count(rows.parent.begin(), rows.parent.end(), columns::no_parent_error));
            if (broken > 0) found.push_back(link_errors(EntityId{e}, broken));
            std::sort(found.begin(), found.end(), [](const CellErrors& a, const CellErrors& b) { return a.column < b.column; });
            baseline_.errors.insert(baseline_.errors.end(), found.begin(), found.end());
        }
    }

    CellErrors link_errors(EntityId id, std::size_t broken) const {
        const columns::EntityRows& rows = baseline_.population.entities[id.value];
        const auto first = std::find(rows.parent.begin(), rows.parent.end(), columns::no_parent_error) - rows.parent.begin();
        return {id, program_[id].link_column, broken, example(id, static_cast<std::size_t>(first))};
    }

    TableSource& source_;
    const std::string& path_;
    const program::Program& program_;
    unsigned threads_;
    Baseline baseline_;
    std::vector<Loading> loading_;
    std::vector<EntityDigests> digests_;
};

}  // namespace

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

Loaded read_population(TableSource& source, const std::string& path, const program::Program& program, const std::vector<Wanted>& wanted,
                       unsigned threads) {
    return Reader(source, path, program, threads).read(wanted);
}

}  // namespace tepat::store
