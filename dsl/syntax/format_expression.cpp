// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/format_expression.hpp"

#include <algorithm>
#include <boost/variant/apply_visitor.hpp>
#include <boost/variant/get.hpp>
#include <cassert>

namespace tepat::syntax {

namespace {

Keyword keyword_of(QuantifierKind kind) {
    switch (kind) {
        case QuantifierKind::some: return Keyword::some;
        case QuantifierKind::none: return Keyword::no;
        case QuantifierKind::every: return Keyword::every;
        case QuantifierKind::count: return Keyword::number_of;
        case QuantifierKind::total: return Keyword::total;
        case QuantifierKind::average: return Keyword::average;
        case QuantifierKind::largest: return Keyword::largest;
        case QuantifierKind::smallest: return Keyword::smallest;
    }
    return Keyword::none;
}
Keyword keyword_of(Function function) {
    switch (function) {
        case Function::full_years: return Keyword::full_years;
        case Function::full_months: return Keyword::full_months;
        case Function::days_between: return Keyword::days_between;
    }
    return Keyword::none;
}
Keyword keyword_of(RoundDirection direction) {
    switch (direction) {
        case RoundDirection::down: return Keyword::down;
        case RoundDirection::up: return Keyword::up;
        case RoundDirection::nearest: return Keyword::nearest;
    }
    return Keyword::none;
}
Keyword keyword_of(StandingKind kind) {
    switch (kind) {
        case StandingKind::eligible: return Keyword::eligible;
        case StandingKind::selected: return Keyword::selected;
        case StandingKind::receiving: return Keyword::receiving;
        case StandingKind::ever_received: return Keyword::ever_received;
    }
    return Keyword::none;
}
const char* symbol_of(ArithmeticOp op) {
    switch (op) {
        case ArithmeticOp::add: return "+";
        case ArithmeticOp::subtract: return "-";
        case ArithmeticOp::multiply: return "*";
        case ArithmeticOp::divide: return "/";
    }
    return "";
}

template <typename Node>
const Node* get(const Expr& expr) {
    const auto* held = boost::get<x3::forward_ast<Node>>(&expr.get());
    return held == nullptr ? nullptr : &held->get();
}
bool is_product(const Arithmetic& node) {
    return node.rest.front().op == ArithmeticOp::multiply || node.rest.front().op == ArithmeticOp::divide;
}

/// Whether the parenthesis that opens the text closes at its end.
bool in_parentheses(std::string_view text) {
    if (!text.starts_with('(')) return false;
    int open = 0;
    bool in_text = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (in_text && text[at] == '\\') ++at;
        else if (text[at] == '"') in_text = !in_text;
        else if (in_text) continue;
        else if (text[at] == '#') at = std::min(text.find('\n', at), text.size());
        else if (text[at] == '(') ++open;
        else if (text[at] == ')' && --open == 0) return at + 1 == text.size();
    }
    return false;
}

/// The loosest place an expression may stand in without parentheses.
struct BindingOf {
    using result_type = Binding;
    Binding operator()(const Error&) const { return Binding::operand; }
    Binding operator()(const Literal&) const { return Binding::operand; }
    Binding operator()(const Duration&) const { return Binding::operand; }
    Binding operator()(const Path&) const { return Binding::operand; }
    Binding operator()(const ReferenceDate&) const { return Binding::operand; }
    Binding operator()(const Unary& node) const { return node.op == UnaryOp::negative ? Binding::factor : Binding::negation; }
    Binding operator()(const Arithmetic& node) const { return is_product(node) ? Binding::term : Binding::additive; }
    Binding operator()(const Comparison&) const { return Binding::negation; }
    Binding operator()(const Between&) const { return Binding::negation; }
    Binding operator()(const Membership&) const { return Binding::negation; }
    Binding operator()(const TextTest&) const { return Binding::negation; }
    Binding operator()(const Known&) const { return Binding::negation; }
    Binding operator()(const Logic&) const { return Binding::expression; }
    Binding operator()(const IfMissing&) const { return Binding::factor; }
    /// `bila tidak ada 0` would swallow an operator after it.
    Binding operator()(const Quantifier& node) const { return node.if_none ? Binding::additive : Binding::operand; }
    Binding operator()(const Call&) const { return Binding::operand; }
    Binding operator()(const Round&) const { return Binding::operand; }
    Binding operator()(const Group&) const { return Binding::expression; }
    Binding operator()(const Standing&) const { return Binding::operand; }
    Binding operator()(const SetValue&) const { return Binding::operand; }
    template <typename T>
    Binding operator()(const x3::forward_ast<T>& node) const {
        return (*this)(node.get());
    }
};

class ExpressionWriter {
public:
    using result_type = void;
    ExpressionWriter(const Words& words, int depth) : words_(words), depth_(depth) {}

