// SPDX-License-Identifier: Apache-2.0
// Choosing between columns row by row: `bila kosong`, unique cases, and the value of a quotient whose divisor is zero.
#include <optional>

#include "engine/evaluate/kernels.hpp"

namespace tepat::evaluate {

using plan::Form;

namespace {

bool has_order(Form form) { return form == Form::number || form == Form::date; }

int power(const Step& step, std::size_t arg) { return static_cast<int>(step.args[arg]); }

/// Known, unknown or in error, of any column; facts keep `known` apart from a range of one value.
Cell::State state_of(const Vector& column, std::size_t row) {
    if (column.constant) row = 0;
    const auto state = [](bool error, bool known) {
        return error ? Cell::State::error : known ? Cell::State::known : Cell::State::unknown;
    };
    switch (column.storage) {
        case Storage::truth: return state(TruthReader(column)(row) == Truth::error, bit(column.known, row));
        case Storage::packed:
        case Storage::strings: return state(bit(column.error, row), bit(column.known, row));
        case Storage::interval: return state(bit(column.mark, row), NumberReader(column)(row).is_point());
    }
    return Cell::State::unknown;
}

}  // namespace

Vector compute_if_missing(Workspace& work, const Step& step) {
    const Vector& fact = work.column(step.in[0]);
    const Vector& fallback = work.column(step.in[1]);
    const auto uses_fallback = [&](std::size_t row) { return state_of(fact, row) == Cell::State::unknown; };
    const std::size_t rows = work.size(step);
    if (step.form == Form::truth) {
        return fill_truth(work.arena(), rows, [&](std::size_t row) { return TruthReader(uses_fallback(row) ? fallback : fact)(row); });
    }
    if (step.form == Form::text) {
        return fill_strings(work.arena(), rows, [&](std::size_t row) { return TextReader(uses_fallback(row) ? fallback : fact)(row); });
    }
    return fill_interval(work.arena(), rows, [&](std::size_t row) {
        return uses_fallback(row) ? plan::rescale(NumberReader(fallback)(row), power(step, 1))
                                  : plan::rescale(NumberReader(fact)(row), power(step, 0));
    });
}

Vector compute_if_zero(Workspace& work, const Step& step) {
    const NumberReader divisor(work.column(step.in[0]));
    const auto chosen = [&](std::size_t row) -> const Vector& { return work.column(step.in[divisor(row).is_point(0) ? 1 : 2]); };
    const std::size_t rows = work.size(step);
    if (step.form == Form::truth) {
        return fill_truth(work.arena(), rows, [&](std::size_t row) { return TruthReader(chosen(row))(row); });
    }
    return fill_interval(work.arena(), rows, [&](std::size_t row) { return NumberReader(chosen(row))(row); });
}

namespace {

/// The results that may apply on one row: those of true conditions first, then of unknown ones; `otherwise` when no condition is true.
struct Candidates {
    std::vector<std::size_t> certain;  // input positions of the results
    std::vector<std::size_t> possible;
    bool error = false;

    void collect(const Step& step, const std::vector<TruthReader>& conditions, std::size_t row) {
        certain.clear();
        possible.clear();
        error = false;
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            const Truth truth = conditions[i](row);
            error = error || truth == Truth::error;
            if (truth == Truth::yes) certain.push_back(2 * i + 1);
            if (truth == Truth::unknown) possible.push_back(2 * i + 1);
        }
        const bool has_otherwise = step.in.size() % 2 == 1;
        if (has_otherwise && certain.empty()) (possible.empty() ? certain : possible).push_back(step.in.size() - 1);
        error = error || (certain.empty() && possible.empty());
    }
};

Interval hull_of(const std::vector<Interval>& values, const Candidates& candidates, bool with_hull) {
    // values: certain ones first
    const std::size_t certain = candidates.certain.size();
    for (std::size_t i = 0; i < certain; ++i) {
        for (std::size_t j = i + 1; j < certain; ++j) {
            if (plan::compare(program::CompareOp::equal, values[i], values[j]) == Truth::no) return Interval::error();
        }
    }
    Interval result = values[0];
    for (const Interval& value : values) result = plan::hull(result, value);
    if (with_hull || result.is_point()) return result;
    return result.mark ? Interval::error() : Interval::unbounded();
}

/// Of truths and texts: any in error -> error; all known and equal -> that; else unknown. Two certain, known and different: error.
template <class Value, class State, class Same>
std::optional<Value> agreed(const std::vector<Value>& values, std::size_t certain, const State& state, const Same& same, bool& error) {
    bool known = true;
    error = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        error = error || state(values[i]) == Cell::State::error;
        known = known && state(values[i]) == Cell::State::known;
        for (std::size_t j = 0; j < i && j < certain; ++j) {
            const bool both_known = state(values[i]) == Cell::State::known && state(values[j]) == Cell::State::known;
            error = error || (i < certain && both_known && !same(values[i], values[j]));
        }
    }
    if (error || !known) return std::nullopt;
    for (const Value& value : values) {
        if (!same(value, values[0])) return std::nullopt;
    }
    return values[0];
}

