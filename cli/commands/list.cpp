// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/list.hpp"

namespace tepat::cli {

const std::vector<Command>& commands() {
    static const std::vector<Command> all{check_command()};
    return all;
}

const std::vector<const char*>& later_commands() {
    static const std::vector<const char*> all{"format",  "describe", "snapshot", "summary", "verify",
                                              "compare", "decide",   "review",   "sql",     "lsp"};
    return all;
}

}  // namespace tepat::cli
