// SPDX-License-Identifier: Apache-2.0
// Names, texts and literals. Each rule skips blanks before itself and has its own lexeme (style: no rule of another file inside one).
#pragma once

#include "dsl/grammar/parsers.hpp"

namespace tepat::grammar {

struct name_class;
struct text_class;
struct whole_class;
struct date_class;
struct literal_class;
struct signed_literal_class;
struct duration_class;

using NameRule = x3::rule<name_class, syntax::Name>;
using TextRule = x3::rule<text_class, syntax::Text>;
using WholeRule = x3::rule<whole_class, std::string>;
using DateRule = x3::rule<date_class, syntax::Literal>;
using LiteralRule = x3::rule<literal_class, syntax::Literal>;
using SignedLiteralRule = x3::rule<signed_literal_class, syntax::Literal>;
using DurationRule = x3::rule<duration_class, syntax::Duration>;

/// Rule names are rows of diagnostics/phrases.def: what an expectation failure says was expected.
inline NameRule const name{"a_name"};
inline TextRule const text{"a_text"};
inline WholeRule const whole{"a_whole_number"};            ///< digits as written
inline DateRule const date{"a_date"};
inline LiteralRule const literal{"a_value"};               ///< date | money | percent | decimal | whole | text | yes | no
inline SignedLiteralRule const signed_literal{"a_value"};  ///< a leading `-` is part of `written`
inline DurationRule const duration{"a_duration"};

BOOST_SPIRIT_DECLARE(NameRule, TextRule, WholeRule, DateRule, LiteralRule, SignedLiteralRule, DurationRule)

}  // namespace tepat::grammar
