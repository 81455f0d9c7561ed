// SPDX-License-Identifier: Apache-2.0
// Clauses that programmes and rules share: exceptions and tasks.
#pragma once

#include "dsl/check/expressions.hpp"

namespace tepat::check {

/// exceptions.cpp: exceptions by name; a name written twice is reported. `given`: those of the programme a rule belongs to.
std::vector<WrittenException> write_exceptions(ExpressionBuilder& builder, const std::vector<WrittenException>& given,
                                               const std::vector<const syntax::Exception*>& trees);
/// The exceptions to the rule itself, each joined with the exceptions made to it. `report`: tell unknown targets and circles.
std::vector<program::Exception> join_exceptions(ExpressionBuilder& builder, const std::vector<WrittenException>& written);

/// tasks.cpp
program::Task build_task(ExpressionBuilder& builder, const syntax::Task& tree, KeywordLanguage language);
/// Two tasks are the same when this is.
std::string task_text(const program::Program& program, const program::Task& task);

/// An agency by name; unknown ones are reported.
program::AgencyId find_agency(Context& context, const syntax::Name& name);

}  // namespace tepat::check
