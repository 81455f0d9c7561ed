// SPDX-License-Identifier: Apache-2.0
// Names, values and arithmetic in words; conditions stand in conditions.cpp (phrases.hpp).
#include "cli/describe/phrases.hpp"

#include <algorithm>

#include "cli/present.hpp"

namespace tepat::cli::describe {

using namespace program;

namespace {

bool upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool in_force(const ParameterPeriod& period, Date date) {
    return period.from <= date && (!period.until || date <= *period.until);
}

}  // namespace

std::string Phrases::lowered(std::string label) {
    const bool abbreviation = label.size() > 1 && upper(label[0]) && (upper(label[1]) || (label[1] >= '0' && label[1] <= '9'));
    if (!label.empty() && upper(label[0]) && !abbreviation) label[0] = static_cast<char>(label[0] - 'A' + 'a');
    return label;
}

std::string Phrases::value(const Type& type, const Value& value) const {
    return value_text(program_, type, value, language_);
}

std::string Phrases::date(Date date) const {
    return spoken(date, language_);
}

std::string Phrases::duration(std::int64_t amount, CalendarUnit unit) const {
    constexpr Say units[] = {Say::days, Say::months, Say::years};
    return say(units[static_cast<std::size_t>(unit)], {std::to_string(amount)});
}

std::string Phrases::text(ExprId id) const {
    if (!id.valid()) return "";
    const Expr& expr = program_[id];
    return std::visit([&](const auto& kind) { return (*this)(expr, kind); }, expr.kind);
}

std::string Phrases::operator()(const Expr& expr, const Constant& n) const {
    if (expr.type.kind == TypeKind::set && n.value.number == 0) return say(Say::empty_set);
    return value(expr.type, n.value);
}

std::string Phrases::operator()(const Expr&, const ReferenceDate&) const {
    return say(Say::reference_date);
}

std::optional<std::string> Phrases::parameter_value(const Parameter& parameter) const {
    if (parameter.by_entity.valid() || parameter.by_fact.valid()) return std::nullopt;
    const ParameterPeriod* found = nullptr;
    for (const ParameterPeriod& period : parameter.periods)
        if (date_ ? in_force(period, *date_) : parameter.periods.size() == 1) found = &period;
    return found == nullptr ? std::nullopt : std::optional(value(parameter.type, found->value));
}

std::string Phrases::operator()(const Expr&, const ParameterRef& n) const {
    const Parameter& parameter = program_[n.parameter];
    const std::string name = inside(parameter);
    if (parameter.by_entity.valid()) return say(Say::parameter_by, {name, inside(program_[parameter.by_entity])});
    if (parameter.by_fact.valid()) return say(Say::parameter_by, {name, inside(program_[parameter.by_fact])});
    const auto value = parameter_value(parameter);
    return value ? say(Say::parameter_value, {name, *value}) : name;
}

std::string Phrases::operator()(const Expr&, const KeyRef& n) const {
    return say(Say::key_of, {inside(program_[n.entity])});
}

/// An ancestor's fact says whose it is; one looked back at with `subjek` too.
std::string Phrases::fact_or_term(const Expr& expr, const std::string& name, EntityId entity, From from) const {
    if (from == From::subject) return say(Say::of_subject, {name, inside(program_[entity])});
    return expr.scope == entity || !expr.scope.valid() ? name : say(Say::of_entity, {name, inside(program_[entity])});
}

/// What stands for a name, without saying whether it is so.
std::string Phrases::noun(ExprId id) const {
    const Expr& expr = program_[id];
    if (const auto* fact = std::get_if<FactRef>(&expr.kind))
        return fact_or_term(expr, inside(program_[fact->fact]), program_[fact->fact].entity, fact->from);
    if (const auto* term = std::get_if<TermRef>(&expr.kind))
        return fact_or_term(expr, inside(program_[term->term]), program_[term->term].entity, term->from);
    if (const auto* via = std::get_if<Via>(&expr.kind)) return say(Say::via, {noun(via->inner), inside(program_[via->reference])});
    if (const auto* fallback = std::get_if<IfMissing>(&expr.kind))
        return say(Say::if_missing, {noun(fallback->fact), text(fallback->fallback)});
    return text(id);
}

std::string Phrases::operator()(const Expr& expr, const FactRef& n) const {
    const std::string name = fact_or_term(expr, inside(program_[n.fact]), program_[n.fact].entity, n.from);
    return expr.type.kind == TypeKind::yes_no ? say(Say::yes, {name}) : name;
}

bool Phrases::has_receiving(TermId term, std::string& programme) const {
    for (const Programme& candidate : program_.programmes) {
        if (candidate.receiving != term) continue;
        programme = candidate.label.empty() ? candidate.name : candidate.label;
        return true;
    }
    return false;
}

std::string Phrases::operator()(const Expr& expr, const TermRef& n) const {
    std::string programme;
    if (has_receiving(n.term, programme)) return say(Say::receiving, {programme});
    const Term& term = program_[n.term];
    const std::string name = fact_or_term(expr, inside(term), term.entity, n.from);
    return expr.type.kind == TypeKind::yes_no && !term.hidden ? say(Say::yes, {name}) : name;
}

std::string Phrases::operator()(const Expr& expr, const IfMissing& n) const {
    const std::string name = say(Say::if_missing, {noun(n.fact), text(n.fallback)});
    return expr.type.kind == TypeKind::yes_no ? say(Say::yes, {name}) : name;
}

std::string Phrases::operator()(const Expr&, const Negative& n) const {
    return say(Say::negative, {bracketed(n.operand)});
}

std::string Phrases::bracketed(ExprId id) const {
    const ExprKind& kind = program_[id].kind;
    const bool plain = !std::holds_alternative<Arithmetic>(kind) && !std::holds_alternative<And>(kind) && !std::holds_alternative<Or>(kind);
    return plain ? text(id) : say(Say::in_brackets, {text(id)});
}

std::string Phrases::operator()(const Expr&, const Arithmetic& n) const {
    constexpr Say words[] = {Say::plus, Say::minus, Say::times, Say::divided};
    return say(words[static_cast<std::size_t>(n.op)], {bracketed(n.left), bracketed(n.right)});
}

std::string Phrases::operator()(const Expr&, const Round& n) const {
    constexpr Say words[] = {Say::round_down, Say::round_up, Say::round_nearest};
    return say(words[static_cast<std::size_t>(n.direction)], {bracketed(n.value), text(n.unit)});
}

std::string Phrases::operator()(const Expr&, const DateShift& n) const {
    const bool back = n.amount < 0;
    return say(back ? Say::shift_before : Say::shift_after, {text(n.date), duration(back ? -n.amount : n.amount, n.unit)});
}

std::string Phrases::operator()(const Expr&, const DateCall& n) const {
    constexpr Say words[] = {Say::full_years, Say::full_months, Say::days_between};
    return say(words[static_cast<std::size_t>(n.function)], {text(n.from), text(n.to)});
}

std::string Phrases::members(const Expr& expr, const Quantifier& n) const {
    std::string who = inside(program_[n.member]);
    if (n.relation != Relation::descendants) {
        const std::string parent = inside(program_[program_[expr.scope].parent]);
        who = say(n.relation == Relation::siblings ? Say::siblings : Say::other_siblings, {who, parent});
    }
    return n.where.valid() && n.kind != QuantifierKind::every ? say(Say::members_with, {who, bracketed(n.where)}) : who;
}

std::string Phrases::operator()(const Expr& expr, const Quantifier& n) const {
    constexpr Say words[] = {Say::some, Say::every, Say::count, Say::total, Say::average, Say::largest, Say::smallest, Say::total_top};
    std::string values = n.value.valid() ? bracketed(n.value) : n.kind == QuantifierKind::every ? bracketed(n.where) : "";
    for (const ExprId kept : n.kept) values += (values.empty() ? "" : ", ") + text(kept);
    const Entity& member = program_[n.member];  // a family that must have somebody is not known to satisfy anything before he is recorded
    const bool somebody = n.kind == QuantifierKind::every && n.relation == Relation::descendants && member.at_least_one && member.parent == expr.scope;
    const std::string read = say(somebody ? Say::every_known : words[static_cast<std::size_t>(n.kind)], {members(expr, n), values, text(n.top)});
    return n.if_none.valid() ? say(Say::if_none, {read, text(n.if_none)}) : read;
}

/// Cases inside a sentence; terms made of cases are shown as a table.
std::string Phrases::rows(const std::vector<Case>& cases, ExprId otherwise) const {
    std::string all;
    for (const Case& c : cases)
        all += (all.empty() ? "" : "; ") + (c.result.valid() ? text(c.result) + ' ' : "") + say(Say::column_when) + ' ' + text(c.condition);
    return otherwise.valid() ? all + "; " + say(Say::otherwise) + ' ' + text(otherwise) : all;
}

std::string Phrases::operator()(const Expr&, const Cases& n) const {
    return rows(n.cases, n.otherwise);
}

std::string Phrases::operator()(const Expr&, const Collect& n) const {
    return rows(n.cases, n.otherwise);
}

std::string Phrases::operator()(const Expr& expr, const Via& n) const {
    const std::string name = say(Say::via, {noun(n.inner), inside(program_[n.reference])});
    const bool named = std::holds_alternative<FactRef>(program_[n.inner].kind) || std::holds_alternative<TermRef>(program_[n.inner].kind);
    return expr.type.kind == TypeKind::yes_no && named ? say(Say::yes, {name}) : name;
}

std::string Phrases::operator()(const Expr&, const Standing& n) const {
    const Programme& programme = program_[n.programme];
    return say(n.kind == StandingKind::eligible ? Say::standing_eligible : Say::standing_selected, {called(programme)});
}

std::string Phrases::operator()(const Expr&, const Unrecorded& n) const {
    return say(Say::unrecorded, {inside(program_[n.entity])});
}

}  // namespace tepat::cli::describe
