// SPDX-License-Identifier: Apache-2.0
#include "dsl/text/csv_layout.hpp"

#include <algorithm>

#include "dsl/text/encoding.hpp"

namespace tepat::text {

namespace {

constexpr std::size_t max_problems = 100;

/// The first line with a separator outside quotation marks decides.
char separator_of(std::string_view bytes) {
    bool quoted = false;
    char found = ',';
    for (char c : bytes) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == ';') return ';';
        if (c == '\n') break;
    }
    return found;
}

class CsvLayouter {
public:
    explicit CsvLayouter(const SourceFile& file) : file_(file), normal_(file.bytes), separator_(separator_of(file.bytes)) {}

    CsvLayout run() {
        if (normal_.starts_with("\xEF\xBB\xBF")) {
            at_ = 3;
            std::fill_n(normal_.begin(), at_, ' ');
        }
        while (at_ < normal_.size()) row();
        layout_.chunk.span = file_.whole();
        layout_.chunk.normal = std::move(normal_);
        return std::move(layout_);
    }

private:
    void row() {
        CsvRow row;
        std::size_t begin = at_;
        while (true) {
            row.cells.push_back(cell());
            bool more = at_ < normal_.size() && file_.bytes[at_] == separator_;
            std::size_t end = at_;
            if (at_ < normal_.size()) normal_[at_++] = ' ';
            if (more) continue;
            row.span = without_blanks(begin, end);
            break;
        }
        keep(std::move(row));
    }

    void keep(CsvRow row) {
        auto empty = [](Span cell) { return cell.begin == cell.end; };
        std::size_t wanted = layout_.rows.empty() ? 0 : layout_.rows.front().cells.size();
        while (row.cells.size() > wanted && empty(row.cells.back())) row.cells.pop_back();
        if (!std::all_of(row.cells.begin(), row.cells.end(), empty)) layout_.rows.push_back(std::move(row));
    }

    bool at_cell_end() const { return at_ == normal_.size() || file_.bytes[at_] == separator_ || file_.bytes[at_] == '\n'; }

    /// Leaves at_ at the separator, the line end or the end of the file.
    Span cell() {
        std::size_t begin = at_;
        while (!at_cell_end() && is_blank(file_.bytes[at_])) normal_[at_++] = ' ';
        if (!at_cell_end() && file_.bytes[at_] == '"') return quoted_cell();
        bool in_text = false;
        while (!at_cell_end()) character(in_text);
        return without_blanks(begin, at_);
    }

    Span quoted_cell() {
        std::size_t open = at_;
        normal_[at_++] = ' ';
        bool in_text = false, closed = false;
        while (at_ < normal_.size() && !closed) {
            if (file_.bytes[at_] != '"') character(in_text);
            else if (at_ + 1 < normal_.size() && file_.bytes[at_ + 1] == '"') doubled_quote(in_text);
            else {
                closed = true;
                normal_[at_++] = ' ';
            }
        }
        std::size_t end = at_;
        while (!at_cell_end() && is_blank(file_.bytes[at_])) normal_[at_++] = ' ';
        if (!closed || !at_cell_end()) problem(Problem::csv_quote, open, end);
        while (!at_cell_end()) normal_[at_++] = ' ';
        return without_blanks(open, end);
    }

    /// Two quotation marks stand for one: it opens or closes a text, the blank goes outside.
    void doubled_quote(bool& in_text) {
        normal_[at_ + (in_text ? 1 : 0)] = ' ';
        in_text = !in_text;
        at_ += 2;
    }

    void character(bool in_text) {
        CodePoint c = decode(file_.bytes, at_);
        if (c.length == 1 && (is_blank(file_.bytes[at_]) || c.value == '\n')) normal_[at_] = ' ';
        if (c.length > 1 && !in_text && !is_foreign_letter(c.value)) {
            problem(Problem::non_ascii_outside_text, at_, at_ + c.length);
            std::string_view by = replacement_of(c.value);
            for (unsigned i = 0; i < c.length; ++i) normal_[at_ + i] = i < by.size() ? by[i] : ' ';
        }
        at_ += c.length;
    }

    static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

    Span without_blanks(std::size_t begin, std::size_t end) const {
        while (begin < end && normal_[begin] == ' ') ++begin;
        while (end > begin && normal_[end - 1] == ' ') --end;
        return span(begin, end);
    }
    Span span(std::size_t begin, std::size_t end) const {
        return {file_.base + static_cast<std::uint32_t>(begin), file_.base + static_cast<std::uint32_t>(end)};
    }
    void problem(Problem kind, std::size_t begin, std::size_t end) {
        if (layout_.problems.size() < max_problems) layout_.problems.push_back({kind, span(begin, end)});
    }

    const SourceFile& file_;
    std::string normal_;
    char separator_;
    std::size_t at_ = 0;
    CsvLayout layout_;
};

}  // namespace

CsvLayout lay_out_csv(const SourceFile& file) {
    if (file.too_large) return {{}, {}, {{Problem::file_too_large, {file.base, file.base}}}};
    auto problems = check_encoding(file);
    if (!problems.empty()) return {{}, {}, std::move(problems)};
    return CsvLayouter(file).run();
}

}  // namespace tepat::text
