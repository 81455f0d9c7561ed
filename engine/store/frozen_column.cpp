// SPDX-License-Identifier: Apache-2.0
#include "engine/store/frozen_column.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>

namespace tepat::store {
namespace {

/// What the cells of one block mean, by their position in the block.
struct Meaning {
    std::vector<std::int64_t> values;
    std::vector<CellState> states;
};

Meaning meaning_of(const Block& block, const CellReader& reader) {
    Meaning meaning;
    for (const Cell& cell : block.cells()) {
        const CellReader::Result result = reader.judge(cell);
        meaning.states.push_back(result.first);
        meaning.values.push_back(result.first == CellState::known ? result.second : 0);
    }
    return meaning;
}

/// Texts of all blocks, each once, numbered as they come.
class Dictionary {
public:
    explicit Dictionary(std::size_t most) : slots_(std::bit_ceil(most * 2 + 1), nowhere) { texts_.reserve(most); }
    std::int64_t number_of(std::string text) {
        std::size_t place = std::hash<std::string>()(text) & (slots_.size() - 1);
        while (slots_[place] != nowhere && texts_[slots_[place]] != text) place = (place + 1) & (slots_.size() - 1);
        if (slots_[place] == nowhere) {
            slots_[place] = static_cast<std::uint32_t>(texts_.size());
            texts_.push_back(std::move(text));
        }
        return slots_[place];
    }
    std::vector<std::string> take() { return std::move(texts_); }

private:
    static constexpr std::uint32_t nowhere = 0xFFFF'FFFF;
    std::vector<std::string> texts_;
    std::vector<std::uint32_t> slots_;
};

std::vector<std::string> number_texts(const std::vector<Block>& blocks, std::vector<Meaning>& meanings) {
    std::size_t most = 0;
    for (const Block& block : blocks) most += block.cells().size();
    Dictionary dictionary(most);
    for (std::size_t b = 0; b < blocks.size(); ++b)
        for (std::size_t c = 0; c < meanings[b].states.size(); ++c)
            if (meanings[b].states[c] == CellState::known) meanings[b].values[c] = dictionary.number_of(canonical_text(blocks[b].cells()[c]));
    return dictionary.take();
}

template <class T>
void fill(const std::vector<Block>& blocks, const std::vector<Meaning>& meanings, std::size_t rows, columns::Packed& packed) {
    std::vector<T> values(rows);
    T* out = values.data();
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        std::vector<T> meaning(meanings[b].values.size());
        std::transform(meanings[b].values.begin(), meanings[b].values.end(), meaning.begin(), [](std::int64_t value) { return static_cast<T>(value); });
        blocks[b].each_row([out, &meaning](std::size_t row, std::size_t cell) { out[row] = meaning[cell]; });
        out += blocks[b].rows();
    }
    packed = std::move(values);
}

template <class T>
bool fits(std::int64_t low, std::int64_t high) {
    return low >= std::int64_t{std::numeric_limits<T>::min()} && high <= std::int64_t{std::numeric_limits<T>::max()};
}

/// As narrow as ColumnBuilder packs: rows that are not known count as 0.
void pack(const std::vector<Block>& blocks, const std::vector<Meaning>& meanings, std::size_t rows, columns::Packed& packed) {
    std::int64_t low = std::numeric_limits<std::int64_t>::max(), high = std::numeric_limits<std::int64_t>::min();
    for (const Meaning& meaning : meanings)
        for (const std::int64_t value : meaning.values) low = std::min(low, value), high = std::max(high, value);
    if (rows == 0 || fits<std::uint8_t>(low, high)) fill<std::uint8_t>(blocks, meanings, rows, packed);
    else if (fits<std::int16_t>(low, high)) fill<std::int16_t>(blocks, meanings, rows, packed);
    else if (fits<std::int32_t>(low, high)) fill<std::int32_t>(blocks, meanings, rows, packed);
    else fill<std::int64_t>(blocks, meanings, rows, packed);
}

/// The rows in a state. Blocks begin at a multiple of 64 rows, so each fills words of its own.
columns::Bits rows_in(CellState state, const std::vector<Block>& blocks, const std::vector<Meaning>& meanings, std::size_t rows) {
    columns::Bits bits(rows);
    std::uint64_t* word = bits.words();
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const std::vector<CellState>& states = meanings[b].states;
        const bool any = std::find(states.begin(), states.end(), state) != states.end();
        std::vector<std::uint8_t> is(states.size());
        std::transform(states.begin(), states.end(), is.begin(), [state](CellState s) { return static_cast<std::uint8_t>(s == state); });
        if (any)
            blocks[b].each_row([word, &is](std::size_t row, std::size_t cell) { word[row >> 6] |= std::uint64_t{is[cell]} << (row & 63); });
        word += blocks[b].rows() / 64;
    }
    return bits;
}

void collect_errors(const std::vector<Block>& blocks, const std::vector<Meaning>& meanings, ReadColumn& read) {
    std::size_t first = 0;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const std::vector<CellState>& states = meanings[b].states;
        if (std::find(states.begin(), states.end(), CellState::error) != states.end())
            blocks[b].each_row([&](std::size_t row, std::size_t cell) {
                if (states[cell] == CellState::error) read.errors.emplace_back(first + row, raw_cell(blocks[b].cells()[cell]));
            });
        first += blocks[b].rows();
    }
}

/// Keys of references are texts end to end, each distinct one once.
RawColumn keys_of(const std::vector<Block>& blocks, const std::vector<Meaning>& meanings) {
    RawColumn keys;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        std::vector<std::pair<std::int64_t, std::uint32_t>> places;
        for (std::size_t c = 0; c < blocks[b].cells().size(); ++c) {
            const std::string text = meanings[b].states[c] == CellState::known ? canonical_text(blocks[b].cells()[c]) : std::string();
            places.emplace_back(static_cast<std::int64_t>(keys.texts.size()), static_cast<std::uint32_t>(text.size()));
            keys.texts += text;
        }
        blocks[b].each_row([&](std::size_t, std::size_t cell) {
            keys.states.push_back(meanings[b].states[cell]);
            keys.values.push_back(places[cell].first);
            keys.lengths.push_back(places[cell].second);
        });
    }
    return keys;
}

}  // namespace

ReadColumn read_frozen(const std::vector<Block>& blocks, const CellReader& reader, const program::Type& type, std::size_t rows) {
    std::vector<Meaning> meanings;
    for (const Block& block : blocks) meanings.push_back(meaning_of(block, reader));
    ReadColumn read;
    collect_errors(blocks, meanings, read);
    if (type.kind == program::TypeKind::reference) {
        read.keys = keys_of(blocks, meanings);
        return read;
    }
    if (type.kind == program::TypeKind::text) read.column.dictionary = number_texts(blocks, meanings);
    pack(blocks, meanings, rows, read.column.values);
    read.column.known = rows_in(CellState::known, blocks, meanings, rows);
    read.column.error = rows_in(CellState::error, blocks, meanings, rows);
    return read;
}

}  // namespace tepat::store
