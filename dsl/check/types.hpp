// SPDX-License-Identifier: Apache-2.0
// Types in declarations and in messages.
#pragma once

#include <string>

#include "dsl/check/context.hpp"

namespace tepat::check {

inline constexpr Type error_type{};
inline constexpr Type yes_no_type{TypeKind::yes_no, 0, false, {}};
inline constexpr Type date_type{TypeKind::date, 0, false, {}};
inline constexpr Type text_type{TypeKind::text, 0, false, {}};
inline Type number_type(int scale) { return {TypeKind::number, static_cast<std::uint8_t>(scale), false, {}}; }

/// Numbers without decimals.
inline bool is_whole(const Type& type) { return type.kind == TypeKind::number && type.scale == 0 && !type.quotient; }

/// What a type is called in messages: "rupiah", "a date", ...
Phrase phrase_of(const Type& type);

/// The type a declaration writes down; the values of a choice are added to the program (duplicates reported).
Type declared_type(Context& context, const syntax::TypeSpec& spec);

/// The same where sets are not possible: parameters, terms, tables.
Type value_type(Context& context, const syntax::TypeSpec& spec);

/// Choices written with the same names in the same order are one list.
bool same_choices(const Context& context, program::ChoicesId a, program::ChoicesId b);
std::optional<std::int64_t> find_choice(const Context& context, program::ChoicesId choices, std::string_view name);
std::vector<std::string> choice_names(const Context& context, program::ChoicesId choices);

}  // namespace tepat::check
