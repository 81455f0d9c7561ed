// SPDX-License-Identifier: Apache-2.0
// Names of sheets as Excel takes them.
#include <algorithm>
#include <cstring>

#include "engine/workbook/cell_bytes.hpp"
#include "engine/workbook/xlsx_writer.hpp"

namespace tepat::workbook {
namespace {

constexpr std::size_t longest_name = 31;  // UTF-16 units

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" '"), last = text.find_last_not_of(" '");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

/// The first `units` UTF-16 units, without dots.
std::string beginning(const std::string& text, std::size_t units) {
    std::size_t end = 0;
    for (std::size_t used = 0; end < text.size();) {
        std::size_t next = end + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
        used += next - end == 4 ? 2 : 1;
        if (used > units) break;
        end = next;
    }
    return trimmed(text.substr(0, end));
}

}  // namespace

std::string sheet_name(const std::string& wanted, std::vector<std::string>& taken) {
    std::string name = clean_text(wanted, 1000);
    for (char& c : name)
        if (std::strchr("[]:*?/\\\n\t", c) != nullptr) c = ' ';
    name = beginning(trimmed(name), longest_name);
    if (name.empty() || lower(name) == "history") name = "Sheet";  // "History" is Excel's own
    const auto is_taken = [&](const std::string& one) { return std::find(taken.begin(), taken.end(), lower(one)) != taken.end(); };
    std::string unique = name;
    for (int number = 2; is_taken(unique); ++number) {
        const std::string ending = " " + std::to_string(number);
        unique = beginning(name, longest_name - ending.size()) + ending;
    }
    taken.push_back(lower(unique));
    return unique;
}

}  // namespace tepat::workbook
