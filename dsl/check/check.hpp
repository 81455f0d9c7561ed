// SPDX-License-Identifier: Apache-2.0
// Modules -> Program: names, types, cycles, completeness of cases, lints; one file each, check.cpp reads as their list.
#pragma once

#include <functional>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"
#include "dsl/syntax/ast.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::check {

/// The modules of one rule set, in any order: the result (ids, hash, diagnostics) does not depend on it, because declarations are
/// sorted by kind and name first. All errors of all declarations are reported in one pass; a thing already reported stays quiet.
/// `sources` gives the declarations' text for the hash. Time O(size of the tree), log factors for names.
/// `is_own`: whether a place lies in the folder that is being checked and not in one it uses; what is declared elsewhere may stay unused.
program::Program check(const std::vector<syntax::Module>& modules, const text::Sources& sources, diagnostics::Sink& sink,
                       const std::function<bool(text::Span)>& is_own = {});

/// What depends on the reference date: parameters without a value then, programmes that have lapsed (`check --date`), and what ends
/// within four years.
void check_date(const program::Program& program, program::Date date, diagnostics::Sink& sink);
/// Without a date: what ends within four years of the latest start written in the rules.
void check_ahead(const program::Program& program, diagnostics::Sink& sink);

}  // namespace tepat::check
