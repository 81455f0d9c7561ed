// SPDX-License-Identifier: Apache-2.0
// The formulas the analyser asks about: truth values and whole numbers, each distinct term stored once (equal terms have equal ids).
// Made by encode*.cpp, decided by a Solver (solver.hpp) or, more cheaply, by trying values (evaluate).
//
//     full_years(birth, on) >= 60   ->   less_equal(60, floor_quotient(sum(on, -1 * birth), 372))
//
// Building simplifies what is cheap to see (constants, repeated and opposite operands), so that many questions never reach the solver.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace tepat::prove {

struct Term {
    std::uint32_t id = std::numeric_limits<std::uint32_t>::max();
    bool valid() const { return id != std::numeric_limits<std::uint32_t>::max(); }
    friend auto operator<=>(Term, Term) = default;
};

enum class TermOp : std::uint8_t {
    truth,           ///< payload 0 or 1
    truth_variable,  ///< payload: its number
    number,          ///< payload: the value
    number_variable,
    negation,
    conjunction,
    disjunction,
    choose,          ///< condition, number, number
    sum,
    product,         ///< of two
    floor_quotient,  ///< of two, the second a positive constant
    less_equal,
    equal,           ///< of numbers
};

struct TermNode {
    TermOp op;
    std::int64_t payload = 0;
    std::vector<Term> operands;
};

/// Values of variables, by payload number of the variable's term id. A variable without value takes its term's default.
using Assignment = std::unordered_map<std::uint32_t, std::int64_t>;

class Terms {
public:
    Terms();
    const TermNode& operator[](Term term) const { return nodes_[term.id]; }
    std::size_t size() const { return nodes_.size(); }

    Term yes() const { return yes_; }
    Term no() const { return no_; }
    Term truth(bool value) const { return value ? yes_ : no_; }
    Term number(std::int64_t value);
    Term truth_variable();
    Term number_variable();

    Term negate(Term a);
    Term all(std::vector<Term> operands);
    Term any(std::vector<Term> operands);
    Term implies(Term a, Term b) { return any({negate(a), b}); }
    Term same_truth(Term a, Term b) { return all({implies(a, b), implies(b, a)}); }
    Term choose(Term condition, Term a, Term b);
    Term choose_truth(Term condition, Term a, Term b) { return all({implies(condition, a), any({condition, b})}); }
    Term sum(std::vector<Term> operands);
    Term subtract(Term a, Term b) { return sum({a, scale(b, -1)}); }
    Term scale(Term a, std::int64_t factor) { return product(a, number(factor)); }
    Term product(Term a, Term b);
    Term floor_quotient(Term a, std::int64_t divisor);
    Term less_equal(Term a, Term b);
    Term less(Term a, Term b) { return negate(less_equal(b, a)); }
    Term equal(Term a, Term b);
    Term between(Term a, std::optional<std::int64_t> low, std::optional<std::int64_t> high);
    Term count(const std::vector<Term>& conditions);  ///< how many hold

    std::optional<std::int64_t> constant(Term a) const;
    /// The variables a term reads, each once, ascending.
    std::vector<Term> variables(Term a) const;
    bool multiplies(Term a) const;  ///< somewhere two numbers that are not constants
    /// Nothing when a number leaves 64 bits.
    std::optional<std::int64_t> evaluate(Term a, const Assignment& values) const;

private:
    Term intern(TermOp op, std::int64_t payload, std::vector<Term> operands);
    template <class Visit>
    void walk(Term a, Visit visit) const;
    Term junction(TermOp op, std::vector<Term> operands);
    /// A number chosen among constants by conditions (the value of a parameter over time).
    bool is_constant_choice(Term a, int depth = 8) const;
    Term spread_product(Term choice, Term b);

    std::vector<TermNode> nodes_;
    std::unordered_multimap<std::uint64_t, Term> known_;
    Term yes_, no_;
    std::int64_t variables_ = 0;
};

}  // namespace tepat::prove
