// SPDX-License-Identifier: Apache-2.0
// Answers worth trying: all of them where they are few; else around the bounds that the rules compare the fact with.
#include <algorithm>
#include <set>

#include "dsl/program/reach.hpp"
#include "dsl/program/walk.hpp"
#include "engine/verify/verify.hpp"

namespace tepat::verify {

using namespace program;

namespace {

constexpr std::int64_t most_values = 12;
constexpr std::size_t most_tries = 24;
constexpr std::int64_t oldest = 130;  // no age is compared with more years than this

std::int64_t ten_to(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

bool reads(const Program& program, ExprId id, FactId fact) {
    const std::set<ExprId> exprs = reach(program, {id}).exprs;
    return std::any_of(exprs.begin(), exprs.end(), [&](ExprId each) {
        const auto* read = std::get_if<FactRef>(&program[each].kind);
        return read != nullptr && read->fact == fact;
    });
}

/// A bound and how many decimals it has.
struct Bound {
    std::int64_t value;
    Type type;
};

void add_bounds(const Program& program, ExprId id, std::vector<Bound>& bounds) {
    const Expr& expr = program[id];
    if (const auto* constant = std::get_if<Constant>(&expr.kind)) bounds.push_back({constant->value.number, expr.type});
    if (const auto* parameter = std::get_if<ParameterRef>(&expr.kind))
        for (const ParameterPeriod& period : program[parameter->parameter].periods) bounds.push_back({period.value.number, expr.type});
}

std::vector<Bound> bounds_of(const Program& program, FactId fact) {
    std::vector<Bound> bounds;
    for (std::uint32_t e = 0; e < program.exprs.size(); ++e) {
        const auto* compare = std::get_if<Compare>(&program.exprs[e].kind);
        if (compare == nullptr) continue;
        if (reads(program, compare->left, fact)) add_bounds(program, compare->right, bounds);
        if (reads(program, compare->right, fact)) add_bounds(program, compare->left, bounds);
    }
    return bounds;
}

void add_dates(const Bound& bound, Date reference, std::set<std::int64_t>& values) {
    if (bound.type.kind == TypeKind::date) {
        for (const std::int64_t shift : {-1, 0, 1}) values.insert(bound.value + shift);
    } else if (bound.type.kind == TypeKind::number && bound.type.scale == 0 && bound.value >= 0 && bound.value <= oldest) {
        for (const std::int64_t years : {bound.value, bound.value + 1}) {
            const CivilDate civil = to_civil(reference);
            const auto day = make_date(civil.year - static_cast<int>(years), civil.month, std::min(civil.day, 28u));
            if (day) values.insert(day->days), values.insert(day->days + 1);
        }
    }
}

void add_numbers(const Bound& bound, const Type& type, std::set<std::int64_t>& values) {
    if (!bound.type.is_numeric() || bound.type.scale > type.scale) return;
    std::int64_t scaled = 0;
    if (__builtin_mul_overflow(bound.value, ten_to(type.scale - bound.type.scale), &scaled)) return;
    const std::int64_t unit = type.kind == TypeKind::rupiah ? 100 : 1;
    for (const std::int64_t shift : {-unit, std::int64_t{0}, unit}) values.insert(scaled + shift);
}

/// Evenly spread over what there is too much of.
std::vector<std::int64_t> thinned(const std::set<std::int64_t>& values) {
    const std::vector<std::int64_t> all(values.begin(), values.end());
    if (all.size() <= most_tries) return all;
    std::vector<std::int64_t> some;
    for (std::size_t i = 0; i < most_tries; ++i) some.push_back(all[i * (all.size() - 1) / (most_tries - 1)]);
    return some;
}

}  // namespace

Answers answers_for(const Program& program, FactId id, Date date) {
    const program::Fact& fact = program[id];
    Answers answers;
    std::int64_t low = 0, high = -1;
    if (fact.type.kind == TypeKind::yes_no) high = 1;
    if (fact.type.kind == TypeKind::choice) high = static_cast<std::int64_t>(program[fact.type.choices].values.size()) - 1;
    if (fact.type.kind == TypeKind::number && fact.type.scale == 0 && fact.low && fact.high) low = *fact.low, high = *fact.high;
    if (high >= low && high - low < most_values) {
        for (std::int64_t value = low; value <= high; ++value) answers.values.push_back(value);
        answers.all = true;
        return answers;
    }
    if (fact.type.kind == TypeKind::choice)  // more than a dozen: those that the rules tell apart are among them
        for (std::int64_t value = 0; value <= high; ++value) answers.values.push_back(value), answers.all = true;
    if (!fact.type.is_numeric() && fact.type.kind != TypeKind::date) return answers;
    std::set<std::int64_t> values;
    for (const Bound& bound : bounds_of(program, id)) {
        if (fact.type.kind == TypeKind::date) add_dates(bound, date, values);
        else add_numbers(bound, fact.type, values);
    }
    std::erase_if(values, [&](std::int64_t value) { return (fact.low && value < *fact.low) || (fact.high && value > *fact.high); });
    answers.values = thinned(values);
    return answers;
}

}  // namespace tepat::verify
