// SPDX-License-Identifier: Apache-2.0
// Literals as written -> typed values: dates that exist, numbers that fit, money to the sen.
#pragma once

#include <optional>

#include "dsl/check/context.hpp"

namespace tepat::check {

struct LiteralValue {
    Type type;
    Value value;
};

/// Nothing, and a report, when there is no such value.
std::optional<LiteralValue> read_literal(Context& context, const syntax::Literal& literal);
/// Nothing when the negative does not fit or the value is no number.
std::optional<LiteralValue> negated(const LiteralValue& literal);

/// `literal` as a value of `wanted` (exactly rescaled); reports what does not agree. `written` is quoted in messages.
std::optional<Value> fit(Context& context, const LiteralValue& literal, const Type& wanted, Span span, const std::string& written);
std::optional<Value> fit(Context& context, const syntax::Literal& literal, const Type& wanted);

/// Why a literal cannot stand for a value of `wanted`, with what to write instead.
void report_mismatch(Context& context, const LiteralValue& literal, const Type& wanted, Span span, const std::string& written);

/// A value written where only a value may stand (parameters, tests): literal, -literal, or the name of a choice value.
std::optional<Value> constant_value(Context& context, const syntax::Expr& expr, const Type& wanted);

/// Reports when `value` lies outside the declared range of `fact`; true when it is inside.
bool inside_range(Context& context, const program::Fact& fact, const Value& value, Span span);

/// `number` (scale `from`) at scale `to`; nothing when it does not fit or is not exact.
std::optional<std::int64_t> rescaled(std::int64_t number, int from, int to);

}  // namespace tepat::check
