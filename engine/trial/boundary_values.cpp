// SPDX-License-Identifier: Apache-2.0
#include "engine/trial/boundary_values.hpp"

namespace tepat::trial {

using namespace program;

namespace {

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

}  // namespace

std::optional<Mover> mover_of(const Program& program, ExprId id) {
    const ExprKind& kind = program[id].kind;
    if (const auto* fact = std::get_if<FactRef>(&kind)) return Mover{fact->fact, std::nullopt};
    if (const auto* fallback = std::get_if<IfMissing>(&kind)) return mover_of(program, fallback->fact);
    if (const auto* term = std::get_if<TermRef>(&kind)) return mover_of(program, program[term->term].body);
    const auto* call = std::get_if<DateCall>(&kind);
    if (call == nullptr || call->function == DateFunction::days_between) return std::nullopt;
    const auto* from = std::get_if<FactRef>(&program[call->from].kind);
    if (from == nullptr || !std::holds_alternative<ReferenceDate>(program[call->to].kind)) return std::nullopt;
    return Mover{from->fact, call->function == DateFunction::full_years ? CalendarUnit::years : CalendarUnit::months};
}

bool is_bound(const Program& program, ExprId id) {
    const ExprKind& kind = program[id].kind;
    if (const auto* shift = std::get_if<DateShift>(&kind)) return is_bound(program, shift->date);
    return std::holds_alternative<Constant>(kind) || std::holds_alternative<ParameterRef>(kind) || std::holds_alternative<ReferenceDate>(kind);
}

std::vector<Candidate> next_to(const Type& fact, const Type& bound, std::int64_t at) {
    using Side = Boundary::Side;
    if (fact.kind == TypeKind::date) return {{Side::below, at - 1}, {Side::at, at}, {Side::above, at + 1}};
    const std::int64_t up = power_of_ten(fact.scale - bound.scale), down = power_of_ten(bound.scale - fact.scale);
    const std::int64_t whole = floor_divide(at, down) * up;
    std::int64_t unit = up;
    if (fact.kind == TypeKind::rupiah && whole % 100 == 0) unit = 100;
    if (at % down != 0) return {{Side::below, whole}, {Side::above, whole + unit}};
    return {{Side::below, whole - unit}, {Side::at, whole}, {Side::above, whole + unit}};
}

std::vector<Candidate> birthdays(CompareOp op, CalendarUnit unit, std::int64_t bound, Date on) {
    using Side = Boundary::Side;
    const auto born = [&](std::int64_t age) { return unit == CalendarUnit::years ? shift_years(on, -age) : shift_months(on, -age); };
    std::vector<Candidate> dates;
    const bool starts = op != CompareOp::less_equal && op != CompareOp::greater;
    const bool ends = op != CompareOp::greater_equal && op != CompareOp::less;
    if (const auto first = born(bound); starts && first) {
        dates.push_back({Side::below, first->days + 1});
        dates.push_back({Side::at, first->days});
    }
    if (const auto next = born(bound + 1); ends && next) {
        dates.push_back({Side::at, next->days + 1});
        dates.push_back({Side::above, next->days});
    }
    return dates;
}

}  // namespace tepat::trial
