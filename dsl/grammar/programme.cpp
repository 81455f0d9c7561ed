// SPDX-License-Identifier: Apache-2.0
// The clauses of programmes and rules (language.md section 7).
#include "dsl/grammar/declaration.hpp"
#include "dsl/grammar/expression.hpp"
#include "dsl/grammar/lexical.hpp"
#include "dsl/grammar/node_rules.hpp"

namespace tepat::grammar {

using namespace syntax;

namespace {

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

// ------------------------------------------------------------------------------------- quotas, orders, exclusions

NodeRule<struct quota_tag, Quota> const quota{"a_clause"};
auto const quota_def = (kw(Keyword::quota) > additive[put<&Quota::amount>]) >> -(kw(Keyword::per) > path[put<&Quota::per>]);
NodeRule<struct budget_tag, Budget> const budget{"a_clause"};
auto const budget_def = ((kw(Keyword::budget) > additive[put<&Budget::amount>]) >> -(kw(Keyword::per) > path[put<&Budget::per>]) >> -x3::lit(',')) >
                        kw(Keyword::unit_cost) > additive[put<&Budget::unit_cost>];
NodeRule<struct taken_when_tag, TakenWhen> const taken_when{"a_clause"};
auto const taken_when_def = kw(Keyword::taken_when) > condition[put<&TakenWhen::condition>];

auto const as_whole = [](auto& ctx) { x3::_val(ctx).written = std::move(x3::_attr(ctx)); };
NodeRule<struct position_tag, Literal> const position{"a_whole_number"};
auto const position_def = whole[as_whole];
NodeRule<struct tier_tag, Tier> const tier{"an_order"};
auto const tier_def = kw(Keyword::tier) >> position[put<&Tier::number>] >> x3::expect[x3::lit(':')] >> x3::expect[condition[put<&Tier::condition>]];
x3::rule<struct direction_tag, bool> const direction{"a_direction"};
template <bool LargestFirst>
auto const be_direction = [](auto& ctx) { x3::_val(ctx) = LargestFirst; };
auto const direction_def = kw(Keyword::largest_first)[be_direction<true>] | kw(Keyword::smallest_first)[be_direction<false>];
NodeRule<struct order_key_tag, OrderKey> const order_key{"an_order"};
auto const order_key_def = additive[put<&OrderKey::value>] > direction[put<&OrderKey::largest_first>];
NodeRule<struct order_by_tag, OrderBy> const order_by{"a_clause"};
// Commas may be left out before `tingkat` and `lalu`: after a group of bullets there is no good place for one.
auto const next_tier = -x3::lit(',') >> &kw(Keyword::tier) >> tier[push<&OrderBy::tiers>];
auto const tiers = tier[push<&OrderBy::tiers>] >> *next_tier;
auto const no_late_tier = !(-x3::lit(',') >> &(kw(Keyword::tier) >> x3::omit[whole]) >> trap(SyntaxCode::tier_after_key)[kw(Keyword::tier)]);
auto const next_key = (no_late_tier >> ((-x3::lit(',') >> kw(Keyword::then_by)) | ',')) > order_key[push<&OrderBy::keys>];
auto const first_key = -kw(Keyword::then_by) >> order_key[push<&OrderBy::keys>];
NodeRule<struct order_tag, OrderBy> const order{"an_order"};
auto const order_def = ((tiers | first_key) >> *next_key) >> no_late_tier;
auto const order_by_def = kw(Keyword::order_by) > order[be];

NodeRule<struct at_most_tag, AtMost> const at_most{"a_clause"};
auto const at_most_def = kw(Keyword::at_most) > additive[put<&AtMost::count>] > kw(Keyword::per) > name[put<&AtMost::per>];
NodeRule<struct yields_to_tag, YieldsTo> const yields_to{"a_clause"};
auto const yields_to_def = kw(Keyword::yields_to) > name[put<&YieldsTo::programme>];
NodeRule<struct not_together_tag, NotTogether> const not_together{"a_clause"};
auto const not_together_def = kw(Keyword::not_together_with) > name[put<&NotTogether::programme>];
NodeRule<struct graduates_tag, Graduates> const graduates{"a_clause"};
auto const graduates_def = (kw(Keyword::graduates_if) > condition[put<&Graduates::condition>]) >>
                           -(&kw(Keyword::then_task) >> task[put<&Graduates::task>]);
auto const lone_unit_cost = trap(SyntaxCode::unit_cost_outside_budget)[kw(Keyword::unit_cost)];

ItemRule<struct programme_item_tag, ProgrammeItem> const programme_item{"a_clause"};
auto const programme_item_def = quota[be] | budget[be] | taken_when[be] | order_by[be] | at_most[be] | yields_to[be] | not_together[be] |
                                graduates[be] | lone_unit_cost | strategy[be] | run_by[be] | legal_basis[be] | in_force[be] | benefit[be] | period[be] |
                                draft[be] | exception[be] | task[be];
ItemRule<struct rule_item_tag, RuleItem> const rule_item{"a_clause"};
auto const rule_item_def = programme_ref[be] | legal_basis[be] | task[be] | condition_clause[be] | exception[be];

DEFINE_RULES(strategy, strategy_word, run_by, legal_basis, in_force, time_unit, benefit, period_word, period, draft, exception,
                    condition_clause, programme_ref, priority_word, priority, due, evidence, done_when)
DEFINE_RULES(task_part, task, quota, budget, taken_when, position, tier, direction, order_key, order, order_by, at_most, yields_to,
                    not_together, graduates, programme_item, rule_item)

}  // namespace

bool read(Session& session, Iterator& first, Iterator last, ProgrammeItem& node) { return run(programme_item, session, first, last, node); }
bool read(Session& session, Iterator& first, Iterator last, RuleItem& node) { return run(rule_item, session, first, last, node); }

}  // namespace tepat::grammar
