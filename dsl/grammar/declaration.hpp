// SPDX-License-Identifier: Apache-2.0
// The headers and items of declarations, one function a kind. `first` stands after the declaration's keyword (headers) or at
// an item's first character; a function returns false when nothing of its kind stands there, throws Unmet or
// Mistake when it began and went wrong, and otherwise leaves `first` after what it read.
#pragma once

#include "dsl/grammar/session.hpp"
#include "dsl/syntax/ast.hpp"

namespace tepat::grammar {

/// A line of a term: the value, `RESULT bila CONDITION`, or `selain itu RESULT`.
struct TermPiece : syntax::Node {
    syntax::Expr result;
    std::optional<syntax::Expr> condition;
    bool otherwise = false;
};

/// `kumpulkan jumlah` or `dari "besaran.csv"`
struct TableClause : syntax::Node {
    std::optional<syntax::CollectKind> collect;
    std::optional<syntax::Text> from_csv;
};

// headers; labels may stand after the name or at the end
bool read(Session&, Iterator& first, Iterator last, syntax::LanguageDeclaration&);
bool read(Session&, Iterator& first, Iterator last, syntax::UseDeclaration&);
bool read(Session&, Iterator& first, Iterator last, syntax::EntityDeclaration&);
bool read(Session&, Iterator& first, Iterator last, syntax::ParameterDeclaration&);
bool read(Session&, Iterator& first, Iterator last, syntax::AgencyDeclaration&);
bool read(Session&, Iterator& first, Iterator last, syntax::TermDeclaration&);  ///< up to `adalah`, or before the `:` of a typed term
bool read(Session&, Iterator& first, Iterator last, syntax::ScoreDeclaration&);
bool read(Session&, Iterator& first, Iterator last, syntax::TableDeclaration&);  ///< up to the type of the result
bool read(Session&, Iterator& first, Iterator last, syntax::ProgrammeDeclaration&);
bool read(Session&, Iterator& first, Iterator last, syntax::RuleDeclaration&);
bool read(Session&, Iterator& first, Iterator last, syntax::TestDeclaration&);

// items
bool read(Session&, Iterator& first, Iterator last, syntax::EntityItem&);
bool read(Session&, Iterator& first, Iterator last, syntax::ParameterItem&);
bool read(Session&, Iterator& first, Iterator last, TermPiece&);
bool read(Session&, Iterator& first, Iterator last, syntax::ScoreLine&);
bool read(Session&, Iterator& first, Iterator last, TableClause&);
bool read(Session&, Iterator& first, Iterator last, syntax::TableCell&);
bool read(Session&, Iterator& first, Iterator last, syntax::Expr&);  ///< the head of a table's column, or a result
bool read(Session&, Iterator& first, Iterator last, syntax::ProgrammeItem&);
bool read(Session&, Iterator& first, Iterator last, syntax::RuleItem&);
bool read(Session&, Iterator& first, Iterator last, syntax::Given&);
bool read(Session&, Iterator& first, Iterator last, syntax::Expectation&);

}  // namespace tepat::grammar
