// SPDX-License-Identifier: Apache-2.0
// The changes worth trying (mutants.hpp), each as the expression to put in another's place.
#pragma once

#include <variant>
#include <vector>

#include "engine/trial/mutants.hpp"

namespace tepat::trial {

/// One change of the Program: an expression replaced, wherever it was copied to; or, by Mutant::change, the end of an order turned, a tier
/// left out or swapped with the next, a parameter's value shifted.
struct Mutation {
    Mutant mutant;
    std::vector<program::ExprId> replaced;  ///< its copies; of a parameter: where it is read; empty: something of a programme
    program::Expr replacement;              ///< operands are expressions that are there already ...
    std::vector<program::Expr> before;      ///< ... or these, appended first: the n-th has the id first_new + n
    program::ProgrammeId programme;         ///< of turn_order and the tiers
    program::ParameterId parameter;
    std::size_t key = 0;                    ///< of turn_order: the key; of tiers: the first; of a parameter: the period
};

/// Ids from here on name Mutation::before, whatever the length of `exprs` is when the change is made.
inline constexpr std::uint32_t first_new = 0x8000'0000u;

/// In the order of the text.
std::vector<Mutation> mutations_of(const program::Program& program);

}  // namespace tepat::trial
