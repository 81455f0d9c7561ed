// SPDX-License-Identifier: Apache-2.0
// What an expression reads, through terms and through the conditions of entities: facts, parameters, quantified entities.
#pragma once

#include <set>

#include "dsl/check/context.hpp"
#include "dsl/program/walk.hpp"

namespace tepat::check {

struct Reads {
    std::set<FactId> facts;
    std::set<ParameterId> parameters;
    std::set<program::TermId> terms;
    std::set<EntityId> quantified;  ///< entities some quantifier ranges over
    void join(const Reads& other);
};

/// Remembers every term, so the whole rule set costs time in its size. `program` may not change while this lives.
class ReadsOf {
public:
    explicit ReadsOf(const program::Program& program);
    Reads expression(ExprId id) const;                 ///< with everything behind it
    const Reads& term(program::TermId id) const { return terms_[id.value]; }
    /// What decides a rule: its condition and its entity's only_when.
    Reads rule(const program::Rule& rule) const;

private:
    const program::Program& program_;
    std::vector<Reads> terms_;
    std::vector<Reads> entities_;  // of only_when
};

using program::children;

}  // namespace tepat::check
