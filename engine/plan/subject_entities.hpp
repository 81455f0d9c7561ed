// SPDX-License-Identifier: Apache-2.0
// Which rows an expression looks back at: those a sibling quantifier must be computed for pair by pair.
#pragma once

#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::plan {

/// By expression: the entities whose rows it reads through From::subject, terms not looked into. Sorted, unique.
std::vector<std::vector<std::uint32_t>> subject_entities(const program::Program& program);

}  // namespace tepat::plan
