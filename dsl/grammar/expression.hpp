// SPDX-License-Identifier: Apache-2.0
// Conditions and values (language.md section 6). Binding, tightest first:
//     postfix `bila kosong`, unary -, * /, + -, comparison, tidak, dan / atau.
#pragma once

#include "dsl/grammar/parsers.hpp"

namespace tepat::grammar {

struct condition_class;
struct expression_class;
struct additive_class;
struct path_class;
struct plain_value_class;

using ConditionRule = x3::rule<condition_class, syntax::Expr>;
using ExpressionRule = x3::rule<expression_class, syntax::Expr>;
using AdditiveRule = x3::rule<additive_class, syntax::Expr>;
using PathRule = x3::rule<path_class, syntax::Path>;
using PlainValueRule = x3::rule<plain_value_class, syntax::Expr>;

inline ConditionRule const condition{"a_condition"};     ///< a bulleted group, or an expression
inline ExpressionRule const expression{"an_expression"};
inline AdditiveRule const additive{"an_expression"};     ///< a value: no comparison, no dan / atau outside parentheses
inline PathRule const path{"a_name"};
inline PlainValueRule const plain_value{"a_value"};     ///< what stands in data: a literal, a negative number, a choice value's name

struct CompareSymbols : x3::symbols<syntax::CompareOp> {
    CompareSymbols() {
        using syntax::CompareOp;
        add("=", CompareOp::equal)("!=", CompareOp::not_equal)("<", CompareOp::less)("<=", CompareOp::less_equal)(
            ">", CompareOp::greater)(">=", CompareOp::greater_equal);
    }
};
inline CompareSymbols const compare_symbols;
/// What people write for a comparison in other languages.
inline auto const foreign_comparison = x3::lit("==") | "=>" | "=<" | "=!" | "<>" | "!==";

BOOST_SPIRIT_DECLARE(ConditionRule, ExpressionRule, AdditiveRule, PathRule, PlainValueRule)

}  // namespace tepat::grammar
