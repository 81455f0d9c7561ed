// SPDX-License-Identifier: Apache-2.0
#include "dsl/grammar/wording.hpp"

#include <algorithm>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/grammar/amounts.hpp"
#include "dsl/grammar/tokens.hpp"

namespace tepat::grammar {

using namespace syntax;
using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Phrase;
using Maybe = std::optional<Diagnostic>;

namespace {

/// Longer ones first: the first that matches is taken.
struct Symbol {
    std::string_view words, symbol;
};
constexpr Symbol symbols[] = {
    {"lebih besar atau sama dengan", ">="}, {"lebih kecil atau sama dengan", "<="}, {"lebih dari atau sama dengan", ">="},
    {"kurang dari atau sama dengan", "<="}, {"lebih besar daripada", ">"},          {"lebih besar dari", ">"},
    {"lebih kecil daripada", "<"},          {"lebih kecil dari", "<"},              {"lebih dari", ">"},
    {"kurang dari", "<"},                   {"tidak lebih dari", "<="},             {"tidak kurang dari", ">="},
    {"tidak sama dengan", "!="},            {"sama dengan", "="},                   {"di atas", ">"},
    {"di bawah", "<"},                      {"paling sedikit", ">="},               {"paling banyak", "<="},
    {"sekurang-kurangnya", ">="},           {"sebanyak-banyaknya", "<="},           {"setidaknya", ">="},
    {"sedikitnya", ">="},                   {"minimal", ">="},                      {"minimum", ">="},
    {"maksimal", "<="},                     {"maksimum", "<="},                     {"greater than or equal to", ">="},
    {"less than or equal to", "<="},        {"greater than", ">"},                  {"more than", ">"},
    {"less than", "<"},
    {"not more than", "<="},                {"not less than", ">="},                {"not equal to", "!="},
    {"equal to", "="},                      {"equals", "="},                        {"at least", ">="},
    {"at most", "<="},                      {"above", ">"},                         {"over", ">"},
    {"below", "<"},                         {"under", "<"},
};

/// A word that stands where a keyword belongs.
struct Borrowed {
    std::string_view word;
    Keyword keyword;
};
constexpr Borrowed before_conditions[] = {{"belum", Keyword::logical_not}, {"bukan", Keyword::logical_not}, {"jumlah", Keyword::number_of},
                                          {"banyak", Keyword::number_of},  {"setiap", Keyword::every},      {"seluruh", Keyword::every},
                                          {"count", Keyword::number_of},   {"all", Keyword::every},         {"each", Keyword::every},
                                          {"any", Keyword::some},          {"terdapat", Keyword::some}};
constexpr std::string_view if_words[] = {"jika", "bila", "apabila", "kalau", "jikalau", "if", "when"};
constexpr std::string_view counted_things[] = {"orang", "jiwa", "kk", "keluarga", "unit", "rumah", "kali", "people", "persons", "families", "units", "times"};
constexpr std::string_view thousands[] = {"ribu", "rb", "thousand", "k"};
constexpr std::string_view millions[] = {"juta", "jt", "million", "mio"};
constexpr std::string_view billions[] = {"miliar", "milyar", "milliar", "billion"};
constexpr std::string_view trillions[] = {"triliun", "trilyun", "trillion"};
/// Before `2 dari:`.
constexpr std::string_view at_least_words[] = {"minimal", "minimum", "setidaknya", "sedikitnya", "min", "kurangnya", "least"};
/// One word for `per` and a unit of time.
struct Rate {
    std::string_view words;
    Keyword unit;
};
constexpr Rate rates[] = {{"perbulan", Keyword::month},    {"sebulan", Keyword::month},    {"tiap bulan", Keyword::month}, {"setiap bulan", Keyword::month},
                          {"pertahun", Keyword::year},     {"setahun", Keyword::year},     {"tiap tahun", Keyword::year},  {"setiap tahun", Keyword::year},
                          {"perhari", Keyword::day},       {"sehari", Keyword::day},       {"tiap hari", Keyword::day},    {"setiap hari", Keyword::day},
                          {"a month", Keyword::month},     {"a year", Keyword::year},      {"a day", Keyword::day},        {"each month", Keyword::month},
                          {"every month", Keyword::month}, {"every year", Keyword::year},  {"every day", Keyword::day},    {"each year", Keyword::year},
                          {"monthly", Keyword::month},     {"permonth", Keyword::month},   {"peryear", Keyword::year}};
constexpr std::string_view percent_words[] = {"persen", "percent", "per cent"};

template <class Words>
bool is_one_of(std::string_view word, const Words& words) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string quoted(const std::string& code) { return "`" + code + "`"; }

Diagnostic other_words(const Session& session, Found found, const std::string& better, std::vector<diagnostics::Note> notes = {}) {
    return {Code::other_words, session.span(found.begin, found.end), {found.text(), quoted(better)}, {}, std::move(notes), {}};
}
/// The same where putting `better` in place of `found` is all there is to do.
Diagnostic mended(const Session& session, Found found, const std::string& better, std::vector<diagnostics::Note> notes = {}) {
    Diagnostic diagnostic = other_words(session, found, better, std::move(notes));
    diagnostic.fix = diagnostics::Fix{diagnostic.span, better};
    return diagnostic;
}

/// Length of `words` at the start of `text`, whole words, any case; 0: not there.
std::size_t starts_with_words(std::string_view text, std::string_view words) {
    if (lower_case(text.substr(0, words.size())) != words) return 0;
    return text.size() > words.size() && in_name(text[words.size()]) ? 0 : words.size();
}

class Reworder {
public:
    Reworder(const Session& session, const Piece& piece, Iterator at)
        : session_(session), piece_(piece), at_(at), found_{at, token_end(at, piece.end)}, word_(lower_case(found_.text())) {
        before_ = token_before(piece.begin, at);
    }

