// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/format_lines.hpp"

#include <algorithm>

#include "dsl/syntax/keyword.hpp"

namespace tepat::syntax {

std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t width_of(const Doc& doc) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < doc.size(); ++i) width += width_of(doc[i].text) + (i > 0 && !doc[i].glued ? 1 : 0);
    return width;
}

std::string flat(const Doc& doc) {
    std::string text;
    for (std::size_t i = 0; i < doc.size(); ++i) text += (i > 0 && !doc[i].glued ? " " : "") + doc[i].text;
    return text;
}

Doc& operator+=(Doc& doc, const Doc& more) {
    doc.insert(doc.end(), more.begin(), more.end());
    return doc;
}

// ---------------------------------------------------------------------------------------------------- breaking lines

void Lines::add_line(std::size_t indent, const Doc& doc) {
    Line line{indent, flat(doc), 0};
    for (const Piece& piece : doc) {
        if (piece.at == 0) continue;
        if (line.at == 0) line.at = piece.at;
        anchors_.push_back({piece.at, lines_.size()});
    }
    lines_.push_back(std::move(line));
}

void Lines::add_whole(std::size_t indent, const Doc& doc) { add_line(indent, doc); }

void Lines::add(std::size_t indent, const Doc& doc, std::size_t hang) { break_up(indent, hang, doc, true); }

/// Breaks at the outermost level there is, then each part again. `first`: the first line keeps `indent`, the others hang.
void Lines::break_up(std::size_t indent, std::size_t hang, const Doc& doc, bool first) {
    std::size_t own = first ? indent : indent + hang;
    int level = -1;
    for (std::size_t i = 1; i < doc.size(); ++i)
        if (doc[i].level >= 0 && (level < 0 || doc[i].level < level)) level = doc[i].level;
    if (level < 0 || own + width_of(doc) <= format_width) return add_line(own, doc);
    std::vector<Doc> parts(1);
    for (std::size_t i = 0; i < doc.size(); ++i) {
        if (i > 0 && doc[i].level == level) {
            bool room = doc[i].fill && [&] {
                std::size_t next = i + 1;
                while (next < doc.size() && doc[next].level != level) ++next;
                Doc whole = parts.back();
                whole.insert(whole.end(), doc.begin() + static_cast<std::ptrdiff_t>(i), doc.begin() + static_cast<std::ptrdiff_t>(next));
                return (parts.size() > 1 ? indent + hang : own) + width_of(whole) <= format_width;
            }();
            if (!room) parts.emplace_back();
        }
        parts.back().push_back(doc[i]);
        if (i > 0 && doc[i].level == level) parts.back().back().level = -1;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) break_up(indent, hang, parts[i], first && i == 0);
}

// ------------------------------------------------------------------------------------------------ places in the source

std::size_t Lines::line_number(std::uint32_t at) const {
    auto after = std::upper_bound(file_.line_starts.begin(), file_.line_starts.end(), at - file_.base);
    return static_cast<std::size_t>(after - file_.line_starts.begin()) - 1;
}

bool Lines::on_other_line(std::uint32_t from, std::uint32_t to) const { return line_number(from) != line_number(to); }

std::uint32_t Lines::column(std::uint32_t at) const { return at - file_.base - file_.line_starts[line_number(at)]; }

bool Lines::starts_line(std::uint32_t at) const {
    std::size_t start = file_.line_starts[line_number(at)], length = at - file_.base - start;
    std::string_view before = std::string_view(file_.bytes).substr(start, length);
    if (before.starts_with("\xEF\xBB\xBF")) before.remove_prefix(3);
    return before.find_first_not_of(" \t\r") == before.npos;
}

bool Lines::blank_before(std::uint32_t at) const {
    std::size_t line = line_number(at);
    if (line == 0 || !starts_line(at)) return false;
    std::size_t start = file_.line_starts[line - 1], end = file_.line_starts[line];
    return std::string_view(file_.bytes).substr(start, end - start).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool Lines::separated(std::uint32_t from, std::uint32_t to) const {
    for (std::size_t line = line_number(from) + 1; line <= line_number(to); ++line) {
        std::size_t start = file_.line_starts[line];
        std::size_t content = file_.bytes.find_first_not_of(" \t\r", start);
        bool blank = content == std::string::npos || file_.bytes[content] == '\n';
        if (blank || file_.bytes[content] == '#') return true;
    }
    return false;
}

std::uint32_t Lines::word_before(std::uint32_t at, std::string_view word) const {
    for (const text::Chunk& chunk : layout_.chunks) {
        if (at < chunk.span.begin || at > chunk.span.end) continue;
        std::string_view before = std::string_view(chunk.normal).substr(0, at - chunk.span.begin);
        std::size_t last = before.find_last_not_of(" \x01");
        if (last == before.npos || last + 1 < word.size()) return 0;
        std::size_t begin = last + 1 - word.size();
        return lower_case(before.substr(begin, word.size())) == word ? chunk.span.begin + static_cast<std::uint32_t>(begin) : 0;
    }
    return 0;
}

// ---------------------------------------------------------------------------------------------------------- comments

std::string Lines::text() const {
    std::vector<Anchor> anchors = anchors_;
    std::stable_sort(anchors.begin(), anchors.end(), [](Anchor a, Anchor b) { return a.at < b.at; });
    struct Placed {
        const text::Comment* comment;
        bool trailing;
        std::size_t indent;
    };
    std::vector<std::vector<Placed>> above(lines_.size() + 1);
    for (const text::Comment& comment : layout_.comments) {
        std::uint32_t at = comment.span.begin;
        auto next = std::upper_bound(anchors.begin(), anchors.end(), at, [](std::uint32_t offset, Anchor a) { return offset < a.at; });
        bool trailing = !starts_line(at) && next != anchors.begin();
        std::size_t line = trailing ? std::prev(next)->line : next == anchors.end() ? lines_.size() : next->line;
        std::size_t indent = line < lines_.size() ? lines_[line].indent : 0;
        // An indented comment before the next declaration ends the one above it.
        if (!trailing && indent == 0 && column(at) > 0 && line > 0) indent = std::max<std::size_t>(2, lines_[line - 1].indent);
        above[line].push_back({&comment, trailing, indent});
    }
    std::string out;
    auto write_comment = [&](const Placed& placed) {
        const std::uint32_t at = placed.comment->span.begin;
        if (!out.empty() && blank_before(at)) out += '\n';
        std::string_view written = file_.text(placed.comment->span);
        out.append(placed.indent, ' ').append(written.substr(0, written.find_last_not_of(" \t") + 1)) += '\n';
    };
    for (std::size_t i = 0; i <= lines_.size(); ++i) {
        bool has_trailing = !above[i].empty() && above[i].back().trailing;
        for (std::size_t k = 0; k + (has_trailing ? 1 : 0) < above[i].size(); ++k) write_comment(above[i][k]);
        if (i == lines_.size()) break;
        if (!out.empty() && lines_[i].at != 0 && blank_before(lines_[i].at)) out += '\n';
        out.append(lines_[i].indent, ' ').append(lines_[i].text);
        if (has_trailing) {
            std::string_view written = file_.text(above[i].back().comment->span);
            out.append("  ").append(written.substr(0, written.find_last_not_of(" \t") + 1));
        }
        out += '\n';
    }
    return out;
}

}  // namespace tepat::syntax
