// SPDX-License-Identifier: Apache-2.0
// From "the grammar stopped here, expecting that" to a diagnostic that says what the writer most likely did: another language's
// keyword, a misspelt one, an unclosed parenthesis, a reserved word as a name. Plain C++, no grammar in here.
#pragma once

#include <string>

#include "dsl/grammar/session.hpp"

namespace tepat::grammar {

/// A piece of a declaration: its header or one item.
struct Piece {
    Iterator begin;
    Iterator end;
    syntax::Keyword declaration;  ///< the kind of declaration it stands in
    syntax::Keyword clause;       ///< in a test: misalkan or harapkan; otherwise none
};

/// `expected` is what X3 says: a phrase's name, "keyword:N", or a quoted symbol.
diagnostics::Diagnostic explain_expectation(const Session& session, const Piece& piece, Iterator at, const std::string& expected);

/// Everything was read but `at` is not the end.
diagnostics::Diagnostic explain_leftover(const Session& session, const Piece& piece, Iterator at);

/// Nothing of this declaration starts like this piece.
diagnostics::Diagnostic explain_unknown_item(const Session& session, const Piece& piece);

/// The first word of the chunk starts no declaration. `meant` is the nearest keyword, or none.
diagnostics::Diagnostic explain_unknown_declaration(const Session& session, const Piece& piece, syntax::Keyword& meant);

/// Completes a mistake the grammar named itself (what to write instead of a foreign operator).
diagnostics::Diagnostic complete(const Session& session, diagnostics::Diagnostic diagnostic);

}  // namespace tepat::grammar
