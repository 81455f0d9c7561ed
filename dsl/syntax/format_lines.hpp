// SPDX-License-Identifier: Apache-2.0
// Lines under construction: pieces that may be broken apart where a line grows too long, and the comments and blank lines of the
// source put back among them. Every piece knows the place in the source it stands for; that is how comments find their line.
#pragma once

#include <string>
#include <vector>

#include "dsl/text/layout.hpp"

namespace tepat::syntax {

inline constexpr std::size_t format_width = 140;

struct Piece {
    std::string text;
    std::uint32_t at = 0;   ///< place in the source, 0: none of its own
    int level = -1;         ///< a line may break before this piece; outer breaks (small levels) are taken first
    bool fill = false;      ///< of its level: break only where the line is full (lists), not at each (dan, atau)
    bool glued = false;     ///< no blank before it
};
using Doc = std::vector<Piece>;

std::size_t width_of(const std::string& text);  ///< code points
std::size_t width_of(const Doc& doc);
std::string flat(const Doc& doc);
Doc& operator+=(Doc& doc, const Doc& more);

class Lines {
public:
    Lines(const text::SourceFile& file, const text::Layout& layout) : file_(file), layout_(layout) {}

    /// One line, or more when it is too long: continued lines are indented by `hang` more.
    void add(std::size_t indent, const Doc& doc, std::size_t hang = 2);
    /// A line that is not broken, whatever its length.
    void add_whole(std::size_t indent, const Doc& doc);

    /// Whether a comment line or a blank line stands between two places of the source.
    bool separated(std::uint32_t from, std::uint32_t to) const;
    /// Whether two places stand on different lines of the source.
    bool on_other_line(std::uint32_t from, std::uint32_t to) const;
    std::uint32_t column(std::uint32_t at) const;  ///< from 0, in bytes

    /// Where `word` stands when it is what comes last before `at` (comments and blanks between), else 0.
    std::uint32_t word_before(std::uint32_t at, std::string_view word) const;

    /// Everything, with comments and blank lines.
    std::string text() const;

private:
    struct Line {
        std::size_t indent;
        std::string text;
        std::uint32_t at;  ///< of its first piece with a place
    };
    struct Anchor {
        std::uint32_t at;
        std::size_t line;
    };
    void add_line(std::size_t indent, const Doc& doc);
    void break_up(std::size_t indent, std::size_t hang, const Doc& doc, bool first);
    std::size_t line_number(std::uint32_t at) const;
    bool blank_before(std::uint32_t at) const;
    bool starts_line(std::uint32_t at) const;

    const text::SourceFile& file_;
    const text::Layout& layout_;
    std::vector<Line> lines_;
    std::vector<Anchor> anchors_;
};

}  // namespace tepat::syntax