    Maybe comparison() const {
        for (const Symbol& one : symbols)
            if (const std::size_t length = starts_with_words(view(at_, piece_.end), one.words)) {
                const Iterator value = skip(at_ + length, piece_.end);
                Diagnostic diagnostic = other_words(session_, {at_, at_ + length}, std::string(one.symbol) + (value < piece_.end ? " " + rest(value) : ""));
                diagnostic.fix = diagnostics::Fix{diagnostic.span, std::string(one.symbol)};
                return diagnostic;
            }
        return std::nullopt;
    }

    /// `30 persen`, `500 ribu`, `50 orang`, `6 tahun`
    Maybe after_number() const {
        if (before_.begin == before_.end || !is_digit(before_.end[-1]) || (!is_digit(*before_.begin) && !is_amount(before_))) return std::nullopt;
        const std::string number(digits_begin(), before_.end);
        if (auto diagnostic = money(number)) return diagnostic;
        if (digits_begin() != number_begin()) return std::nullopt;
        const Found both{number_begin(), found_.end};
        if (found_.text() == "%") return mended(session_, both, number + "%");
        for (std::string_view words : percent_words)
            if (const std::size_t length = starts_with_words(view(at_, piece_.end), words)) return mended(session_, {number_begin(), at_ + length}, number + "%");
        if (word_ == spelling(Keyword::of, session_.language) && next() == ':')
            return mended(session_, both, spelled(Keyword::at_least) + " " + number + " " + spelled(Keyword::of));
        if (is_one_of(word_, counted_things)) return mended(session_, both, number);
        if (is_unit()) return mended(session_, both, number, {{Phrase::note_unit_not_needed, {}}});
        return std::nullopt;
    }
    /// `500 ribu`, `Rp500rb`, `2 jt`
    Maybe money(const std::string& number) const {
        const Found both{number_begin(), found_.end};
        if (is_one_of(word_, millions)) return mended(session_, both, "Rp" + number + " " + spelled(Keyword::million));
        if (is_one_of(word_, billions)) return mended(session_, both, "Rp" + number + " " + spelled(Keyword::billion));
        const bool thousand = is_one_of(word_, thousands), trillion = is_one_of(word_, trillions);
        const auto amount = thousand || trillion ? thousandfold(number) : std::nullopt;
        if (!amount) return std::nullopt;
        return mended(session_, both, *amount + (trillion ? " " + spelled(Keyword::billion) : ""));
    }

