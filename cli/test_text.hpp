// SPDX-License-Identifier: Apache-2.0
// A test as an `uji` declaration in either keyword language, ready to paste into a rule file.
#pragma once

#include <string>

#include "dsl/program/program.hpp"
#include "dsl/syntax/keyword.hpp"

namespace tepat::cli {

std::string test_in_rules(const program::Program& program, const program::TestCase& test, syntax::KeywordLanguage language);

}  // namespace tepat::cli
