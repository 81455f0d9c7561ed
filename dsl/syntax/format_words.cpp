// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/format_words.hpp"

#include <algorithm>
#include <array>

namespace tepat::syntax {

namespace {

constexpr std::string_view digits = "0123456789";

bool all_digits(std::string_view text) { return !text.empty() && text.find_first_not_of(digits) == text.npos; }

std::string quoted(std::string_view value) {
    std::string text = "\"";
    for (char c : value) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

/// 01 to 12, empty when the word is no month.
std::string month_number(std::string_view word) {
    static constexpr std::array<std::array<std::string_view, 2>, 12> months{{{"januari", "january"}, {"februari", "february"},
        {"maret", "march"}, {"april", "april"}, {"mei", "may"}, {"juni", "june"}, {"juli", "july"}, {"agustus", "august"},
        {"september", "september"}, {"oktober", "october"}, {"november", "november"}, {"desember", "december"}}};
    std::string lower = lower_case(word);
    for (std::size_t i = 0; i < months.size(); ++i)
        if (lower == months[i][0] || lower == months[i][1]) return (i < 9 ? "0" : "") + std::to_string(i + 1);
    return "";
}

std::string iso_date(const std::string& written) {
    if (written.size() == 10 && written[2] == '-') return written.substr(6) + "-" + written.substr(3, 2) + "-" + written.substr(0, 2);
    std::size_t day_end = written.find(' '), word = written.find_first_not_of(' ', day_end), word_end = written.find(' ', word);
    if (day_end == written.npos || word == written.npos || word_end == written.npos) return written;
    std::string month = month_number(std::string_view(written).substr(word, word_end - word));
    std::string year = written.substr(written.find_last_of(' ') + 1);
    return month.empty() ? written : year + "-" + month + "-" + (day_end == 1 ? "0" : "") + written.substr(0, day_end);
}

std::string grouped(std::string whole) {
    std::erase(whole, '.');
    for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, ".");
    return whole;
}

/// juta or million, miliar or billion, empty without, `?` for anything else.
Keyword scale_of(std::string_view word) {
    for (Keyword scale : {Keyword::million, Keyword::billion})
        for (auto language : {KeywordLanguage::id, KeywordLanguage::en})
            if (lower_case(word) == spelling(scale, language)) return scale;
    return Keyword::none;
}

std::string canonical_money(const std::string& written, KeywordLanguage language) {
    std::size_t begin = written.find_first_of(digits), end = written.find_first_not_of("0123456789.,", begin);
    std::string amount = written.substr(begin, end == written.npos ? end : end - begin), rest = end == written.npos ? "" : written.substr(end);
    std::string scale = rest.find_first_not_of(' ') == rest.npos ? "" : rest.substr(rest.find_first_not_of(' '));
    if (!scale.empty() && scale_of(scale) == Keyword::none) return written;
    std::string whole = amount.substr(0, amount.find(',')), part = whole.size() == amount.size() ? "" : amount.substr(whole.size() + 1);
    while (!part.empty() && part.back() == '0') part.pop_back();
    if (scale.empty() && part.size() == 1) part += '0';
    std::string money = "Rp" + grouped(whole) + (part.empty() ? "" : "," + part);
    return scale.empty() ? money : money + " " + std::string(spelling(scale_of(scale), language));
}

/// Underscores, where written, stand between groups of three.
std::string canonical_whole(const std::string& written) {
    if (written.find('_') == written.npos) return written;
    std::string whole = written;
    std::erase(whole, '_');
    if (!all_digits(whole)) return written;
    for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, "_");
    return whole;
}

bool is_keyword_word(const std::string& text, KeywordLanguage language) {
    std::string lower = lower_case(text);
    const auto& all = all_keywords();
    return std::any_of(all.begin(), all.end(), [&](Keyword keyword) {
        std::string_view phrase = spelling(keyword, language);
        return phrase.substr(0, phrase.find(' ')) == lower;
    });
}

}  // namespace

std::string canonical(const Literal& literal, KeywordLanguage language) {
    if (literal.kind == LiteralKind::text) return quoted(literal.written);
    if (literal.kind == LiteralKind::yes) return std::string(spelling(Keyword::yes, language));
    if (literal.kind == LiteralKind::no) return std::string(spelling(Keyword::no_value, language));
    if (literal.kind == LiteralKind::date) return iso_date(literal.written);
    bool negative = literal.written.starts_with('-');
    std::string written = literal.written.substr(negative ? 1 : 0), sign = negative ? "-" : "";
    if (literal.kind == LiteralKind::money) return sign + canonical_money(written, language);
    if (literal.kind == LiteralKind::whole) return sign + canonical_whole(written);
    return literal.written;
}

std::string Words::name(const std::string& text) const {
    bool quote = is_reserved(text, language) || (quote_keywords && is_keyword_word(text, language));
    return quote ? "`" + text + "`" : text;
}

std::string Words::path(const Path& path) const {
    std::string text = path.from_subject ? keyword(Keyword::subject) : "";
    for (const Name& part : path.parts) text += (text.empty() ? "" : ".") + name(part);
    return text;
}

std::string Words::row(const Name& name) const {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    const bool is_name = !name.text.empty() && std::all_of(name.text.begin(), name.text.end(), plain) && name.text[0] > '9' && name.text[0] != '_';
    return !is_name && file.text(name.span).starts_with('"') ? quoted(name.text) : this->name(name);
}

std::string Words::row(const Path& path) const {
    if (path.from_subject || path.parts.empty()) return this->path(path);
    std::string text = row(path.parts.front());
    for (std::size_t i = 1; i < path.parts.size(); ++i) text += "." + name(path.parts[i]);
    return text;
}

std::string Words::text(const Text& text) const { return quoted(text.value); }

std::string Words::code(const Literal& literal) const {
    bool bare = literal.kind == LiteralKind::text && !file.text(literal.span).starts_with('"');
    return bare ? name(literal.written) : canonical(literal, language);
}

std::string Words::unit(DurationUnit unit, bool one) const {
    switch (unit) {
        case DurationUnit::days: return keyword(one ? Keyword::day : Keyword::days);
        case DurationUnit::months: return keyword(one ? Keyword::month : Keyword::months);
        case DurationUnit::years: return keyword(one ? Keyword::year : Keyword::years);
        case DurationUnit::working_days: return keyword(Keyword::working_days);
    }
    return "";
}

std::string Words::duration(const Duration& duration) const { return duration.amount + " " + unit(duration.unit, duration.amount == "1"); }

}  // namespace tepat::syntax
