// SPDX-License-Identifier: Apache-2.0
// Private to engine/worklist: what changed between two contents of one task, for its history.
#pragma once

#include <string>

#include "engine/store/worklist_db.hpp"

namespace tepat::worklist {

/// Json: {"text": ["before", "after"], ...}, only the fields that differ.
std::string changes_json(const store::TaskContent& before, const store::TaskContent& after);

}  // namespace tepat::worklist
