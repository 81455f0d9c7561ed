// SPDX-License-Identifier: Apache-2.0
// The rows of all commands; each is defined in its own file.
#pragma once

#include "cli/command.hpp"

namespace tepat::cli {

Command check_command();

}  // namespace tepat::cli
