// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: which column of the file fills which column of which table, by the names of facts or by a mapping.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/intake/identity.hpp"
#include "engine/intake/mapping.hpp"
#include "engine/intake/row_source.hpp"

namespace tepat::intake {

struct Column {
    static constexpr std::size_t nowhere = SIZE_MAX;
    std::size_t at = nowhere;          ///< position in the file; nowhere: `source.fixed`
    std::size_t correction = nowhere;  ///< position of the column that corrects it
    std::string name, column;          ///< of the fact (or the key's or link's column), and in the database
    const program::Fact* fact = nullptr;
    NumberOf number = NumberOf::nothing;
    ColumnSource source;
    const std::map<std::string, std::string>* values = nullptr;
    const BitSum* sum = nullptr;
};
struct TableColumns {
    program::EntityId entity;
    std::vector<Column> columns;
    std::optional<std::size_t> key, link;  ///< positions among `columns`
};
struct FileLayout {
    TableColumns table;
    std::vector<TableColumns> above;
    std::size_t width = 0;               ///< columns up to the last with a title
    std::size_t header_line = 0;         ///< the last of the header rows
    std::vector<std::vector<std::string>> titles;  ///< by position in the file: what the column is called (normal_title), also row by row
    std::vector<std::string> not_used;   ///< titles that nothing is done with
};

struct LayoutWish {
    program::EntityId entity;
    const Mapping* mapping = nullptr;
    std::string join;  ///< fact or column to match by; empty: the key is needed
};

/// Reads the header rows. A join by what the entity itself does not have is the last of the columns, and nothing to write.
/// Failure R5050..R5054, R5112, R5113, R5121. With neither mapping nor join every title has to be known.
FileLayout read_layout(const std::string& file, const program::Program& program, const LayoutWish& wish, RowSource& rows);

}  // namespace tepat::intake
