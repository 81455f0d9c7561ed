// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: texts as XML takes them.
#pragma once

#include <string>

namespace tepat::workbook {

/// Well-formed UTF-8 of what XML 1.0 allows; anything else becomes U+FFFD, control characters but tab and line feed a blank. Cut at
/// `longest` UTF-16 units with "..." at the end.
std::string clean_text(const std::string& text, std::size_t longest);

}  // namespace tepat::workbook
