// SPDX-License-Identifier: Apache-2.0
// The finders, one file each; prove.cpp reads as their list.
#pragma once

#include "dsl/prove/questions.hpp"

namespace tepat::prove {

/// What a question about a rule is asked within: the subject takes part and the rule's programme is in force.
Term circumstances(Questions& questions, program::RuleId rule);

void find_conditions(Questions& questions);   ///< rules, terms, quantifiers: never true, never false, parts that never matter
void find_exceptions(Questions& questions);   ///< exceptions that never except anybody
void find_contained(Questions& questions);    ///< rules inside another rule of their programme
void find_cases(Questions& questions);        ///< lines: never apply, gaps, conflicts
void find_gaps(Questions& questions);         ///< only the gaps
void find_programmes(Questions& questions);   ///< exclusions, `utamakan`, tiers

/// A comparison of one fact with constants: dsl/check speaks of those (R4044, R4045).
bool is_plain_comparison(const Program& program, ExprId expr);
/// The span of a line of cases.
text::Span span_of(const Program& program, const program::Case& line);

}  // namespace tepat::prove
