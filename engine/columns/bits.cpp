// SPDX-License-Identifier: Apache-2.0
#include "engine/columns/bits.hpp"

#include <bit>

namespace tepat::columns {

void Bits::resize(std::size_t size, bool value) {
    const std::size_t old = size_;
    if (value && size > old && old % 64 != 0) words_.back() |= ~std::uint64_t{0} << (old % 64);
    words_.resize((size + 63) / 64, value ? ~std::uint64_t{0} : 0);
    size_ = size;
    if (size % 64 != 0) words_.back() &= (std::uint64_t{1} << (size % 64)) - 1;
}

std::size_t Bits::count() const {
    std::size_t n = 0;
    for (const std::uint64_t word : words_) n += static_cast<std::size_t>(std::popcount(word));
    return n;
}

}  // namespace tepat::columns
