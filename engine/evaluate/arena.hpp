// SPDX-License-Identifier: Apache-2.0
// Memory for the columns of one block: taken piece by piece, given back all at once when the next block begins, so that the same
// cache lines serve every block.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace tepat::evaluate {

class Arena {
public:
    /// Not initialised; aligned to a cache line; 64 bytes beyond the end may be read and written.
    template <class T>
    T* take(std::size_t count) {
        const std::size_t bytes = (count * sizeof(T) + 64 + 63) / 64 * 64;
        while (place_ < chunks_.size() && used_ + bytes > chunks_[place_].size) {
            ++place_;
            used_ = 0;
        }
        if (place_ == chunks_.size()) grow(bytes);
        std::byte* const result = chunks_[place_].begin + used_;
        used_ += bytes;
        return reinterpret_cast<T*>(result);
    }
    template <class T>
    T* take_filled(std::size_t count, T value) {
        T* const result = take<T>(count);
        std::fill(result, result + count, value);
        return result;
    }
    void reset() {
        place_ = 0;
        used_ = 0;
    }

private:
    struct Chunk {
        std::unique_ptr<std::byte[]> memory;
        std::byte* begin;
        std::size_t size;
    };
    void grow(std::size_t bytes) {
        const std::size_t size = std::max<std::size_t>(bytes, std::size_t{1} << 18);
        std::unique_ptr<std::byte[]> memory(new std::byte[size + 64]);
        auto* const begin = reinterpret_cast<std::byte*>((reinterpret_cast<std::uintptr_t>(memory.get()) + 63) / 64 * 64);
        chunks_.push_back({std::move(memory), begin, size});
        used_ = 0;
    }

    std::vector<Chunk> chunks_;
    std::size_t place_ = 0;
    std::size_t used_ = 0;
};

}  // namespace tepat::evaluate
