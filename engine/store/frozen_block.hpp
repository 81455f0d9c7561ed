// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: the cells of one column in up to 65,536 rows, as bytes. Each distinct cell stands once, as SQLite had it (nothing is
// read as a number or a date here), and every row says which. docs/snapshot-format.md describes the bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/cells.hpp"

namespace tepat::store {

inline constexpr std::size_t rows_per_block = 65'536;
inline constexpr std::size_t most_block_bytes = std::size_t{256} << 20;  ///< not compressed

/// null, integers, reals, texts, blobs; each by value. The order of cells in a block.
bool cell_less(const Cell& a, const Cell& b);

/// `cells` in order, each once; `index` has a cell of each row. Every cell occurs.
std::string encode_block(const std::vector<Cell>& cells, const std::vector<std::uint16_t>& index);

class Block {
public:
    /// Nothing when the bytes are not those of a block of so many rows.
    static std::optional<Block> decode(std::string bytes, std::size_t rows);

    std::size_t rows() const { return rows_; }
    const std::vector<Cell>& cells() const { return cells_; }

    /// f(row, index of its cell), row by row.
    template <class F>
    void each_row(F&& f) const {
        const char* at = bytes_->data() + index_;
        switch (width_) {
            case Width::one_cell:
                for (std::size_t row = 0; row < rows_; ++row) f(row, std::size_t{0});
                break;
            case Width::byte:
                for (std::size_t row = 0; row < rows_; ++row) f(row, std::size_t{static_cast<unsigned char>(at[row])});
                break;
            case Width::two_bytes:
                for (std::size_t row = 0; row < rows_; ++row)
                    f(row, std::size_t{static_cast<unsigned char>(at[2 * row])} | std::size_t{static_cast<unsigned char>(at[2 * row + 1])} << 8);
                break;
            case Width::own_cell:
                for (std::size_t row = 0; row < rows_; ++row) f(row, row);
                break;
        }
    }

    enum class Width : std::uint8_t { one_cell = 0, byte = 1, two_bytes = 2, own_cell = 3 };

private:
    bool read(std::size_t rows);

    std::unique_ptr<const std::string> bytes_;  ///< stays where it is when a block is moved: cells point into it
    std::size_t rows_ = 0, index_ = 0;
    Width width_ = Width::one_cell;
    std::vector<Cell> cells_;
};

/// zstd. unpack gives nothing for bytes that are no such thing or would be more than `most`.
std::string pack_bytes(const std::string& bytes);
std::optional<std::string> unpack_bytes(std::string_view packed, std::size_t most);

}  // namespace tepat::store
