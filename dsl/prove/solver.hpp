// SPDX-License-Identifier: Apache-2.0
// What the analyser needs of a solver, and no more: assert formulas, ask whether all can hold at once, read an example.
// The only implementation is on Z3 (solver_z3.cpp), the only file that includes its header.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "dsl/prove/terms.hpp"

namespace tepat::prove {

enum class Answer : std::uint8_t { yes, no, timed_out };

class Solver {
public:
    virtual ~Solver() = default;
    virtual void push() = 0;  ///< what is asserted from here ...
    virtual void pop() = 0;   ///< ... is forgotten here
    virtual void assert_term(Term formula) = 0;
    /// Can everything asserted hold at once? Gives up after `limit` steps of the solver's own counting: no clock, so the answer is the
    /// same on every machine.
    virtual Answer check(std::uint32_t limit) = 0;
    /// After the answer yes. Numbers beyond 64 bits are left out.
    virtual Assignment model(const std::vector<Term>& variables) = 0;
};

/// `terms` must outlive the solver and may grow meanwhile.
std::unique_ptr<Solver> make_solver(const Terms& terms);

}  // namespace tepat::prove
