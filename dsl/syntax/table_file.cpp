// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/table_file.hpp"

#include "dsl/diagnostics/codes.hpp"
#include "dsl/grammar/grammar.hpp"
#include "dsl/syntax/text_problems.hpp"
#include "dsl/text/csv_layout.hpp"

namespace tepat::syntax {

void read_table_file(const text::SourceFile& file, KeywordLanguage language, TableDeclaration& table, diagnostics::Sink& sink) {
    text::CsvLayout layout = text::lay_out_csv(file);
    std::vector<diagnostics::Diagnostic> problems;
    grammar::read_table_rows(layout, language, table, problems);
    drop_repeated(layout.problems, problems);
    bool nothing = layout.problems.empty() && problems.empty() && table.rows.empty();
    if (nothing) problems.push_back({diagnostics::Code::table_without_rows, table.from_csv->span, {}, {}, {}, {}});
    report(file, layout.problems, sink);
    report(problems, sink);
}

}  // namespace tepat::syntax
