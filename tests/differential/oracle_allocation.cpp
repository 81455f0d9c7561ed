// SPDX-License-Identifier: Apache-2.0
// The oracle on places: who is a candidate, in which group, at which place of the walk, and who gets in (language.md section 7,
// "Allocation"). One candidate at a time, every count taken anew: as slow as it is obvious. See oracle.hpp.
#include <algorithm>
#include <tuple>
#include <utility>

#include "tests/differential/oracle.hpp"

namespace tepat::oracle {

using namespace program;
using allocate::Reason;

namespace {

/// One end of an order key: the sooner in the walk, the smaller. Unbounded ends stand before or after every number.
using KeyPlace = std::pair<int, Wide>;
constexpr KeyPlace before_all{-1, 0};
constexpr KeyPlace after_all{1, 0};

/// Tier, keys, then the subject's own key (whole numbers by value, text by bytes).
using WalkPlace = std::tuple<std::int64_t, std::vector<KeyPlace>, Wide, std::string>;

Interval as_interval(const Evaluated& evaluated) {
    const auto* truth = std::get_if<Truth>(&evaluated.value);
    if (truth == nullptr) return std::get<Number>(evaluated.value).interval;
    if (*truth == Truth::yes || *truth == Truth::no) return point(*truth == Truth::yes ? 1 : 0);
    return {Wide{0}, Wide{1}, *truth == Truth::error};
}

bool certain(const Interval& interval) {
    return interval.is_point() && !interval.mark;
}

KeyPlace worst(const Interval& interval, bool largest_first) {
    const std::optional<Wide>& end = largest_first ? interval.low : interval.high;
    return end ? KeyPlace{0, largest_first ? -*end : *end} : after_all;
}
KeyPlace best(const Interval& interval, bool largest_first) {
    const std::optional<Wide>& end = largest_first ? interval.high : interval.low;
    return end ? KeyPlace{0, largest_first ? -*end : *end} : before_all;
}

constexpr int money_scale = max_scale;  // every amount and cost is counted at this scale, so that nothing is rounded

/// A quota, budget or `paling banyak`: its amount and what its unit costs one subject.
struct Limit {
    ExprId amount;
    GroupBy per;
    ExprId unit_cost;  ///< of the budget
    bool at_most = false;
    std::size_t number = 0;  ///< among the quotas and the budget, or among the `paling banyak`
};

}  // namespace

class Allocator {
public:
    Allocator(Oracle& oracle, ProgrammeId id) : oracle_(oracle), id_(id), programme_(oracle.program_[id]) {
        for (const Quota& quota : programme_.quotas) limits_.push_back({quota.amount, quota.per, {}, false, limits_.size()});
        if (programme_.budget)
            limits_.push_back({programme_.budget->amount, programme_.budget->per, programme_.budget->unit_cost, false, limits_.size()});
        for (const AtMost& one : programme_.at_most) at_most_.push_back({one.count, {one.per, {}}, {}, true, at_most_.size()});
        placings_.rows.resize(rows());
        const auto& all = oracle.circumstances_.held.programmes;
        if (id.value < all.size()) held_ = all[id.value];
    }

    Placings place();

private:
    using State = allocate::State;

    std::size_t rows() const { return oracle_.world_.rows[programme_.entity.value].size(); }
    At at(std::size_t row) const { return {programme_.entity, Place::real, row}; }
    Placing& of(std::size_t row) { return placings_.rows[row]; }
    const std::string& key(std::size_t row) const { return oracle_.world_.rows[programme_.entity.value][row].key; }
    static bool listed(const std::vector<std::string>& keys, const std::string& key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    }
    /// The place the worklist holds for this key, if it does.
    const allocate::HeldPlace* record(const std::string& key) const {
        for (const allocate::HeldPlace& place : held_.taken)
            if (place.key == key) return &place;
        return nullptr;
    }
    bool subject(std::size_t row) { return oracle_.judge(id_, row).subject; }

