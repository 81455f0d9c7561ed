// SPDX-License-Identifier: Apache-2.0
// A column's title alone on a sheet: with a capital first letter, where lists in the terminal have none.
#pragma once

#include <string>

namespace tepat::cli {

inline std::string column_title(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace tepat::cli
