// SPDX-License-Identifier: Apache-2.0
// What stands in place of a value that is not shown (worklist::shown prints the same for pieces of the worklist).
#pragma once

namespace tepat::cli {

inline constexpr const char* mask = "***";

}  // namespace tepat::cli
