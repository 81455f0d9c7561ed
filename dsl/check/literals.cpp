// SPDX-License-Identifier: Apache-2.0
// Literals to values (literals.hpp): the only place that says why a literal cannot be one.
#include "dsl/check/literals.hpp"

#include "dsl/check/number_text.hpp"
#include "dsl/check/types.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/print.hpp"

namespace tepat::check {
namespace {

Value number_value(std::int64_t number) { return {number, {}}; }

std::optional<LiteralValue> number_literal(Context& context, const syntax::Literal& literal, TypeKind kind, const ScaledNumber& number) {
    if (number.problem == NumberProblem::too_large) context.report(Code::number_too_large, literal.span, {literal.written});
    if (number.problem == NumberProblem::too_many_decimals) context.report(Code::too_many_decimals, literal.span, {literal.written});
    if (number.problem != NumberProblem::none) return std::nullopt;
    return LiteralValue{{kind, static_cast<std::uint8_t>(number.scale), false, {}}, number_value(number.number)};
}

std::optional<LiteralValue> date_literal(Context& context, const syntax::Literal& literal) {
    const auto date = date_of(literal.written);
    if (!date) context.report(Code::no_such_date, literal.span, {literal.written});
    if (!date) return std::nullopt;
    return LiteralValue{date_type, number_value(date->days)};
}

bool looks_like_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789.-") == std::string::npos && text.find_first_of("0123456789") != std::string::npos;
}

/// `"ya"` as it is written without quotes; nothing for other texts.
std::optional<std::string> truth_word(const std::string& text) {
    const std::string word = syntax::lower_case(text);
    const auto spelled = [](syntax::Keyword keyword, syntax::KeywordLanguage language) { return std::string(syntax::spelling(keyword, language)); };
    if (word == "ya" || word == "iya" || word == "benar") return spelled(syntax::Keyword::yes, syntax::KeywordLanguage::id);
    if (word == "tidak" || word == "bukan" || word == "salah") return spelled(syntax::Keyword::no_value, syntax::KeywordLanguage::id);
    if (word == "yes" || word == "true") return spelled(syntax::Keyword::yes, syntax::KeywordLanguage::en);
    if (word == "no" || word == "false") return spelled(syntax::Keyword::no_value, syntax::KeywordLanguage::en);
    return std::nullopt;
}

/// `"sd"` where the bare value `sd` (or the one labelled so) is meant.
void report_text_for_choice(Context& context, const LiteralValue& literal, const Type& wanted, Span span) {
    for (const program::ChoiceValue& value : context.program[wanted.choices].values) {
        if (value.name != literal.value.text && value.label != literal.value.text) continue;
        context.report({Code::text_for_choice, span, {literal.value.text, value.name}, {}, {}, diagnostics::Fix{span, value.name}});
        return;
    }
    context.report_unknown(Code::unknown_choice_value, {{span}, literal.value.text}, {literal.value.text},
                           choice_names(context, wanted.choices));
}

/// Visits the few expressions that are plain values.
struct ConstantReader : boost::static_visitor<std::optional<Value>> {
    Context& context;
    const Type& wanted;
    Span span;

    ConstantReader(Context& c, const Type& w, Span s) : context(c), wanted(w), span(s) {}

    std::optional<Value> operator()(const syntax::Error&) const { return std::nullopt; }
    std::optional<Value> operator()(const syntax::Literal& literal) const { return fit(context, literal, wanted); }
    std::optional<Value> operator()(const syntax::Unary& unary) const {
        const auto* literal = boost::get<syntax::Literal>(&unary.operand.get());
        if (unary.op != syntax::UnaryOp::negative || literal == nullptr) return refuse();
        const auto value = read_literal(context, *literal);
        if (!value) return std::nullopt;
        const auto negative = negated(*value);
        if (!negative) return refuse();
        return fit(context, *negative, wanted, unary.span, "-" + literal->written);
    }
    std::optional<Value> operator()(const syntax::Path& path) const {
        if (wanted.kind == TypeKind::set) return bare_set(path);
        if (wanted.kind != TypeKind::choice || path.parts.size() != 1 || path.from_subject) return refuse();
        const auto index = choice(path.parts[0]);
        return index ? std::optional(number_value(*index)) : std::nullopt;
    }
    std::optional<Value> operator()(const syntax::Duration&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::ReferenceDate&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Arithmetic&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Comparison&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Between&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Membership&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::TextTest&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Logic&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Known&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::IfMissing&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Quantifier&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Call&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Round&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Group&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::Standing&) const { return refuse(); }
    std::optional<Value> operator()(const syntax::SetValue& set) const {
        if (wanted.kind != TypeKind::set) return refuse();
        std::int64_t bits = 0;
        std::map<std::string, Span> seen;
        for (const syntax::Name& name : set.values) {
            const auto index = choice(name);
            if (!index) return std::nullopt;
            const auto [first, is_new] = seen.emplace(name.text, name.span);
            if (!is_new) context.report(Code::duplicate_name, name.span, {name.text}, {label(first->second, Phrase::first_here)});
            bits |= std::int64_t{1} << *index;
        }
        return number_value(bits);
    }
    std::optional<std::int64_t> choice(const syntax::Name& name) const {
        const auto index = find_choice(context, wanted.choices, name.text);
        if (!index) context.report_unknown(Code::unknown_choice_value, name, {name.text}, choice_names(context, wanted.choices));
        return index;
    }
    /// One value without its parentheses.
    std::optional<Value> bare_set(const syntax::Path& path) const {
        if (path.parts.size() != 1 || path.from_subject) return refuse();
        const std::string& name = path.parts[0].text;
        if (!find_choice(context, wanted.choices, name)) return choice(path.parts[0]), std::nullopt;
        context.report({Code::set_needs_parentheses, path.span, {name}, {}, {}, diagnostics::Fix{path.span, "(" + name + ")"}});
        return std::nullopt;
    }
    std::optional<Value> refuse() const {
        context.report(Code::constant_expected, span, {phrase_of(wanted)});
        return std::nullopt;
    }
};

}  // namespace

