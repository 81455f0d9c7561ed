// SPDX-License-Identifier: Apache-2.0
// The columns of a form (`tepat verify --xlsx`) that come back filled in (`tepat import --form`): how they are called in both languages. A form
// in either language is read by either.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::intake {

enum class FormColumn : std::uint8_t {
    number,    ///< running number, also on paper
    about,     ///< of whom it is asked
    question,  ///< the fact's label
    answer,    ///< to be filled in
    note,      ///< to be filled in; for people
    code,      ///< FormCodes; the hidden column
};
inline constexpr std::array form_columns{FormColumn::number, FormColumn::about, FormColumn::question, FormColumn::answer, FormColumn::note, FormColumn::code};

/// As the form has it in its header row.
const char* title_of(FormColumn column, diagnostics::Language language);
/// Letters' case, blanks and punctuation do not matter. Nothing: another column.
std::optional<FormColumn> form_column_titled(std::string_view title);

/// The answer of somebody who asked and found nobody who knew: `Tidak diketahui`, `Not known`.
const char* not_known_word(diagnostics::Language language);
/// Also `tidak tahu`, `unknown`, `?` and their like.
bool says_not_known(std::string_view written);

}  // namespace tepat::intake
