// SPDX-License-Identifier: Apache-2.0
// The codes of syntax by name, for the units of the grammar: they are slow to compile and give out no other codes.
#pragma once

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::diagnostics {

/// The rows of codes/r1_syntax.def. They stand first in codes.def, so both enumerations number them alike (catalogue.cpp insists).
enum class SyntaxCode : std::uint16_t {
#define CODE(number, name, severity, id_texts, en_texts) name,
#include "dsl/diagnostics/codes/r1_syntax.def"
#undef CODE
};
constexpr Code code_of(SyntaxCode code) { return static_cast<Code>(code); }

}  // namespace tepat::diagnostics
