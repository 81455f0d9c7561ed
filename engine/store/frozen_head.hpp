// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: what a snapshot says of itself. Its text (JSON) is what the snapshot's fingerprint is taken of: digests of all columns
// stand in it, so the fingerprint stands for every cell. docs/snapshot-format.md describes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/store/digest.hpp"

namespace tepat::store {

struct FrozenColumn {
    std::string name;
    std::int64_t first_block = 0;  ///< ids of its blocks follow each other
    Digest digest{};               ///< over the checksums of its blocks
};
struct FrozenTable {
    std::string name;
    std::size_t rows = 0;
    std::vector<FrozenColumn> columns;
};
/// Everything the baseline had, held or not: what a table lacks and what was left out are different things.
struct SchemaTable {
    std::string name;
    std::vector<std::string> columns, declared_types;
};
/// A fact as it was declared, and the digest of what was read then.
struct FrozenFact {
    std::string name, column;
    int kind = 0, scale = 0;
    std::optional<std::int64_t> low, high;
    std::vector<std::string> missing, choices;  ///< stored forms
    int refers_to = -1;                         ///< position in Head::entities
    bool secret = false;
    std::optional<Digest> digest;  ///< nothing: not in the baseline
};
struct FrozenEntity {
    std::string name, label, table, key, link;
    std::vector<std::string> link_missing;
    int parent = -1;
    bool area = false;
    int called_by = -1;  ///< position in facts
    bool settled = false;  ///< the table's rows are in this entity's order
    Digest rows{};
    std::optional<FrozenColumn> parents;  ///< row numbers: null no parent, -1 a parent that is not there
    std::vector<FrozenFact> facts;
};
struct Head {
    std::string baseline;  ///< fingerprint of the baseline with the whole vocabulary
    std::vector<SchemaTable> schema;
    std::vector<FrozenTable> tables;
    std::vector<FrozenEntity> entities;

    const FrozenTable* table(const std::string& name) const;
    const SchemaTable* in_baseline(const std::string& name) const;
};

/// As declared now, without digests.
FrozenFact declared(const program::Program& program, const program::Fact& fact);
FrozenEntity declared(const program::Program& program, program::EntityId entity);
/// Whether cells mean the same to both (names and labels aside; what a reference refers to is for the caller).
bool same_meaning(const FrozenFact& a, const FrozenFact& b);
bool same_rows(const FrozenEntity& a, const FrozenEntity& b);

std::string write_head(const Head& head);
/// Nothing when the text is not that of a head, or speaks of what is not there.
std::optional<Head> read_head(const std::string& text);

}  // namespace tepat::store
