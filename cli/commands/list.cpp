// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/list.hpp"

namespace tepat::cli {

const std::vector<Command>& commands() {
    static const std::vector<Command> all{
        new_command(),    check_command(), format_command(), test_command(),  init_command(),    import_command(), validate_command(),
        sample_command(), snapshot_command(), run_command(),   tasks_command(), decide_command(), history_command(), summary_command(),
        explain_command(), compare_command(), verify_command(), describe_command(), dump_command(),
    };
    return all;
}

const std::vector<const char*>& later_commands() {
    static const std::vector<const char*> all{"review", "sql", "lsp"};
    return all;
}

}  // namespace tepat::cli
