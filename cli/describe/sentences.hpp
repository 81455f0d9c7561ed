// SPDX-License-Identifier: Apache-2.0
// What a description says, in two languages. The keys come from sentences_id.def; a key that sentences_en.def lacks or has too many stops
// the build or the test.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/messages.hpp"

namespace tepat::cli::describe {

enum class Say : std::uint16_t {
#define SAY(key, text) key,
#include "cli/describe/sentences_id.def"
#undef SAY
};

/// The sentence with {0}, {1}, ... filled in.
std::string say(Say sentence, Language language, const std::vector<std::string>& arguments = {});

}  // namespace tepat::cli::describe
