// SPDX-License-Identifier: Apache-2.0
// Conditions in words (phrases.hpp). Ages are said exactly: "umur paling banyak 64" includes 64 years and 364 days.
#include <algorithm>

#include "cli/describe/phrases.hpp"
#include "cli/present.hpp"
#include "dsl/program/reach.hpp"
#include "dsl/program/walk.hpp"

namespace tepat::cli::describe {

using namespace program;

/// Completed years up to the reference date, or a term that is.
bool Phrases::is_age(ExprId id) const {
    const ExprKind& kind = program_[id].kind;
    if (const auto* term = std::get_if<TermRef>(&kind)) return is_age(program_[term->term].body);
    if (const auto* via = std::get_if<Via>(&kind)) return is_age(via->inner);
    const auto* call = std::get_if<DateCall>(&kind);
    return call != nullptr && call->function == DateFunction::full_years && std::holds_alternative<ReferenceDate>(program_[call->to].kind);
}

std::optional<std::int64_t> Phrases::whole_number(ExprId id) const {
    const auto* constant = std::get_if<Constant>(&program_[id].kind);
    if (constant == nullptr || program_[id].type.scale != 0) return std::nullopt;
    return constant->value.number;
}

std::string Phrases::compare_age(const Compare& n) const {
    const auto bound = whole_number(n.right);
    const std::string age = noun(n.left), limit = text(n.right);
    if (!bound) return n.op == CompareOp::less_equal ? say(Say::age_less_equal_named, {age, limit}) : "";
    const std::vector<std::string> arguments{age, limit, std::to_string(*bound + 1)};
    switch (n.op) {
        case CompareOp::equal:
            return say(Say::age_equal, arguments);
        case CompareOp::not_equal:
            break;
        case CompareOp::less:
            return say(Say::age_less, arguments);
        case CompareOp::less_equal:
            return say(Say::age_less_equal, arguments);
        case CompareOp::greater:
            return say(Say::age_greater, arguments);
        case CompareOp::greater_equal:
            return say(Say::age_greater_equal, arguments);
    }
    return "";
}

std::string Phrases::compare(const Compare& n) const {
    constexpr Say numbers[] = {Say::equal, Say::not_equal, Say::less, Say::less_equal, Say::greater, Say::greater_equal};
    constexpr Say dates[] = {Say::date_equal, Say::not_equal, Say::date_less, Say::date_less_equal, Say::date_greater, Say::date_greater_equal};
    const auto op = static_cast<std::size_t>(n.op);
    const Type& type = program_[n.left].type;
    const auto* truth = std::get_if<Constant>(&program_[n.right].kind);
    if (type.kind == TypeKind::yes_no && truth != nullptr)
        return say((truth->value.number != 0) == (n.op == CompareOp::equal) ? Say::yes : Say::no, {noun(n.left)});
    if (is_age(n.left))
        if (const std::string age = compare_age(n); !age.empty()) return age;
    if (type.kind == TypeKind::date) return say(dates[op], {noun(n.left), noun(n.right)});
    const bool named = type.kind == TypeKind::choice || type.kind == TypeKind::text || type.kind == TypeKind::yes_no;
    if (named) return say(n.op == CompareOp::equal ? Say::is : Say::is_not, {noun(n.left), noun(n.right)});
    return say(numbers[op], {noun(n.left), noun(n.right)});
}

std::string Phrases::operator()(const Expr&, const Compare& n) const {
    return compare(n);
}

/// Both halves of an `antara` compare the same operand.
std::string Phrases::between(const And& n) const {
    const auto& low = std::get<Compare>(program_[n.operands[0]].kind);
    const auto& high = std::get<Compare>(program_[n.operands[1]].kind);
    const std::string what = noun(low.left), from = text(low.right), to = text(high.right);
    if (!is_age(low.left)) return say(Say::between, {what, from, to});
    if (const auto last = whole_number(high.right); last && whole_number(low.right))
        return say(Say::age_between, {what, from, to, std::to_string(*last + 1)});
    return say(Say::age_between_named, {what, from, to});
}

std::string Phrases::joined(const std::vector<ExprId>& operands, Say junction) const {
    std::string all = bracketed(operands.front());
    for (std::size_t i = 1; i < operands.size(); ++i) all = say(junction, {all, bracketed(operands[i])});
    return all;
}

std::string Phrases::operator()(const Expr& expr, const And& n) const {
    const auto is_compare = [&](ExprId id) { return std::holds_alternative<Compare>(program_[id].kind); };
    const bool one = n.operands.size() == 2 && is_compare(n.operands[0]) && is_compare(n.operands[1]) &&
                     program_[n.operands[0]].span == expr.span && program_[n.operands[1]].span == expr.span;
    return one ? between(n) : joined(n.operands, Say::joined_and);
}

std::string Phrases::operator()(const Expr&, const Or& n) const {
    return joined(n.operands, Say::joined_or);
}

std::string Phrases::operator()(const Expr&, const AtLeast& n) const {
    std::string all;
    for (const ExprId operand : n.operands) all += (all.empty() ? "" : "; ") + text(operand);
    return say(Say::at_least_of, {text(n.count), all});
}

std::string Phrases::options(const In& n) const {
    std::string all;
    for (const ExprId option : n.options) all += (all.empty() ? "" : ", ") + text(option);
    return all;
}

std::string Phrases::operator()(const Expr&, const In& n) const {
    return say(Say::one_of, {noun(n.value), options(n)});
}

std::string Phrases::operator()(const Expr&, const TextTest& n) const {
    return say(n.op == TextOp::has ? Say::text_has : Say::text_starts, {noun(n.value), text(n.operand)});
}

std::string Phrases::operator()(const Expr&, const IsKnown& n) const {
    return say(Say::known, {noun(n.operand)});
}

std::string Phrases::operator()(const Expr&, const SetHas& n) const {
    return say(Say::set_has, {noun(n.set), called(program_[program_[n.set].type.choices].values[static_cast<std::size_t>(n.value)])});
}

std::string Phrases::operator()(const Expr&, const Not& n) const {
    return not_text(n.operand);
}

/// The opposite in its own words where it has some.
std::string Phrases::not_text(ExprId id) const {
    const Expr& expr = program_[id];
    std::string programme;
    if (const auto* x = std::get_if<In>(&expr.kind)) return say(Say::none_of, {noun(x->value), options(*x)});
    if (const auto* x = std::get_if<IsKnown>(&expr.kind)) return say(Say::unknown, {noun(x->operand)});
    if (const auto* x = std::get_if<SetHas>(&expr.kind))
        return say(Say::set_has_not, {noun(x->set), called(program_[program_[x->set].type.choices].values[static_cast<std::size_t>(x->value)])});
    if (const auto* x = std::get_if<Standing>(&expr.kind))
        return say(x->kind == StandingKind::eligible ? Say::not_standing_eligible : Say::not_standing_selected, {called(program_[x->programme])});
    if (const auto* x = std::get_if<TermRef>(&expr.kind); x && has_receiving(x->term, programme)) return say(Say::not_receiving, {programme});
    if (const auto* x = std::get_if<Quantifier>(&expr.kind); x && x->kind == QuantifierKind::some) return say(Say::no_one, {members(expr, *x)});
    const bool named = std::holds_alternative<FactRef>(expr.kind) || std::holds_alternative<TermRef>(expr.kind) ||
                       std::holds_alternative<IfMissing>(expr.kind) || std::holds_alternative<Via>(expr.kind);
    return named ? say(Say::no, {noun(id)}) : say(Say::not_so, {bracketed(id)});
}

std::vector<Item> Phrases::parts(ExprId id) const {
    std::vector<Item> items;
    const auto* at_least = std::get_if<AtLeast>(&program_[id].kind);
    for (const ExprId operand : program::children(program_[id]))
        if (at_least == nullptr || operand != at_least->count) items.push_back(item(operand));
    return items;
}

Item Phrases::item(ExprId id) const {
    const auto* negation = std::get_if<Not>(&program_[id].kind);
    const ExprId group = negation != nullptr ? negation->operand : id;
    if (!is_group(program_, group)) return {text(id), {}};
    const bool turned = negation != nullptr;
    const ExprKind& kind = program_[group].kind;
    if (const auto* x = std::get_if<AtLeast>(&kind))
        return {say(turned ? Say::group_not_at_least : Say::group_at_least, {text(x->count)}), parts(group)};
    if (std::holds_alternative<Or>(kind)) return {say(turned ? Say::group_not_any : Say::group_any), parts(group)};
    return {say(turned ? Say::group_not_all : Say::group_all), parts(group)};
}

}  // namespace tepat::cli::describe
