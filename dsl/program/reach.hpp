// SPDX-License-Identifier: Apache-2.0
// All expressions behind some: through terms, through the `hanya bila` of the entities met, through the rules and the order of other
// programmes that are asked about (`layak`, `terpilih`). For explain, coverage and mutants: what can an outcome depend on?
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::program {

struct Reach {
    std::set<ExprId> exprs;
    std::set<TermId> terms;
    std::set<ProgrammeId> selected;  ///< whose allocation is asked for (`terpilih`), directly or not
    std::set<EntityId> quantified;   ///< entities some quantifier ranges over
};

/// Left out: what decides who gets a place of a programme that `terpilih` asks about; the programme itself is still in `selected`.
enum class Places : std::uint8_t { followed, left_out };

/// Invalid roots are left out. Cost: linear in what is reached.
Reach reach(const Program& program, const std::vector<ExprId>& roots, Places places = Places::followed);

/// What a rule's outcome is made from: its condition and its entity's `hanya bila`.
std::vector<ExprId> roots_of(const Program& program, RuleId rule);
/// Of all its rules; with what allocating it reads: quotas, budget, tiers, order and so on.
std::vector<ExprId> roots_of(const Program& program, ProgrammeId programme, bool allocation);

/// Expressions that have no value of their own on a row: inside a sibling quantifier they look back at the subject with `subjek`, so they
/// differ by pair of rows.
std::set<ExprId> seen_in_pairs(const Program& program, const std::set<ExprId>& exprs);

/// `antara` arrives as an And of two comparisons with one place: for the reader it is one condition.
bool written_as_one(const Program& program, ExprId id);

/// An exception's condition taken apart again: `condition` is what was written, `made_to` the exceptions made to it.
struct ExceptionParts {
    ExprId condition;
    struct Inner {
        ExprId condition;  ///< joined in turn with those made to it
        ExprId negation;   ///< its place is that of the whole clause
    };
    std::vector<Inner> made_to;
};
/// `joined`: Exception::condition (or Inner::condition) of the clause at `span`.
ExceptionParts exception_parts(const Program& program, ExprId joined, Span span);

/// And, Or or AtLeast whose operands were written one by one.
bool is_group(const Program& program, ExprId id);

}  // namespace tepat::program
