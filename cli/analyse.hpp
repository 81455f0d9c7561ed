// SPDX-License-Identifier: Apache-2.0
// The analyser (dsl/prove) on a rule set from the disk: witnesses in each file's language, tried by the engine before they are shown.
#pragma once

#include <optional>

#include "cli/rule_set.hpp"
#include "dsl/program/date.hpp"

namespace tepat::cli {

/// Adds what can be proven to the rule set's sink; with a date, for that date only. Nothing for rules with errors.
void analyse(RuleSet& rules, std::optional<program::Date> date);

/// Lines without `selain itu` that may not be complete: errors are shown and end the command (exit 1).
void refuse_open_cases(RuleSet& rules, Session& session);

}  // namespace tepat::cli
