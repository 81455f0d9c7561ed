// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: what people write in a cell -> what the baseline stores (cli.md "Numbers in files", language.md section 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"
#include "engine/store/table_writer.hpp"

namespace tepat::intake {

struct Problem {
    diagnostics::Phrase reason;
    std::vector<diagnostics::Argument> arguments;
};
struct Read {
    store::Cell cell;
    std::optional<Problem> problem;             ///< the row is set aside
    std::optional<diagnostics::Phrase> remark;  ///< read, but worth a note
};

/// Blanks around the text do not matter; empty and NULL are unknown.
Read read_cell(const program::Program& program, const program::Fact& fact, std::string_view text, bool decimal_comma);
/// A key or link whose column is no fact: any text.
Read read_reference(std::string_view text);

std::string_view trimmed(std::string_view text);
std::string lower(std::string_view text);

/// 17-08-1985, 17/08/1985, 17.08.1985, 17 Agustus 1985, 1985-08-17 (a time of midnight after it is passed over).
std::optional<program::Date> read_date(std::string_view text);

}  // namespace tepat::intake
