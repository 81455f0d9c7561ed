// SPDX-License-Identifier: Apache-2.0
// SourceFile -> syntax::Module: layout, keyword language, then the grammar one declaration at a time.
#pragma once

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/syntax/ast.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::syntax {

/// Reports every text and syntax problem (R1xxx) to the sink; a declaration that cannot be read becomes an `Error` node and hides
/// nothing else. Never throws for bad input; O(bytes), depth bounded by max_depth, at most 100 diagnostics a file.
Module parse(const text::SourceFile& file, diagnostics::Sink& sink);

}  // namespace tepat::syntax
