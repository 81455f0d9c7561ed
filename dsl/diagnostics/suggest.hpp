// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the nearest of the names that could have stood there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tepat::diagnostics {

/// At most three candidates with edit distance <= max(1, length/3), nearest first, ties by name. Case-insensitive.
std::vector<std::string> suggest(std::string_view wrong, const std::vector<std::string>& candidates);

}  // namespace tepat::diagnostics
