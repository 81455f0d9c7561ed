// SPDX-License-Identifier: Apache-2.0
// The n highest of some values, some of them uncertain or not certain to be there (`total 4 terbesar`). Only what can still matter is kept:
// at most `limit` values of each list, so a tally of a whole area stays small. Merging parts in any order gives the same sums.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/plan/interval.hpp"

namespace tepat::evaluate {

__extension__ typedef __int128 Wide;

/// Of a sum: its ends, either possibly without bound.
struct Sums {
    Wide low = 0;
    Wide high = 0;
    bool open_low = false;
    bool open_high = false;
};

class TopItems {
public:
    /// No sum of more than `limit` values will be asked for.
    void set_limit(std::int64_t limit) { limit_ = limit; }
    std::int64_t limit() const { return limit_; }
    /// A value that is there, `count` times; one that may be there.
    void add_certain(const plan::Interval& value);
    void add_possible(const plan::Interval& value, std::int64_t count);
    void merge(const TopItems& other);
    /// Of the n highest; n <= limit.
    Sums sums(std::int64_t n) const;

private:
    /// Values and how often, the first `limit` of them in one order.
    struct List {
        std::vector<std::pair<std::int64_t, std::int64_t>> items;
        std::size_t full = 32;  ///< shorten when there are so many items
        void add(std::int64_t value, std::int64_t count, std::int64_t limit, bool smallest_first);
        void shorten(std::int64_t limit, bool smallest_first);
        Wide sum(Wide n, bool smallest_first) const;
    };
    std::int64_t limit_ = 0;
    std::uint64_t certain_ = 0;       ///< values that are there ...
    std::uint64_t certain_open_ = 0;  ///< ... of which without a low end
    bool high_open_ = false;
    bool low_open_ = false;           ///< a possible value without a low end
    List highs_;                      ///< certain values and the possible ones that add, largest first
    List all_highs_;                  ///< every value: once n are there, a possible one below nothing still displaces a lower one
    List certain_lows_;               ///< largest first
    List possible_lows_;              ///< negative ones, smallest first
};

/// None in most tallies: then it costs a pointer.
class Top {
public:
    Top() = default;
    Top(const Top& other) : items_(other.items_ ? std::make_unique<TopItems>(*other.items_) : nullptr) {}
    Top(Top&&) noexcept = default;
    Top& operator=(Top other) noexcept {
        items_ = std::move(other.items_);
        return *this;
    }
    ~Top() = default;
    explicit operator bool() const { return items_ != nullptr; }
    TopItems& operator*() {
        if (!items_) items_ = std::make_unique<TopItems>();
        return *items_;
    }
    const TopItems& operator*() const { return *items_; }

private:
    std::unique_ptr<TopItems> items_;
};

}  // namespace tepat::evaluate
