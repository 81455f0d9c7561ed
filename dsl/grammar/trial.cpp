// SPDX-License-Identifier: Apache-2.0
// The lines of a test (language.md section 8): what is given, what is expected.
#include "dsl/grammar/declaration.hpp"
#include "dsl/grammar/expression.hpp"
#include "dsl/grammar/lexical.hpp"
#include "dsl/grammar/node_rules.hpp"

namespace tepat::grammar {

using namespace syntax;

namespace {

// ---------------------------------------------------------------------------------------------------------- tests

// A row's name; in quotes when the key of its row is no name: `kabupaten "15"`.
NodeRule<struct row_name_tag, Name> const row_name{"a_name"};
auto const key_as_name = [](auto& ctx) { x3::_val(ctx).text = std::move(x3::_attr(ctx).value); };
auto const row_name_def = name[be] | text[key_as_name];
NodeRule<struct row_path_tag, Path> const row_path{"a_row"};
auto const dot = x3::lexeme['.' >> !x3::lit('.')];
auto const row_path_def = (&x3::lit('"') >> row_name[push<&Path::parts>] >> *(dot > name[push<&Path::parts>])) | path[be];

NodeRule<struct given_parameter_tag, GivenParameter> const given_parameter{"a_name"};
auto const given_parameter_def = kw(Keyword::parameter) > name[put<&GivenParameter::parameter>] > '=' > plain_value[put<&GivenParameter::value>];
NodeRule<struct given_fact_tag, GivenFact> const given_fact{"a_name"};
NodeRule<struct set_value_tag, SetValue> const set_value{"a_value"};
auto const set_names = name[push<&SetValue::values>] >> *(',' > name[push<&SetValue::values>]);
auto const set_value_def = open_paren >> -set_names > close_paren;
x3::rule<struct given_value_tag, Expr> const given_value{"a_value"};
auto const given_value_def = set_value[be] | plain_value[be];
auto const given_fact_def = name[put<&GivenFact::fact>] > given_value[put<&GivenFact::value>];
NodeRule<struct given_row_tag, GivenRow> const given_row{"a_row"};
auto const given_facts = given_fact[push<&GivenRow::facts>] >> *(',' > given_fact[push<&GivenRow::facts>]);
auto const given_row_def = (name[put<&GivenRow::entity>] > row_name[put<&GivenRow::key>]) >> -(x3::lit(':') >> -given_facts);
ItemRule<struct given_tag, Given> const given{"a_row"};
auto const given_def = given_parameter[be] | given_row[be];

template <Verdict Value>
constexpr auto verdict_value = set<&ExpectVerdict::verdict, Value>;
auto const verdict = kw(Keyword::not_eligible)[verdict_value<Verdict::not_eligible>] | kw(Keyword::eligible)[verdict_value<Verdict::eligible>] |
                     kw(Keyword::undecided)[verdict_value<Verdict::undecided>] | kw(Keyword::error)[verdict_value<Verdict::error>] |
                     kw(Keyword::selected)[verdict_value<Verdict::selected>] | kw(Keyword::waiting)[verdict_value<Verdict::waiting>];
NodeRule<struct expect_verdict_tag, ExpectVerdict> const expect_verdict{"a_name"};
auto const missing_paths = path[push<&ExpectVerdict::missing>] >> *(',' > path[push<&ExpectVerdict::missing>]);
auto const as_number = [](auto& ctx) { x3::_val(ctx).written = std::move(x3::_attr(ctx)); };
NodeRule<struct rank_tag, Literal> const rank_number{"a_whole_number"};
auto const rank_number_def = whole[as_number];
auto const expect_verdict_def = ((row_name[put<&ExpectVerdict::row>] >> verdict) > name[put<&ExpectVerdict::target>]) >>
                                -((-x3::lit(',') >> kw(Keyword::rank)) > rank_number[put<&ExpectVerdict::rank>]) >>
                                -((-x3::lit(',') >> kw(Keyword::missing)) > missing_paths);
x3::rule<struct exact_tag, Expr> const exact{"a_comparison"};
auto const exact_def = (x3::lit('=') | kw(Keyword::is)) > plain_value[be];
NodeRule<struct expected_tag, ExpectValue> const expected{"a_comparison"};
auto const expected_def = kw(Keyword::is_unknown) | kw(Keyword::error)[set<&ExpectValue::error, true>] | exact[put<&ExpectValue::low>] |
                          (kw(Keyword::between) > plain_value[put<&ExpectValue::low>] > kw(Keyword::between_to) >
                           plain_value[put<&ExpectValue::high>]);
auto const with_what = [](auto& ctx) {
    Path what = std::move(x3::_val(ctx).what);
    x3::_val(ctx) = std::move(x3::_attr(ctx));
    x3::_val(ctx).what = std::move(what);
};
NodeRule<struct expect_value_tag, ExpectValue> const expect_value{"a_row"};
auto const expect_value_def = row_path[put<&ExpectValue::what>] > expected[with_what];
ItemRule<struct expectation_tag, Expectation> const expectation{"a_row"};
auto const expectation_def = expect_verdict[be] | expect_value[be];

DEFINE_RULES(row_name, row_path, given_parameter, set_value, given_value, given_fact, given_row, given, rank_number, expect_verdict, exact, expected, expect_value, expectation)

}  // namespace

bool read(Session& session, Iterator& first, Iterator last, Given& node) { return run(given, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, Expectation& node) { return run(expectation, session, first, last, node); }

}  // namespace tepat::grammar
