// SPDX-License-Identifier: Apache-2.0
// Comparisons, membership, text tests, known/unknown, defaults (expressions.hpp).
#include "dsl/check/expressions.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {

bool ExpressionBuilder::agree(const Type& wanted, ExprId left, ExprId right, const syntax::Expr& right_tree, Span span) {
    const Type a = wanted, b = type_of(right);
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
        std::vector<Label> labels;
        if (left.valid()) labels.push_back(label(context_.program[left].span, Phrase::this_is, {phrase_of(a)}));
        context_.report(Code::type_mismatch, syntax::span_of(right_tree), {phrase_of(a), phrase_of(b)}, std::move(labels));
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
    return between(value(node.value), node.low, node.high, node.span);
}

ExprId ExpressionBuilder::between(ExprId operand, const syntax::Expr& low, const syntax::Expr& high, Span span) {
    const ExprId from = compare(program::CompareOp::greater_equal, operand, low, span);
    const ExprId to = compare(program::CompareOp::less_equal, operand, high, span);
    report_reversed(std::get<program::Compare>(context_.program[from].kind).right, std::get<program::Compare>(context_.program[to].kind).right);
    return add(program::And{{from, to}}, yes_no_type, span);
}

namespace {

/// A number, amount or date that is written down, its sign included.
std::optional<std::int64_t> written_number(const program::Program& program, ExprId id) {
    const program::Expr& expr = program[id];
    if (const auto* constant = std::get_if<program::Constant>(&expr.kind)) return constant->value.number;
    const auto* negative = std::get_if<program::Negative>(&expr.kind);
    const auto number = negative == nullptr ? std::nullopt : written_number(program, negative->operand);
    return number && *number != std::numeric_limits<std::int64_t>::min() ? std::optional(-*number) : std::nullopt;
}

}  // namespace

/// `antara 4 sampai 1` holds for nobody: a warning, since it means something all the same.
void ExpressionBuilder::report_reversed(ExprId low, ExprId high) {
    const Type a = type_of(low), b = type_of(high);
    if (a.kind != b.kind || (!a.is_numeric() && a.kind != TypeKind::date) || a.quotient || b.quotient) return;
    const auto from = written_number(context_.program, low), to = written_number(context_.program, high);
    const int scale = std::max(a.scale, b.scale);
    const auto first = from ? rescaled(*from, a.scale, scale) : std::nullopt, last = to ? rescaled(*to, b.scale, scale) : std::nullopt;
    if (!first || !last || *first <= *last) return;
    context_.report(Code::condition_never_true, {context_.program[low].span.begin, context_.program[high].span.end});
}

ExprId ExpressionBuilder::membership(const syntax::Membership& node) {
    const ExprId in = one_of(value(node.value), node.choices, node.span);
    return node.negated ? add(program::Not{in}, yes_no_type, node.span) : in;
}

ExprId ExpressionBuilder::one_of(ExprId operand, const std::vector<syntax::Expr>& choices, Span span) {
    if (type_of(operand).quotient) context_.report(Code::quotient_use, context_.program[operand].span);
    std::vector<ExprId> options;
    for (const syntax::Expr& choice : choices) {
        const ExprId option = beside(operand, choice);
        agree(operand, option, choice, syntax::span_of(choice));
        options.push_back(option);
    }
    return add(program::In{operand, std::move(options)}, yes_no_type, span);
}

bool ExpressionBuilder::is_set(const syntax::Expr& tree) {
    const auto* path = boost::get<syntax::Path>(&tree.get());
    if (path == nullptr) return false;
    const Found found = find_path(context_, scope_, *path);
    return found.kind == FoundKind::fact && context_.program.facts[found.index].type.kind == TypeKind::set;
}

