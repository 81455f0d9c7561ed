// SPDX-License-Identifier: Apache-2.0
// Rows for a vocabulary the recipes do not know: believable by type and range, nothing more.
#pragma once

#include "cli/sample/sample.hpp"
#include "engine/store/table_writer.hpp"

namespace tepat::sample {

/// Fills every table of the program; the deepest entity gets exactly `request.people` rows, its parent groups of one to five.
std::vector<Made> fill_foreign(const program::Program& program, const Request& request, store::BaselineWriter& writer);

}  // namespace tepat::sample
