// SPDX-License-Identifier: Apache-2.0
// One walk over the lines. `Line` finds where a line's content begins and ends and writes its normalised characters;
// `Layouter` decides from the columns what the line is (language.md section 1).
#include "dsl/text/layout.hpp"

#include <algorithm>

#include "dsl/text/encoding.hpp"

namespace tepat::text {

namespace {

constexpr std::size_t max_problems = 100;

bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Whether `text` starts with the words of `phrase` (lower case, one blank between them), in any case, blanks as wide as they come.
bool starts_with_words(std::string_view text, std::string_view phrase) {
    std::size_t at = 0;
    for (char c : phrase) {
        if (at == text.size()) return false;
        if (c != ' ') {
            if (lower(text[at++]) != c) return false;
            continue;
        }
        if (text[at] != ' ') return false;
        while (at < text.size() && text[at] == ' ') ++at;
    }
    return at == text.size() || !is_name_byte(text[at]);
}

bool starts_with_any(std::string_view text, const std::vector<std::string_view>& phrases) {
    return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return starts_with_words(text, phrase); });
}

/// A binary operator, or what people write for one; a `-` is looked at before.
bool starts_with_operator(std::string_view text) {
    if (std::string_view("+*/=<>&").find(text[0]) != std::string_view::npos) return true;
    return text.starts_with("!=") || text.starts_with("||");
}

/// `-5`, `-Rp5.000`: the sign stands right before its number.
bool is_negative_number(std::string_view text) {
    const std::size_t digit = text.substr(1).starts_with("Rp") ? 3 : 1;
    return text.size() > digit && text[digit] >= '0' && text[digit] <= '9';
}
/// What needs a right side, so that a `-` on the next line is that side's sign.
bool wants_operand(char last) { return std::string_view("+-*/=<>").find(last) != std::string_view::npos; }

