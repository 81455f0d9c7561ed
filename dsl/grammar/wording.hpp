// SPDX-License-Identifier: Apache-2.0
// Everyday wording: how people write what rules write differently (`lebih dari 3`, `30 persen`, `desil 1-3`, `25 jika ...`), and what to
// write instead (R1067). Only asked after the grammar has stopped. Plain C++, no grammar in here.
#pragma once

#include <optional>

#include "dsl/grammar/mistakes.hpp"

namespace tepat::grammar {

/// Something stands after a complete part: `at` is its first token.
std::optional<diagnostics::Diagnostic> reworded_leftover(const Session& session, const Piece& piece, Iterator at);

/// The same when the token is no misspelt keyword either: two names in a row.
std::optional<diagnostics::Diagnostic> reworded_names(const Session& session, const Piece& piece, Iterator at);

/// `expected` (as in explain_expectation) was looked for at `at`.
std::optional<diagnostics::Diagnostic> reworded_expectation(const Session& session, const Piece& piece, Iterator at, const std::string& expected);

/// The same, but what stands before `at` is what was meant otherwise: `punya_mobil = no`.
std::optional<diagnostics::Diagnostic> reworded_before(const Session& session, const Piece& piece, Iterator at, const std::string& expected);

/// Nothing of this declaration starts like this piece.
std::optional<diagnostics::Diagnostic> reworded_item(const Session& session, const Piece& piece);

}  // namespace tepat::grammar
