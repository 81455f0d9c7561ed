// SPDX-License-Identifier: Apache-2.0
#include "dsl/diagnostics/excerpt.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace tepat::diagnostics {

namespace {

using text::SourceFile;

constexpr std::size_t widest_line = 150;  // longer source lines are cut around the mark
constexpr std::size_t lead = 50;          // how much of a cut line stands before the mark

/// A mark in columns (0-based, code points) of one line; of a span over several lines, the part on its first line.
struct PlacedMark {
    std::size_t line;  ///< 0-based
    std::size_t column;
    std::size_t width;
    const Mark* mark;
};

std::string_view line_text(const SourceFile& file, std::size_t line) {
    const std::size_t begin = file.line_starts[line];
    const std::size_t end = line + 1 < file.line_starts.size() ? file.line_starts[line + 1] : file.bytes.size();
    std::string_view text = std::string_view(file.bytes).substr(begin, end - begin);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

/// How many bytes the code point at the front takes; 0 when it is not valid UTF-8.
std::size_t code_point_bytes(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0u) != 0x80u) return 0;
    return length;
}

/// One element per column as it is shown: tabs become a blank, what cannot be shown becomes U+FFFD.
std::vector<std::string> columns_of(std::string_view text) {
    std::vector<std::string> columns;
    while (!text.empty()) {
        const std::size_t bytes = code_point_bytes(text);
        const auto first = static_cast<unsigned char>(text[0]);
        const bool shown = bytes > 0 && first >= 0x20 && first != 0x7F;
        if (text.substr(0, 3) != "\xEF\xBB\xBF")
            columns.push_back(first == '\t' ? " " : shown ? std::string(text.substr(0, bytes)) : "\xEF\xBF\xBD");
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return columns;
}

std::size_t line_of(const SourceFile& file, std::uint32_t offset) {
    const auto after = std::upper_bound(file.line_starts.begin(), file.line_starts.end(), offset - file.base);
    return after == file.line_starts.begin() ? 0 : static_cast<std::size_t>(after - file.line_starts.begin()) - 1;
}

PlacedMark place(const Mark& mark, const SourceFile& file) {
    const std::size_t line = line_of(file, mark.span.begin);
    const std::string_view text = line_text(file, line);
    const std::size_t begin = std::min<std::size_t>(mark.span.begin - file.base - file.line_starts[line], text.size());
    const std::size_t end =
        std::min<std::size_t>(std::max(mark.span.end, mark.span.begin) - file.base - file.line_starts[line], text.size());
    const std::size_t column = columns_of(text.substr(0, begin)).size();
    return {line, column, std::max<std::size_t>(1, columns_of(text.substr(begin, std::max(begin, end) - begin)).size()), &mark};
}

/// The window of a long line that shows the mark.
struct Window {
    std::size_t from;
    std::size_t to;
};
Window window_around(std::size_t columns, std::size_t column) {
    if (columns <= widest_line) return {0, columns};
    const std::size_t from = column > lead ? column - lead : 0;
    return {from, std::min(columns, from + widest_line)};
}

struct LineWriter {
    const SourceFile& file;
    const Paint& paint;
    const char* primary_color;
    std::size_t gutter;
    std::vector<std::string>& lines;

    std::string margin(const std::string& number) const {
        return paint.place + std::string(gutter - number.size(), ' ') + number + " |" + paint.off;
    }
    void source(std::size_t line, const std::vector<std::string>& columns, Window window) {
        std::string text = window.from > 0 ? "..." : "";
        for (std::size_t i = window.from; i < window.to; ++i) text += columns[i];
        while (!text.empty() && text.back() == ' ') text.pop_back();
        if (window.to < columns.size()) text += "...";
        lines.push_back(margin(std::to_string(line + 1)) + (text.empty() ? "" : " " + text));
    }
    void underline(const PlacedMark& mark, Window window) {
        const std::size_t shift = (window.from > 0 ? 3 : 0) + mark.column - std::min(mark.column, window.from);
        const std::size_t width = std::min(mark.width, std::max<std::size_t>(window.to, mark.column + 1) - mark.column);
        const std::string sign(width, mark.mark->primary ? '^' : '-');
        const std::string tail = mark.mark->text.empty() ? "" : " " + mark.mark->text;
        const char* color = mark.mark->primary ? primary_color : paint.place;
        lines.push_back(margin("") + " " + std::string(shift, ' ') + color + sign + tail + paint.off);
    }
};

void write_file(const SourceFile& file, std::vector<PlacedMark> marks, LineWriter writer) {
    std::sort(marks.begin(), marks.end(), [](const PlacedMark& a, const PlacedMark& b) {
        return std::tuple(a.line, !a.mark->primary, a.column) < std::tuple(b.line, !b.mark->primary, b.column);
    });
    writer.lines.push_back(writer.margin(""));
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const std::vector<std::string> columns = columns_of(line_text(file, marks[i].line));
        const bool same_line = i > 0 && marks[i - 1].line == marks[i].line;
        const Window window = window_around(columns.size(), marks[i].column);
        if (i > 0 && marks[i].line > marks[i - 1].line + 1) writer.lines.push_back(writer.margin(""));
        if (!same_line || columns.size() > widest_line) writer.source(marks[i].line, columns, window);
        writer.underline(marks[i], window);
    }
}

}  // namespace

std::vector<std::string> excerpt(const std::vector<Mark>& marks, const text::Sources& sources, const Paint& paint,
                                 const char* primary_color) {
    std::vector<const SourceFile*> files;  // the primary mark's first
    std::map<const SourceFile*, std::vector<PlacedMark>> placed;
    std::size_t last_line = 0;
    for (const Mark& mark : marks) {
        const SourceFile& file = sources.file_of(mark.span);
        if (placed.find(&file) == placed.end()) files.push_back(&file);
        placed[&file].push_back(place(mark, file));
        last_line = std::max(last_line, placed[&file].back().line + 1);
    }
    std::vector<std::string> lines;
    const std::size_t gutter = std::to_string(last_line).size();
    for (const SourceFile* file : files) {
        const text::Position at = sources.locate(placed[file].front().mark->span.begin);
        lines.push_back(std::string(gutter, ' ') + paint.place + "--> " + paint.off + file->name + ':' + std::to_string(at.line) + ':' +
                        std::to_string(at.column));
        write_file(*file, placed[file], LineWriter{*file, paint, primary_color, gutter, lines});
    }
    return lines;
}

}  // namespace tepat::diagnostics
