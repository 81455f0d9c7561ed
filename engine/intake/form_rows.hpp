// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: the rows of filled-in forms, those with an answer or with something wrong; the others are counted.
#pragma once

#include <string>
#include <vector>

#include "engine/intake/cell_text.hpp"
#include "engine/intake/filled_sheets.hpp"
#include "engine/intake/form_columns.hpp"
#include "engine/intake/import.hpp"

namespace tepat::intake {

struct FormRow {
    std::size_t file = 0;   ///< position among the files
    std::string label;      ///< FilledSheet::label
    std::size_t line = 0;
    std::string number, about, question, note, written_code;
    SourceCell answer;
    std::optional<Problem> problem;  ///< why nothing can be done with it

    bool is_answered() const { return !answer.text.empty() || answer.formula; }
};

/// Counts rows, what is without answer, notes and other lines in `report.form`.
void read_form_rows(const std::string& path, std::size_t file, diagnostics::Language language, ImportReport& report, std::vector<FormRow>& rows);

}  // namespace tepat::intake
