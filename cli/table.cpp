// SPDX-License-Identifier: Apache-2.0
#include "cli/table.hpp"

#include <algorithm>
#include <cassert>

namespace tepat::cli {

namespace {

/// Code points: close enough to columns of a terminal for Indonesian and English text.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

std::string padded(const std::string& text, std::size_t width, Table::Align align) {
    const std::string blanks(width - width_of(text), ' ');
    return align == Table::Align::left ? text + blanks : blanks + text;
}

std::string trimmed(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

}  // namespace

void Table::add(std::vector<std::string> cells) {
    assert(cells.size() == columns_.size());
    rows_.push_back(std::move(cells));
}

std::string Table::text(const std::string& indent) const {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        widths.push_back(width_of(columns_[c].title));
        for (const auto& row : rows_) widths[c] = std::max(widths[c], width_of(row[c]));
    }
    std::string heading = indent, dashes = indent, all;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        heading += padded(columns_[c].title, widths[c], columns_[c].align) + "  ";
        dashes += std::string(widths[c], '-') + "  ";
    }
    all = trimmed(heading) + trimmed(dashes);
    for (const auto& row : rows_) {
        std::string line = indent;
        for (std::size_t c = 0; c < columns_.size(); ++c) line += padded(row[c], widths[c], columns_[c].align) + "  ";
        all += trimmed(line);
    }
    return all;
}

}  // namespace tepat::cli
