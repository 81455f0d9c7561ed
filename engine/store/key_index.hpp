// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: canonical key -> row of one table, and how many rows repeat a key. Open addressing over row numbers, so an
// entry costs eight bytes and the keys stay where they are.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tepat::store {

class KeyIndex {
public:
    static constexpr std::uint32_t nowhere = 0xFFFF'FFFF;

    /// `keys` outlives the index and is not changed.
    explicit KeyIndex(const std::vector<std::string>& keys)
        : keys_(keys), slots_(std::bit_ceil(keys.size() * 2 + 1), nowhere) {
        for (std::uint32_t row = 0; row < keys.size(); ++row) {
            std::uint32_t& slot = slots_[place_of(keys[row])];
            if (slot == nowhere) slot = row;
            else repeated_.push_back(row);
        }
    }
    std::uint32_t find(std::string_view key) const { return slots_[place_of(key)]; }
    /// Rows whose key an earlier row has.
    const std::vector<std::uint32_t>& repeated() const { return repeated_; }

private:
    std::size_t place_of(std::string_view key) const {
        std::size_t place = std::hash<std::string_view>()(key) & (slots_.size() - 1);
        while (slots_[place] != nowhere && keys_[slots_[place]] != key) place = (place + 1) & (slots_.size() - 1);
        return place;
    }

    const std::vector<std::string>& keys_;
    std::vector<std::uint32_t> slots_;
    std::vector<std::uint32_t> repeated_;
};

}  // namespace tepat::store
