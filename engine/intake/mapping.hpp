// SPDX-License-Identifier: Apache-2.0
// How the columns of somebody's file become facts: a small TOML file, shipped (engine/intake/mappings) or one's own. docs/language/mappings.md
// describes the form; every word of it may be Indonesian or English.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::intake {

enum class DateOrder : std::uint8_t { day_first, month_first };

/// Where a fact's cell comes from: the first title that the file has.
struct ColumnSource {
    std::vector<std::string> titles;
    std::size_t digits = 0;     ///< keep only the first digits of the cell (of a region's code); 0: all
    std::string fixed;          ///< not from the file: the same for every row
    bool labels_only = false;   ///< a number here is a code of a list nobody knows: the cell is left unknown
};

/// Answers added up (1 + 4 = 5): the values of the bits, in order of preference, and of whole codes such as 0 and 99.
struct BitSum {
    std::vector<std::pair<std::int64_t, std::string>> bits;
    std::map<std::string, std::string> whole;
};

struct TableMapping {
    std::string entity;
    std::vector<std::pair<std::string, ColumnSource>> columns;            ///< by fact, or column of key or link
    std::map<std::string, std::map<std::string, std::string>> values;     ///< fact -> what is written (normal_value) -> what is meant; empty: unknown
    std::map<std::string, BitSum> sums;                                   ///< by fact
    std::map<std::string, std::vector<std::string>> corrections;          ///< fact -> titles of the column that corrects it
};

struct Mapping {
    std::string name;                ///< empty: none, titles are names of facts
    std::string about_id, about_en;
    TableMapping table;
    std::vector<TableMapping> above; ///< rows of the entities above that each row fills too
    std::vector<std::string> passed_over;  ///< titles known and not wanted
    std::string sheet;
    std::size_t header_rows = 1;
    DateOrder dates = DateOrder::day_first;
    bool decimal_comma = false;
};

struct ShippedMapping {
    const char* name;
    const char* text;
};
const std::vector<ShippedMapping>& shipped_mappings();

/// A shipped one by name, else a file. Failure R5110, R5111, R5112, R5001.
Mapping load_mapping(const std::string& name_or_path);
/// `from`: what to call it in a failure.
Mapping parse_mapping(const std::string& from, std::string_view text);

/// The entity of that name; Failure R5112 naming the mapping.
program::EntityId mapped_entity(const program::Program& program, const Mapping& mapping, const std::string& name);

/// Letters and digits only, in lower case: `usia _60_tahun_keatas` and `Usia 60 Tahun Keatas` are one title.
std::string normal_title(std::string_view title);
/// Lower case, one blank between words: what values are compared by.
std::string normal_value(std::string_view value);

}  // namespace tepat::intake
