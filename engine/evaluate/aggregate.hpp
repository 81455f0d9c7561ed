// SPDX-License-Identifier: Apache-2.0
// The parts of an aggregate step, for its kernel, for partial tallies of wide aggregates, and for their missing facts.
#pragma once

#include "engine/evaluate/tally.hpp"
#include "engine/evaluate/workspace.hpp"

namespace tepat::evaluate {

/// An aggregate's inputs in the members' frame besides the condition: what is summed or compared.
std::span<const StepId> member_values(const Step& step);
/// Its input in the owners' frame: what it is when there is nobody, or how many are kept; invalid: none.
StepId owner_input(const Step& step);
inline bool is_top(const Step& step) { return static_cast<program::QuantifierKind>(step.args[0]) == program::QuantifierKind::total_top; }

/// The members' side: their conditions, values, phantoms.
class Members {
public:
    Members(Workspace& work, const Step& step);
    /// A tally for the owners in these rows of their frame.
    Tally start(std::uint32_t begin, std::uint32_t end) const;
    Tally start(std::uint32_t owner) const { return start(owner, owner + 1); }
    /// Adds the rows begin..end of the source frame.
    void add(Tally& tally, std::uint32_t begin, std::uint32_t end) const;
    void add(Tally& tally, std::uint32_t row) const { add(tally, row, row + 1); }

    program::QuantifierKind kind() const { return kind_; }
    plan::FrameId source() const { return source_; }

private:
    program::QuantifierKind kind_;
    plan::FrameId source_;
    bool with_phantoms_;
    const Vector* where_;
    const Vector* top_;  ///< total_top: how many are kept
    struct Value {
        const Vector* column;
        int power;
    };
    std::vector<Value> values_;
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
    const Vector* owner_input_;
    int none_power_;
    Vector column_;
};

}  // namespace tepat::evaluate