    std::optional<std::string> recorded(const Limit& limit, const allocate::HeldPlace& place) const;
    std::optional<std::string> group_now(const Limit& limit, std::size_t row);
    std::optional<Wide> cost_of_anybody();
    bool takes_of(const Limit& limit, const allocate::HeldPlace& gone, std::size_t row);
    void count_gone();

    void find_state(std::size_t row);
    void not_placed(std::size_t row, Reason reason, Missing missing = {}, bool in_error = false);
    std::optional<std::string> group(const GroupBy& per, std::size_t row, Reason* why = nullptr, Missing* missing = nullptr);
    std::optional<std::string> printed_fact(FactId fact, std::size_t row, Reason* why, Missing* missing);
    bool same_group(const Limit& limit, std::size_t a, std::size_t b);
    Evaluated amount_for(const Limit& limit, std::size_t row);
    std::optional<Wide> cost(std::size_t row);
    bool amount_is_certain(const Limit& limit, std::size_t row);
    void check_groups(std::size_t row);
    void check_amounts(std::size_t row);
    void check_at_most(std::size_t row);
    void check_cost(std::size_t row);
    void check_tier(std::size_t row);
    void note_provisional(std::size_t row);
    WalkPlace walk_place(std::size_t row, bool at_best);
    std::int64_t tier(std::size_t row, bool at_best);

    Wide taken_before(const Limit& limit, std::size_t row);
    Wide amount_left(const Limit& limit, std::size_t row);
    bool over_at_most(std::size_t row);
    void walk(std::size_t row);
    void turn_away(std::size_t limit, std::size_t row);
    void rank_all();
    void count_groups();
    std::size_t contenders(const Limit& limit, std::size_t row);

