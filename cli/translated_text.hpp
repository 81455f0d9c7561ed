// SPDX-License-Identifier: Apache-2.0
// A condition in the keywords of the reader's language, whatever language the rule file is written in.
#pragma once

#include <string>

#include "dsl/syntax/keyword.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::cli {

/// As one_line (source_text.hpp), with the keywords of `to`: the formatter prints it. As written where that cannot be done.
std::string one_line(const text::Sources& sources, text::Span span, syntax::KeywordLanguage from, syntax::KeywordLanguage to);

}  // namespace tepat::cli
