// SPDX-License-Identifier: Apache-2.0
// Comparisons, membership, text tests, known/unknown, defaults (expressions.hpp).
#include "dsl/check/expressions.hpp"

namespace tepat::check {

/// True when two operands may be compared; says what to write when the right one is a literal of another type.
bool ExpressionBuilder::agree(ExprId left, ExprId right, const syntax::Expr& right_tree, Span span) {
    const Type a = type_of(left), b = type_of(right);
    if (a.kind == TypeKind::error || b.kind == TypeKind::error) return true;
    if (a.kind == TypeKind::choice && b.kind == TypeKind::choice && !same_choices(context_, a.choices, b.choices)) {
        context_.report(Code::choices_differ, span);
        return false;
    }
    if (a.kind == b.kind) return true;
    const auto* written = boost::get<syntax::Literal>(&right_tree.get());
    const auto* constant = std::get_if<program::Constant>(&context_.program[right].kind);
    if (written != nullptr && constant != nullptr) {
        const LiteralValue literal{b, constant->value};
        report_mismatch(context_, literal, a, written->span, written->written);
    } else {
        context_.report(Code::type_mismatch, syntax::span_of(right_tree), {phrase_of(a), phrase_of(b)},
                        {label(context_.program[left].span, Phrase::this_is, {phrase_of(a)})});
    }
    return false;
}

bool ExpressionBuilder::orderable(ExprId operand) {
    const Type type = type_of(operand);
    if (type.is_numeric() || type.kind == TypeKind::date || type.kind == TypeKind::error) return true;
    context_.report(Code::no_order, context_.program[operand].span, {phrase_of(type)});
    return false;
}

/// The right side of a comparison: a bare name there may be a value of the left side's choice. Beside a left side in error nobody
/// knows what it was meant to be, so an unknown one stays quiet.
ExprId ExpressionBuilder::beside(ExprId left, const syntax::Expr& right_tree) {
    const auto* name = boost::get<syntax::Path>(&right_tree.get());
    const bool unclear = type_of(left).kind == TypeKind::error && name != nullptr && name->parts.size() == 1;
    if (unclear && find_path(context_, scope_, *name).kind == FoundKind::nothing) return add_error(name->span);
    return value(right_tree, type_of(left));
}

ExprId ExpressionBuilder::compare(program::CompareOp op, ExprId left, const syntax::Expr& right_tree, Span span) {
    const ExprId right = beside(left, right_tree);
    const bool ordered = op != program::CompareOp::equal && op != program::CompareOp::not_equal;
    if (agree(left, right, right_tree, span) && ordered) orderable(left);
    return add(program::Compare{op, left, right}, yes_no_type, span);
}

ExprId ExpressionBuilder::comparison(const syntax::Comparison& node) {
    return compare(static_cast<program::CompareOp>(node.op), value(node.left), node.right, node.span);
}

ExprId ExpressionBuilder::between(const syntax::Between& node) {
    const ExprId operand = value(node.value);
    const ExprId low = compare(program::CompareOp::greater_equal, operand, node.low, node.span);
    const ExprId high = compare(program::CompareOp::less_equal, operand, node.high, node.span);
    return add(program::And{{low, high}}, yes_no_type, node.span);
}

ExprId ExpressionBuilder::membership(const syntax::Membership& node) {
    const ExprId operand = value(node.value);
    if (type_of(operand).quotient) context_.report(Code::quotient_use, context_.program[operand].span);
    std::vector<ExprId> options;
    for (const syntax::Expr& choice : node.choices) {
        const ExprId option = beside(operand, choice);
        agree(operand, option, choice, syntax::span_of(choice));
        options.push_back(option);
    }
    const ExprId in = add(program::In{operand, std::move(options)}, yes_no_type, node.span);
    return node.negated ? add(program::Not{in}, yes_no_type, node.span) : in;
}

ExprId ExpressionBuilder::text_test(const syntax::TextTest& node) {
    const ExprId operand = value(node.value);
    const ExprId part = beside(operand, node.operand);
    for (const ExprId id : {operand, part}) {
        const Type type = type_of(id);
        if (type.kind != TypeKind::text && type.kind != TypeKind::error)
            context_.report(Code::type_mismatch, context_.program[id].span, {Phrase::type_text, phrase_of(type)});
    }
    return add(program::TextTest{static_cast<program::TextOp>(node.op), operand, part}, yes_no_type, node.span);
}

ExprId ExpressionBuilder::known(const syntax::Known& node) {
    const ExprId operand = value(node.value);
    if (type_of(operand).quotient) context_.report(Code::quotient_use, context_.program[operand].span);
    const ExprId is_known = add(program::IsKnown{operand}, yes_no_type, node.span);
    return node.known ? is_known : add(program::Not{is_known}, yes_no_type, node.span);
}

/// The fallback takes the fact's own scale, so the result is a value of the fact's type.
ExprId ExpressionBuilder::if_missing(const syntax::IfMissing& node) {
    const ExprId fact = value(node.value);
    const Type type = type_of(fact);
    if (type.kind == TypeKind::error) return add_error(node.span);
    if (!std::holds_alternative<program::FactRef>(context_.program[fact].kind)) {
        context_.report(Code::if_missing_needs_fact, syntax::span_of(node.value));
        return add_error(node.span);
    }
    const ExprId fallback = value(node.fallback, type);
    if (!agree(fact, fallback, node.fallback, node.span)) return add_error(node.span);
    const Type given = type_of(fallback);
    if (given.quotient) context_.report(Code::quotient_use, syntax::span_of(node.fallback));
    program::Expr& written = context_.program.exprs[fallback.value];
    auto* constant = std::get_if<program::Constant>(&written.kind);
    if (given.is_numeric() && constant != nullptr && type.is_numeric()) {
        const auto number = rescaled(constant->value.number, given.scale, type.scale);
        if (!number) context_.report(Code::value_does_not_fit, written.span, {std::string(context_.sources.text(written.span)), Count{type.scale}});
        if (number) constant->value.number = *number;
        written.type = type;
    } else if (given.is_numeric() && given.scale > type.scale && !given.quotient) {
        context_.report(Code::too_many_decimals, written.span, {std::string(context_.sources.text(written.span))});
    }
    return add(program::IfMissing{fact, fallback}, type, node.span);
}

}  // namespace tepat::check
