// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/row_shape.hpp"

#include <algorithm>
#include <charconv>

#include "engine/intake/cell_text.hpp"

namespace tepat::intake {
namespace {

constexpr std::size_t least_numbered = 4;  // 1, 2, 3 may well be a row of a short list

std::string_view text_at(const SourceRow& row, std::size_t at) { return at < row.cells.size() ? trimmed(row.cells[at].text) : std::string_view(); }

/// `3`, `(3)`, `3.`; 0: no number.
std::size_t column_number(std::string_view text) {
    if (text.starts_with('(')) text.remove_prefix(1);
    if (text.ends_with(')') || text.ends_with('.')) text.remove_suffix(1);
    std::size_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc() && end == text.data() + text.size() ? number : 0;
}

/// JUMLAH, Total, SUB TOTAL, Grand Total: alone or with what is counted after it.
bool says_total(std::string_view text) {
    if (text.empty() || std::string_view("jtsgJTSG").find(text.front()) == std::string_view::npos) return false;
    std::string words = lower(text);
    std::replace_if(words.begin(), words.end(), [](char c) { return c == ':' || c == '-' || c == '_' || c == '.'; }, ' ');
    for (const char* first : {"sub", "grand"})
        if (words.starts_with(first)) words = std::string(trimmed(std::string_view(words).substr(std::string_view(first).size())));
    const std::string_view word = std::string_view(words).substr(0, words.find(' '));
    return word == "jumlah" || word == "total";
}

}  // namespace

std::optional<RowReason> RowShape::not_data(const SourceRow& row) {
    if (is_header(row)) {
        below_header_ = true;
        return RowReason::header_again;
    }
    const bool numbered = below_header_ && are_column_numbers(row);
    below_header_ = false;
    if (numbered) return RowReason::column_numbers;
    if (is_total(row)) return RowReason::total;
    return std::nullopt;
}

/// A key that is called like its column.
bool RowShape::is_header(const SourceRow& row) const {
    if (by_ >= layout_.titles.size()) return false;
    const std::string written = normal_title(text_at(row, by_));
    const std::vector<std::string>& titles = layout_.titles[by_];
    return !written.empty() && std::find(titles.begin(), titles.end(), written) != titles.end();
}

bool RowShape::is_total(const SourceRow& row) const {
    const auto first = std::find_if(row.cells.begin(), row.cells.end(), [](const SourceCell& cell) { return !trimmed(cell.text).empty(); });
    return (first != row.cells.end() && says_total(trimmed(first->text))) || says_total(text_at(row, by_));
}

/// Every filled cell one more than the one before, from 1 on.
bool RowShape::are_column_numbers(const SourceRow& row) {
    std::size_t counted = 0;
    for (const SourceCell& cell : row.cells) {
        if (trimmed(cell.text).empty()) continue;
        if (column_number(trimmed(cell.text)) != ++counted) return false;
    }
    return counted >= least_numbered;
}

}  // namespace tepat::intake
