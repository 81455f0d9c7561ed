// SPDX-License-Identifier: Apache-2.0
// Clauses of programmes and rules: exceptions and tasks (of both), and who gets a place (of programmes).
#pragma once

#include "dsl/check/expressions.hpp"

namespace tepat::check {

/// exceptions.cpp: exceptions by name; a name written twice is reported. `given`: those of the programme a rule belongs to.
std::vector<WrittenException> write_exceptions(ExpressionBuilder& builder, const std::vector<WrittenException>& given,
                                               const std::vector<const syntax::Exception*>& trees);
/// The exceptions to the rule itself, each joined with the exceptions made to it. `report`: tell unknown targets and circles.
std::vector<program::Exception> join_exceptions(ExpressionBuilder& builder, const std::vector<WrittenException>& written);

/// precedence.cpp: `utamakan Q` as an exception: `terpilih Q atau sedang menerima Q`.
void add_precedence(ExpressionBuilder& builder, const program::Programme& programme, std::vector<WrittenException>& written);

/// places.cpp: quotas, budget, tiers, order, limits, precedence and exclusion of one programme.
class PlacesReader {
public:
    PlacesReader(ExpressionBuilder& builder, program::Programme& programme, KeywordLanguage language)
        : builder_(builder), context_(builder.context()), programme_(programme), language_(language) {}

    void quota(const syntax::Quota& tree);
    void budget(const syntax::Budget& tree);
    void order(const syntax::OrderBy& tree);
    void at_most(const syntax::AtMost& tree);
    void yields_to(const syntax::YieldsTo& tree);
    void not_together(const syntax::NotTogether& tree);
    void finish();  ///< sorts what has no order of its own

private:
    struct Amount;
    Amount amount(const syntax::Expr& tree, const std::optional<syntax::Path>& per);
    void warn_of_areas(const program::Fact& fact, Span span);
    std::optional<program::GroupBy> group(const syntax::Path& per);
    bool reads_only(ExprId amount, FactId fact);
    void refuse_protected(ExprId amount, Span span);
    ExprId money(const syntax::Expr& tree, ExprId id);
    ExprId sortable(const syntax::Expr& tree);
    void tier(const syntax::Tier& tree);
    std::optional<program::ProgrammeId> other(const syntax::Name& name, std::vector<program::Exclusion>& list, syntax::Keyword keyword, Span span);
    const std::string& entity_name(EntityId id) const { return context_.program[id].name; }

    ExpressionBuilder& builder_;
    Context& context_;
    program::Programme& programme_;
    KeywordLanguage language_;
};

/// tasks.cpp
program::Task build_task(ExpressionBuilder& builder, const syntax::Task& tree, KeywordLanguage language);
/// Two tasks are the same when this is.
std::string task_text(const program::Program& program, const program::Task& task);

/// An agency by name; unknown ones are reported.
program::AgencyId find_agency(Context& context, const syntax::Name& name);

}  // namespace tepat::check
