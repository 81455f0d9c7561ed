// SPDX-License-Identifier: Apache-2.0
// Which clauses a declaration has and how often each may stand: one table for the messages of dsl/grammar, the uniqueness
// check of dsl/check and docs/language/grammar.md.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/syntax/keyword.hpp"

namespace tepat::syntax {

enum class Often : std::uint8_t { once, any };

struct Clause {
    Keyword declaration;
    Keyword clause;
    Often often;
};

const std::vector<Clause>& all_clauses();
/// The keywords that start a clause of this declaration; empty for declarations without clauses.
const std::vector<Keyword>& clause_keywords(Keyword declaration);

}  // namespace tepat::syntax