/// `himpunan memuat nilai`: the right side is the name of one of the set's values.
ExprId ExpressionBuilder::set_test(const syntax::TextTest& node, ExprId set) {
    const auto value = constant_value(context_, node.operand, Type{TypeKind::choice, 0, false, type_of(set).choices});
    return value ? add(program::SetHas{set, value->number}, yes_no_type, node.span) : add_error(node.span);
}

ExprId ExpressionBuilder::text_test(const syntax::TextTest& node) {
    if (is_set(node.value) && node.op == syntax::TextTestOp::has)
        return along(boost::get<syntax::Path>(node.value.get()), [&](ExprId set) { return set_test(node, set); });
    const ExprId operand = value(node.value);
    const ExprId part = beside(operand, node.operand);
    for (const ExprId id : {operand, part}) {
        const Type type = type_of(id);
        if (type.kind != TypeKind::text && type.kind != TypeKind::error)
            context_.report(Code::type_mismatch, context_.program[id].span, {Phrase::type_text, phrase_of(type)});
    }
    return add(program::TextTest{static_cast<program::TextOp>(node.op), operand, part}, yes_no_type, node.span);
}

/// A set or a reference is asked on its own row, so that no set or reference ever stands above a Via.
ExprId ExpressionBuilder::known(const syntax::Known& node) {
    const auto* path = boost::get<syntax::Path>(&node.value.get());
    bool asked = false;
    const auto ask = [&](ExprId id) {
        asked = true;
        return add(program::IsKnown{id}, yes_no_type, node.span);
    };
    const auto ask_there = [&](ExprId id) {
        const TypeKind kind = type_of(id).kind;
        return kind == TypeKind::set || kind == TypeKind::reference ? ask(id) : id;
    };
    const ExprId operand = path != nullptr ? along(*path, ask_there) : value(node.value);
    if (type_of(operand).quotient) context_.report(Code::quotient_use, context_.program[operand].span);
    const ExprId is_known = asked ? operand : ask(operand);
    return node.known ? is_known : add(program::Not{is_known}, yes_no_type, node.span);
}

/// The default stands on the row of the fact: behind a reference only what is the same on every row can.
ExprId ExpressionBuilder::if_missing(const syntax::IfMissing& node) {
    const auto* path = boost::get<syntax::Path>(&node.value.get());
    if (path == nullptr) {
        if (type_of(value(node.value)).kind != TypeKind::error) context_.report(Code::if_missing_needs_fact, syntax::span_of(node.value));
        return add_error(node.span);
    }
    const Scope outer = scope_;
    const bool same_row = find_path(context_, scope_, *path).via.empty();
    return along(*path, [&](ExprId fact) {
        const Scope there = scope_;
        scope_ = outer;
        const ExprId id = with_fallback(node, fact, same_row);
        scope_ = there;
        if (!id.valid()) return add_error(node.span);
        return add(program::IfMissing{fact, id}, type_of(fact), node.span);
    });
}

/// The fallback takes the fact's own scale, so the result is a value of the fact's type.
ExprId ExpressionBuilder::with_fallback(const syntax::IfMissing& node, ExprId fact, bool same_row) {
    const Type type = type_of(fact);
    const bool has_value = type.kind != TypeKind::set && type.kind != TypeKind::reference;
    if (!has_value || !std::holds_alternative<program::FactRef>(context_.program[fact].kind)) {
        context_.report(Code::if_missing_needs_fact, syntax::span_of(node.value));
        return {};
    }
    const ExprId fallback = value(node.fallback, type);
    if (!agree(fact, fallback, node.fallback, node.span)) return {};
    const auto* parameter = std::get_if<program::ParameterRef>(&context_.program[fallback].kind);
    const bool same_everywhere = std::holds_alternative<program::Constant>(context_.program[fallback].kind) ||
                                 (parameter != nullptr && !parameter->key.valid());
    if (!same_row && !same_everywhere) {
        context_.report(Code::constant_expected, syntax::span_of(node.fallback), {phrase_of(type)});
        return {};
    }
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
    return fallback;
}

}  // namespace tepat::check
