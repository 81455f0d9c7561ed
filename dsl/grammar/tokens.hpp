// SPDX-License-Identifier: Apache-2.0
// The words, texts and symbols of a piece, for explaining what stopped the grammar: the grammar itself never splits its text like this.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "dsl/grammar/session.hpp"

namespace tepat::grammar {

inline bool is_blank(char c) { return c == ' ' || c == text::item_mark; }
inline bool in_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_name_start(char c) { return in_name(c) && !is_digit(c) && c != '_'; }
inline std::string_view view(Iterator begin, Iterator end) { return {begin, static_cast<std::size_t>(end - begin)}; }

inline Iterator skip(Iterator at, Iterator end) {
    while (at < end && is_blank(*at)) ++at;
    return at;
}

/// The word, text or symbol that starts at `at`.
inline Iterator token_end(Iterator at, Iterator end) {
    if (at == end) return at;
    Iterator stop = at + 1;
    if (in_name(*at))
        while (stop < end && in_name(*stop)) ++stop;
    else if (*at == '"')
        while (stop < end && stop[-1 + (stop == at + 1)] != '"' && *stop != text::item_mark) ++stop;
    else
        while (stop < end && std::string_view("=<>!&|").find(*at) != std::string_view::npos &&
               std::string_view("=<>!&|").find(*stop) != std::string_view::npos)
            ++stop;
    return stop;
}

struct Found {
    Iterator begin;
    Iterator end;
    std::string text() const { return std::string(begin, end); }
};

/// The token before `at` that does not start before `begin`; empty when there is none.
inline Found token_before(Iterator begin, Iterator at) {
    while (at > begin && is_blank(at[-1])) --at;
    Iterator start = at;
    while (start > begin && in_name(start[-1])) --start;
    if (start == at && at > begin) --start;
    return {start, at};
}

}  // namespace tepat::grammar
