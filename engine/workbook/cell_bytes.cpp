// SPDX-License-Identifier: Apache-2.0
#include "engine/workbook/cell_bytes.hpp"

#include <algorithm>
#include <cstdint>

namespace tepat::workbook {
namespace {

/// Bytes of the code point at `at`, 0: not well-formed.
std::size_t length_at(const std::string& text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(at), second = byte(at + 1);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(at + 1) ? 2 : 0;
    if ((first & 0xF0U) == 0xE0) {
        const bool overlong = first == 0xE0 && second < 0xA0, surrogate = first == 0xED && second >= 0xA0;
        const bool no_character = first == 0xEF && second == 0xBF && byte(at + 2) >= 0xBE;  // U+FFFE, U+FFFF
        return tail(at + 1) && tail(at + 2) && !overlong && !surrogate && !no_character ? 3 : 0;
    }
    if (first < 0xF0 || first > 0xF4 || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90)) return 0;
    return tail(at + 1) && tail(at + 2) && tail(at + 3) ? 4 : 0;
}

bool is_plain(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t'; });
}

}  // namespace

std::string clean_text(const std::string& text, std::size_t longest) {
    if (text.size() <= longest && is_plain(text)) return text;
    std::string clean;
    std::size_t units = 0, fits = 0;  // `fits`: bytes that leave room for the dots
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = length_at(text, at);
        units += length == 4 ? 2 : 1;
        if (units > longest) return clean.substr(0, fits) + "...";
        if (length == 0) clean += "\xEF\xBF\xBD";
        else if (length == 1 && (static_cast<unsigned char>(text[at]) < 0x20 || text[at] == 0x7F) && text[at] != '\n' && text[at] != '\t') clean += ' ';
        else clean.append(text, at, length);
        if (units + 3 <= longest) fits = clean.size();
        at += std::max<std::size_t>(length, 1);
    }
    return clean;
}

}  // namespace tepat::workbook
