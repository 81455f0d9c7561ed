// SPDX-License-Identifier: Apache-2.0
// Four-valued logic on pairs of bit sets, 64 rows at a time: false 01, true 11, unknown 00, error 10 (high, known).
#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

using plan::Op;

namespace {

/// An `or` accumulated word by word: `high` of true or error, `known` of true or false.
void join_or(Vector& sum, const Vector& in, std::size_t words, std::uint64_t flip) {
    for (std::size_t w = 0; w < words; ++w) {
        const std::size_t from = in.constant ? 0 : w;
        // A constant has one row: its bit is spread over the word.
        const std::uint64_t known = in.constant ? std::uint64_t{0} - (in.known[0] & 1) : in.known[from];
        const std::uint64_t high = (in.constant ? std::uint64_t{0} - (in.high[0] & 1) : in.high[from]) ^ (known & flip);
        const std::uint64_t yes = (sum.high[w] & sum.known[w]) | (high & known);
        sum.known[w] = yes | (sum.known[w] & known);
        sum.high[w] |= high;
    }
}

}  // namespace

/// `and` is `or` with all truths swapped: flip on the way in and on the way out.
Vector compute_logic(Workspace& work, const Step& step) {
    const std::size_t rows = work.size(step);
    const std::size_t words = words_for(rows);
    Vector result = new_truth(work.arena(), rows);
    std::fill_n(result.high, words, 0);
    std::fill_n(result.known, words, ~std::uint64_t{0});
    const std::uint64_t flip_in = step.op == Op::or_ ? 0 : ~std::uint64_t{0};
    const std::uint64_t flip_out = step.op == Op::and_ ? ~std::uint64_t{0} : 0;
    for (const StepId in : step.in) join_or(result, work.column(in), words, flip_in);
    for (std::size_t w = 0; w < words; ++w) result.high[w] ^= result.known[w] & flip_out;
    return result;
}

Vector compute_at_least(Workspace& work, const Step& step) {
    const NumberReader wanted(work.column(step.in[0]));
    std::vector<TruthReader> operands;
    for (std::size_t i = 1; i < step.in.size(); ++i) operands.emplace_back(work.column(step.in[i]));
    return fill_truth(work.arena(), work.size(step), [&](std::size_t row) {
        Interval count = Interval::point(0);
        for (const TruthReader& read : operands) {
            const Truth truth = read(row);
            count.low += truth == Truth::yes;
            count.high += truth != Truth::no;
            count.mark = count.mark || truth == Truth::error;
        }
        return plan::compare(program::CompareOp::greater_equal, count, wanted(row));
    });
}

Vector compute_same_truth(Workspace& work, const Step& step) {
    const TruthReader a(work.column(step.in[0]));
    const TruthReader b(work.column(step.in[1]));
    return fill_truth(work.arena(), work.size(step), [&](std::size_t row) { return plan::same(a(row), b(row)); });
}

namespace {

Truth is_known(Cell::State state) {
    return state == Cell::State::error ? Truth::error : plan::to_truth(state == Cell::State::known);
}

Truth is_known(const Vector& column, std::size_t row) {
    if (column.constant) row = 0;
    switch (column.storage) {
        case Storage::truth: {
            const Truth truth = TruthReader(column)(row);
            return truth == Truth::error ? Truth::error : plan::to_truth(truth != Truth::unknown);
        }
        case Storage::packed:
        case Storage::strings:
            if (bit(column.known, row)) return Truth::yes;
            return bit(column.error, row) ? Truth::error : Truth::no;
        case Storage::interval: {
            const Interval value = NumberReader(column)(row);
            return value.mark ? Truth::error : plan::to_truth(value.is_point());
        }
    }
    return is_known(Cell::State::unknown);
}

}  // namespace

Vector compute_is_known(Workspace& work, const Step& step) {
    const Vector& in = work.column(step.in[0]);
    return fill_truth(work.arena(), work.size(step), [&](std::size_t row) { return is_known(in, row); });
}

}  // namespace tepat::evaluate