void report_mismatch(Context& context, const LiteralValue& literal, const Type& wanted, Span span, const std::string& written) {
    const TypeKind kind = literal.type.kind;
    if (kind == TypeKind::text && wanted.kind == TypeKind::choice) return report_text_for_choice(context, literal, wanted, span);
    if (kind == TypeKind::text && wanted.is_numeric() && looks_like_number(literal.value.text)) {
        context.report({Code::text_for_number, span, {literal.value.text}, {}, {}, diagnostics::Fix{span, literal.value.text}});
    } else if (const auto word = kind == TypeKind::text && wanted.kind == TypeKind::yes_no ? truth_word(literal.value.text) : std::nullopt) {
        context.report({Code::type_mismatch, span, {phrase_of(wanted), phrase_of(literal.type)}, {}, {{Phrase::note_yes_no_value, {*word}}}, diagnostics::Fix{span, *word}});
    } else if (kind == TypeKind::number && wanted.kind == TypeKind::rupiah) {
        context.report(Code::number_for_rupiah, span, {written});
    } else {
        context.report(Code::type_mismatch, span, {phrase_of(wanted), phrase_of(literal.type)});
    }
}

std::optional<LiteralValue> read_literal(Context& context, const syntax::Literal& literal) {
    using syntax::LiteralKind;
    switch (literal.kind) {
        case LiteralKind::whole:
        case LiteralKind::decimal: return number_literal(context, literal, TypeKind::number, scaled_number(literal.written, '.'));
        case LiteralKind::percent: return number_literal(context, literal, TypeKind::number, percent_number(literal.written));
        case LiteralKind::money: return number_literal(context, literal, TypeKind::rupiah, money_number(literal.written));
        case LiteralKind::date: return date_literal(context, literal);
        case LiteralKind::text: return LiteralValue{text_type, {0, literal.written}};
        case LiteralKind::yes: return LiteralValue{yes_no_type, number_value(1)};
        case LiteralKind::no: return LiteralValue{yes_no_type, number_value(0)};
    }
    return std::nullopt;
}

std::optional<LiteralValue> negated(const LiteralValue& literal) {
    LiteralValue result = literal;
    if (!literal.type.is_numeric() || __builtin_sub_overflow(std::int64_t{0}, literal.value.number, &result.value.number)) return std::nullopt;
    return result;
}

std::optional<Value> fit(Context& context, const LiteralValue& literal, const Type& wanted, Span span, const std::string& written) {
    if (wanted.kind == TypeKind::error) return std::nullopt;
    if (literal.type.kind != wanted.kind) {
        report_mismatch(context, literal, wanted, span, written);
        return std::nullopt;
    }
    if (!wanted.is_numeric()) return literal.value;
    const auto number = rescaled(literal.value.number, literal.type.scale, wanted.scale);
    if (!number) context.report(Code::value_does_not_fit, span, {written, Count{wanted.scale}});
    if (!number) return std::nullopt;
    return number_value(*number);
}

std::optional<Value> fit(Context& context, const syntax::Literal& literal, const Type& wanted) {
    const auto value = read_literal(context, literal);
    return value ? fit(context, *value, wanted, literal.span, literal.written) : std::nullopt;
}

std::optional<Value> constant_value(Context& context, const syntax::Expr& expr, const Type& wanted) {
    return boost::apply_visitor(ConstantReader(context, wanted, syntax::span_of(expr)), expr.get());
}

bool inside_range(Context& context, const program::Fact& fact, const Value& value, Span span) {
    if ((!fact.low || value.number >= *fact.low) && (!fact.high || value.number <= *fact.high)) return true;
    const auto bound = [&](const std::optional<std::int64_t>& end) {
        return end ? program::print_value(context.program, fact.type, {*end, {}}) : std::string();
    };
    context.report(Code::outside_range, span, {program::print_value(context.program, fact.type, value), bound(fact.low) + ".." + bound(fact.high)},
                   {label(fact.span, Phrase::declared_here)});
    return false;
}

}  // namespace tepat::check
