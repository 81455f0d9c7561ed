// SPDX-License-Identifier: Apache-2.0
// A dense bit set over rows, 64 rows a word. Bits at or beyond size() are always 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tepat::columns {

class Bits {
public:
    Bits() = default;
    explicit Bits(std::size_t size, bool value = false) { resize(size, value); }

    std::size_t size() const { return size_; }
    std::size_t word_count() const { return words_.size(); }
    bool get(std::size_t i) const { return (words_[i >> 6] >> (i & 63)) & 1u; }
    void set(std::size_t i, bool value = true) {
        const std::uint64_t bit = std::uint64_t{1} << (i & 63);
        words_[i >> 6] = value ? words_[i >> 6] | bit : words_[i >> 6] & ~bit;
    }
    void resize(std::size_t size, bool value = false);
    std::size_t count() const;

    std::uint64_t* words() { return words_.data(); }
    const std::uint64_t* words() const { return words_.data(); }

private:
    std::vector<std::uint64_t> words_;
    std::size_t size_ = 0;
};

}  // namespace tepat::columns
