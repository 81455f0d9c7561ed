// SPDX-License-Identifier: Apache-2.0
// The program as text, one line per thing, for `tepat dump program`, golden tests and the hash of a rule set. Names, never ids or
// places, so the text does not depend on the order or layout of the files.
#pragma once

#include <string>

#include "dsl/program/program.hpp"

namespace tepat::program {

std::string print(const Program& program);
/// The same without the tests: all that a rule set means.
std::string print_meaning(const Program& program);
std::string print_type(const Program& program, const Type& type);
/// `(compare >= keluarga.desil 4)`: two expressions print alike exactly when they are alike.
std::string print_expression(const Program& program, ExprId id);
/// A value as rule files write it: ISO dates, choice names, yes/no as `true`/`false`, text in quotes.
std::string print_value(const Program& program, const Type& type, const Value& value);
/// Scaled number as people write it without grouping: 1050 at scale 2 -> "10.5".
std::string print_scaled(std::int64_t number, int scale);

}  // namespace tepat::program
