// SPDX-License-Identifier: Apache-2.0
// Expression trees -> typed expressions of the program. One class, its methods in a file per family:
// expressions.cpp (dispatch, logic, groups), references.cpp, comparisons.cpp, arithmetic.cpp, quantifiers.cpp, standing.cpp.
// A part that is wrong is reported once and becomes an expression of TypeKind::error, which every operation absorbs.
#pragma once

#include <functional>

#include "dsl/check/literals.hpp"
#include "dsl/check/names.hpp"
#include "dsl/check/types.hpp"

namespace tepat::check {

class ExpressionBuilder {
public:
    /// For a rule, term or clause of `subject`, written in a file of `language`.
    ExpressionBuilder(Context& context, KeywordLanguage language, EntityId subject)
        : context_(context), language_(language), scope_{subject, subject, false} {}

    ExprId condition(const syntax::Expr& expr);  ///< must be yes_no
    /// `hint`: when it is a choice, a bare name is first a value of that choice. Sets and references are no values (reported).
    ExprId value(const syntax::Expr& expr, Type hint = {});

    const Type& type_of(ExprId id) const { return context_.program[id].type; }
    Context& context() { return context_; }
    EntityId subject() const { return scope_.subject; }
    ExprId add(program::ExprKind kind, Type type, Span span) { return context_.add(std::move(kind), type, scope_.entity, span); }
    ExprId add_error(Span span) { return add(program::Constant{}, error_type, span); }

    // One per kind of node; called by the dispatcher only.
    ExprId literal(const syntax::Literal& node);
    ExprId duration(const syntax::Duration& node);
    ExprId path(const syntax::Path& node, const Type& hint);
    /// What a path names, with something made of it where it stands: on the row that the references of the path lead to.
    using Wrap = std::function<ExprId(ExprId)>;
    ExprId along(const syntax::Path& node, const Wrap& wrap);
    ExprId unary(const syntax::Unary& node);
    ExprId arithmetic(const syntax::Arithmetic& node);
    ExprId comparison(const syntax::Comparison& node);
    ExprId between(const syntax::Between& node);
    ExprId membership(const syntax::Membership& node);
    ExprId text_test(const syntax::TextTest& node);
    ExprId logic(const syntax::Logic& node);
    ExprId known(const syntax::Known& node);
    ExprId if_missing(const syntax::IfMissing& node);
    ExprId quantifier(const syntax::Quantifier& node);
    ExprId call(const syntax::Call& node);
    ExprId round(const syntax::Round& node);
    ExprId group(const syntax::Group& node);
    ExprId standing(const syntax::Standing& node);
    ExprId set_value(const syntax::SetValue& node);

    // Also used for the cells of tables and the lines of scores.
    ExprId compare(program::CompareOp op, ExprId left, const syntax::Expr& right_tree, Span span);
    ExprId between(ExprId value, const syntax::Expr& low, const syntax::Expr& high, Span span);
    ExprId one_of(ExprId value, const std::vector<syntax::Expr>& choices, Span span);
    ExprId product(ExprId left, const syntax::Expr& right_tree, Span span);
    /// Brings a constant to a scale; other expressions keep theirs.
    void rescale_constant(ExprId id, int scale);
    bool numeric(ExprId operand);  ///< reports what cannot be calculated with
    /// True when `right` may stand beside `left`; says what to write when the right one is a literal of another type.
    bool agree(ExprId left, ExprId right, const syntax::Expr& right_tree, Span span) { return agree(type_of(left), left, right, right_tree, span); }
    bool agree(const Type& wanted, ExprId left, ExprId right, const syntax::Expr& right_tree, Span span);

private:
    // references.cpp
    ExprId named(const syntax::Path& node, const Type& hint, const Wrap& wrap);
    bool report_other_language(const syntax::Name& name);
    ExprId lead(const Found& found, std::size_t step, Span span, const Wrap& wrap);
    ExprId target(const Found& found, Span span);
    ExprId parameter(ParameterId id, Span span);
    ExprId parameter_key(const program::Parameter& parameter, Span span);
    // comparisons.cpp
    void report_one_of(const std::vector<syntax::Expr>& operands, std::size_t i, std::size_t count);
    bool orderable(ExprId operand);
    void report_reversed(ExprId low, ExprId high);
    ExprId beside(ExprId left, const syntax::Expr& right_tree);
    ExprId set_test(const syntax::TextTest& node, ExprId set);
    bool is_set(const syntax::Expr& tree);
    ExprId with_fallback(const syntax::IfMissing& node, ExprId fact, bool same_row);
    // arithmetic.cpp
    ExprId step(ExprId left, const syntax::ArithmeticTail& tail, Span span);
    ExprId shift_date(ExprId left, const syntax::ArithmeticTail& tail, const syntax::Duration& duration, Span span);
    ExprId combine(program::ArithmeticOp op, ExprId left, ExprId right, const syntax::ArithmeticTail& tail, Span span);
    std::optional<Type> sum_type(const Type& left, const Type& right, const syntax::ArithmeticTail& tail, Span span);
    std::optional<Type> product_type(const Type& left, const Type& right, Span span);
    std::optional<Type> quotient_type(const Type& left, const Type& right, Span span);
    ExprId date_operand(const syntax::Expr& tree);
    // quantifiers.cpp
    struct Members;
    std::optional<Members> members(const syntax::Quantifier& node);
    void check_nobody(const syntax::Quantifier& node, const Members& members);
    ExprId if_none(const syntax::Expr& tree, const Type& wanted);
    bool aggregable(syntax::QuantifierKind kind, ExprId value);
    FactId reference_here(const syntax::Name& name);
    ExprId total_top(const syntax::Quantifier& node, const Members& over);
    std::vector<ExprId> kept(const syntax::Quantifier& node);
    std::optional<Type> join_kept(std::vector<ExprId>& ids);
    ExprId at_scale(ExprId id, const Type& type);
    ExprId how_many(const syntax::Expr& tree);
    // standing.cpp
    std::optional<program::ProgrammeId> programme(const syntax::Name& name);
    bool in_reach(program::ProgrammeId programme, const syntax::Standing& node);
    ExprId hidden(const std::string& name, Span span);

    Context& context_;
    KeywordLanguage language_;
    Scope scope_;
};

}  // namespace tepat::check
