// SPDX-License-Identifier: Apache-2.0
// Side <-> what a worklist records of a run (store::RecordedOutcomes): the outline says in JSON what there is, each column holds one
// number or text per row. Conditions are not recorded: of two recorded runs the reasons are the rules, the missing facts and the ranks.
#pragma once

#include <deque>

#include "engine/compare/side.hpp"
#include "engine/compare/side_of_run.hpp"
#include "engine/store/recorded_outcomes.hpp"

namespace tepat::compare {

store::RecordedOutcomes recorded(const Side& side);
/// Of a run as the worklist applies it: benefits are watched there already.
store::RecordedOutcomes recorded(const Judged& judged);

struct RecordedSide {
    std::deque<std::vector<std::string>> keys;  ///< what Side::subjects points to
    Side side;
};
/// Nothing when the outline is of a newer form or does not fit its columns.
std::optional<RecordedSide> read_side(const store::RecordedOutcomes& outcomes);

}  // namespace tepat::compare
