// SPDX-License-Identifier: Apache-2.0
// What terms, scores, tables and programmes use of each other, read from the trees before anything is typed. Programmes take part with
// two nodes each, because `layak P` uses what P's rules use, and `terpilih P` what its quotas and order use as well:
//
//     istilah a ... layak p -> layak p -> (rules and exceptions of p) -> istilah b
#pragma once

#include "dsl/check/context.hpp"

namespace tepat::check {

/// Nodes: the definitions, then `layak` of each programme, then `terpilih` of each.
struct Nodes {
    std::size_t definitions;
    std::size_t programmes;
    std::size_t eligible(std::uint32_t programme) const { return definitions + programme; }
    std::size_t selected(std::uint32_t programme) const { return definitions + programmes + programme; }
    std::size_t count() const { return definitions + 2 * programmes; }
};
inline Nodes nodes_of(const Context& context) { return {context.set.definitions.size(), context.program.programmes.size()}; }

struct Use {
    std::size_t node;
    Span span;
};

/// By node. Also notes every `pernah menerima` in context.ever_received.
std::vector<std::vector<Use>> find_uses(Context& context);

}  // namespace tepat::check
