// SPDX-License-Identifier: Apache-2.0
// Columns kept for the whole population because a reference may lead to any row (`follow`): written block by block in one pass, read in
// a later one. By population row; two more at the end stand for what an empty reference and a reference to no row are worth.
#pragma once

#include <atomic>
#include <mutex>
#include <vector>

#include "engine/evaluate/workspace.hpp"

namespace tepat::evaluate {

class Missing;

/// One column. Different rows may be written by several threads at once.
class SavedColumn {
public:
    SavedColumn(plan::Form form, std::size_t rows);
    /// The real rows this workspace covers; the two last once.
    void write(Workspace& work, StepId id);
    /// The rows `from` names, as a column.
    Vector read(Arena& arena, const std::uint32_t* from, std::size_t count) const;

    std::size_t rows() const { return rows_; }
    std::vector<std::uint64_t> masks;  ///< missing names by row, words() each; empty: not wanted
    /// True for one caller: the masks of the two last rows are the same in every block.
    bool may_write_last_masks() { return !last_masks_written_.exchange(true); }

private:
    void note_shape(const Vector& column);
    void write_row(const Vector& column, std::size_t from, std::size_t to);
    Interval number_at(std::size_t row) const;

    plan::Form form_;
    std::size_t rows_;
    std::vector<std::uint8_t> states_;  // of truths: the truth; of others: the bits below
    std::vector<std::int64_t> lows_;
    std::vector<std::int64_t> highs_;
    std::vector<const std::string*> texts_;
    std::atomic<bool> last_written_ = false;
    std::atomic<bool> last_masks_written_ = false;
    std::mutex mutex_;
    bool shaped_ = false;
    bool packed_ = true;  // every block gave known values, error cells and one range for what is unknown
    Interval if_unknown_;
};

class Saved {
public:
    /// `mask_words` 0: no missing facts wanted.
    Saved(const plan::Plan& plan, const columns::Population& population, std::size_t mask_words);
    bool wants(StepId id) const { return columns_[id.value] != nullptr; }
    SavedColumn& operator[](StepId id) const { return *columns_[id.value]; }

private:
    std::vector<std::unique_ptr<SavedColumn>> columns_;  // by step
};

}  // namespace tepat::evaluate