    Doc doc;

    void operator()(const Error& node) { put(std::string(words_.file.text(node.span)), node.span.begin); }
    void operator()(const Literal& node) { put(words_.literal(node), node.span.begin); }
    void operator()(const Duration& node) { put(words_.duration(node), node.span.begin); }
    void operator()(const Path& node) { put(words_.path(node), node.span.begin); }
    void operator()(const ReferenceDate& node) { put(words_.keyword(Keyword::reference_date), node.span.begin); }
    void operator()(const Unary& node) {
        bool negative = node.op == UnaryOp::negative;
        put(negative ? "-" : words_.keyword(Keyword::logical_not), node.span.begin);
        Doc operand = part(node.operand, negative ? Binding::factor : Binding::negation);
        // `tidak (ada ...)` is not `tidak ada ...`.
        std::string with_not = words_.keyword(Keyword::logical_not) + " " + flat(operand);
        if (!negative && match_keyword(with_not, Keyword::no, words_.language) > 0) operand = in_parentheses(operand);
        if (negative) operand.front().glued = true;
        doc += operand;
    }
    void operator()(const Arithmetic& node) {
        bool product = is_product(node);
        doc += part(node.first, product ? Binding::factor : Binding::term);
        for (const ArithmeticTail& tail : node.rest) {
            put(symbol_of(tail.op), tail.span.begin);
            doc += part(tail.operand, product ? Binding::factor : Binding::term);
        }
    }
    void operator()(const Comparison& node) {
        doc += part(node.left, Binding::additive);
        put(comparison(node));
        doc += part(node.right, Binding::additive);
    }
    void operator()(const Between& node) {
        doc += part(node.value, Binding::additive);
        key(Keyword::between);
        doc += part(node.low, Binding::additive);
        key(Keyword::between_to);
        doc += part(node.high, Binding::additive);
    }
    void operator()(const Membership& node) {
        doc += part(node.value, Binding::additive);
        key(node.negated ? Keyword::not_in_list : Keyword::in_list);
        list(node.choices);
    }
    void operator()(const TextTest& node) {
        doc += part(node.value, Binding::additive);
        key(node.op == TextTestOp::has ? Keyword::has : Keyword::starts_with);
        doc += part(node.operand, Binding::additive);
    }
    void operator()(const Logic& node) {
        bool first = true;
        for (const Expr& operand : node.operands) {
            if (!first) {
                key(node.op == LogicOp::logical_and ? Keyword::logical_and : Keyword::logical_or);
                doc.back().level = 2 * depth_;
                doc.back().fill = depth_ > 0;
            }
            doc += part(operand, Binding::negation);
            first = false;
        }
    }
    void operator()(const Known& node) {
        doc += part(node.value, Binding::additive);
        key(node.known ? Keyword::is_known : Keyword::is_unknown);
    }
    void operator()(const IfMissing& node) {
        doc += part(node.value, Binding::operand);
        key(Keyword::if_missing);
        const Unary* unary = get<Unary>(node.fallback);
        doc += part(node.fallback, unary != nullptr && unary->op == UnaryOp::negative ? Binding::factor : Binding::operand);
    }
    void operator()(const Quantifier& node) {
        key(keyword_of(node.kind), node.span.begin);
        if (node.top) top(node);
        else if (node.value) doc += part(*node.value, Binding::additive);
        if (node.top || node.value) key(Keyword::over);
        put(words_.name(node.entity), node.entity.span.begin);
        if (node.other) key(Keyword::other);
        if (node.where) {
            key(node.kind == QuantifierKind::every ? Keyword::satisfies : Keyword::with);
            doc += in_parentheses(part(*node.where, Binding::expression));
        }
        if (!node.if_none) return;
        key(Keyword::if_none);
        doc += part(*node.if_none, Binding::additive);
    }
    void operator()(const Call& node) {
        key(keyword_of(node.function), node.span.begin);
        list(node.arguments, true);
    }
    void operator()(const Round& node) {
        key(Keyword::round, node.span.begin);
        Doc inside = part(node.value, Binding::additive);
        inside.push_back(comma());
        inside.push_back({words_.keyword(keyword_of(node.direction))});
        inside.push_back(comma());
        inside += part(node.unit, Binding::additive);
        Doc parenthesised = in_parentheses(inside);
        parenthesised.front().glued = true;
        doc += parenthesised;
    }
    void operator()(const Group& node) { put(std::string(words_.file.text(node.span)), node.span.begin); }  // add_condition writes groups
    void operator()(const Standing& node) {
        key(keyword_of(node.kind), node.span.begin);
        put(words_.name(node.programme), node.programme.span.begin);
        if (!node.within) return;
        key(Keyword::within);
        put(words_.duration(*node.within), node.within->span.begin);
    }
    void operator()(const SetValue& node) {
        std::vector<Doc> parts;
        for (const Name& value : node.values) parts.push_back({{words_.name(value), value.span.begin}});
        Doc inside = list_of(parts, 2 * depth_ + 1);
        doc += in_parentheses(inside);
        doc.front().at = node.span.begin;
    }
    template <typename T>
    void operator()(const x3::forward_ast<T>& node) {
        (*this)(node.get());
    }

private:
    void put(std::string text, std::uint32_t at = 0) { doc.push_back({std::move(text), at}); }
    void key(Keyword keyword, std::uint32_t at = 0) { put(words_.keyword(keyword), at); }
    static Piece comma() {
        Piece piece{","};
        piece.glued = true;
        return piece;
    }
    Doc part(const Expr& expr, Binding place) const { return format_expression(words_, expr, place, depth_ + 1); }

