// SPDX-License-Identifier: Apache-2.0
// A file (CSV or XLSX) into a table of the baseline: `tepat import BASELINE FILE`. Its titles name facts, key and link, or a mapping says
// what they mean. Every data row ends in exactly one of four places: rows = imported + updated + unchanged + set_aside (table
// `tepat_sisihan` and the report). One transaction; a second thread reads ahead; of the rows only their keys are remembered (KeysSeen).
// Failures: R5001 (file), R5020..R5031 (baseline), R5050..R5054 (header), R5100..R5106 (workbook), R5112, R5113 (mapping), R5120, R5121 (join).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_set.hpp>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"
#include "engine/intake/findings.hpp"
#include "engine/intake/known_areas.hpp"
#include "engine/intake/mapping.hpp"
#include "engine/intake/reason.hpp"

namespace tepat::intake {

/// Keys that went in, by their hash: 342,000 take about 6 MB, and that two of them have the same one is a matter of 1 to 3 x 10^8.
using KeysSeen = boost::unordered_flat_set<std::size_t>;

struct ImportOptions {
    program::EntityId entity;
    /// A key that is already there: what the file has and differs replaces what is known (else the row is set aside). A cell that is empty or
    /// cannot be read changes nothing. A file without the link makes no new rows then.
    bool update = false;
    bool decimal_comma = false;  ///< in `desimal` columns
    diagnostics::Language language = diagnostics::Language::id;  ///< of the reasons saved in `tepat_sisihan`
    const Mapping* mapping = nullptr;  ///< with one, a cell that cannot be read is left unknown and reported; without, its row is set aside
    std::string join;                  ///< a fact to match rows by: the file adds columns to rows that are there (docs/commands.md)
    std::string sheet;                 ///< name or number; empty: the mapping's, else the first
    const KnownAreas* areas = nullptr; ///< codes of these cities that are not among them make no areas
    KeysSeen* seen = nullptr;          ///< filled: of the files imported before in the same call; their keys are not replaced
};

struct Remark {
    std::size_t line = 0;  ///< where the row starts in the file, from 1
    std::string column;    ///< empty: the whole row
    Reason reason;
    std::vector<diagnostics::Argument> arguments;
    std::string file{};    ///< of a form: file and sheet
};
struct ReasonCount {
    std::string column;
    Reason reason;
    std::vector<diagnostics::Argument> arguments;  ///< of the first row counted
    std::size_t count = 0;
};
/// Of a form: rows = updated + unchanged + not_known + unanswered + set_aside.
struct FormCounts {
    std::size_t not_known = 0;   ///< asked in vain
    std::size_t unanswered = 0;
    std::size_t others = 0;      ///< lines that are no rows of the form: titles, signatures
    std::vector<std::string> notes{};  ///< `file [sheet]:line` of rows with something in the notes
};
struct ImportReport {
    std::size_t rows = 0, imported = 0, updated = 0, unchanged = 0, set_aside = 0;
    std::vector<Remark> examples;        ///< the first 20 rows set aside
    std::vector<ReasonCount> reasons;    ///< all rows set aside, by column and reason
    std::vector<ReasonCount> ambiguous;  ///< cells that could be read two ways and were read by the rule (`1.500` is 1500)
    Findings findings;                   ///< cells left unknown, conflicts

    std::string sheet;                      ///< of a workbook
    std::vector<std::string> other_sheets;  ///< not read
    bool windows_1252 = false;
    std::vector<std::string> not_used;      ///< titles nothing was done with
    std::size_t formulas = 0;               ///< cells taken from a formula's saved value
    std::vector<std::pair<std::string, std::size_t>> above;  ///< rows added to the tables above, by entity
    std::optional<FormCounts> form;  ///< a form's (form.hpp)
    struct Joined {
        std::size_t once = 0, several = 0, none = 0, empty = 0;  ///< rows of the file
    } joined;
};

ImportReport import_file(const std::string& baseline, const std::string& file, const program::Program& program, const ImportOptions& options);

}  // namespace tepat::intake
