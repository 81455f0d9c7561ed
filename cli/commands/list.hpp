// SPDX-License-Identifier: Apache-2.0
// The rows of all commands; each is defined in its own file.
#pragma once

#include "cli/command.hpp"

namespace tepat::cli {

Command check_command();
Command compare_command();
Command decide_command();
Command describe_command();
Command dump_command();
Command explain_command();
Command format_command();
Command history_command();
Command import_command();
Command init_command();
Command new_command();
Command run_command();
Command sample_command();
Command snapshot_command();
Command summary_command();
Command tasks_command();
Command test_command();
Command validate_command();
Command verify_command();

}  // namespace tepat::cli