    Doc in_parentheses(const Doc& inside) const {
        Doc doc{{"("}};
        doc += inside;
        if (doc.size() > 1) doc[1].glued = true;
        doc.push_back({")"});
        doc.back().glued = true;
        return doc;
    }
    void list(const std::vector<Expr>& values, bool glued = false) {
        std::vector<Doc> parts;
        for (const Expr& value : values) parts.push_back(part(value, Binding::additive));
        Doc whole = in_parentheses(list_of(parts, 2 * depth_ + 1));
        whole.front().glued = glued;
        doc += whole;
    }
    void top(const Quantifier& node) {
        doc += part(*node.top, Binding::operand);
        key(Keyword::largest);
        list(node.kept);
    }
    /// `adalah` and `bukan` stay words.
    std::string comparison(const Comparison& node) const {
        static constexpr const char* symbols[] = {"=", "!=", "<", "<=", ">", ">="};
        bool equality = node.op == CompareOp::equal || node.op == CompareOp::not_equal;
        std::string_view between = words_.file.text({span_of(node.left).end, span_of(node.right).begin});
        std::size_t sign = between.find_first_of("=!");
        if (!equality || sign != between.npos) return symbols[static_cast<std::size_t>(node.op)];
        return words_.keyword(node.op == CompareOp::equal ? Keyword::is : Keyword::is_not);
    }

