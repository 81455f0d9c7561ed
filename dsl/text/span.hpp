// SPDX-License-Identifier: Apache-2.0
// A place in the rule text: half-open byte range [begin, end) in the address space of one `Sources`.
// Every file of a rule set occupies its own stretch of that space, so eight bytes name file and place;
// line and column are computed only when shown (Sources::locate).
#pragma once

#include <algorithm>
#include <cstdint>

namespace tepat::text {

struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    friend bool operator==(Span, Span) = default;
};

/// The smallest span that covers both. A default (empty, at 0) span is neutral.
inline Span cover(Span a, Span b) {
    if (a == Span{}) return b;
    if (b == Span{}) return a;
    return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace tepat::text
