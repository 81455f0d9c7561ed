// SPDX-License-Identifier: Apache-2.0
// What a name in an expression stands for: the scope's own facts and terms, its ancestors' by `keluarga.desil`, those of the row a
// reference points to by `ibu.umur`, the subject's by `subjek.x`, parameters. Finding is silent; explaining says why nothing was found.
#pragma once

#include "dsl/check/context.hpp"

namespace tepat::check {

/// Whose rows an expression is evaluated on, and whose rule or term it stands in.
struct Scope {
    EntityId entity;
    EntityId subject;
    bool in_quantifier = false;
};

enum class FoundKind : std::uint8_t { nothing, quiet, fact, term, parameter };
struct Found {
    FoundKind kind = FoundKind::nothing;
    std::uint32_t index = 0;
    program::From from = program::From::here;
    std::vector<FactId> via = {};  ///< the references on the way, outermost first; `from` speaks of the first of them
};

Found find_path(const Context& context, const Scope& scope, const syntax::Path& path);
void explain_path(Context& context, const Scope& scope, const syntax::Path& path);

/// An entity by name; unknown ones are reported.
EntityId find_entity(Context& context, const syntax::Name& name);

}  // namespace tepat::check
