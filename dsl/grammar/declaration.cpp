// SPDX-License-Identifier: Apache-2.0
#include "dsl/grammar/declaration.hpp"

#include "dsl/grammar/expression.hpp"
#include "dsl/grammar/lexical.hpp"
#include "dsl/grammar/parsers.hpp"

namespace tepat::grammar {

using namespace syntax;

namespace {

template <typename Tag>
struct spanned_class : Spanned {};
template <typename Tag, typename Node>
using NodeRule = x3::rule<spanned_class<Tag>, Node>;
template <typename Tag, typename Item>
using ItemRule = x3::rule<Tag, Item>;  // variants: their alternatives have the spans

template <Keyword Role>
constexpr auto waits = set<&Later::keyword, Role>;

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

NodeRule<struct later_declaration_tag, LaterDeclaration> const later_header{"a_name"};
auto const later_header_def = -(name[put<&LaterDeclaration::name>] >> -x3::omit[text] >>
                                -(kw(Keyword::for_entity) >> name[put<&LaterDeclaration::entity>])) >> rest;

DEFINE_RULES(header, language_header, use_header, parent_link, entity_header, parameter_header, agency_header, term_header,
                    programme_header, rule_header, test_header, later_header)

// ---------------------------------------------------------------------------------------------------------- types

template <TypeWord Word>
constexpr auto word = set<&TypeSpec::word, Word>;

NodeRule<struct range_tag, Range> const range{"a_value"};
auto const range_def = -(!x3::lit('"') >> signed_literal[put<&Range::low>]) >> ".." >> -(!x3::lit('"') >> signed_literal[put<&Range::high>]);

NodeRule<struct choice_value_tag, ChoiceValue> const choice_value{"a_name"};
auto const choice_value_def = name[put<&ChoiceValue::name>] >> -('=' > signed_literal[put<&ChoiceValue::code>]) >> -text[put<&ChoiceValue::label>];

auto const ranged = kw(Keyword::number)[word<TypeWord::number>] | kw(Keyword::decimal)[word<TypeWord::decimal>] |
                    kw(Keyword::rupiah)[word<TypeWord::rupiah>] | kw(Keyword::date)[word<TypeWord::date>];
auto const choices = (kw(Keyword::choice)[word<TypeWord::choice>] > choice_value[push<&TypeSpec::choices>]) >>
                     *(',' > choice_value[push<&TypeSpec::choices>]);
auto const type_def = kw(Keyword::yes_no)[word<TypeWord::yes_no>] | kw(Keyword::text)[word<TypeWord::text>] |
                      (ranged >> -range[put<&TypeSpec::range>]) | choices;

DEFINE_RULES(range, choice_value, type)

// ------------------------------------------------------------------------------------------------- entities, facts

auto const type_word = kw(Keyword::yes_no) | kw(Keyword::number) | kw(Keyword::decimal) | kw(Keyword::rupiah) | kw(Keyword::date) |
                       kw(Keyword::text) | kw(Keyword::choice) | kw(Keyword::set) | kw(Keyword::refers_to);
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
NodeRule<struct vintage_tag, Later> const vintage{"a_duration"};
auto const vintage_def = kw(Keyword::valid_for)[waits<Keyword::valid_for>] > x3::omit[duration] > kw(Keyword::valid_since) > x3::omit[name];
ItemRule<struct fact_flag_tag, FactFlag> const fact_flag{"a_keyword"};
auto const fact_flag_def = secrecy[be] | column[be] | counts_as_missing[be] | vintage[be];

NodeRule<struct fact_tag, Fact> const fact{"a_name"};
auto const fact_def = name[put<&Fact::name>] >> -text[put<&Fact::label>] >> type[put<&Fact::type>] >>
                      *(fact_flag[push<&Fact::flags>] | text[put<&Fact::label>]);

NodeRule<struct later_fact_tag, Later> const later_fact{"a_name"};
auto const later_fact_def = name[put<&Later::name>] >> -x3::omit[text] >>
                            (kw(Keyword::set)[waits<Keyword::set>] | kw(Keyword::refers_to)[waits<Keyword::refers_to>]) >> rest;

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
NodeRule<struct recipients_tag, Later> const recipients{"a_name"};
auto const recipients_def = kw(Keyword::recipients)[waits<Keyword::recipients>] >> rest;

ItemRule<struct entity_item_tag, EntityItem> const entity_item{"a_clause"};
auto const entity_item_def = later_fact[be] | (&fact_shape >> fact[be]) | from_table[be] | called_by[be] | address[be] | area[be] |
                             only_when[be] | recipients[be];

DEFINE_RULES(code, secrecy, column, counts_as_missing, vintage, fact_flag, fact, later_fact, from_table, called_by, address, area,
                    only_when, recipients, entity_item)

// ---------------------------------------------------------------------------------------------- parameters, terms

/// What stands in data rather than in conditions: a literal, a negative number, a choice value's name.
x3::rule<struct plain_value_tag, Expr> const plain_value{"a_value"};
NodeRule<struct minus_tag, Unary> const minus{"a_value"};
auto const literal_operand = [](auto& ctx) { x3::_val(ctx).operand = std::move(x3::_attr(ctx)); };
auto const minus_def = '-' >> literal[literal_operand];
NodeRule<struct choice_name_tag, Path> const choice_name{"a_name"};
auto const choice_name_def = name[push<&Path::parts>];
auto const plain_value_def = minus[be] | literal[be] | choice_name[be];

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

DEFINE_RULES(plain_value, minus, choice_name, parameter_period, parameter_item, term_piece)

// --------------------------------------------------------------------------------------------- programmes and rules

template <Strategy Value>
constexpr auto strategy_value = set<&StrategyItem::strategy, Value>;
NodeRule<struct strategy_tag, StrategyItem> const strategy{"a_clause"};
NodeRule<struct strategy_word_tag, StrategyItem> const strategy_word{"a_strategy"};
auto const strategy_word_def = kw(Keyword::reduce_expenses)[strategy_value<Strategy::reduce_expenses>] |
                               kw(Keyword::raise_income)[strategy_value<Strategy::raise_income>] |
                               kw(Keyword::reduce_pockets)[strategy_value<Strategy::reduce_pockets>];
auto const strategy_def = kw(Keyword::strategy) > strategy_word[be];

NodeRule<struct run_by_tag, RunBy> const run_by{"a_clause"};
auto const run_by_def = kw(Keyword::run_by) > name[put<&RunBy::agency>];
NodeRule<struct legal_basis_tag, LegalBasis> const legal_basis{"a_clause"};
auto const legal_basis_def = kw(Keyword::legal_basis) > text[put<&LegalBasis::text>];
NodeRule<struct in_force_tag, InForce> const in_force{"a_clause"};
auto const in_force_def = (kw(Keyword::in_force) > date[put<&InForce::from>]) >> -(kw(Keyword::until) > date[put<&InForce::until>]);

x3::rule<struct time_unit_tag, DurationUnit> const time_unit{"a_time_unit"};
template <DurationUnit Unit>
auto const be_unit = [](auto& ctx) { x3::_val(ctx) = Unit; };
auto const time_unit_def = kw(Keyword::day)[be_unit<DurationUnit::days>] | kw(Keyword::month)[be_unit<DurationUnit::months>] |
                           kw(Keyword::year)[be_unit<DurationUnit::years>];
NodeRule<struct benefit_tag, Benefit> const benefit{"a_clause"};
auto const benefit_def = (kw(Keyword::benefit) > additive[put<&Benefit::amount>]) >> -(kw(Keyword::per) > time_unit[put<&Benefit::per>]);

template <Period Value>
constexpr auto period_value = set<&PeriodItem::period, Value>;
NodeRule<struct period_word_tag, PeriodItem> const period_word{"a_period"};
auto const period_word_def = kw(Keyword::once)[period_value<Period::once>] | kw(Keyword::monthly)[period_value<Period::monthly>] |
                             kw(Keyword::quarterly)[period_value<Period::quarterly>] | kw(Keyword::yearly)[period_value<Period::yearly>];
NodeRule<struct period_tag, PeriodItem> const period{"a_clause"};
auto const period_def = kw(Keyword::period) > period_word[be];
NodeRule<struct draft_tag, Draft> const draft{"a_clause"};
auto const draft_def = x3::omit[kw(Keyword::draft)];

NodeRule<struct exception_tag, Exception> const exception{"a_clause"};
auto const exception_def = (kw(Keyword::unless) > name[put<&Exception::name>]) >> -(kw(Keyword::on) > name[put<&Exception::target>]) >>
                           x3::expect[x3::lit(':')] >> x3::expect[condition[put<&Exception::condition>]];
NodeRule<struct condition_clause_tag, Condition> const condition_clause{"a_clause"};
auto const condition_clause_def = kw(Keyword::if_) > condition[put<&Condition::condition>];
NodeRule<struct programme_ref_tag, ProgrammeRef> const programme_ref{"a_clause"};
auto const programme_ref_def = kw(Keyword::programme) > name[put<&ProgrammeRef::programme>];

template <Priority Value>
constexpr auto priority_value = set<&PriorityItem::priority, Value>;
NodeRule<struct priority_word_tag, PriorityItem> const priority_word{"a_priority"};
auto const priority_word_def = kw(Keyword::high)[priority_value<Priority::high>] | kw(Keyword::medium)[priority_value<Priority::medium>] |
                               kw(Keyword::low)[priority_value<Priority::low>];
NodeRule<struct priority_tag, PriorityItem> const priority{"a_clause"};
auto const priority_def = kw(Keyword::priority) > priority_word[be];
NodeRule<struct due_tag, Due> const due{"a_clause"};
auto const due_def = kw(Keyword::due_in) > duration[put<&Due::after>];
NodeRule<struct evidence_tag, Evidence> const evidence{"a_clause"};
auto const evidence_def = kw(Keyword::evidence_photo) > text[put<&Evidence::what>];
NodeRule<struct done_when_tag, DoneWhen> const done_when{"a_clause"};
auto const done_when_def = kw(Keyword::done_when) > condition[put<&DoneWhen::condition>];
ItemRule<struct task_part_tag, TaskPart> const task_part{"a_clause"};
auto const task_part_def = priority[be] | due[be] | evidence[be] | done_when[be];
NodeRule<struct task_tag, Task> const task{"a_clause"};
auto const task_def = ((kw(Keyword::undecided_task)[set<&Task::if_undecided, true>] | kw(Keyword::then_task)) > text[put<&Task::what>] >
                       kw(Keyword::assigned_to) > name[put<&Task::agency>]) >> *task_part[push<&Task::parts>];

NodeRule<struct later_clause_tag, Later> const later_clause{"a_clause"};
auto const later_clause_def =
    (kw(Keyword::quota)[waits<Keyword::quota>] | kw(Keyword::budget)[waits<Keyword::budget>] |
     kw(Keyword::unit_cost)[waits<Keyword::unit_cost>] | kw(Keyword::taken_when)[waits<Keyword::taken_when>] |
     kw(Keyword::order_by)[waits<Keyword::order_by>] | kw(Keyword::at_most)[waits<Keyword::at_most>] |
     kw(Keyword::yields_to)[waits<Keyword::yields_to>] | kw(Keyword::not_together_with)[waits<Keyword::not_together_with>] |
     kw(Keyword::graduates_if)[waits<Keyword::graduates_if>]) >> rest;

ItemRule<struct programme_item_tag, ProgrammeItem> const programme_item{"a_clause"};
auto const programme_item_def = later_clause[be] | strategy[be] | run_by[be] | legal_basis[be] | in_force[be] | benefit[be] | period[be] |
                                draft[be] | exception[be] | task[be];
ItemRule<struct rule_item_tag, RuleItem> const rule_item{"a_clause"};
auto const rule_item_def = later_clause[be] | programme_ref[be] | legal_basis[be] | task[be] | condition_clause[be] | exception[be];

DEFINE_RULES(strategy, strategy_word, run_by, legal_basis, in_force, time_unit, benefit, period_word, period, draft, exception,
                    condition_clause, programme_ref, priority_word, priority, due, evidence, done_when)
DEFINE_RULES(task_part, task, later_clause, programme_item, rule_item)

// ---------------------------------------------------------------------------------------------------------- tests

NodeRule<struct given_parameter_tag, GivenParameter> const given_parameter{"a_name"};
auto const given_parameter_def = kw(Keyword::parameter) > name[put<&GivenParameter::parameter>] > '=' > plain_value[put<&GivenParameter::value>];
NodeRule<struct given_fact_tag, GivenFact> const given_fact{"a_name"};
auto const given_fact_def = name[put<&GivenFact::fact>] > plain_value[put<&GivenFact::value>];
NodeRule<struct given_row_tag, GivenRow> const given_row{"a_row"};
auto const given_facts = given_fact[push<&GivenRow::facts>] >> *(',' > given_fact[push<&GivenRow::facts>]);
auto const given_row_def = (name[put<&GivenRow::entity>] > name[put<&GivenRow::key>]) >> -(x3::lit(':') >> -given_facts);
ItemRule<struct given_tag, Given> const given{"a_row"};
auto const given_def = given_parameter[be] | given_row[be];

template <Verdict Value>
constexpr auto verdict_value = set<&ExpectVerdict::verdict, Value>;
auto const verdict = kw(Keyword::not_eligible)[verdict_value<Verdict::not_eligible>] | kw(Keyword::eligible)[verdict_value<Verdict::eligible>] |
                     kw(Keyword::undecided)[verdict_value<Verdict::undecided>] | kw(Keyword::error)[verdict_value<Verdict::error>];
NodeRule<struct expect_verdict_tag, ExpectVerdict> const expect_verdict{"a_name"};
auto const missing_paths = path[push<&ExpectVerdict::missing>] >> *(',' > path[push<&ExpectVerdict::missing>]);
auto const expect_verdict_def = ((name[put<&ExpectVerdict::row>] >> verdict) > name[put<&ExpectVerdict::target>]) >>
                                -((-x3::lit(',') >> kw(Keyword::missing)) > missing_paths);
NodeRule<struct expect_later_tag, Later> const expect_later{"a_name"};
auto const expect_later_def = x3::omit[name] >> -kw(Keyword::logical_not) >>
                              (kw(Keyword::selected)[waits<Keyword::selected>] | kw(Keyword::waiting)[waits<Keyword::waiting>] |
                               kw(Keyword::rank)[waits<Keyword::rank>]) >> rest;
x3::rule<struct exact_tag, Expr> const exact{"a_comparison"};
auto const exact_def = (x3::lit('=') | kw(Keyword::is)) > plain_value[be];
NodeRule<struct expected_tag, ExpectValue> const expected{"a_comparison"};
auto const expected_def = kw(Keyword::is_unknown) | exact[put<&ExpectValue::low>] |
                          (kw(Keyword::between) > plain_value[put<&ExpectValue::low>] > kw(Keyword::between_to) >
                           plain_value[put<&ExpectValue::high>]);
auto const with_what = [](auto& ctx) {
    Path what = std::move(x3::_val(ctx).what);
    x3::_val(ctx) = std::move(x3::_attr(ctx));
    x3::_val(ctx).what = std::move(what);
};
NodeRule<struct expect_value_tag, ExpectValue> const expect_value{"a_row"};
auto const expect_value_def = path[put<&ExpectValue::what>] > expected[with_what];
ItemRule<struct expectation_tag, Expectation> const expectation{"a_row"};
auto const expectation_def = expect_later[be] | expect_verdict[be] | expect_value[be];

DEFINE_RULES(given_parameter, given_fact, given_row, given, expect_verdict, expect_later, exact, expected, expect_value, expectation)

template <typename Rule, typename Attribute>
bool run(Rule const& rule, Session& session, Iterator& first, Iterator last, Attribute& attribute) {
    SkipContext skip_context{skipper};
    Context context{session, skip_context};
    try {
        return rule.parse(first, last, context, x3::unused, attribute);
    } catch (const x3::expectation_failure<Iterator>& failure) {
        throw Unmet{failure.where(), failure.which()};
    }
}

}  // namespace

bool read(Session& session, Iterator& first, Iterator last, LanguageDeclaration& node) { return run(language_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, UseDeclaration& node) { return run(use_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, EntityDeclaration& node) { return run(entity_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, ParameterDeclaration& node) { return run(parameter_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, AgencyDeclaration& node) { return run(agency_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, TermDeclaration& node) { return run(term_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, ProgrammeDeclaration& node) { return run(programme_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, RuleDeclaration& node) { return run(rule_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, TestDeclaration& node) { return run(test_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, LaterDeclaration& node) { return run(later_header, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, EntityItem& node) { return run(entity_item, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, ParameterItem& node) { return run(parameter_item, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, TermPiece& node) { return run(term_piece, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, ProgrammeItem& node) { return run(programme_item, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, RuleItem& node) { return run(rule_item, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, Given& node) { return run(given, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, Expectation& node) { return run(expectation, session, first, last, node); }

}  // namespace tepat::grammar
