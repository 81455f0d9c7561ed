// SPDX-License-Identifier: Apache-2.0
// Scores and collecting tables: every case that is true counts, as members of a quantifier do. Membership in a set of values.
#include "engine/evaluate/kernels.hpp"
#include "engine/evaluate/packing.hpp"
#include "engine/evaluate/tally.hpp"

namespace tepat::evaluate {

using program::CollectKind;
using program::QuantifierKind;

namespace {

QuantifierKind quantifier_of(CollectKind kind) {
    switch (kind) {
        case CollectKind::total: return QuantifierKind::total;
        case CollectKind::count: return QuantifierKind::count;
        case CollectKind::largest: return QuantifierKind::largest;
        case CollectKind::smallest: return QuantifierKind::smallest;
    }
    return QuantifierKind::total;
}

struct Line {
    TruthReader condition;
    const Vector* result;  ///< null: a count
    int power;

    Interval value(std::size_t row) const { return result != nullptr ? plan::rescale(NumberReader(*result)(row), power) : Interval{}; }
};

std::vector<Line> lines_of(Workspace& work, const Step& step) {
    std::vector<Line> lines;
    const bool counts = static_cast<CollectKind>(step.args[0]) == CollectKind::count;
    for (std::size_t i = 0; i < step.in.size(); i += counts ? 1 : 2) {
        if (!counts && i + 1 == step.in.size()) break;  // `selain itu`
        const int power = counts ? 0 : static_cast<int>(step.args[1 + lines.size()]);
        lines.push_back({TruthReader(work.column(step.in[i])), counts ? nullptr : &work.column(step.in[i + 1]), power});
    }
    return lines;
}

}  // namespace

Vector compute_collect(Workspace& work, const Step& step) {
    const auto kind = static_cast<CollectKind>(step.args[0]);
    const std::vector<Line> lines = lines_of(work, step);
    const bool has_otherwise = kind != CollectKind::count && step.in.size() % 2 == 1;
    const NumberReader otherwise(work.column(step.in.back()));
    const int otherwise_power = has_otherwise ? static_cast<int>(step.args.back()) : 0;
    return fill_interval(work.arena(), work.size(step), [&](std::size_t row) {
        Tally tally;
        for (const Line& line : lines) {
            const Truth condition = line.condition(row);
            if (condition != Truth::no) add_member(tally, quantifier_of(kind), condition, line.value(row));
        }
        if (!has_otherwise) return number_of(tally, quantifier_of(kind), nullptr);
        const Interval none = plan::rescale(otherwise(row), otherwise_power);
        return number_of(tally, quantifier_of(kind), &none);
    });
}

namespace {

/// words[...] = one bit of the known sets.
void test_bits(const Vector& column, std::size_t rows, std::int64_t value, std::uint64_t* words) {
    const auto test = [&](const auto* values) {
        pack_tests(values, rows, words, [value](auto set) { return static_cast<std::uint8_t>((static_cast<std::int64_t>(set) >> value) & 1); });
    };
    switch (column.width) {
        case Width::u8: return test(static_cast<const std::uint8_t*>(column.values));
        case Width::i16: return test(static_cast<const std::int16_t*>(column.values));
        case Width::i32: return test(static_cast<const std::int32_t*>(column.values));
        case Width::i64: return test(static_cast<const std::int64_t*>(column.values));
    }
}

}  // namespace

Vector compute_has_value(Workspace& work, const Step& step) {
    const Vector& set = work.column(step.in[0]);
    const std::size_t rows = work.size(step);
    if (set.storage != Storage::packed || set.constant) {
        return fill_truth(work.arena(), rows, [&, read = NumberReader(set)](std::size_t row) {
            const Interval value = read(row);
            if (value.mark) return Truth::error;
            return value.is_point() ? plan::to_truth((value.low >> step.args[0] & 1) != 0) : Truth::unknown;
        });
    }
    Vector result = new_truth(work.arena(), rows);
    const std::size_t words = words_for(rows);
    std::fill_n(result.high, words, 0);
    const FrameRows& frame = work.rows(step.frame);
    // A base frame's two pseudo rows have no value of their own.
    test_bits(set, frame.base == nullptr ? frame.rows : rows, step.args[0], result.high);
    for (std::size_t w = 0; w < words; ++w) {
        result.high[w] = (result.high[w] & set.known[w]) | set.error[w];
        result.known[w] = set.known[w];
    }
    return result;
}

/// What an incomplete list does not say.
Vector compute_unrecorded(Workspace& work, const Step& step) {
    const std::size_t rows = work.size(step);
    Vector column = new_truth(work.arena(), rows);
    std::fill_n(column.high, words_for(rows), 0);
    std::fill_n(column.known, words_for(rows), 0);
    return column;
}

}  // namespace tepat::evaluate
