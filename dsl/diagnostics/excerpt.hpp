// SPDX-License-Identifier: Apache-2.0
// Source lines with marks under them: the middle part of render_text, kept apart because it alone deals with columns.
//
//       |
//     3 |   jika desill <= 4
//       |        ^^^^^^ no fact of this name
#pragma once

#include <string>
#include <vector>

#include "dsl/text/sources.hpp"

namespace tepat::diagnostics {

struct Mark {
    text::Span span;
    bool primary;      ///< ^^^ instead of ---
    std::string text;  ///< may be empty
};

/// Colours as escape sequences; all empty when there is no colour.
struct Paint {
    const char* error = "";
    const char* warning = "";
    const char* place = "";
    const char* help = "";
    const char* bold = "";
    const char* off = "";
};

/// The places of the marks, each file's under its own `-->` line; the file of the primary mark first.
std::vector<std::string> excerpt(const std::vector<Mark>& marks, const text::Sources& sources, const Paint& paint, const char* primary_color);

}  // namespace tepat::diagnostics
