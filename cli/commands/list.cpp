// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/list.hpp"

namespace tepat::cli {

const std::vector<Command>& commands() {
    static const std::vector<Command> all{
        new_command(),     check_command(),
#ifdef TEPAT_COMMAND_TEST
        test_command(),
#endif
#ifdef TEPAT_COMMAND_INIT
        init_command(),
#endif
#ifdef TEPAT_COMMAND_IMPORT
        import_command(),
#endif
#ifdef TEPAT_COMMAND_SAMPLE
        sample_command(),
#endif
#ifdef TEPAT_COMMAND_RUN
        run_command(),
#endif
#ifdef TEPAT_COMMAND_TASKS
        tasks_command(),
#endif
        explain_command(), dump_command(),
    };
    return all;
}

const std::vector<const char*>& later_commands() {
    static const std::vector<const char*> all{"format",  "describe", "snapshot", "summary", "verify",
                                              "compare", "decide",   "review",   "sql",     "lsp"};
    return all;
}

}  // namespace tepat::cli
