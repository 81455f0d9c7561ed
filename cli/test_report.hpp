// SPDX-License-Identifier: Apache-2.0
// What `tepat test` says besides passed and failed: coverage, mutants, boundary examples, as text or as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "cli/rule_set.hpp"
#include "engine/trial/boundaries.hpp"
#include "engine/trial/coverage.hpp"
#include "engine/trial/mutants.hpp"

namespace tepat::cli {

using ReportJson = nlohmann::ordered_json;

void print_coverage(const RuleSet& rules, const std::vector<trial::Condition>& conditions, Session& session);
ReportJson coverage_json(const RuleSet& rules, const std::vector<trial::Condition>& conditions);

void print_mutants(const RuleSet& rules, const std::vector<trial::Mutant>& mutants, Session& session);
ReportJson mutants_json(const RuleSet& rules, const std::vector<trial::Mutant>& mutants, const Session& session);

/// As `uji` declarations in the keyword language of the rules.
void print_boundaries(const RuleSet& rules, const trial::Boundaries& boundaries, Session& session);
ReportJson boundaries_json(const RuleSet& rules, const trial::Boundaries& boundaries, const Session& session);

}  // namespace tepat::cli
