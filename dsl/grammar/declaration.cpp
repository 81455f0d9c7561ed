// SPDX-License-Identifier: Apache-2.0
#include "dsl/grammar/declaration.hpp"

#include "dsl/grammar/expression.hpp"
#include "dsl/grammar/lexical.hpp"
#include "dsl/grammar/node_rules.hpp"

namespace tepat::grammar {

using namespace syntax;

namespace {

// -------------------------------------------------------------------------------------------------------- headers

NodeRule<struct header_tag, Header> const header{"a_name"};
auto const header_def = name[put<&Header::name>] >> -text[put<&Header::label>];

/// A label at the end of the header.
auto const late_label = text[([](auto& ctx) { x3::_val(ctx).header.label = std::move(x3::_attr(ctx)); })];

NodeRule<struct language_tag, LanguageDeclaration> const language_header{"a_name"};
auto const language_header_def = x3::eps > name[put<&LanguageDeclaration::language>];

NodeRule<struct use_tag, UseDeclaration> const use_header{"a_text"};
auto const use_header_def = x3::eps > text[put<&UseDeclaration::path>];

NodeRule<struct parent_tag, ParentLink> const parent_link{"a_name"};
auto const parent_link_def = kw(Keyword::in_parent) > name[put<&ParentLink::parent>] > kw(Keyword::via) > name[put<&ParentLink::link>];
auto const one = x3::lexeme['1' >> !x3::char_("0-9_")];
NodeRule<struct entity_tag, EntityDeclaration> const entity_header{"a_name"};
auto const entity_header_def = (x3::eps > header[put<&EntityDeclaration::header>]) >> -parent_link[put<&EntityDeclaration::parent>] >>
                               -(kw(Keyword::at_least)[set<&EntityDeclaration::at_least_one, true>] > one) >> -late_label;

NodeRule<struct type_tag, TypeSpec> const type{"a_type"};
NodeRule<struct parameter_tag, ParameterDeclaration> const parameter_header{"a_name"};
auto const parameter_header_def = (x3::eps > header[put<&ParameterDeclaration::header>] > ':' > type[put<&ParameterDeclaration::type>]) >>
                                  -late_label >> -(kw(Keyword::by) > path[put<&ParameterDeclaration::by>]) >> -late_label;

NodeRule<struct agency_tag, AgencyDeclaration> const agency_header{"a_name"};
auto const agency_header_def = x3::eps > header[put<&AgencyDeclaration::header>];

NodeRule<struct term_tag, TermDeclaration> const term_header{"a_name"};
auto const term_header_def = (x3::eps > header[put<&TermDeclaration::header>] > kw(Keyword::for_entity) > name[put<&TermDeclaration::entity>]) >>
                             -late_label >> -(':' > type[put<&TermDeclaration::type>]) >> x3::expect[kw(Keyword::means)];

NodeRule<struct programme_tag, ProgrammeDeclaration> const programme_header{"a_name"};
auto const programme_header_def = (x3::eps > header[put<&ProgrammeDeclaration::header>] > kw(Keyword::for_each) >
                                   name[put<&ProgrammeDeclaration::entity>]) >> -late_label;

NodeRule<struct rule_tag, RuleDeclaration> const rule_header{"a_name"};
auto const rule_header_def = (x3::eps > header[put<&RuleDeclaration::header>] > kw(Keyword::for_each) > name[put<&RuleDeclaration::entity>]) >>
                             -late_label;

NodeRule<struct test_tag, TestDeclaration> const test_header{"a_text"};
auto const test_header_def = x3::eps > text[put<&TestDeclaration::title>] > kw(Keyword::on) > date[put<&TestDeclaration::date>];

NodeRule<struct score_tag, ScoreDeclaration> const score_header{"a_name"};
auto const score_header_def = (x3::eps > header[put<&ScoreDeclaration::header>] > kw(Keyword::for_entity) >
                               name[put<&ScoreDeclaration::entity>]) >> -late_label;

NodeRule<struct table_tag, TableDeclaration> const table_header{"a_name"};
auto const table_header_def = (x3::eps > header[put<&TableDeclaration::header>] > kw(Keyword::for_entity) > name[put<&TableDeclaration::entity>]) >>
                              -late_label >> x3::expect[kw(Keyword::yields)] >> x3::expect[type[put<&TableDeclaration::result>]] >> -late_label;

DEFINE_RULES(header, language_header, use_header, parent_link, entity_header, parameter_header, agency_header, term_header,
                    programme_header, rule_header, test_header, score_header, table_header)

// ---------------------------------------------------------------------------------------------------------- types

template <TypeWord Word>
constexpr auto word = set<&TypeSpec::word, Word>;

NodeRule<struct range_tag, Range> const range{"a_value"};
auto const range_def = -(!x3::lit('"') >> signed_literal[put<&Range::low>]) >> ".." >> -(!x3::lit('"') >> signed_literal[put<&Range::high>]);

NodeRule<struct choice_value_tag, ChoiceValue> const choice_value{"a_name"};
auto const choice_value_def = name[put<&ChoiceValue::name>] >> -('=' > signed_literal[put<&ChoiceValue::code>]) >> -text[put<&ChoiceValue::label>];

auto const ranged = kw(Keyword::number)[word<TypeWord::number>] | kw(Keyword::decimal)[word<TypeWord::decimal>] |
                    kw(Keyword::rupiah)[word<TypeWord::rupiah>] | kw(Keyword::date)[word<TypeWord::date>];
auto const choices = ((kw(Keyword::choice)[word<TypeWord::choice>] | kw(Keyword::set)[word<TypeWord::set>]) > choice_value[push<&TypeSpec::choices>]) >>
                     *(',' > choice_value[push<&TypeSpec::choices>]);
auto const type_def = kw(Keyword::yes_no)[word<TypeWord::yes_no>] | kw(Keyword::text)[word<TypeWord::text>] |
                      (ranged >> -range[put<&TypeSpec::range>]) | choices;

DEFINE_RULES(range, choice_value, type)

// ------------------------------------------------------------------------------------------------- entities, facts

auto const type_word = kw(Keyword::yes_no) | kw(Keyword::number) | kw(Keyword::decimal) | kw(Keyword::rupiah) | kw(Keyword::date) |
                       kw(Keyword::text) | kw(Keyword::choice) | kw(Keyword::set);
auto const fact_shape = x3::omit[name] >> -x3::omit[text] >> type_word;

auto const name_as_text = [](auto& ctx) {
    x3::_val(ctx).kind = LiteralKind::text;
    x3::_val(ctx).written = std::move(x3::_attr(ctx).text);
};
NodeRule<struct code_tag, Literal> const code{"a_value"};  // a literal, or a bare name as text
auto const code_def = signed_literal[be] | name[name_as_text];

NodeRule<struct secrecy_tag, SecrecyFlag> const secrecy{"a_keyword"};
auto const secrecy_def = kw(Keyword::secret)[set<&SecrecyFlag::word, SecrecyWord::secret>] |
                         kw(Keyword::sensitive)[set<&SecrecyFlag::word, SecrecyWord::sensitive>];
NodeRule<struct column_tag, ColumnFlag> const column{"a_text"};
auto const column_def = kw(Keyword::column) > text[put<&ColumnFlag::column>];
NodeRule<struct missing_codes_tag, CountsAsMissing> const counts_as_missing{"a_value"};
auto const counts_as_missing_def = (kw(Keyword::counts_as_missing) > code[push<&CountsAsMissing::codes>]) >>
                                   *(',' > code[push<&CountsAsMissing::codes>]);
NodeRule<struct vintage_tag, Vintage> const vintage{"a_duration"};
auto const vintage_def = kw(Keyword::valid_for) > duration[put<&Vintage::valid>] > kw(Keyword::valid_since) > path[put<&Vintage::since>];
ItemRule<struct fact_flag_tag, FactFlag> const fact_flag{"a_keyword"};
auto const fact_flag_def = secrecy[be] | column[be] | counts_as_missing[be] | vintage[be];

NodeRule<struct fact_tag, Fact> const fact{"a_name"};
auto const fact_def = name[put<&Fact::name>] >> -text[put<&Fact::label>] >> type[put<&Fact::type>] >>
                      *(fact_flag[push<&Fact::flags>] | text[put<&Fact::label>]);

ItemRule<struct reference_flag_tag, FactFlag> const reference_flag{"a_keyword"};
auto const reference_flag_def = secrecy[be];
NodeRule<struct reference_tag, Reference> const reference{"a_name"};
auto const reference_def = ((name[put<&Reference::name>] >> -text[put<&Reference::label>] >> kw(Keyword::refers_to)) >
                            name[put<&Reference::entity>] > kw(Keyword::via) > name[put<&Reference::link>]) >>
                           *(reference_flag[push<&Reference::flags>] | text[put<&Reference::label>]);

NodeRule<struct from_table_tag, FromTable> const from_table{"a_name"};
auto const from_table_def = kw(Keyword::from_table) > name[put<&FromTable::table>] > kw(Keyword::key) > name[put<&FromTable::key>];
NodeRule<struct called_by_tag, CalledBy> const called_by{"a_name"};
auto const called_by_def = kw(Keyword::called_by) > name[put<&CalledBy::fact>];
NodeRule<struct address_tag, Address> const address{"a_name"};
auto const address_def = (kw(Keyword::address) > name[push<&Address::facts>]) >> *(',' > name[push<&Address::facts>]);
NodeRule<struct area_tag, Area> const area{"a_keyword"};
auto const area_def = x3::omit[kw(Keyword::area)];
NodeRule<struct only_when_tag, OnlyWhen> const only_when{"a_condition"};
auto const only_when_def = kw(Keyword::only_when) > expression[put<&OnlyWhen::condition>];
NodeRule<struct recipients_tag, Recipients> const recipients{"a_name"};
auto const recipients_def = (kw(Keyword::recipients) > name[put<&Recipients::programme>] > kw(Keyword::from) > name[put<&Recipients::from>]) >>
                            -(kw(Keyword::until) > name[put<&Recipients::until>]) >> -kw(Keyword::complete)[set<&Recipients::complete, true>];

ItemRule<struct entity_item_tag, EntityItem> const entity_item{"a_clause"};
auto const entity_item_def = reference[be] | (&fact_shape >> fact[be]) | from_table[be] | called_by[be] | address[be] | area[be] |
                             only_when[be] | recipients[be];

DEFINE_RULES(code, secrecy, column, counts_as_missing, vintage, fact_flag, fact, reference_flag, reference, from_table, called_by, address, area,
                    only_when, recipients, entity_item)

// ---------------------------------------------------------------------------------------------- parameters, terms

NodeRule<struct parameter_period_tag, ParameterPeriod> const parameter_period{"a_clause"};
auto const period_values = plain_value[push<&ParameterPeriod::values>] >> *(',' > plain_value[push<&ParameterPeriod::values>]);
auto const parameter_period_def = ((-(!kw(Keyword::from) >> code[put<&ParameterPeriod::key>]) >> kw(Keyword::from)) >
                                   date[put<&ParameterPeriod::from>]) >>
                                  -(kw(Keyword::until) > date[put<&ParameterPeriod::until>]) >> x3::expect[period_values] >>
                                  -(kw(Keyword::basis) > text[put<&ParameterPeriod::basis>]);
ItemRule<struct parameter_item_tag, ParameterItem> const parameter_item{"a_clause"};
auto const parameter_item_def = parameter_period[be];

NodeRule<struct term_piece_tag, TermPiece> const term_piece{"an_expression"};
auto const term_piece_def = ((kw(Keyword::otherwise)[set<&TermPiece::otherwise, true>] > expression[put<&TermPiece::result>]) |
                             (condition[put<&TermPiece::result>] >> -(kw(Keyword::when) > expression[put<&TermPiece::condition>])));

DEFINE_RULES(parameter_period, parameter_item, term_piece)

}  // namespace

bool read(Session& session, Iterator& first, Iterator last, LanguageDeclaration& node) { return run(language_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, UseDeclaration& node) { return run(use_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, EntityDeclaration& node) { return run(entity_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, ParameterDeclaration& node) { return run(parameter_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, AgencyDeclaration& node) { return run(agency_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, TermDeclaration& node) { return run(term_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, ScoreDeclaration& node) { return run(score_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, TableDeclaration& node) { return run(table_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, ProgrammeDeclaration& node) { return run(programme_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, RuleDeclaration& node) { return run(rule_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, TestDeclaration& node) { return run(test_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, EntityItem& node) { return run(entity_item, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, ParameterItem& node) { return run(parameter_item, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, TermPiece& node) { return run(term_piece, session, first, last, node); }

}  // namespace tepat::grammar
