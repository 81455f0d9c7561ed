// SPDX-License-Identifier: Apache-2.0
// The name of a rule set's meaning: 64 hex digits over the program as print_meaning writes it. Comments, blanks, keyword language,
// file names and order do not matter; tests do not count. docs/decisions says why not over the text.
#pragma once

#include <string>

#include "dsl/program/program.hpp"

namespace tepat::check {

std::string hash_of(const program::Program& program);

}  // namespace tepat::check
