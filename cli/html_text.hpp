// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tepat::cli {

/// A text as it may stand in an HTML file, also in an attribute; what would steer a terminal becomes a blank.
std::string html_text(const std::string& text);

}  // namespace tepat::cli
