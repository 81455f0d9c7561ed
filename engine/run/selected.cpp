// SPDX-License-Identifier: Apache-2.0
// An allocation -> what `terpilih P` is on every row, and what is missing where it is unknown (programmes.hpp).
#include <algorithm>

#include "engine/run/programmes.hpp"

namespace tepat::run {

using allocate::Reason;
using allocate::State;
using plan::Truth;

namespace {

/// Whoever is not placed may yet be: only "no tier" can be certain.
Truth of_not_placed(Reason reason, bool tiers_open, bool cost_error) {
    if (reason == Reason::no_tier) return tiers_open ? Truth::unknown : Truth::no;
    return reason == Reason::amount_error || (reason == Reason::cost_unknown && cost_error) ? Truth::error : Truth::unknown;
}

Truth of_nobody(Outcome outcome) {
    if (outcome == Outcome::undecided) return Truth::unknown;
    return outcome == Outcome::error ? Truth::error : Truth::no;
}

void join(std::uint64_t* mask, const std::uint64_t* more, std::size_t words) {
    for (std::size_t w = 0; more != nullptr && w < words; ++w) mask[w] |= more[w];
}

}  // namespace

/// What the first limit that has no answer misses: which group, or how much is allowed there.
void ProgrammeRun::add_group_missing(std::uint32_t row, std::uint64_t* mask, const MissingSets& sets) const {
    const program::Programme& said = (*plan_.program)[programme_.programme];
    bool found = false;
    for (std::size_t l = 0; l < allocate::limits_of(said) && !found; ++l) {
        const program::GroupBy& per = allocate::per_of(said, l);
        if (per.entity.valid()) found = add_ancestor_missing(row, per.entity, limits_missing_[l], mask, sets);
        if (!per.fact.valid() || allocation_.reason[row] != Reason::group_unknown || !unknown_group_[l].get(row)) continue;
        evaluate::set_bit(mask, names_->of(per.fact));
        found = true;
    }
    for (std::size_t m = 0; m < said.at_most.size() && !found; ++m) found = add_ancestor_missing(row, said.at_most[m].per, at_most_missing_[m], mask, sets);
}

bool ProgrammeRun::add_ancestor_missing(std::uint32_t row, program::EntityId ancestor, const std::vector<std::uint32_t>& amounts, std::uint64_t* mask,
                                        const MissingSets& sets) const {
    const std::uint32_t above = allocate::ancestor_row(*plan_.program, population_, judged_.entity, row, ancestor);
    const Reason reason = allocation_.reason[row];
    if (above == columns::no_parent_unknown && reason == Reason::group_unknown) {
        evaluate::set_bit(mask, names_->of(ancestor));
        return true;
    }
    if (above >= columns::no_parent_unknown || reason != Reason::amount_unknown || amounts.empty() || amounts[above] == 0) return false;
    join(mask, sets.mask_of(amounts[above]), names_->words());
    return true;
}

Truth ProgrammeRun::standing_of(std::uint32_t row) const {
    switch (allocation_.state[row]) {
        case State::selected:
        case State::taken: return Truth::yes;
        case State::waiting:
        case State::rejected:
        case State::family_limit: return Truth::no;
        case State::not_placed: return of_not_placed(allocation_.reason[row], tiers_open_.get(row), cost_error_.get(row));
        case State::none: break;
    }
    return judged_.subject.get(row) ? of_nobody(judged_.outcome[row]) : Truth::no;
}

const std::uint64_t* ProgrammeRun::missing_at(std::uint32_t row, const MissingSets& sets, SetNumbers& numbers) const {
    if (allocation_.state[row] == State::none) return sets.mask_of(judged_.missing[row]);
    const Reason reason = allocation_.reason[row];
    std::vector<std::uint64_t> mask(names_->words());
    const auto own = entrant_missing_.find(row);
    if (own != entrant_missing_.end() && reason == Reason::no_tier) join(mask.data(), sets.mask_of(own->second.first), mask.size());
    if (own != entrant_missing_.end() && reason == Reason::cost_unknown) join(mask.data(), sets.mask_of(own->second.second), mask.size());
    add_group_missing(row, mask.data(), sets);
    const bool any = std::any_of(mask.begin(), mask.end(), [](std::uint64_t word) { return word != 0; });
    return any ? sets.mask_of(numbers.number_of(mask.data())) : nullptr;
}

evaluate::SelectedRows ProgrammeRun::selected(const MissingSets& sets, SetNumbers& numbers) const {
    const std::size_t rows = allocation_.state.size();
    evaluate::SelectedRows result{columns::Bits(rows), columns::Bits(rows), {}};
    if (names_ != nullptr) result.missing.resize(rows, nullptr);
    for (std::uint32_t row = 0; row < rows; ++row) {
        const Truth truth = standing_of(row);
        result.high.set(row, plan::high_bit(truth));
        result.known.set(row, plan::known_bit(truth));
        if (truth == Truth::unknown && names_ != nullptr) result.missing[row] = missing_at(row, sets, numbers);
    }
    return result;
}

}  // namespace tepat::run
