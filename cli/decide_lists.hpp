// SPDX-License-Identifier: Apache-2.0
// tepat decide WORKLIST --from LIST...: what lists that came back decide, in one transaction (decision 0080).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/list_decisions.hpp"

namespace tepat::cli {

/// What became of the rows: rows = decided + already + undecided + refused, of each file and of all.
struct RowCounts {
    std::size_t rows = 0, decided = 0, already = 0, undecided = 0, refused = 0;
    RowCounts& operator+=(const RowCounts& other);
};
struct ListOutcome {
    ListDecisions lists;             ///< `refused` has those of the worklist as well, by file and line
    std::vector<RowCounts> files;    ///< as lists.files
    RowCounts all;
    std::map<std::string, std::size_t> states;  ///< decided rows by the state they led to
    std::size_t reassigned = 0;                 ///< decided rows that only say who is to do it
    bool checked_only = false, written = false;
    std::string head;  ///< hex; empty when nothing was written
};

struct ListRequest {
    std::string worklist;
    std::vector<std::string> lists;  ///< files and folders
    std::string person;              ///< who enters them
    bool check_only = false;
    std::optional<std::string> report;  ///< .csv or .json
};

/// Reads, judges, writes. The report is on the disk before the worklist is changed, and takes its place after.
ListOutcome decide_lists(const ListRequest& request, Session& session);

// list_report.cpp
void print_outcome(const ListOutcome& outcome, const ListRequest& request, Session& session);
std::string outcome_json(const ListOutcome& outcome, const Session& session);
/// The refused rows, one a line, for a spreadsheet.
std::string refused_csv(const ListOutcome& outcome, const Session& session);

}  // namespace tepat::cli