    const Words& words_;
    int depth_;
};

Keyword keyword_of(GroupKind kind) {
    switch (kind) {
        case GroupKind::all_of: return Keyword::all_of;
        case GroupKind::any_of: return Keyword::any_of;
        case GroupKind::at_least: return Keyword::at_least;
    }
    return Keyword::none;
}

}  // namespace

Doc list_of(const std::vector<Doc>& parts, int level) {
    Doc doc;
    for (const Doc& part : parts) {
        if (!doc.empty()) {
            doc.push_back({","});
            doc.back().glued = true;
        }
        std::size_t begin = doc.size();
        doc += part;
        if (begin > 0) {
            doc[begin].level = level;
            doc[begin].fill = true;
        }
    }
    return doc;
}

Doc format_expression(const Words& words, const Expr& expr, Binding place, int depth) {
    ExpressionWriter writer(words, depth);
    boost::apply_visitor(writer, expr.get());
    Doc doc = std::move(writer.doc);
    Binding own = boost::apply_visitor(BindingOf(), expr.get());
    bool for_the_reader = own != Binding::operand && place != Binding::expression && in_parentheses(words.file.text(span_of(expr)));
    if (own >= place && !for_the_reader) return doc;
    Doc wrapped{{"(", span_of(expr).begin}};
    wrapped += doc;
    wrapped[1].glued = true;
    wrapped.push_back({")"});
    wrapped.back().glued = true;
    return wrapped;
}

Doc format_case_condition(const Words& words, const Expr& condition) {
    Doc doc = format_expression(words, condition);
    std::string read = words.keyword(Keyword::when) + " " + flat(doc);
    if (match_keyword(read, Keyword::if_missing, words.language) == 0) return doc;
    Doc wrapped{{"("}};
    wrapped += doc;
    wrapped[1].glued = true;
    wrapped.push_back({")"});
    wrapped.back().glued = true;
    return wrapped;
}

Doc at_line_start(Doc doc) {
    if (doc.size() < 2 || doc.front().text != "-") return doc;
    const std::string_view next = doc[1].text;
    const std::size_t digit = next.starts_with("Rp") ? 2 : 0;
    if (next.size() > digit && next[digit] >= '0' && next[digit] <= '9') return doc;
    Doc wrapped{{"(", doc.front().at}};
    wrapped += doc;
    wrapped[1].glued = true;
    wrapped.push_back({")"});
    wrapped.back().glued = true;
    return wrapped;
}

bool is_group(const Expr& expr) {
    if (get<Group>(expr) != nullptr) return true;
    const Unary* unary = get<Unary>(expr);
    return unary != nullptr && get<Group>(unary->operand) != nullptr;
}

void add_condition(Lines& lines, const Words& words, std::size_t indent, Doc head, const Expr& condition) {
    bool bullet = !head.empty() && head.front().text == "-";
    if (!is_group(condition)) {
        head += format_expression(words, condition);
        return lines.add(indent, head, bullet ? 4 : 2);
    }
    const Unary* negated = get<Unary>(condition);
    const Group& group = *get<Group>(negated != nullptr ? negated->operand : condition);
    if (negated != nullptr) head.push_back({words.keyword(Keyword::logical_not), negated->span.begin});
    head.push_back({words.keyword(keyword_of(group.kind)), group.span.begin});
    if (group.at_least) {
        head += format_expression(words, *group.at_least, Binding::operand, 1);
        head.push_back({words.keyword(Keyword::of)});
    }
    head.push_back({":"});
    head.back().glued = true;
    lines.add_whole(indent, head);
    for (const Expr& item : group.items) add_condition(lines, words, indent + 2, {{"-"}}, item);
}

}  // namespace tepat::syntax
