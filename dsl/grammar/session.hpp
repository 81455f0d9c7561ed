// SPDX-License-Identifier: Apache-2.0
// What the grammar carries while it reads one declaration: where the text lies, which language its keywords have, how deep the
// nesting is. The X3 context holds exactly one reference to it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/syntax/keyword.hpp"
#include "dsl/text/layout.hpp"

namespace tepat::grammar {

using Iterator = char const*;

struct Session {
    const text::Chunk* chunk = nullptr;
    syntax::KeywordLanguage language = syntax::KeywordLanguage::id;
    int depth = 0;                  ///< nesting, at most syntax::max_depth
    std::uint32_t group_level = 0;  ///< level of the bullets whose item is being read
    std::vector<Iterator> open;     ///< parentheses entered and not left, for the label of an unclosed one

    std::uint32_t offset(Iterator at) const { return chunk->span.begin + static_cast<std::uint32_t>(at - chunk->normal.data()); }
    text::Span span(Iterator begin, Iterator end) const { return {offset(begin), offset(end)}; }
    void reset() {
        depth = 0;
        group_level = 0;
        open.clear();
    }
};

/// A mistake the grammar recognised itself, with its own code: thrown out of the parser, caught where items are read.
struct Mistake {
    diagnostics::Diagnostic diagnostic;
};

/// A part that had to follow is not there: X3's expectation failure, without X3. `expected` is a row of phrases.def,
/// "keyword:N" for a role, or a symbol in quotes.
struct Unmet {
    Iterator where;
    std::string expected;
};

}  // namespace tepat::grammar
