// SPDX-License-Identifier: Apache-2.0
#include "dsl/text/print.hpp"

#include <algorithm>

namespace tepat::text {

namespace {

std::string_view problem_name(Problem problem) {
    constexpr std::string_view names[] = {"file_too_large",       "invalid_utf8",    "nul_byte",      "control_character",
                                          "lone_carriage_return", "bidi_control",    "inner_bom",     "tab_indent",
                                          "column_between",       "indented_start",  "non_ascii_outside_text",
                                          "typographic_quote",    "unclosed_text", "csv_quote", "too_many_problems"};
    return names[static_cast<std::size_t>(problem)];
}

std::uint32_t line_of(const SourceFile& file, std::uint32_t offset) {
    auto after = std::upper_bound(file.line_starts.begin(), file.line_starts.end(), offset - file.base);
    return static_cast<std::uint32_t>(after - file.line_starts.begin());
}

std::string kind_of(const Chunk& chunk, std::uint32_t begin, std::uint32_t end) {
    if (begin == 0) return "declaration";
    auto starts = [&](const Bullet& bullet) { return bullet.offset >= chunk.span.begin + begin && bullet.offset < chunk.span.begin + end; };
    auto bullet = std::find_if(chunk.bullets.begin(), chunk.bullets.end(), starts);
    if (bullet != chunk.bullets.end()) return bullet->level == 0 ? "stray -" : "bullet " + std::to_string(bullet->level);
    // The mark stands at the last line end with content before this line: blank and comment lines may lie between.
    std::uint32_t at = begin;
    while (at > 0 && chunk.normal[at - 1] == ' ') --at;
    return at > 0 && chunk.normal[at - 1] == item_mark ? "item" : "more";
}

void print_line(const Chunk& chunk, std::uint32_t begin, std::uint32_t end, std::string& out) {
    std::string text = chunk.normal.substr(begin, end - begin);
    std::replace(text.begin(), text.end(), item_mark, ' ');
    std::replace(text.begin(), text.end(), bullet_mark, '-');
    text.erase(text.find_last_not_of(' ') + 1);
    if (text.empty()) return;
    std::string kind = kind_of(chunk, begin, end);
    kind.resize(12, ' ');
    out += kind + "| " + text + '\n';
}

void print_chunk(const SourceFile& file, const Chunk& chunk, std::string& out) {
    out += "line " + std::to_string(line_of(file, chunk.span.begin)) + '\n';
    std::uint32_t begin = 0;
    std::string_view source = file.text(chunk.span);
    while (begin < source.size()) {
        auto end = static_cast<std::uint32_t>(std::min(source.find('\n', begin), source.size()));
        print_line(chunk, begin, end, out);
        begin = end + 1;
    }
}

}  // namespace

std::string print(const SourceFile& file, const Layout& layout) {
    std::string out;
    for (const Chunk& chunk : layout.chunks) print_chunk(file, chunk, out);
    out += "comments " + std::to_string(layout.comments.size()) + '\n';
    for (const TextProblem& problem : layout.problems)
        out += "problem line " + std::to_string(line_of(file, problem.span.begin)) + ": " + std::string(problem_name(problem.kind)) + '\n';
    return out;
}

}  // namespace tepat::text
