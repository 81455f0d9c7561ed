// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/row_mask.hpp"

#include <algorithm>

#include "dsl/program/secrecy.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/identity.hpp"

namespace tepat::intake {
namespace {

constexpr const char* nothing_shown = "***";
constexpr std::size_t identity_digits = 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Length of what may stand between two digits of one number; 0: nothing of the kind.
std::size_t separator_at(std::string_view text, std::size_t at) {
    if (text[at] == ' ' || text[at] == '.' || text[at] == '-') return 1;
    return text.substr(at).starts_with("\xC2\xA0") ? 2 : 0;
}

}  // namespace

std::string without_long_numbers(std::string_view text) {
    std::string result(text);
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (!is_digit(text[begin])) continue;
        std::vector<std::size_t> digits;
        std::size_t end = begin;
        for (std::size_t skip = 0; end < text.size(); end += skip) {
            const bool digit = is_digit(text[end]);
            skip = digit ? 1 : separator_at(text, end);
            if (skip == 0) break;
            if (digit) digits.push_back(end);
        }
        const bool long_number = digits.size() >= identity_digits;
        for (std::size_t i = 6; long_number && i + 4 < digits.size(); ++i) result[digits[i]] = '*';
        begin = std::max(begin, digits.back());
    }
    return result;
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
    const bool keys_open = !program::is_protected(program::key_secrecy(program, table.entity));
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
