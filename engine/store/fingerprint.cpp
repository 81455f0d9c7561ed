// SPDX-License-Identifier: Apache-2.0
// One digest a column, then one digest over all of them. Lengths go in before texts, so no two different contents read alike.
#include "engine/store/fingerprint.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "engine/store/cells.hpp"
#include "engine/store/parallel.hpp"

namespace tepat::store {
namespace {

using program::TypeKind;

void add_errors(Hasher& hasher, std::vector<ErrorCell>& errors) {
    std::sort(errors.begin(), errors.end());
    hasher.number(errors.size());
    for (const ErrorCell& error : errors) {
        hasher.text(error.key);
        hasher.text(error.raw);
    }
}

void add_bits(Hasher& hasher, const columns::Bits& bits) { hasher.bytes(bits.words(), bits.word_count() * sizeof(std::uint64_t)); }

/// What an index stands for: texts of the dictionary, stored forms of choices.
void add_meant(Hasher& hasher, const columns::Column& column, const std::function<const std::string&(std::int64_t)>& meaning) {
    std::vector<std::string> texts(column.known.size());
    for (std::size_t row = 0; row < texts.size(); ++row)
        if (column.known.get(row)) texts[row] = meaning(column.at(row));
    hasher.texts(texts);
}

Digest digest_of(const program::Program& program, const columns::Population& population, const program::Fact& fact,
                 const columns::Column& column, std::vector<ErrorCell>& errors) {
    Hasher hasher;
    hasher.text(fact.column);
    hasher.number(column.known.size());
    add_bits(hasher, column.known);
    add_bits(hasher, column.error);
    if (fact.type.kind == TypeKind::text) {
        add_meant(hasher, column, [&](std::int64_t i) -> const std::string& { return column.dictionary[i]; });
    } else if (fact.type.kind == TypeKind::reference) {
        const std::vector<std::string>& keys = population.entities[fact.refers_to.value].keys;
        add_meant(hasher, column, [&](std::int64_t i) -> const std::string& { return keys[static_cast<std::size_t>(i)]; });
    } else if (fact.type.kind == TypeKind::set) {
        for (const program::ChoiceValue& value : program[fact.type.choices].values) hasher.text(stored_form(value));
        for (std::size_t row = 0; row < column.known.size(); ++row) hasher.number(static_cast<std::uint64_t>(column.at(row)));
    } else if (fact.type.kind == TypeKind::choice) {
        const auto& values = program[fact.type.choices].values;
        add_meant(hasher, column, [&](std::int64_t i) -> const std::string& { return stored_form(values[i]); });
    } else {
        std::visit(
            [&](const auto& values) {
                hasher.number(sizeof values[0]);
                hasher.bytes(values.data(), values.size() * sizeof values[0]);
            },
            column.values);
    }
    add_errors(hasher, errors);
    return hasher.finish();
}

Digest digest_of_rows(const program::Entity& entity, const columns::EntityRows& rows, std::vector<ErrorCell>& broken_links) {
    Hasher hasher;
    hasher.text(entity.table);
    hasher.text(entity.key_column);
    hasher.text(entity.link_column);
    hasher.number(rows.rows);
    hasher.number(rows.integer_keys);
    hasher.texts(rows.keys);
    hasher.bytes(rows.parent.data(), rows.parent.size() * sizeof(std::uint32_t));
    add_errors(hasher, broken_links);
    return hasher.finish();
}

/// Taken now when nobody knew it.
template <class Take>
Digest known(std::optional<Digest>& digest, const Take& take) {
    if (!digest) digest = take();
    return *digest;
}

}  // namespace

std::string fingerprint(const program::Program& program, const columns::Population& population, std::vector<EntityErrors> errors,
                        const std::vector<bool>& loaded, unsigned threads, std::vector<EntityDigests>& digests) {
    prepare_hashing();
    std::multimap<std::pair<std::string, std::string>, std::function<Digest()>> by_name;
    digests.resize(program.entities.size());
    for (std::size_t e = 0; e < program.entities.size(); ++e) {
        if (!loaded[e]) continue;
        const program::Entity& entity = program.entities[e];
        const columns::EntityRows& rows = population.entities[e];
        digests[e].columns.resize(rows.columns.size());
        by_name.emplace(std::pair(entity.table, std::string()),
                        [&, e] { return known(digests[e].rows, [&] { return digest_of_rows(entity, rows, errors[e].links); }); });
        for (std::size_t f = 0; f < rows.columns.size(); ++f) {
            if (!rows.columns[f]) continue;
            const program::Fact& fact = program[entity.facts[f]];
            by_name.emplace(std::pair(entity.table, fact.column),
                            [&, e, f] {
                                return known(digests[e].columns[f],
                                             [&] { return digest_of(program, population, fact, *rows.columns[f], errors[e].columns[f]); });
                            });
        }
    }
    std::vector<std::function<Digest()>> jobs;
    for (auto& [name, job] : by_name) jobs.push_back(std::move(job));
    Hasher all;
    std::vector<Digest> results(jobs.size());
    in_parallel(jobs.size(), threads, [&](std::size_t i) { results[i] = jobs[i](); });
    for (const Digest& digest : results) all.bytes(digest.data(), digest.size());
    return hex(all.finish());
}

}  // namespace tepat::store
