// SPDX-License-Identifier: Apache-2.0
// Which rules a run judges, and which programmes it leaves out and why.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::cli {

enum class WhyNot : std::uint8_t { draft, not_yet, lapsed };
struct NotRun {
    program::ProgrammeId programme;
    WhyNot why;
};
struct Selection {
    std::vector<program::RuleId> rules;  ///< by name
    std::vector<NotRun> not_run;         ///< programmes left out, by name
};

/// All rules in force on the date; drafts only when asked for. A rule named by `only` is judged although its programme is a draft.
Selection select_rules(const program::Program& program, program::Date date, bool drafts, std::optional<program::RuleId> only);

}  // namespace tepat::cli
