// SPDX-License-Identifier: Apache-2.0
// An explanation on paper or as JSON: per rule the outcome, each condition with its place in the rules, its truth and what it was made
// from, what is missing and of whom, the legal basis. What would change it, and the place a programme
// gave, stand below. Secret and sensitive values are masked unless unmasked with a reason.
#pragma once

#include "cli/rule_set.hpp"
#include "engine/explain/explain.hpp"
#include "engine/explain/place.hpp"

namespace tepat::cli {

struct ExplainView {
    program::Date date;
    bool unmask = false;
    std::vector<explain::PlaceStory> places;  ///< of programmes that hand out places
    std::string worklist;                     ///< whose places were counted; empty: none
};

void print_explanation_text(const RuleSet& rules, const explain::Explanation& explanation, const ExplainView& view, Session& session);
void print_explanation_json(const RuleSet& rules, const explain::Explanation& explanation, const ExplainView& view, Session& session);

}  // namespace tepat::cli
