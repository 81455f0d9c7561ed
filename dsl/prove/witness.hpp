// SPDX-License-Identifier: Apache-2.0
// A witness: the smallest family in which something happens, as a test of the language (fewest rows, then fewest facts, then simplest
// values). Found by the solver on families written out row by row, then tried by the engine (Options::passes).
#pragma once

#include <functional>
#include <string>

#include "dsl/prove/questions.hpp"

namespace tepat::prove {

struct Wanted {
    EntityId subject;
    std::vector<ExprId> reads;                               ///< what the formula is made of: decides which members are needed
    std::function<Term(Encoder& family, RowId subject)> formula;
    std::vector<program::ProgrammeId> eligible;              ///< expected: the subject (or its ancestor) is eligible for each
    program::TermId in_error;                                ///< expected: this term is in error
    std::string title;
    bool keep_facts = false;  ///< the formula says more than what is expected: facts that only it needs stay
};

/// The test as rules text, in the keyword language asked for. Nothing: none was found within the limits.
std::optional<std::string> find_witness(Questions& questions, const Wanted& wanted, diagnostics::Language language);

/// A test as it is written in a file; backquotes where a name is a reserved word.
std::string print_test(const Program& program, const program::TestCase& test, diagnostics::Language language);

}  // namespace tepat::prove
