// SPDX-License-Identifier: Apache-2.0
// Diagnostics as text for people and as JSON for programs (cli.md: the array of `check --format json`).
#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::diagnostics {

/// `error[R2003]: title`, `--> file:line:column`, the source lines with ^^^ under the span and --- under the labels, notes, help.
/// At most 50 lines a diagnostic; very long source lines are cut around the span. Ends with a newline.
std::string render_text(const Diagnostic& diagnostic, const text::Sources& sources, Language language, bool color);

/// A note's sentence; a witness follows it on lines of its own, in column 1, ready to be pasted.
std::string text_of(const Note& note, Language language);

/// The whole array, line and column from 1 (columns in code points); `[]` when empty. Ends with a newline.
std::string render_json(const std::vector<Diagnostic>& diagnostics, const text::Sources& sources, Language language);

}  // namespace tepat::diagnostics
