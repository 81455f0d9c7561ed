// SPDX-License-Identifier: Apache-2.0
// What every command works with: the language it speaks, colour, threads, and where output goes.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "cli/messages.hpp"
#include "dsl/diagnostics/failure.hpp"

namespace tepat::cli {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;

struct Session {
    std::ostream& out;                             ///< what was asked for
    std::ostream& err;                             ///< diagnostics and progress
    std::optional<Language> asked = std::nullopt;  ///< --lang
    Language language = Language::id;              ///< --lang, else the rule set's keyword language, else LANG, else Indonesian
    bool color = false;                            ///< on err, where diagnostics go
    bool terminal = false;                         ///< err is a terminal: progress may be shown
    bool quiet = false;
    unsigned threads = 1;

    std::string text(Message message, const std::vector<Argument>& arguments = {}) const { return text_of(message, language, arguments); }
};

/// Ends a command with a diagnostic about how it was called (exit 2).
[[noreturn]] inline void wrong_usage(Code code, std::vector<Argument> arguments) {
    throw Failure(Exit::usage, code, std::move(arguments));
}

}  // namespace tepat::cli