    Oracle& oracle_;
    ProgrammeId id_;
    const Programme& programme_;
    std::vector<Limit> limits_;
    std::vector<Limit> at_most_;
    allocate::PlacesHeld::Of held_;
    std::vector<const allocate::HeldPlace*> gone_;  ///< held by somebody who has no row any more
    std::vector<std::size_t> order_;               ///< of the walk
    std::vector<std::pair<std::size_t, std::string>> closed_;  ///< budgets that somebody did not fit into
    std::vector<std::pair<std::size_t, std::size_t>> turned_away_;  ///< limit, row
    Placings placings_;
};

Placings Oracle::place(ProgrammeId id) {
    return Allocator(*this, id).place();
}

Placings Allocator::place() {
    for (const allocate::HeldPlace& place : held_.taken) {
        bool there = false;
        for (std::size_t row = 0; row < rows(); ++row) there = there || key(row) == place.key;
        if (!there) gone_.push_back(&place);
    }
    for (std::size_t row = 0; row < rows(); ++row) find_state(row);
    // Until the walk reaches them, `waiting` stands for all candidates.
    for (std::size_t row = 0; row < rows(); ++row)
        if (of(row).state == State::waiting) {
            check_groups(row);
            check_amounts(row);
            check_cost(row);
            check_at_most(row);
            check_tier(row);
            note_provisional(row);
        }
    for (std::size_t row = 0; row < rows(); ++row)
        if (of(row).state == State::waiting) order_.push_back(row);
    if (!programme_.is_allocated()) {
        for (const std::size_t row : order_) of(row).state = State::selected;
        count_gone();
        return std::move(placings_);
    }
    std::sort(order_.begin(), order_.end(),
              [&](std::size_t a, std::size_t b) { return walk_place(a, false) < walk_place(b, false); });
    std::vector<std::size_t> walked = std::exchange(order_, {});
    for (const std::size_t row : walked) {
        walk(row);
        order_.push_back(row);
    }
    rank_all();
    count_groups();
    count_gone();
    return std::move(placings_);
}

// --------------------------------------------------------------------------------------------------- before the walk

void Allocator::find_state(std::size_t row) {
    const Judgement judgement = oracle_.judge(id_, row);
    if (!judgement.subject) {
        // What was promised stays promised; nothing else is asked of who is no subject.
        if (record(key(row)) != nullptr) of(row).state = State::taken;
        return;
    }
    const bool filled = programme_.taken_when.valid() &&
                        std::get<Truth>(oracle_.value(programme_.taken_when, at(row)).value) == Truth::yes;
    if (oracle_.receives(id_, row) || filled || record(key(row)) != nullptr)
        of(row).state = State::taken;
    else if (listed(held_.rejected, key(row)))
        of(row).state = State::rejected;
    else if (judgement.outcome == run::Outcome::eligible)
        of(row).state = State::waiting;
}

void Allocator::not_placed(std::size_t row, Reason reason, Missing missing, bool in_error) {
    if (of(row).state == State::not_placed) return;  // the first reason found is the one that is told
    of(row).state = State::not_placed;
    of(row).reason = reason;
    of(row).missing = std::move(missing);
    of(row).in_error = in_error;
}

std::optional<std::string> Allocator::printed_fact(FactId fact, std::size_t row, Reason* why, Missing* missing) {
    const oracle::State state = oracle_.state_of_fact(fact, at(row));
    const Fact& declared = oracle_.program_[fact];
    if (state == oracle::State::known) return print_value(oracle_.program_, fact, oracle_.cell(fact, row).value);
    // A range of one value leaves nothing to ask.
    const bool only_one = state == oracle::State::unknown && declared.low && declared.low == declared.high;
    if (only_one) return print_value(oracle_.program_, fact, {*declared.low, {}});
    if (why != nullptr) *why = state == oracle::State::error ? Reason::amount_error : Reason::group_unknown;
    if (missing != nullptr && state == oracle::State::unknown) missing->insert(run::MissingName{programme_.entity, fact});
    return std::nullopt;
}

/// The name of the group the subject belongs to; nothing when nobody can say.
std::optional<std::string> Allocator::group(const GroupBy& per, std::size_t row, Reason* why, Missing* missing) {
    if (per.fact.valid()) return printed_fact(per.fact, row, why, missing);
    if (!per.entity.valid()) return std::string();
    const At above = oracle_.climb(at(row), per.entity);
    if (above.place == Place::real) return oracle_.world_.rows[per.entity.value][above.row].key;
    if (why != nullptr) *why = above.place == Place::error ? Reason::amount_error : Reason::group_unknown;
    if (missing != nullptr && above.place != Place::error) missing->insert(run::MissingName{per.entity, {}});
    return std::nullopt;
}

/// The group the worklist remembers, as far as there still is such a one.
std::optional<std::string> Allocator::recorded(const Limit& limit, const allocate::HeldPlace& place) const {
    if (!limit.per.entity.valid() && !limit.per.fact.valid()) return std::string();
    const auto& remembered = limit.at_most ? place.at_most : place.groups;
    if (limit.number >= remembered.size() || !remembered[limit.number]) return std::nullopt;
    if (!limit.per.entity.valid()) return remembered[limit.number];
    for (const Row& row : oracle_.world_.rows[limit.per.entity.value])
        if (row.key == *remembered[limit.number]) return row.key;
    return std::nullopt;
}

/// Where a subject counts; of a held place: where the worklist remembers it, when it cannot be said now or its holder is no subject.
std::optional<std::string> Allocator::group_now(const Limit& limit, std::size_t row) {
    const std::optional<std::string> now = subject(row) ? group(limit.per, row) : std::nullopt;
    const allocate::HeldPlace* const place = record(key(row));
    return now || place == nullptr ? now : recorded(limit, *place);
}

bool Allocator::same_group(const Limit& limit, std::size_t a, std::size_t b) {
    const std::optional<std::string> of_a = group_now(limit, a);
    return of_a && of_a == group_now(limit, b);
}

bool Allocator::takes_of(const Limit& limit, const allocate::HeldPlace& gone, std::size_t row) {
    const std::optional<std::string> where = recorded(limit, gone);
    return where && where == group_now(limit, row);
}

void Allocator::check_groups(std::size_t row) {
    Reason why = Reason::none;
    Missing missing;
    for (const Limit& limit : limits_)
        if (!group(limit.per, row, &why, &missing)) not_placed(row, why, missing);
    for (const AtMost& at_most : programme_.at_most)
        if (!group({at_most.per, {}}, row, &why, &missing)) not_placed(row, why, missing);
}

Evaluated Allocator::amount_for(const Limit& limit, std::size_t row) {
    const At where = limit.per.entity.valid() ? oracle_.climb(at(row), limit.per.entity) : at(row);
    return oracle_.value(limit.amount, where);
}

/// What the subject takes of the budget; nothing when that is not certain.
std::optional<Wide> Allocator::cost(std::size_t row) {
    if (!subject(row)) return cost_of_anybody();
    const Evaluated unit = oracle_.value(programme_.budget->unit_cost, at(row));
    const Number& number = std::get<Number>(unit.value);
    if (!certain(number.interval)) return std::nullopt;
    return times(std::max(*number.interval.low, Wide{0}), power_of_ten(money_scale - number.scale));
}

/// Of somebody of whom nothing is known; certain only where the cost depends on nobody.
std::optional<Wide> Allocator::cost_of_anybody() {
    const Evaluated unit = oracle_.value(programme_.budget->unit_cost, {programme_.entity, Place::unknown, 0});
    const Number& number = std::get<Number>(unit.value);
    if (!certain(number.interval)) return std::nullopt;
    return times(std::max(*number.interval.low, Wide{0}), power_of_ten(money_scale - number.scale));
}

void Allocator::check_amounts(std::size_t row) {
    if (of(row).state == State::not_placed) return;
    for (const Limit& limit : limits_) {
        const Evaluated amount = amount_for(limit, row);
        const Interval& interval = std::get<Number>(amount.value).interval;
        if (interval.mark) not_placed(row, Reason::amount_error);
        if (!interval.is_point()) not_placed(row, Reason::amount_unknown, amount.missing);
        if (!limit.unit_cost.valid()) continue;
        for (std::size_t other = 0; other < rows(); ++other) {
            const bool counts = of(other).state == State::taken && same_group(limit, row, other);
            if (counts && !cost(other)) not_placed(row, Reason::amount_unknown);
        }
        for (const allocate::HeldPlace* gone : gone_)
            if (takes_of(limit, *gone, row) && !cost_of_anybody()) not_placed(row, Reason::amount_unknown);
    }
}

void Allocator::check_cost(std::size_t row) {
    if (!programme_.budget || cost(row)) return;
    const Evaluated unit = oracle_.value(programme_.budget->unit_cost, at(row));
    not_placed(row, Reason::cost_unknown, unit.missing, std::get<Number>(unit.value).interval.mark);
}

void Allocator::check_at_most(std::size_t row) {
    for (const AtMost& at_most : programme_.at_most) {
        if (of(row).state == State::not_placed) return;
        const Evaluated count = amount_for({at_most.count, {at_most.per, {}}, {}, true, 0}, row);
        const Interval& interval = std::get<Number>(count.value).interval;
        if (interval.mark) not_placed(row, Reason::amount_error);
        if (!interval.is_point()) not_placed(row, Reason::amount_unknown, count.missing);
    }
}

/// The smallest-numbered tier that is true (at best: that is not false); 0 where none is.
std::int64_t Allocator::tier(std::size_t row, bool at_best) {
    if (programme_.tiers.empty()) return 1;
    std::int64_t smallest = 0;
    for (const Tier& one : programme_.tiers) {
        const Truth truth = std::get<Truth>(oracle_.value(one.condition, at(row)).value);
        const bool counts = at_best ? truth != Truth::no : truth == Truth::yes;
        if (counts && (smallest == 0 || one.number < smallest)) smallest = one.number;
    }
    return smallest;
}

void Allocator::check_tier(std::size_t row) {
    if (tier(row, false) != 0) return;
    Missing missing;
    bool some_unknown = false;
    bool some_error = false;
    for (const Tier& one : programme_.tiers) {
        const Evaluated condition = oracle_.value(one.condition, at(row));
        note_missing(missing, condition);
        some_unknown = some_unknown || std::get<Truth>(condition.value) == Truth::unknown;
        some_error = some_error || std::get<Truth>(condition.value) == Truth::error;
    }
    const bool first_reason = of(row).state != State::not_placed;
    not_placed(row, Reason::no_tier, missing, some_error);
    if (first_reason) of(row).provisional = some_unknown;
}

void Allocator::note_provisional(std::size_t row) {
    if (of(row).state == State::not_placed) return;
    bool provisional = tier(row, true) != tier(row, false);
    for (const OrderKey& order : programme_.order) provisional = provisional || !certain(as_interval(oracle_.value(order.value, at(row))));
    if (programme_.taken_when.valid())
        provisional = provisional || std::get<Truth>(oracle_.value(programme_.taken_when, at(row)).value) != Truth::no;
    of(row).provisional = provisional;
}

WalkPlace Allocator::walk_place(std::size_t row, bool at_best) {
    std::vector<KeyPlace> keys;
    for (const OrderKey& order : programme_.order) {
        const Interval interval = as_interval(oracle_.value(order.value, at(row)));
        keys.push_back(at_best ? best(interval, order.largest_first) : worst(interval, order.largest_first));
    }
    const bool integers = oracle_.world_.integer_keys[programme_.entity.value];
    return {tier(row, at_best), keys, integers ? Wide{std::stoll(key(row))} : Wide{0}, key(row)};
}

// ----------------------------------------------------------------------------------------------------------- the walk

/// Places (or money) that are gone before the next candidate: those taken, and those of the candidates selected so far.
Wide Allocator::taken_before(const Limit& limit, std::size_t row) {
    Wide gone = 0;
    for (std::size_t other = 0; other < rows(); ++other) {
        const bool has_place = of(other).state == State::taken || of(other).state == State::selected;
        if (!has_place || !same_group(limit, row, other)) continue;
        gone += limit.unit_cost.valid() ? *cost(other) : Wide{1};
    }
    for (const allocate::HeldPlace* nobody : gone_)
        if (takes_of(limit, *nobody, row)) gone += limit.unit_cost.valid() ? *cost_of_anybody() : Wide{1};
    return gone;
}

Wide Allocator::amount_left(const Limit& limit, std::size_t row) {
    const Evaluated amount = amount_for(limit, row);
    const Number& number = std::get<Number>(amount.value);
    const Wide allowed = std::max(*number.interval.low, Wide{0});
    const int scale = limit.unit_cost.valid() ? money_scale - number.scale : 0;
    return times(allowed, power_of_ten(scale)) - taken_before(limit, row);
}

bool Allocator::over_at_most(std::size_t row) {
    for (const Limit& at_most : at_most_)
        if (amount_left(at_most, row) <= 0) return true;
    return false;
}

void Allocator::turn_away(std::size_t limit, std::size_t row) {
    turned_away_.emplace_back(limit, row);
}

/// Selects the candidate, or says why not; `waiting` it stays when nothing changes that.
void Allocator::walk(std::size_t row) {
    if (over_at_most(row)) {
        of(row).state = State::family_limit;
        return;
    }
    for (std::size_t i = 0; i < limits_.size(); ++i) {
        const Limit& limit = limits_[i];
        if (!limit.unit_cost.valid()) {
            if (amount_left(limit, row) <= 0) return turn_away(i, row);
            continue;
        }
        const std::pair group_of{i, *group(limit.per, row)};
        const bool closed = std::find(closed_.begin(), closed_.end(), group_of) != closed_.end();
        if (!closed && *cost(row) <= amount_left(limit, row)) continue;
        closed_.push_back(group_of);
        return turn_away(i, row);
    }
    of(row).state = State::selected;
}

// ------------------------------------------------------------------------------------------------------ after the walk

void Allocator::rank_all() {
    std::optional<Limit> area;
    for (const Limit& limit : limits_) {
        const bool has_per = limit.per.entity.valid() || limit.per.fact.valid();
        if (!area && has_per) area = limit;
    }
    for (std::size_t row = 0; row < rows(); ++row)
        if (area) of(row).area = group_now(*area, row);
    std::map<std::optional<std::string>, std::uint32_t> last;
    for (const std::size_t row : order_) of(row).rank = ++last[of(row).area];
}

/// How many others could stand before this one at their best.
std::size_t Allocator::contenders(const Limit& limit, std::size_t row) {
    std::size_t number = 0;
    for (const std::size_t other : order_) {
        const bool counts = of(other).state == State::selected || of(other).state == State::waiting;
        if (other == row || !counts || !same_group(limit, row, other)) continue;
        if (walk_place(other, true) < walk_place(row, false)) ++number;
    }
    return number;
}

void Allocator::count_groups() {
    for (std::size_t i = 0; i < limits_.size(); ++i) {
        const Limit& limit = limits_[i];
        for (std::size_t row = 0; row < rows(); ++row) {
            const std::optional<std::string> name = group_now(limit, row);
            if (!name || of(row).state == State::none) continue;
            Tally& tally = placings_.groups[{i, *name}];
            tally.selected += of(row).state == State::selected;
            tally.waiting += of(row).state == State::waiting;
            tally.family_limit += of(row).state == State::family_limit;
            tally.not_placed += of(row).state == State::not_placed;
            tally.taken_rows += of(row).state == State::taken;
            tally.rejected += of(row).state == State::rejected;
            if (of(row).state == State::selected && of(row).provisional) ++tally.provisional;
        }
        for (const std::size_t row : order_) {
            Tally& tally = placings_.groups[{i, *group(limit.per, row)}];
            if (of(row).state != State::selected) continue;
            tally.last_selected = row;
            if (limit.unit_cost.valid()) continue;
            const Wide free_of_taken = amount_left(limit, row) + static_cast<Wide>(tally.selected);
            if (static_cast<Wide>(contenders(limit, row)) >= free_of_taken) ++tally.contestable;
        }
    }
    for (std::size_t i = 0; i < limits_.size(); ++i)
        for (const allocate::HeldPlace* gone : gone_)
            if (const auto name = recorded(limits_[i], *gone)) ++placings_.groups[{i, *name}].taken_rows;
    for (const auto& [limit, row] : turned_away_) ++placings_.groups[{limit, *group(limits_[limit].per, row)}].turned_away;
}

/// Who holds a place without being judged, and the places that no group counts.
void Allocator::count_gone() {
    std::optional<Limit> area;
    for (const Limit& limit : limits_)
        if (!area && (limit.per.entity.valid() || limit.per.fact.valid())) area = limit;
    for (std::size_t row = 0; row < rows(); ++row)
        if (!subject(row) && of(row).state == State::taken) placings_.absent[key(row)] = area ? group_now(*area, row) : std::nullopt;
    for (const allocate::HeldPlace* gone : gone_) placings_.absent[gone->key] = area ? recorded(*area, *gone) : std::nullopt;
    for (const Limit& limit : limits_) {
        std::size_t& nowhere = placings_.nowhere.emplace_back();
        for (std::size_t row = 0; row < rows(); ++row) nowhere += of(row).state == State::taken && !group_now(limit, row);
        for (const allocate::HeldPlace* gone : gone_) nowhere += !recorded(limit, *gone);
    }
}

}  // namespace tepat::oracle
