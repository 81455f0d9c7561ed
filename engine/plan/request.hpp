// SPDX-License-Identifier: Apache-2.0
// What one run asks of the plan.
#pragma once

#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::plan {

struct Request {
    program::Date date;                 ///< the reference date
    std::vector<program::RuleId> rules; ///< which rules to judge (the caller leaves out drafts, lapsed programmes, other rules of --only)
    /// Expressions whose values the caller wants to see row by row (explain, `uji`, coverage). Their scope's base rows; expressions that
    /// use `subjek` inside a sibling quantifier have no such rows and are left out.
    std::vector<program::ExprId> watch;
    /// Parameter values set by a test (`misalkan parameter`), instead of the dated ones.
    std::vector<std::pair<program::ParameterId, program::Value>> parameters;
    /// `layak` and `terpilih` of a draft are false unless this is set.
    bool include_drafts = false;
};

}  // namespace tepat::plan
