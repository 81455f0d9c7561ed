// SPDX-License-Identifier: Apache-2.0
// The phrases by name, for the files that use one (as codes.hpp).
#pragma once

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::diagnostics {

/// One enumerator per row of phrases.def.
enum class Phrase : std::uint16_t {
#define PHRASE(name, id_text, en_text) name,
#include "dsl/diagnostics/phrases.def"
#undef PHRASE
};

}  // namespace tepat::diagnostics
