// SPDX-License-Identifier: Apache-2.0
// The columns of a task list that come back filled in (`tepat tasks --xlsx`, `tepat decide --from`): how they are called, and the words of the
// decision's drop-down, in both languages. A list in either language is read by either.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "cli/messages.hpp"
#include "engine/worklist/decide.hpp"

namespace tepat::cli {

enum class ListColumn : std::uint8_t {
    task,        ///< the task's number
    code,        ///< worklist::CheckCodes; the hidden column
    decision,    ///< one of decision_words
    until,       ///< postponed to this date
    reason,      ///< or notes: whatever is to be recorded with the decision
    evidence,    ///< names of files, relative to the list's folder, separated by semicolons
    receiver,    ///< who is to do it instead: an agency or a person
    decided_by,  ///< the person whose decision it is
};
inline constexpr std::array list_columns{ListColumn::task,   ListColumn::code,     ListColumn::decision, ListColumn::until,
                                         ListColumn::reason, ListColumn::evidence, ListColumn::receiver, ListColumn::decided_by};

/// As the list has it in its header row.
const char* title_of(ListColumn column, Language language);
/// Letters' case, blanks, line breaks and punctuation do not matter; a few other ways to write them are known. Nothing: another column.
std::optional<ListColumn> column_titled(std::string_view title);

/// What the drop-down offers, in its order: approve, reject, postpone, done.
inline constexpr std::array listed_decisions{worklist::Decision::approve, worklist::Decision::reject, worklist::Decision::postpone, worklist::Decision::done};
/// setujui, tolak, tunda, selesai; approve, reject, postpone, done.
const char* decision_word(worklist::Decision decision, Language language);
/// In either language, also as `disetujui` or `approved`; case, blanks and full stops around do not matter. Nothing: no such word.
std::optional<worklist::Decision> decision_written(std::string_view written);

}  // namespace tepat::cli
