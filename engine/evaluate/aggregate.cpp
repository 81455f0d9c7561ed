// SPDX-License-Identifier: Apache-2.0
// Quantifiers: the count of members with unknowns, totals, extremes, `ada` and `semua`, per row of the scope's frame.
#include "engine/evaluate/aggregate.hpp"

#include <algorithm>

#include "engine/evaluate/aggregate_fast.hpp"
#include "engine/evaluate/kernels.hpp"
#include "engine/evaluate/packing.hpp"

namespace tepat::evaluate {

using program::QuantifierKind;

std::span<const StepId> member_values(const Step& step) {
    const std::span<const StepId> in(step.in);
    return is_top(step) ? in.subspan(2) : in.subspan(1, std::min<std::size_t>(1, in.size() - 1));
}

StepId owner_input(const Step& step) {
    if (is_top(step)) return step.in[1];
    return step.in.size() > 2 ? step.in[2] : StepId{};
}

Members::Members(Workspace& work, const Step& step)
    : kind_(static_cast<QuantifierKind>(step.args[0])),
      source_{static_cast<std::uint32_t>(step.args[1])},
      with_phantoms_(step.op == plan::Op::aggregate && step.args[2] != 0),
      where_(&work.column(step.in[0])),
      top_(is_top(step) ? &work.column(step.in[1]) : nullptr),
      phantoms_(work.rows(source_).phantoms) {
    for (const StepId id : member_values(step)) values_.push_back({&work.column(id), static_cast<int>(step.args[3 + values_.size()])});
}

/// The largest number of values any of these owners keeps; where it is not certain, the values do not matter.
Tally Members::start(std::uint32_t begin, std::uint32_t end) const {
    Tally tally;
    if (top_ == nullptr) return tally;
    std::int64_t limit = 0;
    for (std::uint32_t row = begin; row < end && (row == begin || !top_->constant); ++row) {
        const Interval count = NumberReader(*top_)(row);
        if (count.is_point()) limit = std::max(limit, count.low);
    }
    (*tally.top).set_limit(limit);
    return tally;
}

void Members::add(Tally& tally, std::uint32_t begin, std::uint32_t end) const {
    const TruthReader where(*where_);
    const auto add_value = [&](bool phantom, Truth condition, const Interval& value) {
        if (phantom) {
            add_phantom(tally, kind_, condition, value);
        } else {
            add_member(tally, kind_, condition, value);
        }
    };
    for (std::uint32_t row = begin; row < end; ++row) {
        const bool phantom = phantoms_ != nullptr && bit(phantoms_, row);
        if (phantom && !with_phantoms_) continue;
        const Truth condition = where(row);
        if (top_ != nullptr) note_condition(tally, condition);
        if (values_.empty()) add_value(phantom, condition, Interval{});
        for (const Value& value : values_) add_value(phantom, condition, plan::rescale(NumberReader(*value.column)(row), value.power));
    }
}

AggregateResult::AggregateResult(Workspace& work, const Step& step, std::size_t rows)
    : kind_(static_cast<QuantifierKind>(step.args[0])),
      owner_input_(owner_input(step).valid() ? &work.column(owner_input(step)) : nullptr),
      none_power_(is_top(step) ? 0 : static_cast<int>(step.args[4])) {
    if (step.form != plan::Form::truth) {
        column_ = new_interval(work.arena(), rows);
        return;
    }
    column_ = new_truth(work.arena(), rows);
    std::fill_n(column_.high, words_for(rows), 0);
    std::fill_n(column_.known, words_for(rows), 0);
}

AggregateResult::AggregateResult(const Step& step, const Vector& begun)
    : kind_(static_cast<QuantifierKind>(step.args[0])), owner_input_(nullptr), none_power_(0), column_(begun) {}

namespace {

void write_bit(std::uint64_t* words, std::size_t i, bool value) {
    const std::uint64_t one = std::uint64_t{1} << (i & 63);
    words[i >> 6] = value ? words[i >> 6] | one : words[i >> 6] & ~one;
}

}  // namespace

void AggregateResult::put_truth(std::uint32_t row, Truth truth) {
    write_bit(column_.high, row, plan::high_bit(truth));
    write_bit(column_.known, row, plan::known_bit(truth));
}

void AggregateResult::put_number(std::uint32_t row, const Interval& value) {
    column_.lows[row] = value.low;
    column_.highs[row] = value.high;
    write_bit(column_.has_low, row, value.has_low);
    write_bit(column_.has_high, row, value.has_high);
    write_bit(column_.mark, row, value.mark);
}

void AggregateResult::put(std::uint32_t row, const Tally& tally) {
    if (column_.storage == Storage::truth) return put_truth(row, truth_of(tally, kind_));
    const Interval own = owner_input_ != nullptr ? plan::rescale(NumberReader(*owner_input_)(row), none_power_) : Interval{};
    if (kind_ == QuantifierKind::total_top) return put_number(row, top_of(tally, own));
    put_number(row, number_of(tally, kind_, owner_input_ != nullptr ? &own : nullptr));
}

void AggregateResult::put(std::uint32_t row, NoAnswer no_answer) {
    if (column_.storage == Storage::truth) return put_truth(row, no_answer.mark ? Truth::error : Truth::unknown);
    Interval value = plan::marked(Interval::unbounded(), no_answer.mark);
    value.has_low = kind_ == QuantifierKind::count;  // a count is never negative
    put_number(row, value);
}

namespace {

/// Rows of a sibling aggregate that have no parent row to share siblings under (orphans, pseudo rows), and phantoms.
bool put_no_answer(AggregateResult& result, Workspace& work, plan::FrameId frame, bool siblings, std::uint32_t row) {
    const FrameRows& rows = work.rows(frame);
    const bool phantom = rows.phantoms != nullptr && bit(rows.phantoms, row);
    if (phantom) result.put(row, NoAnswer{false});
    if (phantom || !siblings) return phantom;
    const FrameRows& parents = work.rows(plan::base_frame((*work.plan().program)[work.plan()[frame].entity].parent));
    if (rows.parent[row] < parents.rows) return false;
    result.put(row, NoAnswer{rows.parent[row] == parents.rows + 1});
    return true;
}

/// Owners that are phantoms, or have one among their members.
class SpecialRuns {
public:
    SpecialRuns(Workspace& work, plan::FrameId source, plan::FrameId target, const std::uint32_t* ranges)
        : owners_(work.rows(target).phantoms), members_(work.rows(source).phantoms), ranges_(ranges) {}
    bool any() const { return owners_ != nullptr || members_ != nullptr; }
    bool operator()(std::uint32_t row) const {
        if (owners_ != nullptr && bit(owners_, row)) return true;
        if (members_ == nullptr) return false;
        for (std::uint32_t begin = ranges_[row]; begin < ranges_[row + 1]; begin += 64) {
            if (bits_at(members_, begin, std::min<std::uint32_t>(64, ranges_[row + 1] - begin)) != 0) return true;
        }
        return false;
    }

private:
    const std::uint64_t* owners_;
    const std::uint64_t* members_;
    const std::uint32_t* ranges_;
};

}  // namespace

Vector compute_aggregate(Workspace& work, const Step& step) {
    const FrameRows& owners = work.rows(step.frame);
    const Members members(work, step);
    const std::uint32_t* const ranges = work.member_ranges(members.source(), step.frame);
    const bool base_owner = work.plan()[step.frame].kind == plan::Frame::Kind::base;
    const bool siblings = base_owner && work.plan()[members.source()].kind == plan::Frame::Kind::pairs;
    std::optional<Vector> fast = siblings ? std::nullopt : aggregate_runs(work, step, ranges, owners.rows, owners.size);
    AggregateResult result = fast ? AggregateResult(step, *fast) : AggregateResult(work, step, owners.size);
    const SpecialRuns special(work, members.source(), step.frame, ranges);
    for (std::uint32_t row = 0; row < owners.rows && (!fast || special.any()); ++row) {
        if (fast && !special(row)) continue;
        if (put_no_answer(result, work, step.frame, siblings, row)) continue;
        Tally tally = members.start(row);
        members.add(tally, ranges[row], ranges[row + 1]);
        result.put(row, tally);
    }
    if (base_owner) {
        result.put(owners.rows, NoAnswer{false});
        result.put(owners.rows + 1, NoAnswer{true});
    }
    return result.finish();
}

namespace {

/// The siblings under one parent, rows begin..end; each row's own answer.
class Siblings {
public:
    Siblings(Workspace& work, const Step& step, AggregateResult& result)
        : work_(work), step_(step), members_(work, step), with_self_(step.args[2] != 0), result_(result) {}

