// SPDX-License-Identifier: Apache-2.0
// A CSV file into a table of the baseline: `tepat import BASELINE FILE --entity E`. The header names facts, the key and the link.
// Every data row is imported, updated, or set aside with its line and reason (table `tepat_sisihan` and the report): rows = imported +
// updated + set_aside. One transaction, constant memory. Failures: R5001 (file), R5020..R5031 (baseline), R5050..R5054 (header).
#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"

namespace tepat::intake {

struct ImportOptions {
    program::EntityId entity;
    bool update = false;         ///< a key that is already there: replace the columns of the file (else the row is set aside)
    bool decimal_comma = false;  ///< in `desimal` columns
    diagnostics::Language language = diagnostics::Language::id;  ///< of the reasons saved in `tepat_sisihan`
};

struct Remark {
    std::size_t line = 0;  ///< where the row starts in the file, from 1
    std::string column;    ///< empty: the whole row
    diagnostics::Phrase reason;
    std::vector<diagnostics::Argument> arguments;
};
struct ReasonCount {
    std::string column;
    diagnostics::Phrase reason;
    std::vector<diagnostics::Argument> arguments;  ///< of the first row counted
    std::size_t count = 0;
};
struct ImportReport {
    std::size_t rows = 0, imported = 0, updated = 0, set_aside = 0;
    std::vector<Remark> examples;        ///< the first 20 rows set aside
    std::vector<ReasonCount> reasons;    ///< all rows set aside, by column and reason
    std::vector<ReasonCount> ambiguous;  ///< cells that could be read two ways and were read by the rule (`1.500` is 1500)
};

ImportReport import_csv(const std::string& baseline, const std::string& file, const program::Program& program, const ImportOptions& options);

}  // namespace tepat::intake
