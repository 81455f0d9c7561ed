// SPDX-License-Identifier: Apache-2.0
// Dispatch over the kinds of expression, and logic: dan, atau, tidak, bulleted groups (expressions.hpp).
#include "dsl/check/expressions.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

struct Dispatcher : boost::static_visitor<ExprId> {
    ExpressionBuilder& builder;
    const Type& hint;

    Dispatcher(ExpressionBuilder& b, const Type& h) : builder(b), hint(h) {}

    ExprId operator()(const syntax::Error& node) const { return builder.add_error(node.span); }
    ExprId operator()(const syntax::Literal& node) const { return builder.literal(node); }
    ExprId operator()(const syntax::Duration& node) const { return builder.duration(node); }
    ExprId operator()(const syntax::Path& node) const { return builder.path(node, hint); }
    ExprId operator()(const syntax::ReferenceDate& node) const { return builder.add(program::ReferenceDate{}, date_type, node.span); }
    ExprId operator()(const syntax::Unary& node) const { return builder.unary(node); }
    ExprId operator()(const syntax::Arithmetic& node) const { return builder.arithmetic(node); }
    ExprId operator()(const syntax::Comparison& node) const { return builder.comparison(node); }
    ExprId operator()(const syntax::Between& node) const { return builder.between(node); }
    ExprId operator()(const syntax::Membership& node) const { return builder.membership(node); }
    ExprId operator()(const syntax::TextTest& node) const { return builder.text_test(node); }
    ExprId operator()(const syntax::Logic& node) const { return builder.logic(node); }
    ExprId operator()(const syntax::Known& node) const { return builder.known(node); }
    ExprId operator()(const syntax::IfMissing& node) const { return builder.if_missing(node); }
    ExprId operator()(const syntax::Quantifier& node) const { return builder.quantifier(node); }
    ExprId operator()(const syntax::Call& node) const { return builder.call(node); }
    ExprId operator()(const syntax::Round& node) const { return builder.round(node); }
    ExprId operator()(const syntax::Standing& node) const { return builder.standing(node); }
    ExprId operator()(const syntax::SetValue& node) const { return builder.set_value(node); }
    ExprId operator()(const syntax::Group& node) const { return builder.group(node); }
};

}  // namespace

ExprId ExpressionBuilder::value(const syntax::Expr& expr, Type hint) {
    const ExprId id = boost::apply_visitor(Dispatcher(*this, hint), expr.get());
    const TypeKind kind = type_of(id).kind;
    if (kind != TypeKind::set && kind != TypeKind::reference) return id;
    const Span span = syntax::span_of(expr);
    if (kind == TypeKind::set) context_.report(Code::set_as_value, span);
    else context_.report(Code::reference_as_value, span, {std::string(context_.sources.text(span))});
    return add_error(span);
}

/// A list of values in parentheses is what a test gives to a set; nowhere else does it say anything.
ExprId ExpressionBuilder::set_value(const syntax::SetValue& node) {
    context_.report(Code::set_as_value, node.span);
    return add_error(node.span);
}

ExprId ExpressionBuilder::condition(const syntax::Expr& expr) {
    const ExprId id = value(expr);
    const Type type = type_of(id);
    if (type.kind == TypeKind::yes_no || type.kind == TypeKind::error) return id;
    context_.report(Code::not_a_condition, syntax::span_of(expr), {phrase_of(type)});
    return add_error(syntax::span_of(expr));
}

ExprId ExpressionBuilder::literal(const syntax::Literal& node) {
    const auto value = read_literal(context_, node);
    return value ? add(program::Constant{value->value}, value->type, node.span) : add_error(node.span);
}

namespace {

bool is_plain_value(const syntax::Expr& tree) {
    const auto* literal = boost::get<syntax::Literal>(&tree.get());
    return literal != nullptr && literal->kind != syntax::LiteralKind::yes && literal->kind != syntax::LiteralKind::no;
}

/// How many plain values follow the comparison at `i`, as in `desil = 1 atau 2 atau 3`.
std::size_t values_after(const std::vector<syntax::Expr>& operands, std::size_t i) {
    const auto* held = boost::get<syntax::x3::forward_ast<syntax::Comparison>>(&operands[i].get());
    if (held == nullptr || held->get().op != syntax::CompareOp::equal) return 0;
    std::size_t count = 0;
    while (i + count + 1 < operands.size() && is_plain_value(operands[i + count + 1])) ++count;
    return count;
}

}  // namespace

void ExpressionBuilder::report_one_of(const std::vector<syntax::Expr>& operands, std::size_t i, std::size_t count) {
    const syntax::Comparison& first = boost::get<syntax::x3::forward_ast<syntax::Comparison>>(operands[i].get()).get();
    const auto written = [&](const syntax::Expr& tree) { return std::string(context_.sources.text(syntax::span_of(tree))); };
    std::string values = written(first.right);
    for (std::size_t k = 1; k <= count; ++k) values += ", " + written(operands[i + k]);
    const ExprId value = this->value(operands[i + 1]);
    context_.report(Code::not_a_condition, syntax::span_of(operands[i + 1]), {phrase_of(type_of(value))}, {},
                    {{Phrase::note_one_of, {written(first.left), values}}});
}

ExprId ExpressionBuilder::logic(const syntax::Logic& node) {
    std::vector<ExprId> operands;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const std::size_t values = node.op == syntax::LogicOp::logical_or ? values_after(node.operands, i) : 0;
        operands.push_back(condition(node.operands[i]));
        if (values > 0) report_one_of(node.operands, i, values);
        for (std::size_t k = 1; k <= values; ++k) operands.push_back(add_error(syntax::span_of(node.operands[i + k])));
        i += values;
    }
    if (operands.size() == 1) return operands[0];
    if (node.op == syntax::LogicOp::logical_and) return add(program::And{std::move(operands)}, yes_no_type, node.span);
    return add(program::Or{std::move(operands)}, yes_no_type, node.span);
}

ExprId ExpressionBuilder::group(const syntax::Group& node) {
    ExprId count;
    if (node.at_least) count = value(*node.at_least);
    std::vector<ExprId> operands;
    for (const syntax::Expr& item : node.items) operands.push_back(condition(item));
    if (node.kind == syntax::GroupKind::at_least) {
        if (!count.valid()) return add_error(node.span);
        const Type type = type_of(count);
        if (!is_whole(type) && type.kind != TypeKind::error)
            context_.report(Code::count_not_whole, context_.program[count].span, {phrase_of(type)});
        return add(program::AtLeast{count, std::move(operands)}, yes_no_type, node.span);
    }
    if (operands.size() == 1) return operands[0];
    if (node.kind == syntax::GroupKind::all_of) return add(program::And{std::move(operands)}, yes_no_type, node.span);
    return add(program::Or{std::move(operands)}, yes_no_type, node.span);
}

}  // namespace tepat::check
