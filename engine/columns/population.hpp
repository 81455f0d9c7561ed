// SPDX-License-Identifier: Apache-2.0
// The people in memory: per entity its rows, their keys, which parent row each belongs to, and the columns that were loaded.
// Made by engine/store (a SQLite baseline) or engine/trial (the rows of an `uji`); read by engine/evaluate. Knows no rule language:
// entities and columns are addressed by the same numbers as in the Program (EntityId::value, position in Entity::facts).
//
// Row order (the maker guarantees it, see sort_rows): rows without a parent entity by key; others by (parent row, key), rows without a
// parent row last. So the rows below one parent row are contiguous on every level. Keys order numerically when all keys of the
// table are integers, else by bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "engine/columns/bits.hpp"

namespace tepat::columns {

/// Parent links that lead nowhere: an empty link cell (the ancestors' facts are unknown), a link to no row (they are in error).
inline constexpr std::uint32_t no_parent_unknown = 0xFFFF'FFFE;
inline constexpr std::uint32_t no_parent_error = 0xFFFF'FFFF;

/// Values packed as narrow as they fit: scaled numbers, days of dates, 0/1, choice indexes, bits of sets, indexes into `dictionary` (text),
/// rows of another entity (references).
using Packed = std::variant<std::vector<std::uint8_t>, std::vector<std::int16_t>, std::vector<std::int32_t>, std::vector<std::int64_t>>;

struct Column {
    Packed values;  ///< 0 where not known
    Bits known;
    Bits error;                           ///< an error cell; never set together with known; neither = unknown
    std::vector<std::string> dictionary;  ///< of text facts, each value once
    /// Of a reference: the entity (EntityId::value) whose rows `values` number. Known: such a row; error: a key that no row has; neither: empty.
    int refers_to = -1;

    std::int64_t at(std::size_t row) const;
};

struct EntityRows {
    std::size_t rows = 0;
    std::vector<std::string> keys;              ///< canonical text, as stored in the baseline
    bool integer_keys = false;
    std::vector<std::uint32_t> parent;          ///< empty when the entity has no parent entity
    std::vector<std::optional<Column>> columns; ///< by position in Entity::facts; absent: not loaded
};

struct Population {
    std::vector<EntityRows> entities;  ///< by EntityId::value
};

/// Collects one column row by row, then packs it into the narrowest type.
class ColumnBuilder {
public:
    void reserve(std::size_t rows);
    void add(std::int64_t value);
    void add_text(const std::string& value);
    void add_unknown();
    void add_error();
    std::size_t errors() const { return errors_; }
    Column finish();

private:
    std::vector<std::int64_t> values_;
    std::vector<std::uint8_t> states_;  // 0 unknown, 1 known, 2 error
    std::vector<std::string> dictionary_;
    std::unordered_map<std::string, std::int64_t> index_;
    std::size_t errors_ = 0;
};

/// A reference column: by row, the row it refers to (no_parent_unknown: empty; no_parent_error: a key that no row has).
Column reference_column(const std::vector<std::uint32_t>& rows, int refers_to);

/// Puts every entity's rows into the order above, parents first; links and references are renumbered. `parents[e]` is the parent entity's
/// number or -1.
/// O(n log n) a table; a table already in order is left as it is.
void sort_rows(Population& population, const std::vector<int>& parents);

/// The order of keys everywhere (allocation, outputs): numerically when integer_keys, else by bytes.
bool key_less(const std::string& a, const std::string& b, bool integer_keys);

}  // namespace tepat::columns
