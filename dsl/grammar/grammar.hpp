// SPDX-License-Identifier: Apache-2.0
// The grammar's one door: Chunk -> syntax::Declaration. Boost.Spirit X3 does not show outside this folder.
//
// The header and every item of a declaration are read on their own (dsl/text has marked where items start), so several
// broken items of one declaration give one diagnostic each, and the sound ones stay.
#pragma once

#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/syntax/ast.hpp"
#include "dsl/text/csv_layout.hpp"
#include "dsl/text/layout.hpp"

namespace tepat::grammar {

/// Appends what is wrong to `problems`. An unreadable item becomes an `Error` item; a declaration whose name could be read keeps
/// its kind (names it could not read are empty), otherwise it is an `Error`.
syntax::Declaration read_declaration(const text::Chunk& chunk, syntax::KeywordLanguage language,
                                     std::vector<diagnostics::Diagnostic>& problems);

/// The columns and rows of a table from a CSV file.
void read_table_rows(const text::CsvLayout& file, syntax::KeywordLanguage language, syntax::TableDeclaration& table,
                     std::vector<diagnostics::Diagnostic>& problems);

}  // namespace tepat::grammar
