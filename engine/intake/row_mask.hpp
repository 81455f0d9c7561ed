// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: a row that was set aside, as it may be shown to people. The row itself stays in the baseline as it was written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/intake/layout.hpp"
#include "engine/intake/row_source.hpp"

namespace tepat::intake {

class RowMask {
public:
    RowMask(const program::Program& program, const FileLayout& layout);
    /// Cells with semicolons between: open facts as written, secret ones and long numbers masked, sensitive ones and columns that are no
    /// fact `***`. A row whose cells cannot be told apart shows nothing.
    std::string shown(const SourceRow& row) const;

private:
    enum class Show : std::uint8_t { hidden, masked, whole };
    void allow(const program::Program& program, const TableColumns& table);

    std::vector<Show> columns_;
    std::size_t width_ = 0;
};

/// Digits that make up 16 or more, blanks, dots and dashes between them or not, masked: who writes a NIK into an address shows it to nobody.
std::string without_long_numbers(std::string_view text);
/// A row's key as a report may show it: masked where the vocabulary protects it, and the NIK or nomor KK in it wherever it stands.
std::string shown_key(const program::Program& program, program::EntityId entity, const std::string& key);

}  // namespace tepat::intake
