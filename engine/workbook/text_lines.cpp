// SPDX-License-Identifier: Apache-2.0
#include "engine/workbook/text_lines.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tepat::workbook {

namespace {

constexpr double per_mille = 1000;

/// Advance widths of U+0020 to U+007E in thousandths of the size: table hmtx of Carlito Regular, which was made to Calibri's metrics.
constexpr std::array<std::uint16_t, 95> advances{
    226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507, 507, 507, 507, 507, 507, 268, 268, 498, 498, 498, 463,
    894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498, 498,
    291, 479, 525, 423, 525, 498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314, 460, 314, 498};
constexpr std::uint16_t wide = 1000;  // any other letter

/// Of the character that begins with this byte; 0 for its further bytes.
std::uint16_t advance(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    if ((code & 0xC0) == 0x80) return 0;
    return code >= 0x20 && code < 0x7F ? advances[code - 0x20] : wide;
}

/// Calls `line` with each line of one paragraph.
template <class Line>
void each_line(std::string_view text, double room, double size, const Line& line) {
    const double blank = text_width(" ", size);
    std::size_t begin = 0, end = 0;  // the line so far
    double used = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t stop = std::min(text.find(' ', at), text.size());
        const double word = text_width(text.substr(at, stop - at), size);
        if (end > begin && used + blank + word > room) line(text.substr(begin, end - begin)), begin = at, used = 0;
        else if (end > begin) used += blank;
        else begin = at;  // blanks that begin a line are not shown
        if (begin == at && word > room)
            for (std::size_t i = at; i < stop; ++i) {
                const double letter = advance(text[i]) * size / per_mille;
                if (used > 0 && letter > 0 && used + letter > room) line(text.substr(begin, i - begin)), begin = i, used = 0;
                used += letter;
            }
        else used += word;
        end = stop;
        at = stop + 1;
    }
    line(text.substr(begin, end - begin));
}

template <class Line>
void each_line_of_all(std::string_view text, double room, double size, const Line& line) {
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t stop = std::min(text.find('\n', at), text.size());
        each_line(text.substr(at, stop - at), room, size, line);
        at = stop + 1;
    }
}

}  // namespace

double text_width(std::string_view text, double size) {
    std::uint64_t sum = 0;
    for (const char byte : text) sum += advance(byte);
    return static_cast<double>(sum) * size / per_mille;
}

std::size_t count_lines(std::string_view text, double room, double size) {
    std::size_t lines = 0;
    each_line_of_all(text, room, size, [&](std::string_view) { ++lines; });
    return lines;
}

std::vector<std::string> break_lines(std::string_view text, double room, double size) {
    std::vector<std::string> lines;
    each_line_of_all(text, room, size, [&](std::string_view line) { lines.emplace_back(line); });
    return lines;
}

}  // namespace tepat::workbook
