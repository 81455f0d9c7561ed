// SPDX-License-Identifier: Apache-2.0
// An explanation on paper or as JSON: per rule the outcome, each condition with its place in the rules, its truth and what it was made
// from, what is missing and of whom, the legal basis. Secret values are masked.
#pragma once

#include "cli/rule_set.hpp"
#include "engine/explain/explain.hpp"

namespace tepat::cli {

void print_explanation_text(const RuleSet& rules, const explain::Explanation& explanation, program::Date date, Session& session);
void print_explanation_json(const RuleSet& rules, const explain::Explanation& explanation, program::Date date, Session& session);

}  // namespace tepat::cli
