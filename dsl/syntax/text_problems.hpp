// SPDX-License-Identifier: Apache-2.0
// What dsl/text and dsl/grammar found, handed to the sink: at most 100 a file, none twice for one place.
#pragma once

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/text/layout.hpp"

namespace tepat::syntax {

inline constexpr std::size_t max_syntax_diagnostics = 100;

void report(const text::SourceFile& file, const std::vector<text::TextProblem>& found, diagnostics::Sink& sink);
void report(const std::vector<diagnostics::Diagnostic>& problems, diagnostics::Sink& sink);

/// A place dsl/text has complained about already gets no second diagnostic.
void drop_repeated(const std::vector<text::TextProblem>& found, std::vector<diagnostics::Diagnostic>& problems);

}  // namespace tepat::syntax
