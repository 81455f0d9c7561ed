// SPDX-License-Identifier: Apache-2.0
#include "dsl/grammar/mistakes.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

#include <algorithm>
#include <cassert>
#include <optional>

#include "dsl/diagnostics/suggest.hpp"
#include "dsl/grammar/amounts.hpp"
#include "dsl/grammar/tokens.hpp"
#include "dsl/grammar/wording.hpp"
#include "dsl/syntax/clauses.hpp"

namespace tepat::grammar {

using namespace syntax;
using diagnostics::Argument;
using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Phrase;

namespace {

KeywordLanguage other(KeywordLanguage language) { return language == KeywordLanguage::id ? KeywordLanguage::en : KeywordLanguage::id; }

/// The first `count` words from `at`.
Iterator words_end(Iterator at, Iterator end, std::size_t count) {
    Iterator stop = token_end(at, end);
    for (; count > 1 && skip(stop, end) < end; --count) stop = token_end(skip(stop, end), end);
    return stop;
}
std::size_t word_count(std::string_view spelling) { return static_cast<std::size_t>(std::count(spelling.begin(), spelling.end(), ' ')) + 1; }

Diagnostic make(const Session& session, Code code, Found found, std::vector<Argument> arguments) {
    return {code, session.span(found.begin, found.end), std::move(arguments), {}, {}, {}};
}

// ------------------------------------------------------------------------------------------- what was expected

std::optional<Keyword> expected_keyword(const std::string& expected) {
    constexpr std::string_view prefix = "keyword:";
    if (!expected.starts_with(prefix)) return std::nullopt;
    return static_cast<Keyword>(std::stoi(expected.substr(prefix.size())));
}

Argument expected_argument(const std::string& expected, KeywordLanguage language) {
    static const std::pair<std::string_view, Phrase> phrases[] = {
#define PHRASE(name, id_text, en_text) {#name, Phrase::name},
#include "dsl/diagnostics/phrases.def"
#undef PHRASE
    };
    if (auto keyword = expected_keyword(expected)) return "`" + std::string(spelling(*keyword, language)) + "`";
    for (auto [name, phrase] : phrases)
        if (name == expected) return phrase;
    std::string symbol = expected;
    std::erase_if(symbol, [](char c) { return c == '\'' || c == '"'; });
    assert(symbol.size() <= 2 && "every expectation is a phrase, a keyword or a symbol");
    return "`" + symbol + "`";
}

// -------------------------------------------------------------------------------------------------- guesses

/// A parenthesis that the rest of the piece never closes: whatever stopped the grammar, that is the mistake.
std::optional<Diagnostic> unclosed(const Session& session, const Piece& piece) {
    if (session.open.empty()) return std::nullopt;
    std::vector<Iterator> open;
    bool in_text = false;
    for (Iterator at = piece.begin; at < piece.end; ++at) {
        if (in_text && *at == '\\' && at + 1 < piece.end) ++at;
        else if (*at == '"') in_text = !in_text;
        else if (!in_text && *at == '(') open.push_back(at);
        else if (!in_text && *at == ')' && !open.empty()) open.pop_back();
    }
    if (open.empty()) return std::nullopt;
    return make(session, Code::unclosed_parenthesis, {open.back(), open.back() + 1}, {});
}

/// What stands before `at`, from the item's or bullet's start; the end of it where that is long.
std::string read_so_far(const Piece& piece, Iterator at) {
    Iterator begin = piece.begin;
    for (Iterator each = piece.begin; each < at; ++each)
        if (*each == text::bullet_mark || *each == text::item_mark) begin = each + 1;
    std::string words;
    for (begin = skip(begin, at); begin < at; begin = std::find_if_not(begin, at, is_blank)) {
        const Iterator end = std::find_if(begin, at, is_blank);
        words += (words.empty() ? "" : " ") + std::string(begin, end);
        begin = end;
    }
    constexpr std::size_t longest = 60;
    if (words.size() > longest) words = "... " + words.substr(std::min(words.find(' ', words.size() - longest), words.size() - 1) + 1);
    return "`" + words + "`";
}

std::string_view instead_of(std::string_view symbol, KeywordLanguage language) {
    if (symbol == "==") return "=";
    if (symbol == "=>") return ">=";
    if (symbol == "=<") return "<=";
    if (symbol == "<>" || symbol == "=!" || symbol == "!==") return "!=";
    if (symbol == "&&" || symbol == "&") return spelling(Keyword::logical_and, language);
    if (symbol == "||") return spelling(Keyword::logical_or, language);
    if (symbol == "!") return spelling(Keyword::logical_not, language);
    return "";
}

/// The longest keyword phrase of the other language here that is no keyword of this one. Where several roles are spelt alike, the first
/// of `likely` is meant.
std::optional<Diagnostic> other_language(const Session& session, Found found, Iterator end, const std::vector<Keyword>& likely) {
    const auto rank = [&](Keyword keyword) { return std::find(likely.begin(), likely.end(), keyword); };
    std::size_t best_length = 0;
    Keyword best = Keyword::none;
    for (Keyword keyword : all_keywords()) {
        auto length = match_keyword(view(found.begin, end), keyword, other(session.language));
        bool better = length > best_length || (length == best_length && length > 0 && rank(keyword) < rank(best));
        if (better && match_keyword(view(found.begin, end), keyword, session.language) != length) {
            best_length = length;
            best = keyword;
        }
    }
    if (best == Keyword::none) return std::nullopt;
    for (Keyword keyword : all_keywords())
        if (match_keyword(view(found.begin, end), keyword, session.language) >= best_length) return std::nullopt;
    Found phrase{found.begin, found.begin + best_length};
    Diagnostic diagnostic = make(session, Code::keyword_of_other_language, phrase, {phrase.text(), std::string(spelling(best, session.language))});
    diagnostic.fix = diagnostics::Fix{diagnostic.span, std::string(spelling(best, session.language))};
    return diagnostic;
}

/// The nearest of `keywords` to what stands at `at`, comparing as many words as each spelling has.
std::optional<Diagnostic> misspelt(const Session& session, Iterator at, Iterator end, const std::vector<Keyword>& keywords, Keyword* meant = nullptr) {
    if (at == end || !in_name(*at)) return std::nullopt;
    for (std::size_t words = 3; words >= 1; --words) {
        std::vector<std::string> candidates;
        for (Keyword keyword : keywords)
            if (word_count(spelling(keyword, session.language)) == words) candidates.emplace_back(spelling(keyword, session.language));
        Found found{at, words_end(at, end, words)};
        std::string written = lower_case(found.text());
        auto nearest = diagnostics::suggest(written, candidates);
        if (nearest.empty() || nearest.front() == written) continue;
        if (meant)
            for (Keyword keyword : keywords)
                if (spelling(keyword, session.language) == nearest.front()) *meant = keyword;
        Diagnostic diagnostic = make(session, Code::misspelt_keyword, found, {found.text(), nearest.front()});
        diagnostic.fix = diagnostics::Fix{diagnostic.span, nearest.front()};
        return diagnostic;
    }
    return std::nullopt;
}

const std::vector<Keyword> type_words = {Keyword::yes_no, Keyword::number, Keyword::decimal, Keyword::rupiah,
                                         Keyword::date,   Keyword::text,   Keyword::choice,  Keyword::set};

/// Keywords that may follow a complete part, by what a misspelt one would have continued.
std::vector<Keyword> joining(Keyword declaration) {
    std::vector<Keyword> words = {Keyword::logical_and, Keyword::logical_or, Keyword::between, Keyword::in_list,   Keyword::not_in_list,
                                  Keyword::has,         Keyword::starts_with, Keyword::is,     Keyword::is_not,    Keyword::is_unknown,
                                  Keyword::is_known,    Keyword::if_missing,  Keyword::with,   Keyword::until};
    std::vector<Keyword> own;
    if (declaration == Keyword::entity)
        own = {Keyword::secret,   Keyword::sensitive, Keyword::column,    Keyword::counts_as_missing, Keyword::in_parent,
               Keyword::at_least, Keyword::valid_for, Keyword::refers_to, Keyword::complete};
    if (declaration == Keyword::rule || declaration == Keyword::programme)
        own = {Keyword::priority, Keyword::due_in, Keyword::evidence_photo, Keyword::done_when, Keyword::per,
               Keyword::tier,     Keyword::then_by, Keyword::largest_first, Keyword::smallest_first, Keyword::then_task};
    if (declaration == Keyword::parameter) own = {Keyword::by, Keyword::basis};
    if (declaration == Keyword::term || declaration == Keyword::score) own = {Keyword::when};
    if (declaration == Keyword::table) own = {Keyword::yields};
    if (declaration == Keyword::test) own = {Keyword::missing, Keyword::rank};
    words.insert(words.begin(), own.begin(), own.end());
    return words;
}

/// `not x`, `full_years(...)`, `ada member with (...)`: a word of the other language that was read as a name.
std::optional<Diagnostic> other_language_before(const Session& session, const Piece& piece, Iterator at) {
    const Found before = token_before(piece.begin, at);
    if (piece.clause != Keyword::none || before.begin == before.end || !is_name_start(*before.begin)) return std::nullopt;
    std::vector<Keyword> likely = joining(piece.declaration);
    for (Keyword keyword : all_keywords())
        if (use_of(keyword) == KeywordUse::reserved) likely.push_back(keyword);
    const auto spelt_here = [&](Keyword keyword) { return match_keyword(view(before.begin, piece.end), keyword, other(session.language)) > 0; };
    if (std::none_of(likely.begin(), likely.end(), [&](Keyword keyword) { return use_of(keyword) == KeywordUse::reserved && spelt_here(keyword); }))
        return std::nullopt;
    return other_language(session, before, piece.end, likely);
}

/// The keywords behind a phrase, where one of a few must stand.
std::vector<Keyword> one_of(const std::string& expected) {
    if (expected == "a_strategy") return {Keyword::reduce_expenses, Keyword::raise_income, Keyword::reduce_pockets};
    if (expected == "a_period") return {Keyword::once, Keyword::monthly, Keyword::quarterly, Keyword::yearly};
    if (expected == "a_priority") return {Keyword::high, Keyword::medium, Keyword::low};
    if (expected == "a_round_direction") return {Keyword::down, Keyword::up, Keyword::nearest};
    if (expected == "a_time_unit") return {Keyword::day, Keyword::month, Keyword::year};
    if (expected == "a_verdict") return {Keyword::eligible, Keyword::not_eligible, Keyword::undecided, Keyword::error, Keyword::selected, Keyword::waiting};
    if (expected == "a_direction") return {Keyword::largest_first, Keyword::smallest_first};
    if (expected == "an_order") return {Keyword::tier};
    if (expected == "a_collecting") return {Keyword::sum, Keyword::number_of, Keyword::largest, Keyword::smallest};
    if (auto keyword = expected_keyword(expected)) return {*keyword};
    return {};
}

Diagnostic unknown_type(const Session& session, Found found) {
    Diagnostic diagnostic = make(session, Code::unknown_type_word, found, {found.text()});
    std::vector<std::string> words;
    for (Keyword keyword : type_words) words.emplace_back(spelling(keyword, session.language));
    for (const std::string& word : diagnostics::suggest(found.text(), words))
        diagnostic.notes.push_back({Phrase::did_you_mean, {"`" + word + "`"}});
    return diagnostic;
}

/// Where the piece ends although more is expected.
Diagnostic unexpected_end(const Session& session, Iterator end, const std::string& expected) {
    return make(session, Code::unexpected_end, {end, end}, {expected_argument(expected, session.language)});
}

/// The level of the bullet at `at`; 0: it stands in no group.
std::uint32_t level_of(const Session& session, Iterator at) {
    for (const text::Bullet& bullet : session.chunk->bullets)
        if (bullet.offset == session.offset(at)) return bullet.level;
    return 0;
}

/// What ends the item before, although it should not: a full stop, `dan`, nothing at all.
std::optional<Diagnostic> bad_end_of_item(const Session& session, const Piece& piece, Iterator at) {
    const Found before = token_before(piece.begin, at);
    if (before.begin == before.end) return std::nullopt;
    if (*before.begin == '.' || *before.begin == ';') return make(session, Code::stray_mark, before, {before.text()});
    if (session.group_level == 0) return std::nullopt;
    if (*before.begin == text::bullet_mark) return unexpected_end(session, before.end, "a_condition");
    for (auto [connective, group] : {std::pair(Keyword::logical_and, Keyword::all_of), std::pair(Keyword::logical_or, Keyword::any_of)})
        if (lower_case(before.text()) == spelling(connective, session.language))
            return make(session, Code::connective_ends_bullet, before, {before.text(), std::string(spelling(group, session.language)) + ":"});
    return std::nullopt;
}

/// Whether a word stands between `at` and the next bullet.
bool has_word(Iterator at, Iterator end, std::string_view word) {
    for (at = skip(at, end); at < end && *at != text::bullet_mark; at = skip(token_end(at, end), end))
        if (lower_case(view(at, token_end(at, end))) == word) return true;
    return false;
}

/// A `-` first on its line where no item of a group may stand.
Diagnostic misplaced_bullet(const Session& session, const Piece& piece, Found found) {
    if (auto diagnostic = bad_end_of_item(session, piece, found.begin)) return *diagnostic;
    const auto without = [&](Phrase what) { return make(session, Code::dash_without_group, found, {what}); };
    const Iterator clause = skip(piece.begin, piece.end), after = skip(found.end, piece.end);
    const bool in_order = match_keyword(view(clause, piece.end), Keyword::order_by, session.language) > 0;
    if (in_order && level_of(session, found.begin) == 0) return without(Phrase::dash_in_order);
    const std::string_view when = spelling(Keyword::when, session.language);
    switch (piece.declaration) {
        case Keyword::score: return without(Phrase::dash_in_score);
        case Keyword::term:
            if (has_word(after, piece.end, when)) return without(Phrase::dash_before_line);
            break;
        case Keyword::rule:
        case Keyword::programme:
            for (Keyword word : clause_keywords(piece.declaration))
                if (match_keyword(view(after, piece.end), word, session.language) > 0) return without(Phrase::dash_before_line);
            break;
        default: return without(Phrase::dash_before_line);
    }
    return make(session, Code::bullet_outside_group, found, {});
}

std::optional<Diagnostic> wrong_symbol(const Session& session, const Piece& piece, Found found) {
    if (*found.begin == text::bullet_mark) return misplaced_bullet(session, piece, found);
    std::string_view better = instead_of(view(found.begin, found.end), session.language);
    if (better.empty()) return std::nullopt;
    Diagnostic diagnostic = make(session, Code::foreign_operator, found, {found.text()});
    return complete(session, diagnostic);
}

/// `berlaku 2025-01-01`: the first word of a longer keyword.
std::optional<Diagnostic> half_keyword(const Session& session, const Piece& piece, Found found) {
    for (Keyword clause : clause_keywords(piece.declaration)) {
        std::string_view whole = spelling(clause, session.language);
        if (word_count(whole) == 1 || whole.substr(0, whole.find(' ')) != lower_case(found.text())) continue;
        return make(session, Code::other_words, found, {found.text(), "`" + std::string(whole) + "`"});
    }
    return std::nullopt;
}

/// In an entity whatever is no clause is a fact, so the mistake is in the name or in the type.
Diagnostic unknown_fact(const Session& session, const Piece& piece, Found found) {
    if (is_reserved(found.text(), session.language)) return make(session, Code::reserved_word_as_name, found, {found.text()});
    if (!is_name_start(*piece.begin) && *piece.begin != '`') return explain_expectation(session, piece, piece.begin, "a_name");
    Iterator after = skip(found.end, piece.end);
    if (after < piece.end && *after == '"') after = skip(token_end(after, piece.end), piece.end);
    return explain_expectation(session, piece, after, "a_type");
}

Diagnostic unknown_test_item(const Session& session, const Piece& piece, Found found) {
    if (piece.clause != Keyword::none) return explain_expectation(session, piece, piece.begin, "a_row");
    if (auto diagnostic = other_language(session, found, piece.end, {})) return *diagnostic;
    if (auto diagnostic = misspelt(session, piece.begin, piece.end, {Keyword::given, Keyword::expect})) return *diagnostic;
    return make(session, Code::item_outside_clause, found,
                {found.text(), std::string(spelling(Keyword::given, session.language)), std::string(spelling(Keyword::expect, session.language))});
}

}  // namespace

Diagnostic complete(const Session& session, Diagnostic diagnostic) {
    if (diagnostic.code == Code::date_with_slashes) {
        const auto date = iso_date(std::get<std::string>(diagnostic.arguments.front()));
        diagnostic.arguments.emplace_back(date.value_or("2025-07-01"));
        if (date) diagnostic.fix = diagnostics::Fix{diagnostic.span, *date};
    }
    if (diagnostic.code == Code::unit_cost_outside_budget) diagnostic.arguments.emplace_back(std::string(spelling(Keyword::budget, session.language)));
    if (diagnostic.code != Code::foreign_operator) return diagnostic;
    std::string better(instead_of(std::get<std::string>(diagnostic.arguments.front()), session.language));
    diagnostic.arguments.push_back(better);
    diagnostic.fix = diagnostics::Fix{diagnostic.span, better};
    return diagnostic;
}

Diagnostic explain_expectation(const Session& session, const Piece& piece, Iterator at, const std::string& expected) {
    if (auto diagnostic = unclosed(session, piece)) return *diagnostic;
    at = skip(at, piece.end);
    if (auto diagnostic = reworded_before(session, piece, at, expected)) return *diagnostic;
    if (at == piece.end) {
        if (auto diagnostic = bad_end_of_item(session, piece, at)) return *diagnostic;
        if (auto diagnostic = reworded_expectation(session, piece, at, expected)) return *diagnostic;
        return unexpected_end(session, piece.end, expected);
    }
    Found found{at, token_end(at, piece.end)};
    if (auto diagnostic = wrong_symbol(session, piece, found)) return *diagnostic;
    if (expected == "a_comparison" && view(piece.begin, at).find('.') == std::string_view::npos)  // `siti layk p`: a row alone has no value
        return explain_expectation(session, piece, at, "a_verdict");
    if (auto diagnostic = other_language(session, found, piece.end, one_of(expected))) return *diagnostic;
    if (expected == "a_type") return unknown_type(session, found);
    if (expected_keyword(expected))  // `untuk setap b` is no way of saying something else
        if (auto diagnostic = misspelt(session, at, piece.end, one_of(expected))) return *diagnostic;
    if (auto diagnostic = reworded_expectation(session, piece, at, expected)) return *diagnostic;
    bool value_here = (*at >= '0' && *at <= '9') || *at == '"' || *at == '-';
    bool row_begun = view(piece.begin, at).find(':') != std::string_view::npos;
    if (expected == "a_name" && piece.clause == Keyword::given && value_here && !row_begun)  // a fact without its row
        return make(session, Code::unexpected, {piece.begin, found.end}, {Phrase::a_row, std::string(piece.begin, found.end)});
    if (expected == "a_name" && is_reserved(found.text(), session.language))
        return make(session, Code::reserved_word_as_name, found, {found.text()});
    if (auto diagnostic = misspelt(session, at, piece.end, one_of(expected))) return *diagnostic;
    if (*at == ':' && skip(found.end, piece.end) < piece.end && *skip(found.end, piece.end) == text::bullet_mark) {  // `jika:` and its items below
        const std::string group = std::string(spelling(Keyword::all_of, session.language)) + ":";
        return make(session, Code::other_words, found, {found.text(), "`" + group + "`"});
    }
    const bool stray = (*at == ':' || *at == ';') && skip(found.end, piece.end) < piece.end;  // `dasar hukum: "..."`
    if (stray) return make(session, Code::stray_mark, found, {found.text()});
    return make(session, Code::unexpected, found, {expected_argument(expected, session.language), found.text()});
}

Diagnostic explain_leftover(const Session& session, const Piece& piece, Iterator at) {
    at = skip(at, piece.end);
    Found found{at, token_end(at, piece.end)};
    if (auto diagnostic = wrong_symbol(session, piece, found)) return *diagnostic;
    if (*at == ')') return make(session, Code::stray_parenthesis, found, {});
    for (Keyword clause : clause_keywords(piece.declaration))
        if (auto length = match_keyword(view(at, piece.end), clause, session.language))
            return make(session, Code::clause_needs_own_line, {at, at + length}, {std::string(at, at + length)});
    if (auto diagnostic = other_language_before(session, piece, at)) return *diagnostic;
    if (auto diagnostic = reworded_leftover(session, piece, at)) return *diagnostic;
    if (auto diagnostic = other_language(session, found, piece.end, joining(piece.declaration))) return *diagnostic;
    if (auto diagnostic = misspelt(session, at, piece.end, joining(piece.declaration))) return *diagnostic;
    if (auto diagnostic = reworded_names(session, piece, at)) return *diagnostic;
    const Iterator after = skip(found.end, piece.end);
    const bool ends_item = after < piece.end && *after == text::bullet_mark && *at != ':';
    if (std::string_view(".,;:").find(*at) != std::string_view::npos && (after == piece.end || ends_item))
        return make(session, Code::stray_mark, found, {found.text()});
    bool after_fact = piece.clause == Keyword::given && *at != ',';
    return make(session, after_fact ? Code::given_leftover : Code::leftover, found, {found.text(), read_so_far(piece, at)});
}

Diagnostic explain_unknown_item(const Session& session, const Piece& piece) {
    if (piece.begin == piece.end) return unexpected_end(session, piece.end, "a_clause");
    Found found{piece.begin, token_end(piece.begin, piece.end)};
    if (auto diagnostic = wrong_symbol(session, piece, found)) return *diagnostic;
    if (auto diagnostic = reworded_item(session, piece)) return *diagnostic;
    if (piece.declaration == Keyword::test) return unknown_test_item(session, piece, found);
    if (piece.declaration == Keyword::term || piece.declaration == Keyword::score) return explain_expectation(session, piece, piece.begin, "an_expression");
    if (*piece.begin == '-') return make(session, Code::bullet_outside_group, found, {});
    if (auto diagnostic = other_language(session, found, piece.end, clause_keywords(piece.declaration))) return *diagnostic;
    const auto& clauses = clause_keywords(piece.declaration);
    if (auto diagnostic = misspelt(session, piece.begin, piece.end, clauses)) return *diagnostic;
    if (auto diagnostic = half_keyword(session, piece, found)) return *diagnostic;
    if (piece.declaration == Keyword::entity) return unknown_fact(session, piece, found);
    if (piece.declaration == Keyword::table) return make(session, Code::table_row_without_bar, found, {found.text()});
    std::string list;
    for (Keyword clause : clauses) list += (list.empty() ? "`" : ", `") + std::string(spelling(clause, session.language)) + "`";
    return make(session, Code::unknown_clause, found, {found.text(), std::string(spelling(piece.declaration, session.language)), list});
}

Diagnostic explain_unknown_declaration(const Session& session, const Piece& piece, Keyword& meant) {
    std::vector<Keyword> openers;
    for (Keyword keyword : all_keywords())
        if (use_of(keyword) == KeywordUse::declaration) openers.push_back(keyword);
    Found found{piece.begin, token_end(piece.begin, piece.end)};
    if (auto diagnostic = other_language(session, found, piece.end, openers)) return *diagnostic;
    if (auto diagnostic = misspelt(session, piece.begin, piece.end, openers, &meant)) return *diagnostic;
    return make(session, Code::unknown_declaration, found, {found.text()});
}

}  // namespace tepat::grammar
