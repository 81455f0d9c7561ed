// SPDX-License-Identifier: Apache-2.0
// What an expression reads, through terms and through the conditions of entities: facts, parameters, quantified entities.
#pragma once

#include <set>

#include "dsl/check/context.hpp"
#include "dsl/program/walk.hpp"

namespace tepat::check {

using program::children;

struct Reads {
    std::set<FactId> facts;
    std::set<ParameterId> parameters;
    std::set<EntityId> quantified;  ///< entities some quantifier ranges over
};

/// Collects what expressions and rules read; everything is visited once, however often it is used.
class Reader {
public:
    explicit Reader(const program::Program& program) : program_(program) {}

    void expression(ExprId id);             ///< with everything behind it; an invalid id reads nothing
    void rule(const program::Rule& rule);   ///< its condition and its entity's only_when
    void entity(EntityId id);               ///< its only_when
    Reads& reads() { return reads_; }

private:
    void visit(const program::Expr& expr, std::vector<ExprId>& open);

    const program::Program& program_;
    Reads reads_;
    std::set<program::TermId> terms_;
    std::set<EntityId> entities_;
};

}  // namespace tepat::check
