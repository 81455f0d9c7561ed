// SPDX-License-Identifier: Apache-2.0
// The command line: Boost.Program_options lives here and nowhere else. Its English messages become diagnostics in both languages.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace tepat::cli {

/// What to do: run the command, or only print help or the version.
struct Invocation {
    enum class Kind { run, help, version } kind = Kind::run;
    const Command* command = nullptr;  ///< none: general help
    Arguments arguments;
};

/// The session's language as far as --lang and LANG say; needs no valid command line, so that complaints come in the right language.
void set_language(const std::vector<std::string>& args, Session& session);

/// Reads the global options into the session. Wrong usage throws Failure (exit 2).
Invocation parse_command_line(const std::vector<std::string>& args, Session& session);

std::string general_help(const Session& session);
std::string command_help(const Command& command, const Session& session);

}  // namespace tepat::cli