    /// `Rp1.000.000,-`: `at` is the comma, or the dash behind it.
    Maybe money_dash() const {
        if (at_ == piece_.end) return std::nullopt;
        const Iterator comma = *at_ == '-' && at_ > piece_.begin ? at_ - 1 : at_;
        if (comma == piece_.begin || (*comma != ',' && *comma != '.') || !is_digit(comma[-1])) return std::nullopt;
        Iterator end = comma + 1;
        while (end < piece_.end && *end == '-') ++end;
        const Reworder amount(session_, piece_, comma);
        if (end == comma + 1 || amount.digits_begin() == amount.number_begin()) return std::nullopt;
        return mended(session_, {amount.number_begin(), end}, "Rp" + std::string(amount.digits_begin(), comma));
    }

    /// `besaran Rp200.000 perbulan`
    Maybe rate() const {
        for (const Rate& one : rates)
            if (const std::size_t length = starts_with_words(view(at_, piece_.end), one.words))
                return mended(session_, {at_, at_ + length}, spelled(Keyword::per) + " " + spelled(one.unit));
        return std::nullopt;
    }

    /// `desil = 1, 2, 3`, `desil = 1, 2 atau 3`
    Maybe several_values() const {
        if (at_ == piece_.end || *at_ != ',' || before_.begin == before_.end) return std::nullopt;
        const Found sign = token_before(piece_.begin, is_digit(before_.end[-1]) ? number_begin() : before_.begin);
        if (sign.begin == sign.end || sign.text() != "=" || sign.begin == piece_.begin || !is_blank(sign.begin[-1])) return std::nullopt;
        const Iterator first = skip(sign.end, piece_.end);
        const auto values = value_list(first);
        if (!values) return std::nullopt;
        return mended(session_, {sign.begin, values->end}, spelled(Keyword::in_list) + " (" + values->text + ")");
    }
    /// `jenis_lantai termasuk tanah, semen`
    Maybe list_without_parentheses() const {
        const std::string word = lower_case(before_.text());
        const std::string_view in_list = spelling(Keyword::in_list, session_.language);
        const auto values = word == in_list && at_ < piece_.end ? value_list(at_) : std::nullopt;
        if (!values) return std::nullopt;
        return mended(session_, {at_, values->end}, "(" + values->text + ")");
    }

    /// `banyaknya anggota umur < 5`, `ada anggota umur < 5`
    Maybe members_condition() const {
        const Found kind = token_before(piece_.begin, before_.begin);
        if (kind.begin == kind.end || before_.begin == before_.end || !is_name_start(*at_) || is_keyword(found_)) return std::nullopt;
        bool counts = false;
        for (Keyword keyword : {Keyword::number_of, Keyword::over}) {
            const std::string_view words = spelling(keyword, session_.language);
            counts |= lower_case(kind.text()) == words.substr(words.rfind(' ') == words.npos ? 0 : words.rfind(' ') + 1);
        }
        if (!counts) return std::nullopt;
        const Found condition{at_, condition_end()};
        return other_words(session_, condition, spelled(Keyword::with) + " (" + condition.text() + ")");
    }

    /// `aturan keluarga-miskin`: a name has no hyphen.
    Maybe hyphenated() const {
        const bool header = before_.begin != before_.end && before_.begin == piece_.begin && is_name_start(*before_.begin);
        if (!header || at_ == piece_.end || *at_ != '-' || before_.end != at_) return std::nullopt;
        Iterator end = at_;
        while (end < piece_.end && (in_name(*end) || *end == '-')) ++end;
        std::string joined(before_.begin, end);
        std::replace(joined.begin(), joined.end(), '-', '_');
        return mended(session_, {before_.begin, end}, joined, {{Phrase::note_one_word, {}}});
    }

    /// `has_car = no`: `no` begins `no member with (...)`.
    Maybe no_before() const {
        const Found sign = token_before(piece_.begin, before_.begin);
        const bool compared = sign.begin != sign.end && (*sign.begin == '=' || lower_case(sign.text()) == spelling(Keyword::is, session_.language));
        if (!compared || lower_case(before_.text()) != spelling(Keyword::no, session_.language)) return std::nullopt;
        return mended(session_, before_, spelled(Keyword::no_value));
    }

