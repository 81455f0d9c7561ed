// SPDX-License-Identifier: Apache-2.0
#include "dsl/text/encoding.hpp"

#include <optional>

namespace tepat::text {

namespace {

constexpr std::size_t max_problems = 100;

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

unsigned expected_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

bool is_scalar(char32_t value, unsigned length) {
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    return value >= smallest[length] && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
}

bool is_bidi_control(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

std::optional<Problem> problem_at(std::string_view bytes, std::size_t at, CodePoint c) {
    if (c.length == 0) return Problem::invalid_utf8;
    if (c.value == 0) return Problem::nul_byte;
    if (c.value == '\r') return at + 1 < bytes.size() && bytes[at + 1] == '\n' ? std::nullopt : std::optional(Problem::lone_carriage_return);
    if (c.value == '\n' || c.value == '\t') return std::nullopt;
    if (c.value < 0x20 || (c.value >= 0x7F && c.value < 0xA0)) return Problem::control_character;
    if (c.value == 0xFEFF && at > 0) return Problem::inner_bom;
    if (is_bidi_control(c.value)) return Problem::bidi_control;
    return std::nullopt;
}

}  // namespace

CodePoint decode(std::string_view bytes, std::size_t at) {
    auto lead = static_cast<unsigned char>(bytes[at]);
    unsigned length = expected_length(lead);
    if (length == 0 || at + length > bytes.size()) return {};
    char32_t value = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (unsigned i = 1; i < length; ++i) {
        auto byte = static_cast<unsigned char>(bytes[at + i]);
        if (!is_continuation(byte)) return {};
        value = (value << 6) | (byte & 0x3F);
    }
    return is_scalar(value, length) ? CodePoint{value, length} : CodePoint{};
}

bool is_foreign_letter(char32_t c) {
    if (c < 0xC0 || c == 0xD7 || c == 0xF7) return false;
    return !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xE000 && c <= 0xF8FF) &&
           !(c >= 0xFE00 && c <= 0xFE6F) && !(c >= 0xFFE0 && c <= 0xFFFF) && c < 0x1F000;
}

std::string_view replacement_of(char32_t c) {
    switch (c) {
        case 0x2264: return "<=";
        case 0x2265: return ">=";
        case 0x2260: return "!=";
        case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212: return "-";
        case 0xD7: return "*";
        case 0xF7: return "/";
        default: return "";
    }
}
std::vector<TextProblem> check_encoding(const SourceFile& file) {
    std::vector<TextProblem> problems;
    for (std::size_t at = 0; at < file.bytes.size() && problems.size() < max_problems;) {
        CodePoint c = decode(file.bytes, at);
        unsigned length = c.length == 0 ? 1 : c.length;
        auto begin = file.base + static_cast<std::uint32_t>(at);
        if (auto problem = problem_at(file.bytes, at, c)) problems.push_back({*problem, {begin, begin + length}});
        at += length;
    }
    if (problems.size() == max_problems) problems.push_back({Problem::too_many_problems, problems.back().span});
    return problems;
}

}  // namespace tepat::text
