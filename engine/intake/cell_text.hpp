// SPDX-License-Identifier: Apache-2.0
// What people write in a cell -> what the baseline stores (cli.md "Numbers in files", language.md section 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"
#include "engine/intake/mapping.hpp"
#include "engine/intake/reason.hpp"
#include "engine/store/table_writer.hpp"
#include "engine/workbook/xlsx_reader.hpp"

namespace tepat::intake {

struct Problem {
    Reason reason;
    std::vector<diagnostics::Argument> arguments;
};
struct Read {
    store::Cell cell;
    std::optional<Problem> problem;             ///< the row is set aside
    std::optional<diagnostics::Phrase> remark;  ///< read, but worth a note
};

/// How a file writes, and what the cell was in its spreadsheet (CSV: text).
struct CellStyle {
    bool decimal_comma = false;
    DateOrder dates = DateOrder::day_first;
    workbook::CellKind kind = workbook::CellKind::text;
};

/// Blanks around the text do not matter; empty and NULL are unknown.
Read read_cell(const program::Program& program, const program::Fact& fact, std::string_view text, const CellStyle& style);
/// A key or link whose column is no fact: any text.
Read read_reference(std::string_view text);

std::string_view trimmed(std::string_view text);
/// No-break spaces are blanks.
std::string with_plain_blanks(std::string_view text);
std::string lower(std::string_view text);

/// 17-08-1985, 17/08/1985, 17.08.1985, 17 Agustus 1985, 1985-08-17 (a time of midnight after it is passed over). Month first only where
/// the file is known to write so: 08/17/1985.
std::optional<program::Date> read_date(std::string_view text, DateOrder order = DateOrder::day_first);

/// 1,57109E+15: a spreadsheet has thrown the last digits away.
bool is_shortened(std::string_view text);

}  // namespace tepat::intake
