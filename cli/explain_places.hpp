// SPDX-License-Identifier: Apache-2.0
// The places of an explanation: who got one, at which rank, which limit binds, and what it may not go together with.
#pragma once

#include <nlohmann/json.hpp>

#include "cli/explain_report.hpp"

namespace tepat::cli {

void print_places(const program::Program& program, const ExplainView& view, Session& session);
nlohmann::ordered_json places_json(const program::Program& program, const ExplainView& view);

}  // namespace tepat::cli
