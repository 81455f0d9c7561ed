// SPDX-License-Identifier: Apache-2.0
// One expression put in another's place: whatever contains it is copied to the end of `exprs`, so children still come before parents and
// the old trees stay as they were (mutants, near misses). Rewriting back means cutting `exprs` to its old length.
#pragma once

#include <map>

#include "dsl/program/program.hpp"

namespace tepat::program {

class Rewriter {
public:
    /// `program` grows at its end. `replacements`: by what they stand for.
    Rewriter(Program& program, std::map<ExprId, ExprId> replacements) : program_(program), rewritten_(std::move(replacements)) {}

    /// The same tree with the replacement in it; `root` itself when nothing in it changed.
    ExprId operator()(ExprId root);

private:
    Program& program_;
    std::map<ExprId, ExprId> rewritten_;
};

/// Appends; the new expression's id.
ExprId append(Program& program, Expr expr);

/// A copy of `expr` whose operands are replaced one by one, in the order of children().
Expr with_children(const Expr& expr, const std::vector<ExprId>& operands);

}  // namespace tepat::program
