// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/top.hpp"

#include <algorithm>

namespace tepat::evaluate {

using plan::Interval;

namespace {

template <class Items>
void put_in_order(Items& items, bool smallest_first) {
    std::sort(items.begin(), items.end(), [smallest_first](const auto& a, const auto& b) {
        return smallest_first ? a.first < b.first : a.first > b.first;
    });
}

}  // namespace

void TopItems::List::add(std::int64_t value, std::int64_t count, std::int64_t limit, bool smallest_first) {
    if (limit == 0 || count == 0) return;
    items.emplace_back(value, count);
    if (items.size() >= full) shorten(limit, smallest_first);
}

/// What lies behind the first `limit` values never counts.
void TopItems::List::shorten(std::int64_t limit, bool smallest_first) {
    put_in_order(items, smallest_first);
    Wide seen = 0;
    std::size_t kept = 0;
    while (kept < items.size() && seen < limit) seen += items[kept++].second;
    items.resize(kept);
    full = std::max<std::size_t>(32, 2 * kept);
}

Wide TopItems::List::sum(Wide n, bool smallest_first) const {
    auto sorted = items;
    put_in_order(sorted, smallest_first);
    Wide total = 0;
    for (const auto& [value, count] : sorted) {
        const Wide taken = std::min<Wide>(count, n);
        total += taken * value;
        n -= taken;
    }
    return total;
}

void TopItems::add_certain(const Interval& value) {
    ++certain_;
    certain_open_ += !value.has_low;
    high_open_ = high_open_ || !value.has_high;
    if (value.has_high) highs_.add(value.high, 1, limit_, false), all_highs_.add(value.high, 1, limit_, false);
    if (value.has_low) certain_lows_.add(value.low, 1, limit_, false);
}

/// It counts upwards where it would be more than nothing, downwards where it would be less.
void TopItems::add_possible(const Interval& value, std::int64_t count) {
    if (count == 0) return;
    high_open_ = high_open_ || !value.has_high;
    low_open_ = low_open_ || !value.has_low;
    if (value.has_high && value.high > 0) highs_.add(value.high, count, limit_, false);
    if (value.has_high) all_highs_.add(value.high, count, limit_, false);
    if (value.has_low && value.low < 0) possible_lows_.add(value.low, count, limit_, true);
}

void TopItems::merge(const TopItems& other) {
    limit_ = std::max(limit_, other.limit_);
    certain_ += other.certain_;
    certain_open_ += other.certain_open_;
    high_open_ = high_open_ || other.high_open_;
    low_open_ = low_open_ || other.low_open_;
    for (const auto& [value, count] : other.highs_.items) highs_.add(value, count, limit_, false);
    for (const auto& [value, count] : other.all_highs_.items) all_highs_.add(value, count, limit_, false);
    for (const auto& [value, count] : other.certain_lows_.items) certain_lows_.add(value, count, limit_, false);
    for (const auto& [value, count] : other.possible_lows_.items) possible_lows_.add(value, count, limit_, true);
}

Sums TopItems::sums(std::int64_t n) const {
    if (n == 0) return {};
    Sums result;
    const Wide bounded = Wide{certain_} - certain_open_;
    const Wide places_left = Wide{n} - certain_;
    result.high = std::max(highs_.sum(n, false), all_highs_.sum(n, false));
    result.open_high = high_open_;
    result.low = certain_lows_.sum(n, false);
    result.open_low = bounded < n && certain_open_ > 0;
    if (places_left <= 0) return result;
    result.low += possible_lows_.sum(places_left, true);
    result.open_low = result.open_low || low_open_;
    return result;
}

}  // namespace tepat::evaluate