bool is_typographic_double(char32_t c) { return (c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB; }
bool is_typographic_single(char32_t c) { return (c >= 0x2018 && c <= 0x201B) || c == 0xB4; }
bool is_wide_blank(char32_t c) {
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F || c == 0x3000;
}

class Layouter {
public:
    Layouter(const SourceFile& file, const LayoutWords& words) : file_(file), words_(words), normal_(file.bytes) {}

    Layout run() {
        std::size_t begin = file_.bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        std::fill_n(normal_.begin(), begin, ' ');
        while (begin < file_.bytes.size()) {
            std::size_t end = std::min(file_.bytes.find('\n', begin), file_.bytes.size());
            line(begin, end);
            begin = end + 1;
        }
        close_chunk();
        finish_problems();
        return std::move(layout_);
    }

private:
    /// A line that ends in `:`; bullets below it, deeper than `column`, are its group.
    struct Opener {
        std::uint32_t column;
        std::uint32_t bullet_column = 0;
    };

    void line(std::size_t begin, std::size_t end) {
        line_end_ = end;
        Indent indent = measure(begin, end);
        std::size_t last_paren_depth = parens_;
        bool comma_before = last_character_ == ',';
        if (indent.column == 1 && indent.at < end && file_.bytes[indent.at] != '#') start_chunk(indent.at);
        if (is_table_ && indent.at < end && file_.bytes[indent.at] == '|') {  // a row ends whatever the row above left open
            last_paren_depth = parens_ = 0;
            comma_before = false;
        }
        if (parens_ > 0 && indent.column == item_column_ && starts_with_any(rest_of_line(indent.at), words_.clauses) &&
            !starts_with_any(rest_of_line(indent.at), words_.continuing))
            last_paren_depth = parens_ = 0;  // somebody forgot a `)`: the clauses below are still read
        char last = normalise(indent.at, end);
        blank_line_end(end);
        if (last == 0) return comment_or_blank_line(indent.at, end);
        if (indent.tab && chunk_open_ && !tab_reported_) {
            problem(Problem::tab_indent, begin, indent.at);
            tab_reported_ = true;
        }
        chunk_last_ = content_end_;
        if (indent.column > 1) continuation(indent, last_paren_depth > 0, comma_before);
        if (indent.column == 1) openers_.clear();
        if (last == ':') openers_.push_back({indent.column});
        last_character_ = last;
        previous_end_ = end;
        documentation_.clear();
    }

    std::string_view rest_of_line(std::size_t at) const { return std::string_view(normal_).substr(at, line_end_ - at); }

    struct Indent {
        std::size_t at;        // first byte of the content
        std::uint32_t column;  // from 1, in code points
        bool tab = false;
    };

    Indent measure(std::size_t at, std::size_t end) {
        Indent indent{at, 1};
        while (indent.at < end) {
            char c = file_.bytes[indent.at];
            CodePoint wide = c == ' ' || c == '\t' || c == '\r' ? CodePoint{' ', 1} : decode(file_.bytes, indent.at);
            if (wide.value != ' ' && !is_wide_blank(wide.value)) break;
            indent.tab |= c == '\t';
            if (wide.value != ' ') problem(Problem::non_ascii_outside_text, indent.at, indent.at + wide.length);
            std::fill_n(normal_.begin() + static_cast<std::ptrdiff_t>(indent.at), wide.length, ' ');
            indent.at += wide.length;
            ++indent.column;
        }
        return indent;
    }

    /// Writes the line's normal characters, counts parentheses; the last character of the content, 0 when there is none.
    char normalise(std::size_t at, std::size_t end) {
        char last = 0;
        content_end_ = at;
        line_bars_ = 0;
        while (at < end) {
            char c = file_.bytes[at];
            std::size_t next = at + 1;
            if (c == '#') {
                comment(at, end);
                break;
            }
            if (c == '"') next = text(at, end);
            else if (static_cast<unsigned char>(c) >= 0x80) next = foreign(at, end);
            else if (c == '\r' || c == '\t') normal_[at] = ' ';
            else if (c == '(') ++parens_;
            else if (c == ')' && parens_ > 0) --parens_;
            else if (c == '|') ++line_bars_;
            if (normal_[at] != ' ') {
                last = normal_[at];
                content_end_ = next;
            }
            at = next;
        }
        return last;
    }

    void comment(std::size_t at, std::size_t end) {
        std::size_t stop = end > at && file_.bytes[end - 1] == '\r' ? end - 1 : end;
        layout_.comments.push_back({span(at, stop), file_.bytes.compare(at, 2, "##") == 0});
        std::fill(normal_.begin() + static_cast<std::ptrdiff_t>(at), normal_.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    }

    /// A text in plain quotes; returns the place after it.
    std::size_t text(std::size_t at, std::size_t end) {
        for (std::size_t i = at + 1; i < end; ++i) {
            if (file_.bytes[i] == '\\') ++i;
            else if (file_.bytes[i] == '"') return i + 1;
        }
        std::size_t stop = end > at && file_.bytes[end - 1] == '\r' ? end - 1 : end;
        problem(Problem::unclosed_text, at, stop);
        if (stop < end) normal_[stop] = '"';
        else if (end < normal_.size()) unclosed_at_ = end;
        return end;
    }

    /// A character outside ASCII, outside text: a letter of a name, or something to be replaced.
    std::size_t foreign(std::size_t at, std::size_t end) {
        CodePoint c = decode(file_.bytes, at);
        if (is_foreign_letter(c.value)) return at + c.length;
        if (is_typographic_double(c.value)) return typographic_text(at, c.length, end);
        problem(is_typographic_single(c.value) ? Problem::typographic_quote : Problem::non_ascii_outside_text, at, at + c.length);
        replace(at, c.length, replacement_of(c.value));
        return at + c.length;
    }

    /// A text in a word processor's quotes: one problem, read as if the quotes were plain.
    std::size_t typographic_text(std::size_t at, unsigned length, std::size_t end) {
        for (std::size_t i = at + length; i < end;) {
            CodePoint c = decode(file_.bytes, i);
            if (is_typographic_double(c.value) || c.value == '"') {
                problem(Problem::typographic_quote, at, i + c.length);
                replace(at, length, "\"");
                std::fill_n(normal_.begin() + static_cast<std::ptrdiff_t>(i), c.length, ' ');
                normal_[i + c.length - 1] = '"';
                return i + c.length;
            }
            i += c.length;
        }
        problem(Problem::typographic_quote, at, at + length);
        replace(at, length, "");
        return at + length;
    }

    void replace(std::size_t at, unsigned length, std::string_view by) {
        for (unsigned i = 0; i < length; ++i) normal_[at + i] = i < by.size() ? by[i] : ' ';
    }

    void blank_line_end(std::size_t end) {
        if (end < normal_.size()) normal_[end] = unclosed_at_ == end ? '"' : ' ';
        unclosed_at_ = std::string::npos;
    }

    void comment_or_blank_line(std::size_t at, std::size_t end) {
        bool is_documentation = at < end && file_.bytes.compare(at, 2, "##") == 0;
        if (!is_documentation) return documentation_.clear();
        std::string_view line = std::string_view(file_.bytes).substr(at + 2, end - at - 2);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.starts_with(' ')) line.remove_prefix(1);
        if (!documentation_.empty()) documentation_ += '\n';
        documentation_ += line;
    }

    void start_chunk(std::size_t at) {
        close_chunk();
        chunk_open_ = true;
        chunk_begin_ = at;
        chunk_ = Chunk{};
        chunk_.documentation = std::move(documentation_);
        documentation_.clear();
        item_column_ = sub_column_ = 0;
        parens_ = 0;
        row_bars_ = table_bars_ = 0;
        in_test_clause_ = tab_reported_ = in_dashes_ = false;
        openers_.clear();
        is_test_ = starts_with_any(rest_of_line(at), words_.test_openers);
        is_table_ = starts_with_any(rest_of_line(at), words_.table_openers);
        has_values_ = starts_with_any(rest_of_line(at), words_.value_openers);
    }

    void close_chunk() {
        if (!chunk_open_) return;
        chunk_.span = span(chunk_begin_, chunk_last_);
        chunk_.normal = normal_.substr(chunk_begin_, chunk_last_ - chunk_begin_);
        layout_.chunks.push_back(std::move(chunk_));
        chunk_open_ = false;
    }

    /// An indented line with content.
    void continuation(Indent indent, bool in_parentheses, bool after_comma) {
        if (!chunk_open_) return problem(Problem::indented_start, indent.at, content_end_);
        while (!openers_.empty() && openers_.back().column >= indent.column) openers_.pop_back();
        std::string_view content = rest_of_line(indent.at);
        const bool continued = in_parentheses || after_comma;
        if (content[0] == '-' && !is_table_ && !in_parentheses && !is_sign(indent, content, after_comma)) return dash(indent);
        if (is_table_ && !continued && content[0] == '|') return table_row(indent);
        bool lost_bar = is_table_ && !continued && (indent.column <= item_column_ || row_is_whole());  // `< 7 | ...`: a row, not the rest of the row above
        if (is_table_ && line_bars_ > 0) row_bars_ = lost_bar ? line_bars_ + 1 : row_bars_ + line_bars_;
        if (continued) return;
        if (lost_bar && indent.column > item_column_ && item_column_ != 0) return mark_item();
        if (!lost_bar && (starts_with_operator(content) || starts_with_any(content, words_.continuing))) return;
        if (is_test_) test_line(indent, content);
        else clause_line(indent, item_column_);
    }

    /// A number's sign where an item starts or a list goes on, or an operand's after an operator. In a group it is a bullet.
    bool is_sign(Indent indent, std::string_view content, bool after_comma) const {
        if (!openers_.empty()) return false;
        if (wants_operand(last_character_)) return true;
        const bool starts_item = has_values_ && (item_column_ == 0 || indent.column <= item_column_);
        return is_negative_number(content) && (starts_item || after_comma);
    }
    void dash(Indent indent) {
        if (!openers_.empty()) return bullet(indent);
        if (!in_dashes_ && starts_line_of_its_own(indent)) mark_item();  // what stands above is whole
        in_dashes_ = true;
        normal_[indent.at] = bullet_mark;
        chunk_.bullets.push_back({span(indent.at, indent.at).begin, 0});
    }
    bool starts_line_of_its_own(Indent indent) const {
        const std::uint32_t column = in_test_clause_ ? sub_column_ : item_column_;
        return column != 0 && indent.column <= column;
    }

    void bullet(Indent indent) {
        Opener& opener = openers_.back();
        if (opener.bullet_column == 0) opener.bullet_column = indent.column;
        if (opener.bullet_column != indent.column) between(indent);
        auto level = std::count_if(openers_.begin(), openers_.end(), [](const Opener& o) { return o.bullet_column != 0; });
        normal_[indent.at] = bullet_mark;
        chunk_.bullets.push_back({span(indent.at, indent.at).begin, static_cast<std::uint32_t>(level)});
    }

    /// A clause or item, or a deeper line that continues one.
    void clause_line(Indent indent, std::uint32_t& column) {
        if (column == 0) column = indent.column;
        if (indent.column > column) return;
        if (indent.column < column) between(indent);
        mark_item();
    }

    /// Rows of a table may stand deeper than its clauses, for the eye.
    void table_row(Indent indent) {
        if (item_column_ == 0) item_column_ = indent.column;
        if (table_bars_ == 0) table_bars_ = row_bars_;
        row_bars_ = line_bars_;
        if (indent.column < item_column_) between(indent);
        mark_item();
    }

    /// The row above has all the bars of the first one, and this line brings some of its own.
    bool row_is_whole() const { return line_bars_ > 0 && table_bars_ > 0 && row_bars_ >= table_bars_; }

    void test_line(Indent indent, std::string_view content) {
        if (item_column_ == 0 || indent.column <= item_column_ || !in_test_clause_) {
            clause_line(indent, item_column_);
            if (indent.column > item_column_) return;
            in_test_clause_ = starts_with_any(content, words_.test_clauses);
            sub_column_ = 0;
        } else if (sub_column_ != 0 && indent.column > sub_column_ && starts_row(content)) {
            mark_item();
        } else {
            clause_line(indent, sub_column_);
        }
    }
    /// `anggota siti:` is a row wherever it stands: members may be indented under their family (docs/decisions/0040).
    static bool starts_row(std::string_view content) {
        std::size_t at = 0;
        for (int names = 0; names < 2; ++names) {
            std::size_t begin = at;
            if (names == 1 && at < content.size() && content[at] == '"') at = std::min(content.find('"', at + 1), content.size() - 1) + 1;
            while (at < content.size() && (is_name_byte(content[at]) || content[at] == '`')) ++at;
            if (at == begin) return false;
            while (at < content.size() && content[at] == ' ') ++at;
        }
        return at < content.size() && content[at] == ':';
    }

    void between(Indent indent) {
        if (!tab_reported_) problem(Problem::column_between, indent.at, content_end_);
    }

    void mark_item() {
        normal_[previous_end_] = item_mark;
        in_dashes_ = false;
    }

    Span span(std::size_t begin, std::size_t end) const {
        return {file_.base + static_cast<std::uint32_t>(begin), file_.base + static_cast<std::uint32_t>(end)};
    }
    void problem(Problem kind, std::size_t begin, std::size_t end) {
        if (layout_.problems.size() <= max_problems) layout_.problems.push_back({kind, span(begin, end)});
    }
    void finish_problems() {
        auto& problems = layout_.problems;
        if (problems.size() > max_problems) problems.back().kind = Problem::too_many_problems;
        std::stable_sort(problems.begin(), problems.end(),
                         [](const TextProblem& a, const TextProblem& b) { return a.span.begin < b.span.begin; });
    }

    const SourceFile& file_;
    const LayoutWords& words_;
    std::string normal_;  // the whole file, changed in place
    Layout layout_;

    Chunk chunk_;
    bool chunk_open_ = false;
    std::size_t chunk_begin_ = 0, chunk_last_ = 0;
    std::uint32_t item_column_ = 0;  // of the chunk's clauses; 0 = none seen yet
    std::uint32_t sub_column_ = 0;   // of the items of the test clause
    bool is_test_ = false, is_table_ = false, has_values_ = false, in_test_clause_ = false, tab_reported_ = false;
    bool in_dashes_ = false;  // since a `-` that stands in no group: one mistake, however many lines
    std::size_t parens_ = 0;
    std::vector<Opener> openers_;
    std::string documentation_;  // ## lines waiting for a declaration

    char last_character_ = 0;       // of the line with content before
    std::size_t line_end_ = 0;      // of the line at hand
    std::size_t line_bars_ = 0;     // `|` on it
    std::size_t row_bars_ = 0, table_bars_ = 0;  // of the table's row at hand, of its first row
    std::size_t content_end_ = 0;   // after its last character that is not blank or comment
    std::size_t previous_end_ = 0;  // the line end before it (after the last line with content)
    std::size_t unclosed_at_ = std::string::npos;
};

}  // namespace

Layout lay_out(const SourceFile& file, const LayoutWords& words) {
    if (file.too_large) return {{}, {}, {{Problem::file_too_large, {file.base, file.base}}}};
    auto problems = check_encoding(file);
    if (!problems.empty()) return {{}, {}, std::move(problems)};
    return Layouter(file, words).run();
}

}  // namespace tepat::text
