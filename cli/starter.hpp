// SPDX-License-Identifier: Apache-2.0
// The rule set `tepat new` starts people with: a small vocabulary, one programme, one rule, a test of each outcome, and a few rows of data
// (nobody in them is real). tests/end_to_end checks, tests and runs both languages.
#pragma once

#include <vector>

#include "cli/messages.hpp"

namespace tepat::cli {

struct StarterFile {
    const char* name;  ///< relative to the new folder
    const char* text;
};

const std::vector<StarterFile>& starter_files_id();
const std::vector<StarterFile>& starter_files_en();

}  // namespace tepat::cli