    /// `desil 1-3`, `desil 1..3`, `desil 2`
    Maybe number_after_name() const {
        if (!is_digit(*at_) || before_.begin == before_.end || !is_name_start(*before_.begin) || is_keyword(before_)) return std::nullopt;
        if (at_ - before_.end != 1 || is_amount(before_)) return std::nullopt;
        const Iterator end = number_end(at_);
        Iterator dash = skip(end, piece_.end);
        const std::string first(at_, end);
        if (is_one_of(lower_case(before_.text()), at_least_words)) return at_least_of(first, end);
        const bool dots = view(dash, piece_.end).starts_with("..");
        if (dash < piece_.end && (*dash == '-' || dots)) {
            const Iterator last = skip(dash + (dots ? 2 : 1), piece_.end);
            if (last < piece_.end && is_digit(*last)) return mended(session_, {before_.begin, number_end(last)}, name() + " " + between(first, {last, number_end(last)}));
        }
        return mended(session_, {before_.begin, end}, name() + " = " + first);
    }

    /// `minimal 2 dari:`, `sekurang-kurangnya 2 dari:`
    Maybe at_least_of(const std::string& count, Iterator end) const {
        Iterator begin = before_.begin;
        while (begin > piece_.begin && (in_name(begin[-1]) || begin[-1] == '-')) --begin;
        const Iterator of = skip(end, piece_.end);
        const std::size_t length = match_keyword(view(of, piece_.end), Keyword::of, session_.language);
        if (length == 0) return std::nullopt;
        return mended(session_, {begin, of + length}, spelled(Keyword::at_least) + " " + count + " " + spelled(Keyword::of));
    }

    /// `25 jika punya_mobil` in a score, a term
    Maybe when() const {
        const bool lines = piece_.declaration == Keyword::score || piece_.declaration == Keyword::term;
        if (!lines || !is_one_of(word_, if_words)) return std::nullopt;
        return mended(session_, found_, spelled(Keyword::when));
    }

    /// `punya mobil`: a name is one word; `belum punya_mobil`, `jumlah anggota`
    Maybe two_names() const {
        if (before_.begin == before_.end || !is_name_start(*before_.begin) || !is_name_start(*at_) || is_keyword(found_)) return std::nullopt;
        const std::string first = lower_case(before_.text());
        for (const Borrowed& one : before_conditions)
            if (first == one.word) return mended(session_, before_, spelled(one.keyword));
        if (first == "juga" || first == "also") return mended(session_, {before_.begin, found_.end}, found_.text());
        if (is_keyword(before_) || is_amount(before_)) return std::nullopt;
        const bool whole = view(before_.begin, found_.end).find('_') != std::string_view::npos;  // two names, not one written apart
        if (whole || at_ - before_.end != 1) return std::nullopt;
        return other_words(session_, {before_.begin, found_.end}, before_.text() + "_" + found_.text(), {{Phrase::note_one_word, {}}});
    }

    Maybe single_quote() const {
        if (at_ == piece_.end || *at_ != '\'') return std::nullopt;
        const Iterator close = std::find(at_ + 1, piece_.end, '\'');
        if (close == piece_.end) return mended(session_, {at_, at_ + 1}, "\"");
        return mended(session_, {at_, close + 1}, '"' + std::string(at_ + 1, close) + '"');
    }

    /// `jika semua:`
    Maybe group() const {
        if (at_ == piece_.end || *at_ != ':' || before_.begin == before_.end) return std::nullopt;
        const std::string first = lower_case(before_.text());
        if (first == spelling(Keyword::every, session_.language) || first == "all" || first == "semuanya") return mended(session_, before_, spelled(Keyword::all_of));
        if (first == "salah_satu" || first == "any" || first == "satu") return mended(session_, before_, spelled(Keyword::any_of));
        return std::nullopt;
    }

    /// `punya_mobil = tidak`
    Maybe no_as_value() const {
        const std::string_view text = view(at_, piece_.end);
        const std::size_t length = match_keyword(text, Keyword::logical_not, session_.language);
        if (length == 0 || before_.begin == before_.end || (*before_.begin != '=' && *before_.begin != '!')) return std::nullopt;
        const Iterator after = skip(at_ + length, piece_.end);
        const std::string next = lower_case(view(after, token_end(after, piece_.end)));
        const bool joined = next == spelling(Keyword::logical_and, session_.language) || next == spelling(Keyword::logical_or, session_.language);
        if (after < piece_.end && *after != ')' && *after != text::bullet_mark && !joined) return std::nullopt;
        return mended(session_, {at_, at_ + length}, spelled(Keyword::no_value));
    }

