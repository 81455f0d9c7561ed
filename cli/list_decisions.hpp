// SPDX-License-Identifier: Apache-2.0
// Filled-in lists -> orders for worklist::decide, and the rows that cannot become one, each with its reason. Nothing is decided here.
// Every row of a list ends once: an order, repeated (the same order stands on an earlier row), undecided, or refused.
#pragma once

#include <string>
#include <vector>

#include "cli/filled_list.hpp"
#include "cli/session.hpp"
#include "engine/worklist/decide.hpp"

namespace tepat::cli {

/// Where an order or a problem comes from.
struct RowPlace {
    std::size_t file = 0;  ///< position in ListDecisions::files
    std::string label;     ///< FilledSheet::label
    std::size_t line = 0;  ///< 0: the file as a whole
    std::string column;    ///< letters; empty: the whole row
    std::string task;      ///< as written
};
/// `aur.xlsx, row 12 column F`.
std::string place_text(const RowPlace& place, const Session& session);

struct RefusedRow {
    RowPlace place;
    diagnostics::Diagnostic problem;
};
struct ListOrder {
    worklist::Order order;
    RowPlace place;
    std::string written;             ///< the decision as it stands in the cell
    FilledSheet columns;             ///< for problems that are found later
};
struct ListFile {
    std::string path, label;
    std::size_t rows = 0, repeated = 0, undecided = 0;
    std::size_t others = 0;  ///< rows that are none of the list: titles, signatures
};
struct ListDecisions {
    std::vector<ListFile> files;
    std::vector<ListOrder> orders;     ///< one a task
    std::vector<RefusedRow> refused;   ///< one a row; a file that could not be read at all has one with line 0
    std::vector<RowPlace> remarks;     ///< without decision, but with something else filled in
    std::vector<std::size_t> refused_rows;  ///< by file: rows, also of what was refused as a whole
};

/// `identity`: of the worklist. Evidence files named in the lists are read. Failure of the environment (exit 3) ends it all; a file that is no
/// such list, damaged or of another worklist is refused and the others are read.
ListDecisions read_list_decisions(const std::vector<std::string>& files, const std::string& worklist, const std::string& identity, const Session& session);

}  // namespace tepat::cli
