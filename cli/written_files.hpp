// SPDX-License-Identifier: Apache-2.0
// No command may write over what it reads. Which arguments name files that are read and which name files that are written is declared where
// a command lists its options: an option says it (Option::touches), or the word for its value does:
//   RULES, BASELINE, WORKLIST, LIST, MAPPING   read
//   FILE, FOLDER                               written; of an option that repeats, and of a positional argument: read
//   anything else                              names no file
#pragma once

#include "cli/command.hpp"

namespace tepat::cli {

/// R5270: a file to be written is one that is read (the same file under whatever name, one of its journals, or a rule file below the folder of
/// rules, a list in a folder of lists). R5271: two files to be written are one. Pipes and devices are nobody's file. Wrong usage, before anything is done.
void refuse_overwriting(const Command& command, const Arguments& arguments);

}  // namespace tepat::cli
