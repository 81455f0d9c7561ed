// SPDX-License-Identifier: Apache-2.0
// Numbers are written with the low byte first, so the file is the same on every machine. The bytes may come from anywhere: reading trusts
// no count and no length.
#include "engine/store/frozen_block.hpp"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <new>

namespace tepat::store {
namespace {

constexpr int compression_level = 9;  // a quarter smaller than 3, read at the same speed; levels beyond cost seconds and gain little

class Writer {
public:
    void number(std::uint64_t value, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) out_ += static_cast<char>(value >> 8 * i & 0xFF);
    }
    void text(std::string_view value) { out_ += value; }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

/// Gives zeros once the bytes are used up, and says so.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
    std::uint64_t number(std::size_t bytes) {
        std::uint64_t value = 0;
        const std::string_view part = text(bytes);
        for (std::size_t i = 0; i < part.size(); ++i) value |= std::uint64_t{static_cast<unsigned char>(part[i])} << 8 * i;
        return value;
    }
    std::string_view text(std::size_t size) {
        if (size > bytes_.size() - at_) {
            sound_ = false;
            at_ = bytes_.size();
            return {};
        }
        at_ += size;
        return bytes_.substr(at_ - size, size);
    }
    bool sound() const { return sound_; }
    std::size_t at() const { return at_; }
    bool at_end() const { return at_ == bytes_.size(); }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool sound_ = true;
};

constexpr std::size_t kinds = 5;
using Counts = std::array<std::size_t, kinds>;

std::size_t bytes_for(std::uint64_t span) {
    return span == 0 ? 0 : span < 0x100 ? 1 : span < 0x10000 ? 2 : span < 0x1'0000'0000 ? 4 : 8;
}

/// Integers as distances from the smallest.
void write_integers(Writer& out, const Cell* first, const Cell* last) {
    if (first == last) return;
    const auto base = static_cast<std::uint64_t>(first->integer);
    const std::size_t width = bytes_for(static_cast<std::uint64_t>((last - 1)->integer) - base);
    out.number(width, 1);
    out.number(base, 8);
    for (const Cell* cell = first; cell != last; ++cell) out.number(static_cast<std::uint64_t>(cell->integer) - base, width);
}

void read_integers(Cursor& in, std::size_t count, std::vector<Cell>& cells) {
    if (count == 0) return;
    const std::size_t width = std::min<std::size_t>(in.number(1), 8);
    const std::uint64_t base = in.number(8);
    for (std::size_t i = 0; i < count; ++i) cells.push_back({Cell::Kind::integer, static_cast<std::int64_t>(base + in.number(width)), 0, {}});
}

void write_bytes(Writer& out, const Cell* first, const Cell* last) {
    for (const Cell* cell = first; cell != last; ++cell) out.number(cell->bytes.size(), 4);
    for (const Cell* cell = first; cell != last; ++cell) out.text(cell->bytes);
}

void read_bytes(Cursor& in, std::size_t count, Cell::Kind kind, std::vector<Cell>& cells) {
    std::vector<std::size_t> lengths;
    for (std::size_t i = 0; i < count; ++i) lengths.push_back(in.number(4));
    for (const std::size_t length : lengths) cells.push_back({kind, 0, 0, in.text(length)});
}

Block::Width width_of(const std::vector<Cell>& cells, const std::vector<std::uint16_t>& index) {
    if (cells.size() == 1) return Block::Width::one_cell;
    bool own = cells.size() == index.size();
    for (std::size_t row = 0; own && row < index.size(); ++row) own = index[row] == row;
    return own ? Block::Width::own_cell : cells.size() <= 256 ? Block::Width::byte : Block::Width::two_bytes;
}

}  // namespace

bool cell_less(const Cell& a, const Cell& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    if (a.kind == Cell::Kind::integer) return a.integer < b.integer;
    if (a.kind == Cell::Kind::real) return std::bit_cast<std::uint64_t>(a.real) < std::bit_cast<std::uint64_t>(b.real);
    return a.bytes < b.bytes;
}

std::string encode_block(const std::vector<Cell>& cells, const std::vector<std::uint16_t>& index) {
    Counts counts{};
    for (const Cell& cell : cells) ++counts[static_cast<std::size_t>(cell.kind)];
    Writer out;
    for (const std::size_t count : counts) out.number(count, 4);
    const Cell* at = cells.data() + counts[0];
    write_integers(out, at, at + counts[1]);
    at += counts[1];
    for (const Cell* cell = at; cell != at + counts[2]; ++cell) out.number(std::bit_cast<std::uint64_t>(cell->real), 8);
    at += counts[2];
    write_bytes(out, at, at + counts[3]);
    write_bytes(out, at + counts[3], at + counts[3] + counts[4]);
    const Block::Width width = width_of(cells, index);
    out.number(static_cast<std::uint64_t>(width), 1);
    if (width == Block::Width::byte || width == Block::Width::two_bytes)
        for (const std::uint16_t cell : index) out.number(cell, static_cast<std::size_t>(width));
    return out.take();
}

std::optional<Block> Block::decode(std::string bytes, std::size_t rows) {
    Block block;
    block.bytes_ = std::make_unique<const std::string>(std::move(bytes));
    if (rows == 0 || rows > rows_per_block || !block.read(rows)) return std::nullopt;
    return block;
}

bool Block::read(std::size_t rows) {
    Cursor in(*bytes_);
    Counts counts{};
    std::size_t cells = 0;
    for (std::size_t& count : counts) cells += count = in.number(4);
    if (cells == 0 || cells > rows || counts[0] > 1) return false;
    cells_.reserve(cells);
    cells_.resize(counts[0]);
    read_integers(in, counts[1], cells_);
    for (std::size_t i = 0; i < counts[2]; ++i) cells_.push_back({Cell::Kind::real, 0, std::bit_cast<double>(in.number(8)), {}});
    read_bytes(in, counts[3], Cell::Kind::text, cells_);
    read_bytes(in, counts[4], Cell::Kind::blob, cells_);
    const std::uint64_t width = in.number(1);
    if (!in.sound() || width > 3) return false;
    width_ = static_cast<Width>(width);
    if ((width_ == Width::one_cell && cells != 1) || (width_ == Width::own_cell && cells != rows)) return false;
    index_ = in.at();
    if (width_ == Width::byte || width_ == Width::two_bytes) (void)in.text(rows * width);
    if (!in.sound() || !in.at_end()) return false;
    rows_ = rows;
    std::size_t highest = 0;
    each_row([&](std::size_t, std::size_t cell) { highest = std::max(highest, cell); });
    return highest < cells;
}

std::string pack_bytes(const std::string& bytes) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), compression_level);
    if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // with room enough, memory is all that can fail
    packed.resize(size);
    return packed;
}

std::optional<std::string> unpack_bytes(std::string_view packed, std::size_t most) {
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > most) return std::nullopt;
    std::string bytes(size, '\0');
    const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
    if (ZSTD_isError(got) != 0 || got != size) return std::nullopt;
    return bytes;
}

}  // namespace tepat::store
