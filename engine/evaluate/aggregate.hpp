// SPDX-License-Identifier: Apache-2.0
// The parts of an aggregate step, for its kernel, for partial tallies of wide aggregates, and for their missing facts.
#pragma once

#include "engine/evaluate/tally.hpp"
#include "engine/evaluate/workspace.hpp"

namespace tepat::evaluate {

/// The members' side: their conditions, values, phantoms.
class Members {
public:
    Members(Workspace& work, const Step& step);
    /// Adds the rows begin..end of the source frame.
    void add(Tally& tally, std::uint32_t begin, std::uint32_t end) const;
    void add(Tally& tally, std::uint32_t row) const { add(tally, row, row + 1); }

    program::QuantifierKind kind() const { return kind_; }
    plan::FrameId source() const { return source_; }

private:
    program::QuantifierKind kind_;
    plan::FrameId source_;
    bool with_phantoms_;
    int power_;
    const Vector* where_;
    const Vector* value_;
    const std::uint64_t* phantoms_;
};

/// The answer without any look at members: of the pseudo rows, of phantoms, and of orphans asked for their siblings.
struct NoAnswer {
    bool mark = false;
};

/// Collects the results, a truth or a number column.
class AggregateResult {
public:
    AggregateResult(Workspace& work, const Step& step, std::size_t rows);
    AggregateResult(const Step& step, const Vector& begun);  ///< a column some of whose rows are still to be put
    void put(std::uint32_t row, const Tally& tally);
    void put(std::uint32_t row, NoAnswer no_answer);
    Vector finish() { return column_; }

private:
    void put_truth(std::uint32_t row, Truth truth);
    void put_number(std::uint32_t row, const Interval& value);
    program::QuantifierKind kind_;
    const Vector* if_none_;
    int none_power_;
    Vector column_;
};

}  // namespace tepat::evaluate
