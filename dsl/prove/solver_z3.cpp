// SPDX-License-Identifier: Apache-2.0
// The solver interface (solver.hpp) on Z3: one context for the whole analysis, each term translated once.
#include <z3++.h>

#include <optional>

#include "dsl/prove/solver.hpp"

namespace tepat::prove {

namespace {

class Z3Solver : public Solver {
public:
    explicit Z3Solver(const Terms& terms) : terms_(terms), solver_(context_, z3::solver::simple()) {}

    void push() override { solver_.push(); }
    void pop() override { solver_.pop(); }
    void assert_term(Term formula) override { solver_.add(translate(formula)); }

    Answer check(std::uint32_t limit) override {
        set_limit(limit);
        try {
            switch (solver_.check()) {
                case z3::sat: return Answer::yes;
                case z3::unsat: return Answer::no;
                default: return Answer::timed_out;
            }
        } catch (const z3::exception&) {
            return Answer::timed_out;  // Z3 may also throw when it runs out of steps
        }
    }

    Assignment model(const std::vector<Term>& variables) override {
        const z3::model model = solver_.get_model();
        Assignment values;
        for (const Term variable : variables) {
            const z3::expr value = model.eval(translate(variable), true);
            std::int64_t number = 0;
            if (value.is_true() || value.is_false()) values[variable.id] = value.is_true();
            else if (value.is_numeral_i64(number)) values[variable.id] = number;
        }
        return values;
    }

private:
    void set_limit(std::uint32_t limit) {  // setting costs as much as a small question
        if (limit == limit_) return;
        z3::params params(context_);
        params.set("rlimit", static_cast<unsigned>(limit));
        solver_.set(params);
        limit_ = limit;
    }
    z3::expr translate(Term term) {
        if (done_.size() <= term.id) done_.resize(terms_.size());
        if (!done_[term.id]) {
            const z3::expr made = make(term);
            done_[term.id] = made;
        }
        return *done_[term.id];
    }
    z3::expr_vector operands(const TermNode& node) {
        z3::expr_vector all(context_);
        for (const Term operand : node.operands) all.push_back(translate(operand));
        return all;
    }
    z3::expr make(Term term) {
        const TermNode& node = terms_[term];
        const auto operand = [&](std::size_t i) { return translate(node.operands[i]); };
        switch (node.op) {
            case TermOp::truth: return context_.bool_val(node.payload != 0);
            case TermOp::truth_variable: return context_.bool_const(("b" + std::to_string(node.payload)).c_str());
            case TermOp::number: return context_.int_val(static_cast<std::int64_t>(node.payload));
            case TermOp::number_variable: return context_.int_const(("n" + std::to_string(node.payload)).c_str());
            case TermOp::negation: return !operand(0);
            case TermOp::conjunction: return z3::mk_and(operands(node));
            case TermOp::disjunction: return z3::mk_or(operands(node));
            case TermOp::choose: return z3::ite(operand(0), operand(1), operand(2));
            case TermOp::sum: return z3::sum(operands(node));
            case TermOp::product: return operand(0) * operand(1);
            case TermOp::floor_quotient: return operand(0) / operand(1);
            case TermOp::less_equal: return operand(0) <= operand(1);
            case TermOp::equal: return operand(0) == operand(1);
        }
        return context_.bool_val(true);
    }

    const Terms& terms_;
    z3::context context_;
    z3::solver solver_;
    std::uint32_t limit_ = 0;
    std::vector<std::optional<z3::expr>> done_;
};

}  // namespace

std::unique_ptr<Solver> make_solver(const Terms& terms) { return std::make_unique<Z3Solver>(terms); }

}  // namespace tepat::prove