    /// The header's label stands where its name belongs.
    Maybe label_first() const {
        if (at_ == piece_.end || *at_ != '"') return std::nullopt;
        std::string name;
        for (const char c : found_.text()) {
            if (in_name(c)) name += c;
            else if (!name.empty() && name.back() != '_') name += '_';
        }
        while (!name.empty() && name.back() == '_') name.pop_back();
        name = lower_case(name);
        if (name.empty() || !is_name_start(name[0]) || is_reserved(name, session_.language)) return std::nullopt;
        return other_words(session_, found_, name + " " + found_.text(), {{Phrase::note_name_first, {}}});
    }

    Maybe weeks() const {
        const Iterator unit = skip(number_end(at_), piece_.end);
        const std::string word = lower_case(view(unit, token_end(unit, piece_.end)));
        if (!is_digit(*at_) || (word != "minggu" && word != "pekan" && word != "weeks" && word != "week") || number_end(at_) - at_ > 3) return std::nullopt;
        const std::string days = std::to_string(7 * std::stoi(std::string(at_, number_end(at_))));
        return mended(session_, {at_, token_end(unit, piece_.end)}, days + " " + spelled(Keyword::days));
    }

    Maybe year_alone() const {
        if (!is_digit(*at_) || number_end(at_) - at_ != 4) return std::nullopt;
        return mended(session_, {at_, number_end(at_)}, std::string(at_, number_end(at_)) + "-01-01");
    }

    /// `untuk keluarga` for `untuk setiap keluarga`, `maka ...` for `maka tugas ...`
    Maybe half_of(Keyword wanted) const {
        const std::string_view whole = spelling(wanted, session_.language);
        const std::size_t space = whole.find(' ');
        if (space == std::string_view::npos || word_ != whole.substr(0, space)) return std::nullopt;
        return mended(session_, found_, std::string(whole));
    }

    /// `aturan keluarga miskin untuk setiap ...`
    Maybe name_of_two_words(Keyword wanted) const {
        const std::string_view whole = spelling(wanted, session_.language), after = whole.substr(0, whole.find(' '));
        const bool header = before_.begin != before_.end && before_.begin == piece_.begin && is_name_start(*before_.begin);
        if (!header || at_ == piece_.end || !is_name_start(*at_) || is_keyword(found_)) return std::nullopt;
        Iterator end = found_.end;
        std::string joined = before_.text() + "_" + found_.text();
        for (Iterator next = skip(end, piece_.end); next < piece_.end && is_name_start(*next); next = skip(end, piece_.end)) {
            const Found more{next, token_end(next, piece_.end)};
            if (is_keyword(more) || lower_case(more.text()) == after) break;
            joined += "_" + more.text();
            end = more.end;
        }
        return mended(session_, {before_.begin, end}, joined, {{Phrase::note_one_word, {}}});
    }

    /// `ada anggota berumur ...`, `semua anggota sekolah`
    Maybe in_parentheses(Keyword wanted) const {
        if (at_ == piece_.end || !is_name_start(*at_)) return std::nullopt;
        return other_words(session_, found_, spelled(wanted) + " (...)");
    }

    Maybe exception_name() const {
        if (piece_.declaration != Keyword::rule && piece_.declaration != Keyword::programme) return std::nullopt;
        const Iterator begin = skip(piece_.begin, piece_.end);
        const std::size_t length = match_keyword(view(begin, piece_.end), Keyword::unless, session_.language);
        if (length == 0) return std::nullopt;
        const Iterator condition = skip(begin + length, piece_.end);
        return other_words(session_, {begin, piece_.end}, spelled(Keyword::unless) + (english() ? " name: " : " nama: ") + std::string(condition, piece_.end),
                           {{Phrase::note_exception_name, {}}});
    }