/// Calls on_row(row, candidates) for each row of a cases step.
class CaseRows {
public:
    CaseRows(Workspace& work, const Step& step) : step_(step) {
        for (std::size_t i = 0; i + 1 < step.in.size(); i += 2) conditions_.emplace_back(work.column(step.in[i]));
    }
    const Candidates& operator()(std::size_t row) {
        candidates_.collect(step_, conditions_, row);
        return candidates_;
    }
    template <class Value, class Read>
    void read(std::vector<Value>& values, const Read& read) const {
        values.clear();
        for (const std::size_t in : candidates_.certain) values.push_back(read(in));
        for (const std::size_t in : candidates_.possible) values.push_back(read(in));
    }

private:
    const Step& step_;
    std::vector<TruthReader> conditions_;
    Candidates candidates_;
};

Vector number_cases(Workspace& work, const Step& step) {
    CaseRows cases(work, step);
    std::vector<Interval> values;
    return fill_interval(work.arena(), work.size(step), [&](std::size_t row) {
        const Candidates& candidates = cases(row);
        if (candidates.error) return Interval::error();
        cases.read(values, [&](std::size_t in) { return plan::rescale(NumberReader(work.column(step.in[in]))(row), power(step, in / 2)); });
        return hull_of(values, candidates, has_order(step.form));
    });
}

Vector truth_cases(Workspace& work, const Step& step) {
    CaseRows cases(work, step);
    std::vector<Truth> values;
    const auto state = [](Truth t) { return t == Truth::error ? Cell::State::error : t == Truth::unknown ? Cell::State::unknown : Cell::State::known; };
    return fill_truth(work.arena(), work.size(step), [&](std::size_t row) {
        const Candidates& candidates = cases(row);
        if (candidates.error) return Truth::error;
        cases.read(values, [&](std::size_t in) { return TruthReader(work.column(step.in[in]))(row); });
        bool error = false;
        const auto value = agreed(values, candidates.certain.size(), state, [](Truth a, Truth b) { return a == b; }, error);
        return error ? Truth::error : value.value_or(Truth::unknown);
    });
}

Vector text_cases(Workspace& work, const Step& step) {
    CaseRows cases(work, step);
    std::vector<Cell> values;
    const auto same = [](const Cell& a, const Cell& b) { return *a.text == *b.text; };
    return fill_strings(work.arena(), work.size(step), [&](std::size_t row) {
        const Candidates& candidates = cases(row);
        if (candidates.error) return Cell{Cell::State::error, nullptr};
        cases.read(values, [&](std::size_t in) { return TextReader(work.column(step.in[in]))(row); });
        bool error = false;
        const auto value = agreed(values, candidates.certain.size(), [](const Cell& c) { return c.state; }, same, error);
        return error ? Cell{Cell::State::error, nullptr} : value.value_or(Cell{});
    });
}

}  // namespace

Vector compute_cases(Workspace& work, const Step& step) {
    if (step.form == Form::truth) return truth_cases(work, step);
    return step.form == Form::text ? text_cases(work, step) : number_cases(work, step);
}

}  // namespace tepat::evaluate
