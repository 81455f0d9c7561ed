// SPDX-License-Identifier: Apache-2.0
// Which value of a parameter is in force on a date (language.md section 4).
#pragma once

#include "engine/plan/plan.hpp"

namespace tepat::plan {

/// The period in force: the last one that has begun, unless it has ended. Null when there is none.
const program::ParameterPeriod* period_in_force(const program::Parameter& parameter, const std::optional<std::string>& key, program::Date date);

/// Every key's value in force, of a parameter `menurut` something.
LookUpTable table_in_force(const program::Program& program, program::ParameterId parameter, program::Date date);

}  // namespace tepat::plan