    /// `bila desil < 3` for `jika desil < 3`
    Maybe if_clause() const {
        if (piece_.declaration != Keyword::rule || !is_one_of(word_, if_words) || found_.end == piece_.end) return std::nullopt;
        const KeywordLanguage other = english() ? KeywordLanguage::id : KeywordLanguage::en;
        if (word_ == spelling(Keyword::if_, other)) return std::nullopt;  // R1022 says it
        return mended(session_, found_, spelled(Keyword::if_));
    }
    /// `parameter x: rupiah = Rp500.000`
    Maybe value_of_parameter() const {
        if (piece_.declaration != Keyword::parameter || found_.text() != "=") return std::nullopt;
        return other_words(session_, {at_, piece_.end},
                           spelled(Keyword::from) + " 2025-01-01 " + std::string(skip(found_.end, piece_.end), piece_.end) + " " + spelled(Keyword::basis) + " \"...\"");
    }

private:
    std::string spelled(Keyword keyword) const { return std::string(spelling(keyword, session_.language)); }
    bool english() const { return session_.language == KeywordLanguage::en; }
    std::string name() const { return before_.text(); }
    std::string between(const std::string& first, Found last) const {
        return spelled(Keyword::between) + " " + first + " " + spelled(Keyword::between_to) + " " + last.text();
    }
    /// The value that follows, as one token; a number with its dots.
    std::string rest(Iterator value) const {
        const Iterator end = is_digit(*value) ? number_end(value) : token_end(value, piece_.end);
        return {value, end};
    }
    static bool in_number(char c) { return is_digit(c) || c == '.' || c == ',' || c == '_'; }
    Iterator number_end(Iterator at) const {
        Iterator end = at;
        while (end < piece_.end && in_number(*end) && !view(end, piece_.end).starts_with("..")) ++end;
        return end;
    }
    /// The first digit of the number or amount before.
    Iterator digits_begin() const {
        Iterator begin = before_.end;
        while (begin > piece_.begin && in_number(begin[-1])) --begin;
        return begin;
    }
    /// The same, from its `Rp`.
    Iterator number_begin() const {
        Iterator begin = digits_begin(), letters = begin;
        while (letters > piece_.begin && is_blank(letters[-1])) --letters;
        const bool amount = letters - piece_.begin >= 2 && lower_case(view(letters - 2, letters)) == "rp" && (letters - 2 == piece_.begin || !in_name(letters[-3]));
        return amount ? letters - 2 : begin;
    }
    char next() const {
        const Iterator after = skip(found_.end, piece_.end);
        return after == piece_.end ? '\0' : *after;
    }
    struct Values {
        std::string text;
        Iterator end;
    };
    /// One value: a number, a name, a text, an amount of money without blanks.
    Iterator value_end(Iterator at) const {
        Iterator end = is_digit(*at) || is_amount({at, token_end(at, piece_.end)}) ? number_end(token_end(at, piece_.end)) : token_end(at, piece_.end);
        while (end > at && (end[-1] == ',' || end[-1] == '.')) --end;
        return end;
    }
    /// `1, 2, 3`, `sd, smp atau sma`: two values or more.
    std::optional<Values> value_list(Iterator at) const {
        Values values{"", at};
        std::size_t count = 0;
        while (at < piece_.end && (in_name(*at) || *at == '"')) {
            const Iterator end = value_end(at);
            values = {values.text + (count++ == 0 ? "" : ", ") + std::string(at, end), end};
            Iterator after = skip(end, piece_.end);
            const bool comma = after < piece_.end && *after == ',';
            if (comma) after = skip(after + 1, piece_.end);
            std::size_t joined = 0;
            for (Keyword keyword : {Keyword::logical_and, Keyword::logical_or})
                joined = std::max(joined, match_keyword(view(after, piece_.end), keyword, session_.language));
            if (!comma && joined == 0) break;
            at = skip(after + joined, piece_.end);
        }
        return count < 2 ? std::nullopt : std::optional(values);
    }
    /// Where the condition that starts here ends: its bullet, or what joins it with another.
    Iterator condition_end() const {
        Iterator end = at_;
        for (Iterator at = at_; at < piece_.end && *at != text::bullet_mark && *at != ')'; at = skip(token_end(at, piece_.end), piece_.end)) {
            const std::string word = lower_case(view(at, token_end(at, piece_.end)));
            if (word == spelling(Keyword::logical_and, session_.language) || word == spelling(Keyword::logical_or, session_.language)) break;
            end = token_end(at, piece_.end);
        }
        return end;
    }
    bool is_unit() const {
        for (Keyword unit : {Keyword::days, Keyword::day, Keyword::months, Keyword::month, Keyword::years, Keyword::year})
            if (word_ == spelling(unit, session_.language)) return true;
        return word_ == "thn" || word_ == "th" || word_ == "bln";
    }
    static bool is_amount(Found found) { return found.end - found.begin > 2 && lower_case(view(found.begin, found.begin + 2)) == "rp" && is_digit(found.begin[2]); }
    /// A word the language uses somewhere: hardly a name somebody chose.
    bool is_keyword(Found found) const {
        const std::string word = lower_case(found.text());
        const auto& all = all_keywords();
        return std::any_of(all.begin(), all.end(), [&](Keyword keyword) { return word == spelling(keyword, session_.language); });
    }

