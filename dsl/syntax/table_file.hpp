// SPDX-License-Identifier: Apache-2.0
// The rows of `tabel ... dari "besaran.csv"`: a CSV file -> the columns and rows of the declaration, as if they stood between bars.
#pragma once

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/syntax/ast.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::syntax {

/// Spans point into `file`; problems go to the sink. Keywords in cells (`selain itu`, `tidak diketahui`) are those of the rule file.
void read_table_file(const text::SourceFile& file, KeywordLanguage language, TableDeclaration& table, diagnostics::Sink& sink);

}  // namespace tepat::syntax
