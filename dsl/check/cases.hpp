// SPDX-License-Identifier: Apache-2.0
// Lines with a condition and a result: cases of terms and rows of tables (unique), lines of scores and rows of tables that collect.
#pragma once

#include "dsl/check/expressions.hpp"

namespace tepat::check {

/// One line, built.
struct BuiltCase {
    ExprId condition;  ///< invalid: `selain itu`
    ExprId result;     ///< invalid only where lines are counted
    Span span;
};

/// cases.cpp: unique cases. One type for all results, no two that surely differ at once; reports gaps it is certain of and leaves the
/// others to dsl/prove (Cases::covered says that it found none).
ExprId join_cases(ExpressionBuilder& builder, std::vector<BuiltCase> cases, Span span);
/// The cases of a term. `hint`: the declared type of the results, if any (choices).
ExprId build_cases(ExpressionBuilder& builder, const std::vector<syntax::Case>& cases, Type hint, Span span);

/// collect.cpp: `skor`, and what tables collect: every line that applies counts.
ExprId join_collect(ExpressionBuilder& builder, program::CollectKind kind, std::vector<BuiltCase> cases, Span span);
ExprId build_score(ExpressionBuilder& builder, const syntax::ScoreDeclaration& tree);

/// tables.cpp
ExprId build_table(ExpressionBuilder& builder, const syntax::TableDeclaration& tree, Type declared);
program::TableText table_text(const Context& context, const syntax::TableDeclaration& tree, KeywordLanguage language);

/// True when an expression in error stands at or below `root`: then it says nothing about gaps and overlaps.
bool contains_error(const program::Program& program, ExprId root);

/// The one type of some results, with the larger scale; constants are brought to it. Nothing, and a report, when they do not agree, and
/// nothing when one is in error.
std::optional<Type> join_results(ExpressionBuilder& builder, const std::vector<ExprId>& results);

}  // namespace tepat::check
