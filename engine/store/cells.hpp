// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: one SQLite cell -> known, unknown or error, as language.md section 3 "Stored forms" says for each type.
// The hot loop of the loader: about 50 ns a cell, no allocation but for texts.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/store/text_bytes.hpp"

struct sqlite3_stmt;

namespace tepat::store {

enum class CellState : std::uint8_t { unknown, known, error };

/// A cell as SQLite stores it, whatever a vocabulary makes of it. `bytes` lives no longer than what it was read from.
struct Cell {
    enum class Kind : std::uint8_t { null, integer, real, text, blob };
    Kind kind = Kind::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view bytes;  ///< of text and blob
};

Cell cell_at(sqlite3_stmt* row, int column);
/// Of an integer or a text, as SQLite would cast it: 5 and '5' are the same.
std::string canonical_text(const Cell& cell);
/// What a cell that cannot be read holds, for the fingerprint only.
std::string raw_cell(const Cell& cell);

/// Cells of one column in file order. Texts lie end to end in `texts`: value = where it begins, `lengths` how long it is.
struct RawColumn {
    std::vector<std::int64_t> values;
    std::vector<CellState> states;
    std::string texts;
    std::vector<std::uint32_t> lengths;
    std::vector<std::pair<std::size_t, std::string>> errors;  ///< row and what the cell holds, for the fingerprint only

    std::string_view text(std::size_t row) const { return std::string_view(texts).substr(values[row], lengths[row]); }
};

/// How the cells of one fact are read.
class CellReader {
public:
    CellReader(const program::Program& program, const program::Fact& fact);
    using Result = std::pair<CellState, std::int64_t>;

    /// The value is 0 where the cell is not known, and for texts and keys.
    Result judge(const Cell& cell) const;
    void read(sqlite3_stmt* statement, int column, RawColumn& out) const;

private:
    Result read_integer(std::int64_t cell) const;
    Result read_real(double cell) const;
    Result read_text(std::string_view cell) const;
    Result in_range(std::int64_t value) const;
    Result in_choices(std::string_view cell) const;
    Result in_set(std::string_view cell) const;
    Result integer_choice(std::int64_t cell) const;
    bool counts_as_missing(std::string_view canonical) const;

    program::Type type_;
    std::int64_t unit_ = 1;  ///< 10^scale
    std::optional<std::int64_t> low_, high_;
    std::vector<std::string> missing_texts_;
    std::vector<std::int64_t> missing_numbers_;
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> choices_;  ///< stored text -> index
    std::vector<std::pair<std::int64_t, std::int64_t>> integer_choices_;            ///< stored whole number -> index
};

/// Texts and the keys references hold: kept as texts while a table is read.
inline bool read_as_text(const program::Type& type) { return type.kind == program::TypeKind::text || type.kind == program::TypeKind::reference; }

/// What a choice value looks like in the database: its code, else its name.
const std::string& stored_form(const program::ChoiceValue& value);

/// `-12.50` exactly at the scale: digits, optionally a dot and one to six digits; nothing when written otherwise, finer than the scale
/// or outside 64 bits.
std::optional<std::int64_t> parse_stored_number(std::string_view text, int scale);
/// A REAL stands for k/10^6 when that quotient is the same double and k has at most 53 bits.
std::optional<std::int64_t> exact_real(double real, int scale);

}  // namespace tepat::store
