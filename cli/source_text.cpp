// SPDX-License-Identifier: Apache-2.0
#include "cli/source_text.hpp"

#include <algorithm>

#include "dsl/program/print.hpp"

namespace tepat::cli {

namespace {

constexpr std::size_t longest_text = 100;

using syntax::Keyword;
using syntax::KeywordLanguage;

bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string quoted(const std::string& text) {
    std::string all = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') all += '\\';
        all += c;
    }
    return all + '"';
}

/// Rp1.500.000,50: dots in groups of three, a comma before the sen.
std::string rupiah_text(std::int64_t number, int scale) {
    const std::string plain = program::print_scaled(number, scale);
    const bool negative = plain[0] == '-';
    const std::size_t point = plain.find('.');
    std::string whole = plain.substr(negative ? 1 : 0, (point == std::string::npos ? plain.size() : point) - (negative ? 1 : 0));
    for (std::size_t i = whole.size(); i > 3;) whole.insert(i -= 3, 1, '.');
    std::string sen = point == std::string::npos ? "" : plain.substr(point + 1);
    if (sen.size() == 1) sen += '0';
    return (negative ? "-Rp" : "Rp") + whole + (sen.empty() ? "" : "," + sen);
}

std::string set_text(const program::Choices& choices, std::int64_t bits, KeywordLanguage language) {
    std::string text;
    for (std::size_t i = 0; i < choices.values.size(); ++i)
        if ((bits >> i & 1) != 0) text += (text.empty() ? "" : ", ") + name_in_rules(choices.values[i].name, language);
    return '(' + text + ')';
}

}  // namespace

/// Never in the middle of a letter.
std::string cut(const std::string& text) {
    std::size_t end = std::min(text.size(), longest_text);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
    return end < text.size() ? text.substr(0, end) + "..." : text;
}

std::string one_line(const text::Sources& sources, text::Span span) { return cut(whole_line(sources, span)); }

std::string whole_line(const text::Sources& sources, text::Span span) {
    if (span == text::Span{}) return "";
    const std::string_view text = sources.text(span);
    const std::size_t line_end = text.find('\n');
    const std::string_view first = text.substr(0, line_end);
    const bool group = line_end != std::string_view::npos && first.find(':') != std::string_view::npos;
    std::string line;
    for (const char c : group ? first : text) {
        if (!blank(c)) line += c;
        else if (!line.empty() && line.back() != ' ') line += ' ';
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

std::string place_of(const text::Sources& sources, text::Span span) {
    if (span == text::Span{}) return "";
    return sources.file_of(span).name + ':' + std::to_string(sources.locate(span.begin).line);
}

std::string name_in_rules(const std::string& name, KeywordLanguage language) {
    return syntax::is_reserved(name, language) ? '`' + name + '`' : name;
}

std::string value_in_rules(const program::Program& program, const program::Type& type, const program::Value& value,
                           KeywordLanguage language) {
    switch (type.kind) {
        case program::TypeKind::error:
            break;
        case program::TypeKind::yes_no:
            return std::string(syntax::spelling(value.number != 0 ? Keyword::yes : Keyword::no_value, language));
        case program::TypeKind::number:
            return program::print_scaled(value.number, type.scale);
        case program::TypeKind::rupiah:
            return rupiah_text(value.number, type.scale);
        case program::TypeKind::date:
            return program::to_iso(program::Date{static_cast<std::int32_t>(value.number)});
        case program::TypeKind::text:
            return quoted(value.text);
        case program::TypeKind::choice:
            return name_in_rules(program[type.choices].values[static_cast<std::size_t>(value.number)].name, language);
        case program::TypeKind::set:
            return set_text(program[type.choices], value.number, language);
        case program::TypeKind::reference:
            return name_in_rules(value.text, language);
    }
    return "";
}

}  // namespace tepat::cli
