// SPDX-License-Identifier: Apache-2.0
#include "dsl/grammar/expression.hpp"

#include "dsl/grammar/lexical.hpp"
#include "dsl/grammar/node_rules.hpp"

namespace tepat::grammar {

using namespace syntax;

/// For rules whose value is an Expr: the span goes to the node it holds, parentheses included.
struct SpannedExpr {
    template <typename It, typename C>
    void on_success(It const& first, It const& last, Expr& expr, C const& context) {
        It end = last;
        while (end > first && end[-1] == ' ') --end;
        set_span(expr, session_of(context).span(first, end));
    }
};

struct condition_class : SpannedExpr {};
struct expression_class : SpannedExpr {};
struct additive_class : SpannedExpr {};
struct path_class : Spanned {};
struct plain_value_class {};

namespace {

template <typename Tag>
struct expr_class : SpannedExpr {};

template <typename Tag>
using ExprRule = x3::rule<expr_class<Tag>, Expr>;

// All levels are "an expression" to the reader of a message.
NodeRule<struct group_tag, Group> const group{"a_condition"};
NodeRule<struct negated_group_tag, Unary> const negated_group{"a_condition"};
ExprRule<struct negation_tag> const negation{"an_expression"};
NodeRule<struct negated_tag, Unary> const negated{"an_expression"};
NodeRule<struct logic_tag, Logic> const logic{"an_expression"};
ExprRule<struct comparing_tag> const comparing{"an_expression"};
NodeRule<struct comparison_tag, Comparison> const comparison{"an_expression"};
NodeRule<struct between_tag, Between> const between{"an_expression"};
NodeRule<struct membership_tag, Membership> const membership{"an_expression"};
NodeRule<struct text_test_tag, TextTest> const text_test{"an_expression"};
NodeRule<struct known_tag, Known> const known{"an_expression"};
NodeRule<struct sum_tag, Arithmetic> const sum{"an_expression"};
NodeRule<struct sum_tail_tag, ArithmeticTail> const sum_tail{"an_expression"};
ExprRule<struct addend_tag> const addend{"an_expression"};
ExprRule<struct multiplicative_tag> const multiplicative{"an_expression"};
NodeRule<struct product_tag, Arithmetic> const product{"an_expression"};
NodeRule<struct product_tail_tag, ArithmeticTail> const product_tail{"an_expression"};
ExprRule<struct factor_tag> const factor{"an_expression"};
NodeRule<struct negative_tag, Unary> const negative{"an_expression"};
ExprRule<struct postfix_tag> const postfix{"an_expression"};
NodeRule<struct if_missing_tag, IfMissing> const if_missing{"an_expression"};
ExprRule<struct fallback_tag> const fallback{"an_expression"};
ExprRule<struct primary_tag> const primary{"an_expression"};
ExprRule<struct parenthesised_tag> const parenthesised{"an_expression"};
NodeRule<struct some_tag, Quantifier> const some_of{"an_expression"};
NodeRule<struct every_tag, Quantifier> const every_of{"an_expression"};
NodeRule<struct count_tag, Quantifier> const count_of{"an_expression"};
NodeRule<struct total_tag, Quantifier> const total_of{"an_expression"};
NodeRule<struct extreme_tag, Quantifier> const extreme_of{"an_expression"};
NodeRule<struct call_tag, Call> const call{"an_expression"};
NodeRule<struct round_tag, Round> const round_call{"an_expression"};
NodeRule<struct reference_date_tag, ReferenceDate> const reference_date{"an_expression"};
NodeRule<struct standing_tag, Standing> const standing{"an_expression"};
NodeRule<struct total_top_tag, Quantifier> const total_top{"an_expression"};

// ------------------------------------------------------------------------------------------------ semantic actions

/// A tail such as `antara a sampai b` is read as a node without its left side; this puts the left side in.
auto const with_left = [](auto& ctx) {
    auto node = std::move(x3::_attr(ctx));
    Expr left = std::move(x3::_val(ctx));
    if constexpr (requires { node.left; }) node.left = std::move(left);
    else node.value = std::move(left);
    x3::_val(ctx) = std::move(node);
};
/// One operand and no operator is the operand itself.
auto const one_or_sum = [](auto& ctx) {
    Arithmetic& node = x3::_attr(ctx);
    if (node.rest.empty()) x3::_val(ctx) = Expr(std::move(node.first));
    else x3::_val(ctx) = std::move(node);
};
auto const one_or_logic = [](auto& ctx) {
    Logic& node = x3::_attr(ctx);
    if (node.operands.size() == 1) x3::_val(ctx) = Expr(std::move(node.operands.front()));
    else x3::_val(ctx) = std::move(node);
};
auto const operand_group = [](auto& ctx) {
    x3::_val(ctx).op = UnaryOp::logical_not;
    x3::_val(ctx).operand = std::move(x3::_attr(ctx));
};

template <StandingKind Kind>
constexpr auto standing_kind = set<&Standing::kind, Kind>;
template <QuantifierKind Kind>
constexpr auto kind = set<&Quantifier::kind, Kind>;
template <GroupKind Kind>
constexpr auto group_kind = set<&Group::kind, Kind>;
template <Function Value>
constexpr auto function = set<&Call::function, Value>;
template <RoundDirection Value>
constexpr auto direction = set<&Round::direction, Value>;
template <ArithmeticOp Op>
constexpr auto operation = set<&ArithmeticTail::op, Op>;
template <CompareOp Op>
constexpr auto compare = set<&Comparison::op, Op>;

// ------------------------------------------------------------------------------------------------ groups, dan, atau

auto const condition_def = negated_group[be] | group[be] | expression[be];

auto const group_head = kw(Keyword::all_of) | kw(Keyword::any_of) | kw(Keyword::at_least);
auto const negated_group_def = kw(Keyword::logical_not) >> &group_head >> group[operand_group];

auto const group_colon = x3::lit(':') | trap(SyntaxCode::group_needs_colon)[x3::eps];
auto const group_items = deeper[bulleted[condition[push<&Group::items>]]] | trap(SyntaxCode::group_without_bullets)[x3::eps];
auto const group_def = (kw(Keyword::all_of)[group_kind<GroupKind::all_of>] | kw(Keyword::any_of)[group_kind<GroupKind::any_of>] |
                        (kw(Keyword::at_least)[group_kind<GroupKind::at_least>] > primary[put<&Group::at_least>] > kw(Keyword::of))) >>
                       group_colon >> group_items;

auto const expression_def = deeper[logic[one_or_logic]];

auto const operand = negation[push<&Logic::operands>];
auto const and_tail = +(kw(Keyword::logical_and) > operand) >> -trap(SyntaxCode::mixed_and_or)[kw(Keyword::logical_or)];
auto const or_tail = +(kw(Keyword::logical_or)[set<&Logic::op, LogicOp::logical_or>] > operand) >>
                     -trap(SyntaxCode::mixed_and_or)[kw(Keyword::logical_and)];
auto const foreign_connective = x3::lit("&&") | "||" | '&';
auto const logic_def = operand >> -(and_tail | or_tail) >> -trap(SyntaxCode::foreign_operator)[foreign_connective];

auto const negation_def = negated[be] | comparing[be];
auto const negated_def = (!kw(Keyword::no) >> kw(Keyword::logical_not)[set<&Unary::op, UnaryOp::logical_not>]) >
                         deeper[negation[put<&Unary::operand>]];

// ------------------------------------------------------------------------------------------------------ comparisons

auto const second_comparison = x3::omit[compare_symbols] | kw(Keyword::between);
auto const comparing_def = additive[be] >> -trap(SyntaxCode::foreign_operator)[foreign_comparison] >>
                           -((known[with_left] | membership[with_left] | between[with_left] | text_test[with_left] | comparison[with_left]) >>
                             -trap(SyntaxCode::chained_comparison)[second_comparison]);

auto const comparison_def = (compare_symbols[put<&Comparison::op>] | kw(Keyword::is_not)[compare<CompareOp::not_equal>] |
                             kw(Keyword::is)[compare<CompareOp::equal>]) > additive[put<&Comparison::right>];
auto const between_def = kw(Keyword::between) > additive[put<&Between::low>] > kw(Keyword::between_to) > additive[put<&Between::high>];
auto const choice_option = additive[push<&Membership::choices>];
auto const membership_def = (kw(Keyword::not_in_list)[set<&Membership::negated, true>] | kw(Keyword::in_list)) > open_paren >
                            choice_option >> *(',' > choice_option) > close_paren;
auto const text_test_def = (kw(Keyword::has)[set<&TextTest::op, TextTestOp::has>] |
                            kw(Keyword::starts_with)[set<&TextTest::op, TextTestOp::starts_with>]) > additive[put<&TextTest::operand>];
auto const known_def = kw(Keyword::is_unknown)[set<&Known::known, false>] | kw(Keyword::is_known)[set<&Known::known, true>];

// ------------------------------------------------------------------------------------------------------- arithmetic

auto const additive_def = sum[one_or_sum];
auto const sum_def = multiplicative[put<&Arithmetic::first>] >> *sum_tail[push<&Arithmetic::rest>];
auto const sum_tail_def = (x3::lit('+')[operation<ArithmeticOp::add>] | x3::lit('-')[operation<ArithmeticOp::subtract>]) >
                          addend[put<&ArithmeticTail::operand>];
auto const addend_def = duration[be] | multiplicative[be];

auto const multiplicative_def = product[one_or_sum];
auto const product_def = factor[put<&Arithmetic::first>] >> *product_tail[push<&Arithmetic::rest>];
auto const product_tail_def = (x3::lit('*')[operation<ArithmeticOp::multiply>] | x3::lit('/')[operation<ArithmeticOp::divide>]) >
                              factor[put<&ArithmeticTail::operand>];

auto const factor_def = negative[be] | postfix[be];
auto const negative_def = x3::lit('-')[set<&Unary::op, UnaryOp::negative>] > deeper[factor[put<&Unary::operand>]];
auto const postfix_def = primary[be] >> -if_missing[with_left];
auto const if_missing_def = kw(Keyword::if_missing) > fallback[put<&IfMissing::fallback>];
auto const fallback_def = negative[be] | primary[be];

auto const foreign_not = x3::lit('!') >> !x3::lit('=');
auto const primary_def = trap(SyntaxCode::group_as_operand)[group_head] | trap(SyntaxCode::foreign_operator)[foreign_not] | parenthesised[be] |
                         standing[be] | total_top[be] | some_of[be] | every_of[be] | count_of[be] | total_of[be] | extreme_of[be] | call[be] |
                         round_call[be] | reference_date[be] | literal[be] | path[be];
auto const parenthesised_def = open_paren > expression[be] > close_paren;

auto const dot = x3::lexeme['.' >> !x3::lit('.')];
auto const path_def = ((kw(Keyword::subject)[set<&Path::from_subject, true>] > dot > name[push<&Path::parts>]) | name[push<&Path::parts>]) >>
                      *(dot > name[push<&Path::parts>]);

// ------------------------------------------------------------------------------------------ quantifiers, functions

auto const members = name[put<&Quantifier::entity>] >> -kw(Keyword::other)[set<&Quantifier::other, true>];
auto const in_parens = open_paren > expression[put<&Quantifier::where>] > close_paren;
auto const where = kw(Keyword::with) > in_parens;
auto const value_over = deeper[additive[put<&Quantifier::value>]] > kw(Keyword::over) > members >> -where;
// `bila tidak ada anggota yang (...)` is a case's condition, not a default.
auto const no_members_with = x3::omit[name] >> -kw(Keyword::other) >> kw(Keyword::with);
auto const if_none = (kw(Keyword::if_none) >> !no_members_with) > deeper[additive[put<&Quantifier::if_none>]];

auto const some_of_def = (kw(Keyword::no)[kind<QuantifierKind::none>] | kw(Keyword::some)[kind<QuantifierKind::some>]) > members > where;
auto const every_of_def = kw(Keyword::every)[kind<QuantifierKind::every>] > members > kw(Keyword::satisfies) > in_parens;
auto const count_of_def = kw(Keyword::number_of)[kind<QuantifierKind::count>] > members >> -where;
auto const total_of_def = kw(Keyword::total)[kind<QuantifierKind::total>] > value_over;
auto const extreme_of_def = (kw(Keyword::average)[kind<QuantifierKind::average>] | kw(Keyword::largest)[kind<QuantifierKind::largest>] |
                             kw(Keyword::smallest)[kind<QuantifierKind::smallest>]) > value_over >> -if_none;

auto const argument = deeper[additive[push<&Call::arguments>]];
auto const call_def = (kw(Keyword::full_years)[function<Function::full_years>] | kw(Keyword::full_months)[function<Function::full_months>] |
                       kw(Keyword::days_between)[function<Function::days_between>]) > open_paren > argument >> *(',' > argument) > close_paren;
auto const round_call_def = kw(Keyword::round) > open_paren > deeper[additive[put<&Round::value>]] > ',' >
                            (kw(Keyword::down)[direction<RoundDirection::down>] | kw(Keyword::up)[direction<RoundDirection::up>] |
                             kw(Keyword::nearest)[direction<RoundDirection::nearest>]) > ',' > deeper[additive[put<&Round::unit>]] > close_paren;
auto const reference_date_def = kw(Keyword::reference_date);

// `total 4 terbesar (A, B) dari E yang (...)`; without the parenthesis `total 4` is the number 4, added up.
auto const kept = deeper[additive[push<&Quantifier::kept>]];
auto const top_count = literal[put<&Quantifier::top>] | path[put<&Quantifier::top>];
auto const total_top_def = (kw(Keyword::total)[kind<QuantifierKind::total>] >> top_count >> kw(Keyword::largest) >> open_paren) > kept >>
                           *(',' > kept) > close_paren > kw(Keyword::over) > members >> -where;

// ---------------------------------------------------------------------------------------------- programmes

auto const ever_received = kw(Keyword::ever_received)[standing_kind<StandingKind::ever_received>] > name[put<&Standing::programme>] >>
                           -(kw(Keyword::within) > duration[put<&Standing::within>]);
auto const standing_def = ((kw(Keyword::eligible)[standing_kind<StandingKind::eligible>] |
                            kw(Keyword::selected)[standing_kind<StandingKind::selected>] |
                            kw(Keyword::receiving)[standing_kind<StandingKind::receiving>]) > name[put<&Standing::programme>]) |
                          ever_received;

// ----------------------------------------------------------------------------------------------------- plain values

NodeRule<struct minus_tag, Unary> const minus{"a_value"};
auto const literal_operand = [](auto& ctx) { x3::_val(ctx).operand = std::move(x3::_attr(ctx)); };
auto const minus_def = '-' >> literal[literal_operand];
NodeRule<struct choice_name_tag, Path> const choice_name{"a_name"};
auto const choice_name_def = name[push<&Path::parts>];
auto const plain_value_def = minus[be] | literal[be] | choice_name[be];

DEFINE_RULES(group, negated_group, negation, negated, logic, comparing, comparison, between, membership, text_test, known, sum, sum_tail,
                    addend, multiplicative, product, product_tail, factor, negative, postfix)
DEFINE_RULES(if_missing, fallback, primary, parenthesised, some_of, every_of, count_of, total_of, extreme_of, call, round_call,
                    reference_date, standing, total_top, minus, choice_name)

}  // namespace

DEFINE_RULES(condition, expression, additive, path, plain_value)

BOOST_SPIRIT_INSTANTIATE(ConditionRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ExpressionRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(AdditiveRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PathRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PlainValueRule, Iterator, Context)

}  // namespace tepat::grammar
