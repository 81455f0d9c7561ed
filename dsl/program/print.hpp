// SPDX-License-Identifier: Apache-2.0
// The program as text, one line per thing, for `tepat dump program` and golden tests.
#pragma once

#include <string>

#include "dsl/program/program.hpp"

namespace tepat::program {

std::string print(const Program& program);
std::string print_type(const Program& program, const Type& type);
/// Scaled number as people write it without grouping: 1050 at scale 2 -> "10.5".
std::string print_scaled(std::int64_t number, int scale);

}  // namespace tepat::program
