// SPDX-License-Identifier: Apache-2.0
// Forms that came back filled in (`tepat verify --xlsx`) into the baseline: `tepat import --form`. A row fills the fact that its code names
// (form_code.hpp), read as any imported cell is. All files in one transaction; nothing else is changed, no row is made.
// Every row of a form ends once: answered (updated), so already (unchanged), nobody knows, without answer, or set aside with its reason
// (table `tepat_sisihan`, entity `(formulir)`, by its code).
// Failures: R5001 (file), R5020..R5028, R5182 (baseline), R5100..R5106 (workbook), R5153..R5156, R5160 (no form), R5161 (none was ever made).
#pragma once

#include <string>
#include <vector>

#include "engine/intake/import.hpp"

namespace tepat::intake {

struct FormOptions {
    bool update = false;         ///< an answer replaces what the baseline knows otherwise; else the row is set aside and both are shown
    bool decimal_comma = false;  ///< in answers that are decimals
    diagnostics::Language language = diagnostics::Language::id;  ///< of the reasons saved in `tepat_sisihan`
};

/// What a form is called where rows of a table have their entity.
inline constexpr const char* form_entity = "(formulir)";

/// One report a file, in their order. Memory grows with the answers, not with the baseline; each entity's keys are read once, about a second
/// for 430,000 of them.
std::vector<ImportReport> import_forms(const std::string& baseline, const std::vector<std::string>& files, const program::Program& program,
                                       const FormOptions& options);

}  // namespace tepat::intake