    const Session& session_;
    const Piece& piece_;
    Iterator at_;
    Found found_, before_{};
    std::string word_;
};

Maybe first_of(std::initializer_list<Maybe> guesses) {
    for (const Maybe& guess : guesses)
        if (guess) return guess;
    return std::nullopt;
}

std::optional<Keyword> keyword_expected(const std::string& expected) {
    constexpr std::string_view prefix = "keyword:";
    if (!expected.starts_with(prefix)) return std::nullopt;
    return static_cast<Keyword>(std::stoi(expected.substr(prefix.size())));
}

}  // namespace

Maybe reworded_leftover(const Session& session, const Piece& piece, Iterator at) {
    if (piece.clause != Keyword::none) return std::nullopt;  // a test's rows are read differently
    const Reworder guess(session, piece, at);
    return first_of({guess.comparison(), guess.money_dash(), guess.after_number(), guess.number_after_name(), guess.when(), guess.single_quote(),
                     guess.several_values(), guess.rate(), guess.members_condition()});
}

Maybe reworded_names(const Session& session, const Piece& piece, Iterator at) {
    if (piece.clause != Keyword::none || piece.declaration == Keyword::table) return std::nullopt;  // a cell's values lack a comma
    return Reworder(session, piece, at).two_names();
}

Maybe reworded_before(const Session& session, const Piece& piece, Iterator at, const std::string& expected) {
    return expected == "a_name" ? Reworder(session, piece, at).no_before() : std::nullopt;
}

Maybe reworded_expectation(const Session& session, const Piece& piece, Iterator at, const std::string& expected) {
    const Reworder guess(session, piece, at);
    if (auto diagnostic = first_of({guess.money_dash(), guess.hyphenated()})) return diagnostic;
    const auto keyword = keyword_expected(expected);
    const bool colon = expected.size() <= 3 && expected.find(':') != std::string::npos;
    if (at == piece.end) return colon ? guess.exception_name() : std::nullopt;
    if (expected == "a_name" || expected == "an_expression" || expected == "a_condition")
        if (auto diagnostic = first_of({guess.single_quote(), guess.no_as_value(), guess.group()})) return diagnostic;
    if (expected == "a_name" && piece.clause == Keyword::none) return guess.label_first();
    if (expected == "a_duration") return guess.weeks();
    if (expected == "a_date") return guess.year_alone();
    if (expected == "'('")
        if (auto diagnostic = guess.list_without_parentheses()) return diagnostic;
    if (keyword == Keyword::with || keyword == Keyword::satisfies) return guess.in_parentheses(*keyword);
    if (keyword == Keyword::for_each || keyword == Keyword::for_entity) return first_of({guess.half_of(*keyword), guess.name_of_two_words(*keyword)});
    return keyword ? guess.half_of(*keyword) : std::nullopt;
}

Maybe reworded_item(const Session& session, const Piece& piece) {
    if (piece.begin == piece.end) return std::nullopt;
    const Reworder guess(session, piece, piece.begin);
    return first_of({guess.if_clause(), guess.value_of_parameter()});
}

}  // namespace tepat::grammar
