// SPDX-License-Identifier: Apache-2.0
// What the program itself says (headings, summaries, help), in two languages. Diagnostics have their own catalogue (dsl/diagnostics).
// The keys come from messages_id.def; a key that messages_en.def lacks or has too many stops the build or the test.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::cli {

using diagnostics::Argument;
using diagnostics::Count;
using diagnostics::Language;

enum class Message : std::uint16_t {
#define MESSAGE(key, text) key,
#include "cli/messages_id.def"
#undef MESSAGE
};

/// The message with {0}, {1}, ... filled in.
std::string text_of(Message message, Language language, const std::vector<Argument>& arguments = {});

}  // namespace tepat::cli
