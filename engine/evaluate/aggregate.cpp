// SPDX-License-Identifier: Apache-2.0
// Quantifiers: the count of members with unknowns, totals, extremes, `ada` and `semua`, per row of the scope's frame.
#include "engine/evaluate/aggregate.hpp"

#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

using program::QuantifierKind;

Members::Members(Workspace& work, const Step& step)
    : kind_(static_cast<QuantifierKind>(step.args[0])),
      source_{static_cast<std::uint32_t>(step.args[1])},
      with_phantoms_(step.op == plan::Op::aggregate && step.args[2] != 0),
      power_(static_cast<int>(step.args[3])),
      where_(&work.column(step.in[0])),
      value_(step.in.size() > 1 ? &work.column(step.in[1]) : nullptr),
      phantoms_(work.rows(source_).phantoms) {}

void Members::add(Tally& tally, std::uint32_t begin, std::uint32_t end) const {
    const TruthReader where(*where_);
    for (std::uint32_t row = begin; row < end; ++row) {
        const bool phantom = phantoms_ != nullptr && bit(phantoms_, row);
        if (phantom && !with_phantoms_) continue;
        const Interval value = value_ != nullptr ? plan::rescale(NumberReader(*value_)(row), power_) : Interval{};
        if (phantom) {
            add_phantom(tally, kind_, where(row), value);
        } else {
            add_member(tally, kind_, where(row), value);
        }
    }
}

AggregateResult::AggregateResult(Workspace& work, const Step& step, std::size_t rows)
    : kind_(static_cast<QuantifierKind>(step.args[0])),
      if_none_(step.in.size() > 2 ? &work.column(step.in[2]) : nullptr),
      none_power_(static_cast<int>(step.args[4])) {
    if (step.form != plan::Form::truth) {
        column_ = new_interval(work.arena(), rows);
        return;
    }
    column_ = new_truth(work.arena(), rows);
    std::fill_n(column_.high, words_for(rows), 0);
    std::fill_n(column_.known, words_for(rows), 0);
}

void AggregateResult::put_truth(std::uint32_t row, Truth truth) {
    put_bit(column_.high, row, plan::high_bit(truth));
    put_bit(column_.known, row, plan::known_bit(truth));
}

void AggregateResult::put(std::uint32_t row, const Tally& tally) {
    if (column_.storage == Storage::truth) return put_truth(row, truth_of(tally, kind_));
    const Interval if_none = if_none_ != nullptr ? plan::rescale(NumberReader(*if_none_)(row), none_power_) : Interval{};
    evaluate::put(column_, row, number_of(tally, kind_, if_none_ != nullptr ? &if_none : nullptr));
}

void AggregateResult::put(std::uint32_t row, NoAnswer no_answer) {
    if (column_.storage == Storage::truth) return put_truth(row, no_answer.mark ? Truth::error : Truth::unknown);
    Interval value = plan::marked(Interval::unbounded(), no_answer.mark);
    value.has_low = kind_ == QuantifierKind::count;  // a count is never negative
    evaluate::put(column_, row, value);
}

namespace {

/// Rows of a sibling aggregate that have no parent row to share siblings under: orphans and pseudo rows.
bool put_without_parent(AggregateResult& result, Workspace& work, plan::FrameId frame, std::uint32_t row) {
    const FrameRows& rows = work.rows(frame);
    const program::EntityId entity = work.plan()[frame].entity;
    const FrameRows& parents = work.rows(plan::base_frame((*work.plan().program)[entity].parent));
    if (rows.parent[row] < parents.rows) return false;
    result.put(row, NoAnswer{rows.parent[row] == parents.rows + 1});
    return true;
}

}  // namespace

Vector compute_aggregate(Workspace& work, const Step& step) {
    const FrameRows& owners = work.rows(step.frame);
    const Members members(work, step);
    const std::uint32_t* const ranges = work.member_ranges(members.source(), step.frame);
    const bool base_owner = work.plan()[step.frame].kind == plan::Frame::Kind::base;
    const bool siblings = base_owner && work.plan()[members.source()].kind == plan::Frame::Kind::pairs;
    AggregateResult result(work, step, owners.size);
    for (std::uint32_t row = 0; row < owners.rows; ++row) {
        if (siblings && put_without_parent(result, work, step.frame, row)) continue;
        Tally tally;
        members.add(tally, ranges[row], ranges[row + 1]);
        result.put(row, tally);
    }
    if (base_owner) {
        result.put(owners.rows, NoAnswer{false});
        result.put(owners.rows + 1, NoAnswer{true});
    }
    return result.finish();
}

/// Per parent: what lies before a row and what lies behind it, so each row's siblings cost O(1).
Vector compute_aggregate_siblings(Workspace& work, const Step& step) {
    const FrameRows& rows = work.rows(step.frame);
    const program::EntityId entity = work.plan()[step.frame].entity;
    const plan::FrameId parent = plan::base_frame((*work.plan().program)[entity].parent);
    const FrameRows& parents = work.rows(parent);
    const std::uint32_t* const ranges = work.member_ranges(step.frame, parent);
    const Members members(work, step);
    const bool with_self = step.args[2] != 0;
    AggregateResult result(work, step, rows.size);
    for (std::uint32_t row = 0; row < rows.size; ++row) put_without_parent(result, work, step.frame, row);
    std::vector<Tally> behind;
    for (std::uint32_t p = 0; p < parents.rows; ++p) {
        const std::uint32_t begin = ranges[p];
        const std::uint32_t end = ranges[p + 1];
        behind.assign(end - begin + 1, Tally{});
        for (std::uint32_t row = end; row-- > begin;) {
            behind[row - begin] = behind[row - begin + 1];
            members.add(behind[row - begin], row);
        }
        Tally before;
        for (std::uint32_t row = begin; row < end; ++row) {
            Tally tally = before;
            if (with_self) members.add(tally, row);
            merge(tally, behind[row - begin + 1], members.kind());
            result.put(row, tally);
            members.add(before, row);
        }
    }
    return result.finish();
}

}  // namespace tepat::evaluate
