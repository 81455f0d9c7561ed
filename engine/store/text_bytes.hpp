// SPDX-License-Identifier: Apache-2.0
// Whether bytes from outside (a cell, a row of a file) are text.
#pragma once

#include <string_view>

namespace tepat::store {

bool is_utf8(std::string_view text);

}  // namespace tepat::store
