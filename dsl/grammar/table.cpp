// SPDX-License-Identifier: Apache-2.0
// The lines of scores, and what stands in and around the cells of tables (language.md section 5).
#include "dsl/grammar/declaration.hpp"
#include "dsl/grammar/expression.hpp"
#include "dsl/grammar/lexical.hpp"
#include "dsl/grammar/node_rules.hpp"

namespace tepat::grammar {

using namespace syntax;

namespace {

// --------------------------------------------------------------------------------------------------------- scores

auto const joined_times = x3::lexeme[+x3::char_("0-9") >> x3::no_case['x'] >> !x3::char_("A-Za-z0-9_")];
auto const counted = kw(Keyword::number_of) | kw(Keyword::total) | kw(Keyword::largest) | kw(Keyword::smallest) | x3::omit[name];
auto const no_weight = &(kw(Keyword::times) >> !kw(Keyword::times) >> counted) >> trap(SyntaxCode::score_without_weight)[kw(Keyword::times)];

NodeRule<struct score_line_tag, ScoreLine> const score_line{"an_expression"};
auto const score_line_def = !kw(Keyword::otherwise) >> -(trap(SyntaxCode::weight_joined)[joined_times] | no_weight) >> additive[put<&ScoreLine::weight>] >>
                            -(kw(Keyword::times) > additive[put<&ScoreLine::times>]) >>
                            -(kw(Keyword::when) > expression[put<&ScoreLine::condition>]);

// --------------------------------------------------------------------------------------------------------- tables

template <CollectKind Kind>
constexpr auto collecting = set<&TableClause::collect, Kind>;
NodeRule<struct collect_kind_tag, TableClause> const collect_kind{"a_collecting"};
auto const collect_kind_def = (kw(Keyword::sum) | kw(Keyword::total))[collecting<CollectKind::total>] |
                              kw(Keyword::number_of)[collecting<CollectKind::count>] |
                              kw(Keyword::largest)[collecting<CollectKind::largest>] |
                              kw(Keyword::smallest)[collecting<CollectKind::smallest>];
NodeRule<struct table_clause_tag, TableClause> const table_clause{"a_clause"};
auto const table_clause_def = (kw(Keyword::collect) > collect_kind[be]) | (kw(Keyword::from_file) > text[put<&TableClause::from_csv>]);

NodeRule<struct any_cell_tag, AnyCell> const any_cell{"a_cell"};
auto const any_cell_def = x3::omit['-' >> x3::eoi];
NodeRule<struct unknown_cell_tag, UnknownCell> const unknown_cell{"a_cell"};
auto const unknown_cell_def = kw(Keyword::is_unknown)[set<&UnknownCell::known, false>] | kw(Keyword::is_known)[set<&UnknownCell::known, true>];
NodeRule<struct compare_cell_tag, CompareCell> const compare_cell{"a_cell"};
auto const compare_cell_def = (-trap(SyntaxCode::foreign_operator)[foreign_comparison] >> compare_symbols[put<&CompareCell::op>]) >
                              additive[put<&CompareCell::operand>];
NodeRule<struct range_cell_tag, RangeCell> const range_cell{"a_cell"};
auto const range_cell_def = (additive[put<&RangeCell::low>] >> ".." >> -additive[put<&RangeCell::high>]) |
                            (x3::lit("..") > additive[put<&RangeCell::high>]);

// A plain `tidak` is the value of a yes_no column; a sum would be a slip of the pen (`7-21` for `7..21`) and needs parentheses.
auto const end_of_value = &x3::lit(',') | x3::eoi;
NodeRule<struct no_cell_tag, Literal> const no_cell{"a_value"};
auto const no_cell_def = x3::raw[kw(Keyword::logical_not)][([](auto& ctx) {
                             x3::_val(ctx).kind = LiteralKind::no;
                             x3::_val(ctx).written.assign(x3::_attr(ctx).begin(), x3::_attr(ctx).end());
                         })] >> end_of_value;
x3::rule<struct cell_value_tag, Expr> const cell_value{"a_value"};
auto const cell_value_def = no_cell[be] | (&x3::lit('(') >> additive[be]) | (&(x3::omit[name] >> '.' >> x3::omit[name]) >> path[be]) | plain_value[be];
NodeRule<struct values_cell_tag, ValuesCell> const values_cell{"a_cell"};
auto const values_cell_def = cell_value[push<&ValuesCell::values>] >> *(',' > cell_value[push<&ValuesCell::values>]);
ItemRule<struct table_cell_tag, TableCell> const table_cell{"a_cell"};
auto const table_cell_def = any_cell[be] | unknown_cell[be] | compare_cell[be] | range_cell[be] | values_cell[be];

DEFINE_RULES(score_line, collect_kind, table_clause, any_cell, unknown_cell, compare_cell, range_cell, no_cell, cell_value, values_cell,
                    table_cell)

}  // namespace

bool read(Session& session, Iterator& first, Iterator last, ScoreLine& node) { return run(score_line, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, TableClause& node) { return run(table_clause, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, TableCell& node) { return run(table_cell, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, Expr& node) { return run(expression, session, first, last, node); }

}  // namespace tepat::grammar
