// SPDX-License-Identifier: Apache-2.0
// A command is a row: name, what it takes, what it does. cli/commands holds one file each, commands.cpp lists them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "dsl/program/date.hpp"

namespace tepat::cli {

/// What was given on the command line, already checked against the command's row: no unknown and no missing ones.
struct Arguments {
    std::vector<std::string> positional;
    std::map<std::string, std::vector<std::string>> options;

    bool has(const std::string& name) const { return options.count(name) > 0; }
    std::optional<std::string> get(const std::string& name) const;
    std::string need(const std::string& name) const;                   ///< R5208 when not given
    std::optional<program::Date> date(const std::string& name) const;  ///< R5206 when it is no YYYY-MM-DD
    /// One of the allowed words (the first is the default), else R5207.
    std::string one_of(const std::string& name, const std::vector<std::string>& allowed) const;
    /// A whole number in [low, high], else R5207.
    std::optional<long long> number(const std::string& name, long long low, long long high) const;
};

/// What an option does to the file its value names. `by_word`: what the word for its value says (written_files.hpp).
enum class Touches : std::uint8_t { by_word, reads, writes };

struct Option {
    const char* name;   ///< without the dashes; "output,o" adds a short form
    const char* value;  ///< how its value is called in the help; nullptr: a switch
    Message help;
    bool repeats = false;
    Touches touches = Touches::by_word;
};

struct Command {
    const char* name;
    Message summary;
    std::vector<const char*> positional;  ///< "RULES"; "FILE..." one or more; "[NAME]" may be left out
    std::vector<Option> options;
    Exit (*run)(const Arguments& arguments, Session& session);
};

const std::vector<Command>& commands();
/// Commands of cli.md that wait for a later version.
const std::vector<const char*>& later_commands();

}  // namespace tepat::cli
