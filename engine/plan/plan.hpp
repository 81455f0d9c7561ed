// SPDX-License-Identifier: Apache-2.0
// The plan: ordered column steps, parameters chosen for the reference date, common subexpressions shared by all rules.
// (The owner of engine/plan replaces this sketch; make_plan, facts_needed and print stay.)
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/plan/request.hpp"

namespace tepat::plan {

struct Plan {
    const program::Program* program = nullptr;  ///< outlives the plan
    Request request;
};

/// `program.complete` must hold.
Plan make_plan(const program::Program& program, const Request& request);

/// The facts the plan reads: only these need loading. Sorted by id.
std::vector<program::FactId> facts_needed(const Plan& plan);

std::string print(const Plan& plan);

}  // namespace tepat::plan
