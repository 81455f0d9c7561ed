// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/row_mask.hpp"

#include <algorithm>

#include "dsl/program/identity_number.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/identity.hpp"

namespace tepat::intake {
namespace {

constexpr const char* nothing_shown = "***";

}  // namespace

std::string without_long_numbers(std::string_view text) { return program::without_identity_numbers(text, true); }

std::string shown_key(const program::Program& program, program::EntityId entity, const std::string& key) {
    if (!program::is_protected(program::key_secrecy(program, entity, key))) return key;
    return program::is_protected(program::declared_key_secrecy(program, entity)) ? masked(key) : program::without_identity_numbers(key);
}

RowMask::RowMask(const program::Program& program, const FileLayout& layout) : width_(layout.width) {
    columns_.assign(layout.width, Show::hidden);
    allow(program, layout.table);
    for (const TableColumns& above : layout.above) allow(program, above);
    // What one table shows and another protects is protected.
    const auto restrict_to = [&](const TableColumns& table) {
        for (const Column& column : table.columns)
            for (const std::size_t at : {column.at, column.correction}) {
                if (at >= columns_.size()) continue;
                if (column.fact != nullptr && column.fact->secrecy == program::Secrecy::secret) columns_[at] = std::min(columns_[at], Show::masked);
                else if (column.fact != nullptr && column.fact->secrecy != program::Secrecy::open) columns_[at] = Show::hidden;
            }
    };
    restrict_to(layout.table);
    for (const TableColumns& above : layout.above) restrict_to(above);
}

void RowMask::allow(const program::Program& program, const TableColumns& table) {
    const bool keys_open = !program::is_protected(program::declared_key_secrecy(program, table.entity));
    for (const Column& column : table.columns) {
        const bool person = column.number == NumberOf::person || column.number == NumberOf::family_card;
        const bool reference = column.fact == nullptr;
        const Show show = person || (reference && !keys_open) ? Show::masked : Show::whole;
        for (const std::size_t at : {column.at, column.correction})
            if (at < columns_.size()) columns_[at] = columns_[at] == Show::hidden ? show : std::min(columns_[at], show);
    }
}

std::string RowMask::shown(const SourceRow& row) const {
    if (row.broken || (!row.raw.empty() && row.cells.size() < width_)) return nothing_shown;
    std::string all;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::string_view text = trimmed(row.cells[i].text);
        const Show show = i < columns_.size() ? columns_[i] : Show::hidden;
        if (i > 0) all += ';';
        if (text.empty()) continue;
        all += show == Show::hidden ? nothing_shown : show == Show::masked ? masked(text) : without_long_numbers(text);
    }
    return all;
}

}  // namespace tepat::intake
