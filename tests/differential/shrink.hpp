// SPDX-License-Identifier: Apache-2.0
// Makes a failing case smaller: drops declarations, then rows, then values, as long as engine and oracle still disagree.
#pragma once

#include <cstdint>
#include <string>

#include "tests/differential/generate.hpp"

namespace tepat::versus {

/// The smallest case found, as rule text, rows and the difference.
std::string smaller(generate::RuleText rules, oracle::World world, oracle::Circumstances circumstances, std::uint64_t shuffle_seed);

}  // namespace tepat::versus
