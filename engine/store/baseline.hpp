// SPDX-License-Identifier: Apache-2.0
// The baseline database, read through SQLiteCpp, opened read-only; only the tables and columns the rules need.
// language.md section 3 says which stored forms a fact accepts; any other cell, and any value outside its range or list, is an error cell.
// Failures: R5xxx with exit 1 (missing table or column, repeated or empty key: named) or 3 (no file, locked, corrupt).
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"

namespace tepat::store {

struct CellErrors {
    program::EntityId entity;
    std::string column;
    std::size_t count = 0;
    std::string example;  ///< key of the first row (empty when it is a secret); never the value
};

struct Baseline {
    columns::Population population;
    std::vector<CellErrors> errors;  ///< by entity, then column; only columns with errors
    std::string fingerprint;         ///< 64 hex digits over what was read: tables, columns, keys, links, cells; row order in the file is irrelevant
};

/// Loads the keys and links of all entities of the program, and the given facts. A table that is not there leaves its entity empty,
/// unless it is one of `entities`, an ancestor of one, or has one of `facts` (then: Failure). Cost: about 100 ns a cell.
/// `if_present` (names and addresses for the task list): loaded when table and column exist, else left out.
Baseline read_baseline(const std::string& path, const program::Program& program, const std::vector<program::EntityId>& entities,
                       const std::vector<program::FactId>& facts, unsigned threads, const std::vector<program::FactId>& if_present = {});

/// `tepat init`: creates the vocabulary's tables with constraints in a new or existing database; existing tables are left as they are
/// and checked for their columns. Decimals, dates, choices, text: TEXT; others INTEGER. Constraints let unknown (NULL, empty text, codes
/// that count as missing) through.
void create_tables(const std::string& path, const program::Program& program);

}  // namespace tepat::store
