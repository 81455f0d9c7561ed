// SPDX-License-Identifier: Apache-2.0
// The codes by name. Only files that give out or look for a code include this: diagnostic.hpp declares the type alone, so that a new
// code does not compile everything again.
#pragma once

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::diagnostics {

/// One enumerator per row of codes/*.def.
enum class Code : std::uint16_t {
#define CODE(number, name, severity, id_texts, en_texts) name,
#include "dsl/diagnostics/codes.def"
#undef CODE
};

}  // namespace tepat::diagnostics
