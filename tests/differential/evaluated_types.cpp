// SPDX-License-Identifier: Apache-2.0
// Values of the oracle by type: known, unknown, in error. See oracle.hpp.
#include <utility>

#include "tests/differential/oracle.hpp"

namespace tepat::oracle {

using program::Type;
using program::TypeKind;
using program::Value;

bool uncertain(const Evaluated& evaluated) {
    if (const auto* truth = std::get_if<Truth>(&evaluated.value)) return *truth == Truth::unknown;
    if (const auto* number = std::get_if<Number>(&evaluated.value)) return !number->interval.is_point();
    if (const auto* ratio = std::get_if<Ratio>(&evaluated.value))
        return !ratio->top.interval.is_point() || !ratio->bottom.interval.is_point();
    return std::get<Plain>(evaluated.value).state == State::unknown;
}

void note_missing(Missing& into, const Evaluated& operand) {
    if (uncertain(operand)) into.insert(operand.missing.begin(), operand.missing.end());
}

namespace {

Evaluated numeric(const Type& type, const Interval& interval, Missing missing) {
    const Number number{interval, type.scale};
    if (type.quotient) return {Ratio{number, {point(1), 0}}, std::move(missing)};
    return {number, std::move(missing)};
}

bool is_number(const Type& type) {
    return type.is_numeric() || type.kind == TypeKind::date;
}

}  // namespace

Evaluated known_of(const Type& type, const Value& value) {
    if (type.kind == TypeKind::yes_no) return {truth_of(value.number != 0), {}};
    if (is_number(type)) return numeric(type, point(value.number), {});
    return {Plain{State::known, value}, {}};
}

Evaluated unknown_of(const Type& type, Missing missing) {
    if (type.kind == TypeKind::yes_no) return {Truth::unknown, std::move(missing)};
    if (is_number(type)) return numeric(type, unbounded(false), std::move(missing));
    return {Plain{State::unknown, {}}, std::move(missing)};
}

Evaluated error_of(const Type& type) {
    if (type.kind == TypeKind::yes_no) return {Truth::error, {}};
    if (is_number(type)) return numeric(type, unbounded(true), {});
    return {Plain{State::error, {}}, {}};
}

}  // namespace tepat::oracle
