// SPDX-License-Identifier: Apache-2.0
// What a quantifier has seen of its members so far. Tallies of parts of the members can be merged in any order with the same result, so
// an area's count is put together from blocks, and "the other siblings" from those before and those after.
#pragma once

#include <cstdint>

#include "engine/evaluate/top.hpp"
#include "engine/plan/interval.hpp"
#include "engine/plan/truth.hpp"

namespace tepat::evaluate {

struct Tally {
    std::uint64_t certain = 0;  ///< members whose condition is true
    std::uint64_t unsure = 0;   ///< unknown or in error
    bool false_seen = false;
    bool unknown_seen = false;
    bool error_seen = false;
    bool mark = false;
    bool open_low = false;      ///< total: a member without a low end
    bool open_high = false;     ///< count, total: without a high end
    Wide low = 0;               ///< total
    Wide high = 0;
    plan::Interval certain_end;  ///< a point: largest: highest low end of the certain members; smallest: lowest high end
    plan::Interval possible;     ///< largest, smallest: hull of the possible members' intervals
    bool any_possible = false;
    bool any_certain_end = false;
    Top top;                     ///< total_top; its limit is set before anything is added
};

/// The kinds of program::QuantifierKind; average never occurs (it is a total over a count). `value` is ignored where there is none; of
/// total_top it is one of the member's values, and the condition is noted by the caller (once for all of them).
void add_member(Tally& tally, program::QuantifierKind kind, plan::Truth condition, const plan::Interval& value);
/// Any number from one of members nobody recorded.
void add_phantom(Tally& tally, program::QuantifierKind kind, plan::Truth condition, const plan::Interval& value);
void note_condition(Tally& tally, plan::Truth condition);
void merge(Tally& into, const Tally& other, program::QuantifierKind kind);

plan::Truth truth_of(const Tally& tally, program::QuantifierKind kind);
/// `if_none` null: there is none.
plan::Interval number_of(const Tally& tally, program::QuantifierKind kind, const plan::Interval* if_none);
/// Of total_top: the sum of the `count` highest.
plan::Interval top_of(const Tally& tally, const plan::Interval& count);

}  // namespace tepat::evaluate
