// SPDX-License-Identifier: Apache-2.0
#include "dsl/grammar/lexical.hpp"

namespace tepat::grammar {

using namespace syntax;

struct name_class : Spanned {};
struct text_class : Spanned {};
struct whole_class {};
struct date_class : Spanned {};
struct literal_class : Spanned {};
struct signed_literal_class : Spanned {};
struct duration_class : Spanned {};

namespace {

// -------------------------------------------------------------------------------------------------- parts of names

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// One character by a predicate; bytes from 0x80 are letters (dsl/text has let only letters through).
template <bool (*Predicate)(char)>
struct CharacterParser : x3::parser<CharacterParser<Predicate>> {
    using attribute_type = char;
    static bool const has_attribute = true;
    template <typename It, typename C, typename R, typename A>
    bool parse(It& first, It const& last, C const& context, R&, A& attribute) const {
        x3::skip_over(first, last, context);
        if (first == last || !Predicate(*first)) return false;
        x3::traits::move_to(*first, attribute);
        ++first;
        return true;
    }
};
CharacterParser<is_letter> const letter;
CharacterParser<is_digit> const digit;
auto const name_tail = letter | digit | '_';

// ------------------------------------------------------------------------------------------------ semantic actions

auto const as_string = [](auto& ctx) {
    auto const& range = x3::_attr(ctx);
    x3::_val(ctx).assign(range.begin(), range.end());
};
auto const unreserved = [](auto& ctx) {
    auto const& range = x3::_attr(ctx);
    x3::_val(ctx).text.assign(range.begin(), range.end());
    if (is_reserved(x3::_val(ctx).text, session_of(ctx).language)) x3::_pass(ctx) = false;
};
auto const quoted_name = [](auto& ctx) {
    auto const& range = x3::_attr(ctx);
    x3::_val(ctx).text.assign(range.begin(), range.end());
};
template <LiteralKind Kind>
auto const as_literal = [](auto& ctx) {
    auto const& range = x3::_attr(ctx);
    x3::_val(ctx).kind = Kind;
    x3::_val(ctx).written.assign(range.begin(), range.end());
};

/// dots in groups of three, at most two digits after the comma; before juta and miliar up to six, and no dots are fine too.
bool well_formed_money(std::string_view digits, bool scaled) {
    std::string_view before = digits.substr(0, digits.find(','));
    std::string_view after = before.size() == digits.size() ? "0" : digits.substr(before.size() + 1);
    if (after.empty() || after.size() > (scaled ? 6u : 2u) || after.find_first_not_of("0123456789") != after.npos) return false;
    if (before.find('.') == before.npos) return !before.empty();
    std::size_t first = before.find('.');
    if (first == 0 || first > 3 || before.size() % 4 != first % 4) return false;
    for (std::size_t i = 0; i < before.size(); ++i)
        if ((before[i] == '.') != (i >= first && (i - first) % 4 == 0)) return false;
    return true;
}
auto const check_money = [](auto& ctx) {
    auto const& range = x3::_attr(ctx);
    std::string written(range.begin(), range.end());
    std::string digits = written.substr(written.find_first_of("0123456789"));
    bool scaled = digits.find_first_of(" ") != digits.npos;
    digits = digits.substr(0, digits.find_first_not_of("0123456789.,"));
    Session& session = session_of(ctx);
    if (!well_formed_money(digits, scaled))
        throw Mistake{{code_of(SyntaxCode::malformed_money), session.span(range.begin(), range.end()), {written}, {}, {}, {}}};
    as_literal<LiteralKind::money>(ctx);
};

// ----------------------------------------------------------------------------------------------------------- rules

x3::rule<struct text_body_class, std::string> const text_body{"a_text"};
x3::rule<struct escape_class, char> const escape{"a_text"};
x3::rule<struct date_shape_class> const date_shape{"a_date"};
x3::rule<struct month_class> const month_name{"a_date"};
x3::rule<struct money_class, Literal> const money{"a_value"};
x3::rule<struct number_class, Literal> const number{"a_value"};
x3::rule<struct text_literal_class, Literal> const text_literal{"a_text"};
x3::rule<struct truth_class, Literal> const truth{"a_value"};

auto const name_def = (x3::lexeme['`' >> x3::raw[letter >> *name_tail][quoted_name] >> '`']) |
                      x3::lexeme[x3::raw[letter >> *name_tail][unreserved]];

// A text that dsl/text found unclosed ends with its line.
auto const text_end = x3::char_("\"\x01\x02") | x3::eoi;
auto const escape_def = x3::lit('\\') >> (x3::char_("\"\\")[be] | trap(SyntaxCode::bad_escape)[x3::char_]);
auto const append = [](auto& ctx) { x3::_val(ctx) += x3::_attr(ctx); };
auto const text_body_def = x3::lexeme['"' >> *(!text_end >> (escape[append] | x3::char_[append])) >> ('"' | &text_end)];
auto const text_def = text_body[put<&Text::value>];

auto const digits_tail = *(digit | ('_' >> &digit));
auto const whole_def = x3::lexeme[x3::raw[digit >> digits_tail][as_string] >> !name_tail];

struct MonthSymbols : x3::symbols<int> {
    MonthSymbols() {
        for (char const* month : {"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
                                  "november", "desember", "january", "february", "march", "may", "june", "july", "august", "october",
                                  "december"})
            add(month, 1);
    }
} const months;
auto const month_name_def = x3::no_case[months];
auto const two = digit >> digit;
auto const four = two >> two;
auto const date_shape_def = x3::lexeme[((four >> '-' >> two >> '-' >> two) | (two >> '-' >> two >> '-' >> four) |
                                        (digit >> -digit >> +x3::lit(' ') >> month_name >> +x3::lit(' ') >> four)) >>
                                       !name_tail];
auto const slashed_date = x3::lexeme[digit >> -digit >> '/' >> digit >> -digit >> '/' >> four];
auto const date_def = x3::raw[date_shape][as_literal<LiteralKind::date>] | trap(SyntaxCode::date_with_slashes)[slashed_date];

auto const scale_word = kw(Keyword::million) | kw(Keyword::billion);
// rp500.000, Rp. 500.000, IDR 500.000: meant as money, whatever the letters.
auto const amount = digit >> *(digit | (x3::char_(".,") >> &digit));
auto const separated_amount = digit >> *digit >> x3::char_(".,") >> amount;
auto const loose_money = x3::lexeme[x3::no_case[x3::lit("rp") | "idr"] >>
                                    (('.' >> *x3::lit(' ') >> amount) | (*x3::lit(' ') >> separated_amount))];
auto const money_def =
    x3::raw[x3::lexeme["Rp" >> *x3::lit(' ') >> digit >> *(digit | '_' | (x3::char_(".,") >> &digit))] >> -scale_word][check_money] |
    trap(SyntaxCode::malformed_money)[loose_money];

// 1.500 and 1,5 mean different things to different readers: outside money they are asked about.
auto const up_to_three = digit >> -digit >> -digit;
auto const grouped = x3::lexeme[!x3::lit('0') >> up_to_three >> +('.' >> digit >> digit >> digit >> !digit) >> !(x3::lit('.') >> digit)];
auto const comma_decimal = x3::lexeme[digit >> digits_tail >> ',' >> digit >> digits_tail];
auto const number_def = trap(SyntaxCode::ambiguous_number)[grouped] | trap(SyntaxCode::comma_in_number)[comma_decimal] |
                        x3::raw[x3::lexeme[digit >> digits_tail >> -('.' >> digit >> digits_tail) >> '%']][as_literal<LiteralKind::percent>] |
                        x3::raw[x3::lexeme[digit >> digits_tail >> '.' >> digit >> digits_tail >> !name_tail]][as_literal<LiteralKind::decimal>] |
                        x3::raw[x3::lexeme[digit >> digits_tail >> !name_tail]][as_literal<LiteralKind::whole>];

auto const text_value = [](auto& ctx) {
    x3::_val(ctx).kind = LiteralKind::text;
    x3::_val(ctx).written = std::move(x3::_attr(ctx));
};
auto const text_literal_def = text_body[text_value];
auto const truth_def = x3::raw[kw(Keyword::yes)][as_literal<LiteralKind::yes>] | x3::raw[kw(Keyword::no_value)][as_literal<LiteralKind::no>];

auto const literal_def = date[be] | money[be] | number[be] | text_literal[be] | truth[be];

auto const negate = [](auto& ctx) {
    x3::_val(ctx) = std::move(x3::_attr(ctx));
    x3::_val(ctx).written.insert(0, "-");
};
auto const signed_literal_def = ('-' >> (money[negate] | number[negate])) | literal[be];

template <DurationUnit Unit>
constexpr auto unit = set<&Duration::unit, Unit>;
// Longest first: hari kerja before hari.
auto const duration_unit = kw(Keyword::working_days)[unit<DurationUnit::working_days>] | kw(Keyword::days)[unit<DurationUnit::days>] |
                           kw(Keyword::day)[unit<DurationUnit::days>] | kw(Keyword::months)[unit<DurationUnit::months>] |
                           kw(Keyword::month)[unit<DurationUnit::months>] | kw(Keyword::years)[unit<DurationUnit::years>] |
                           kw(Keyword::year)[unit<DurationUnit::years>];
auto const duration_def = whole[put<&Duration::amount>] >> duration_unit;

DEFINE_RULES(text_body, escape, date_shape, month_name, money, number, text_literal, truth)

}  // namespace

DEFINE_RULES(name, text, whole, date, literal, signed_literal, duration)

BOOST_SPIRIT_INSTANTIATE(NameRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(TextRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(WholeRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(DateRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(LiteralRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(SignedLiteralRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(DurationRule, Iterator, Context)

}  // namespace tepat::grammar
