// SPDX-License-Identifier: Apache-2.0
// What an expression reads, through terms, programmes and the conditions of entities: facts, parameters, quantified entities.
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
    std::set<EntityId> referred;    ///< entities some reference leads to
    std::set<EntityId> competing;   ///< entities whose rows compete for places (`terpilih`)
    std::set<program::ProgrammeId> eligible;  ///< by `layak`
    std::set<program::ProgrammeId> selected;  ///< by `terpilih`, with those that are read on the way
};

/// Collects what expressions and rules read; everything is visited once, however often it is used.
class Reader {
public:
    /// `through_selected`: what decides who is selected for another programme is read as well, not only that it is asked for.
    explicit Reader(const program::Program& program, bool through_selected = true) : program_(program), through_selected_(through_selected) {}

    void expression(ExprId id);             ///< with everything behind it; an invalid id reads nothing
    void rule(const program::Rule& rule);   ///< its condition and its entity's only_when
    void entity(EntityId id);               ///< its only_when
    void eligible(program::ProgrammeId id);  ///< the rules of a programme
    void allocation(program::ProgrammeId id);  ///< its rules, quotas, order and whatever else decides who gets a place
    void programme(const program::Programme& programme);  ///< everything its clauses say, without its rules
    Reads& reads() { return reads_; }

private:
    void visit(const program::Expr& expr);
    void fact(FactId id);

    const program::Program& program_;
    bool through_selected_;
    Reads reads_;
    std::vector<ExprId> open_;
    bool busy_ = false;
    std::set<ExprId> exprs_;
    std::set<program::TermId> terms_;
    std::set<EntityId> entities_;
    std::set<program::ProgrammeId> programmes_;
    std::set<program::ProgrammeId> allocations_;
};

}  // namespace tepat::check
