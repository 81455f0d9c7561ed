// SPDX-License-Identifier: Apache-2.0
// Layout: decides from columns what is a declaration, an item and a bullet, so the grammar never looks at columns.
//
//     SourceFile -> Layout { chunks, comments, problems }
//
// A chunk is one declaration (its keyword stands in column 1). Its `normal` text has exactly the length of the source
// it stands for, so offsets agree, with these changes: comments, CR, BOM and ordinary line ends become spaces;
// the line end before a line that starts a clause or item becomes `item_mark`; the `-` of a bullet becomes `bullet_mark`, and so does
// any other `-` that is first on its line and neither a negative number's nor the operand of an operator before it.
// language.md section 1 has the rules. Needs no keyword table: the caller passes the few words that matter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/text/sources.hpp"

namespace tepat::text {

inline constexpr char item_mark = '\x01';
inline constexpr char bullet_mark = '\x02';

/// What the layout must know of the keyword language, all in lower case.
struct LayoutWords {
    std::vector<std::string_view> continuing;   ///< a line that starts with one of these continues (dan, atau, termasuk, ...)
    std::vector<std::string_view> clauses;      ///< in the column of the clauses, these end an unclosed parenthesis above
    std::vector<std::string_view> test_openers; ///< declarations whose clauses have items of their own (uji)
    std::vector<std::string_view> test_clauses; ///< those clauses (misalkan, harapkan)
    std::vector<std::string_view> table_openers;///< declarations whose items are rows that start with `|` (tabel)
    std::vector<std::string_view> value_openers;///< declarations whose items may start with a negative number (istilah, skor)
};

struct Bullet {
    std::uint32_t offset;  ///< of the `-`, in the address space
    std::uint32_t level;   ///< 1 = outermost group of the declaration; 0 = in no group, nothing may be read there (docs/decisions/0062)
};

struct Comment {
    Span span;          ///< from # to the end of the line
    bool documentation; ///< starts with ##
};

struct Chunk {
    Span span;                   ///< in the source, from column 1 to the last non-blank character
    std::string normal;          ///< same length as span
    std::vector<Bullet> bullets; ///< ascending by offset
    std::string documentation;   ///< the `##` lines just above, joined by '\n'
};

enum class Problem : std::uint8_t {
    file_too_large, invalid_utf8, nul_byte, control_character, lone_carriage_return, bidi_control, inner_bom,
    tab_indent, column_between, indented_start, non_ascii_outside_text, typographic_quote, unclosed_text, csv_quote, too_many_problems
};

struct TextProblem {
    Problem kind;
    Span span;
};

struct Layout {
    std::vector<Chunk> chunks;
    std::vector<Comment> comments;
    std::vector<TextProblem> problems;  ///< by position; at most 100, then too_many_problems
};

/// O(bytes). A file with an encoding problem (the first seven kinds) has no chunks.
Layout lay_out(const SourceFile& file, const LayoutWords& words);

}  // namespace tepat::text
