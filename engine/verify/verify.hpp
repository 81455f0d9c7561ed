// SPDX-License-Identifier: Apache-2.0
// Which missing facts would decide most, and of whom they have to be asked. A *case* is one undecided subject of one programme (or rule
// without programme). Of each case and each fact it misses:
//     alone     the fact decides it whatever the answer: nothing else is missing, or every possible answer was tried and decides
//     perhaps   some of the answers tried decide it
//     together  only with other facts
// Answers are tried by the engine itself: a column in which everybody who lacks the fact gives the same answer (decision 0097).
#pragma once

#include <string>
#include <vector>

#include "engine/compare/asked.hpp"
#include "engine/compare/compare.hpp"
#include "engine/columns/population.hpp"

namespace tepat::verify {

/// What is at stake: benefits of the waiting, by what they are per ("", "months", "years"); rupiah with scale 2 only.
struct Stake {
    std::string per;
    compare::Sum sum;
};

struct Fact {
    run::MissingName name;
    std::size_t waiting = 0;      ///< cases; alone + perhaps + together
    std::size_t alone = 0, perhaps = 0, together = 0;
    std::size_t people = 0;       ///< different subjects
    std::vector<std::size_t> programmes;  ///< positions in Side::programmes
    std::size_t questions = 0;
    std::vector<Stake> stakes;
};

/// To be asked of one row; of a missing entity (fact invalid): who belongs to this row of its parent.
struct Question {
    program::EntityId entity;     ///< whose row it is
    std::uint32_t row = 0;
    std::size_t fact = 0;         ///< index into Verification::facts
    std::vector<std::size_t> programmes;  ///< what waits for it
    bool alone = false;           ///< it decides some case alone
};

struct Verification {
    compare::Side side;
    std::vector<Fact> facts;           ///< most decided alone first, then perhaps, then waiting, then by name
    std::vector<Question> questions;   ///< by entity, row, fact
    std::size_t trials = 0;
    double trial_seconds = 0;
};

class Verifier {
public:
    Verifier(const program::Program& program, std::vector<program::RuleId> rules, program::Date date);
    std::vector<program::FactId> facts() const;       ///< to be loaded
    std::vector<program::EntityId> entities() const;
    /// `population` is changed while answers are tried, and put back. The result refers to it.
    Verification verify(columns::Population& population, const run::Options& options, run::Decisions& decisions);

private:
    friend class Work;
    const program::Program& program_;
    std::vector<program::RuleId> rules_;
    program::Date date_;
    compare::Asked asked_;
};

/// Values worth trying, in order; `all` when there are no others.
struct Answers {
    std::vector<std::int64_t> values;
    bool all = false;
};
Answers answers_for(const program::Program& program, program::FactId fact, program::Date date);

}  // namespace tepat::verify