    void answer(std::uint32_t begin, std::uint32_t end) {
        if (with_self_) return answer_together(begin, end);
        const Tally nobody = members_.start(begin, end);
        // What lies before a row and what lies behind it, so each row costs O(1).
        behind_.assign(end - begin + 1, nobody);
        for (std::uint32_t row = end; row-- > begin;) {
            behind_[row - begin] = behind_[row - begin + 1];
            members_.add(behind_[row - begin], row);
        }
        Tally before = nobody;
        for (std::uint32_t row = begin; row < end; ++row) {
            Tally tally = before;
            merge(tally, behind_[row - begin + 1], members_.kind());
            if (!put_no_answer(result_, work_, step_.frame, false, row)) result_.put(row, tally);
            members_.add(before, row);
        }
    }

private:
    void answer_together(std::uint32_t begin, std::uint32_t end) {
        Tally tally = members_.start(begin, end);
        members_.add(tally, begin, end);
        for (std::uint32_t row = begin; row < end; ++row) {
            if (!put_no_answer(result_, work_, step_.frame, false, row)) result_.put(row, tally);
        }
    }

    Workspace& work_;
    const Step& step_;
    Members members_;
    bool with_self_;
    AggregateResult& result_;
    std::vector<Tally> behind_;
};

}  // namespace

Vector compute_aggregate_siblings(Workspace& work, const Step& step) {
    const FrameRows& rows = work.rows(step.frame);
    const plan::FrameId parent = plan::base_frame((*work.plan().program)[work.plan()[step.frame].entity].parent);
    const FrameRows& parents = work.rows(parent);
    const std::uint32_t* const ranges = work.member_ranges(step.frame, parent);
    AggregateResult result(work, step, rows.size);
    for (std::uint32_t row = 0; row < rows.size; ++row) {
        if (rows.parent[row] >= parents.rows) put_no_answer(result, work, step.frame, true, row);
    }
    Siblings siblings(work, step, result);
    for (std::uint32_t p = 0; p < parents.rows; ++p) siblings.answer(ranges[p], ranges[p + 1]);
    return result.finish();
}

}  // namespace tepat::evaluate
