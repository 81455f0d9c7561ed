// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/grammar/declaration.hpp"
#include "dsl/grammar/grammar.hpp"
#include "dsl/grammar/mistakes.hpp"
#include "dsl/grammar/part_reader.hpp"
#include "dsl/grammar/read_table.hpp"

namespace tepat::grammar {

using namespace syntax;
using diagnostics::Code;

namespace {

constexpr Keyword openers[] = {Keyword::language, Keyword::use,       Keyword::entity, Keyword::parameter, Keyword::agency, Keyword::term,
                               Keyword::score,    Keyword::table,     Keyword::programme, Keyword::rule,   Keyword::test};

/// A file tells at most 100; reading on would only cost time.
constexpr std::size_t max_problems = 100;

class Reader : PartReader {
public:
    Reader(const text::Chunk& chunk, KeywordLanguage language, std::vector<diagnostics::Diagnostic>& problems)
        : PartReader(chunk, language, problems) {
        begin_ = chunk.normal.data();
        end_ = begin_ + chunk.normal.size();
    }

    Declaration declaration() {
        std::size_t length = 0;
        for (Keyword opener : openers)
            if (std::size_t matched = match_keyword({begin_, size()}, opener, session_.language)) {
                kind_ = opener;
                length = matched;
            }
        if (kind_ == Keyword::none) {
            problems_.push_back(explain_unknown_declaration(session_, piece(begin_, end_), kind_));
            if (kind_ == Keyword::none) return Declaration(Error{session_.chunk->span});
            length = std::string_view(begin_, size()).find_first_of(" \x01");
            if (length == std::string_view::npos) return Declaration(Error{session_.chunk->span});
        }
        split(begin_ + length);
        return read_kind();
    }

private:
    std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
    Piece piece(Iterator from, Iterator to) const { return {from, to, kind_, clause_}; }

    /// Header: up to the first item mark. The rest: one piece a mark.
    void split(Iterator after_keyword) {
        Iterator at = after_keyword;
        while (true) {
            Iterator stop = std::find(at, end_, text::item_mark);
            pieces_.push_back(piece(at, trimmed(at, stop)));
            if (stop == end_) break;
            at = stop + 1;
        }
    }

    /// Reads the header; what follows it on its line becomes the first item.
    template <typename Node>
    bool header(Node& node) {
        Piece& part = pieces_.front();
        part.begin = skipped(part.begin, part.end);
        Iterator first = part.begin;
        bool good = read_part(part, first, node);
        if constexpr (requires { node.header.name; })
            if (!good) mend_name(node.header.name);
        part.begin = good ? skipped(first, part.end) : part.end;
        node.span = session_.chunk->span;
        return good;
    }

    /// `aturan keluarga-miskin`: others call it what the message says to write; `keluarga` may be something else.
    void mend_name(Name& name) const {
        const auto& fix = problems_.back().fix;
        if (problems_.back().code == Code::other_words && fix && fix->span.begin == name.span.begin && fix->text.find_first_of(" \"") == std::string::npos)
            name.text = fix->text;
    }

    template <typename Item>
    void items(std::vector<Item>& into) {
        for (const Piece& part : pieces_) {
            if (problems_.size() > max_problems) break;
            if (skipped(part.begin, part.end) == part.end) continue;
            Item item;
            if (read_all(part, item)) into.push_back(std::move(item));
            else into.push_back(Item(Error{session_.span(skipped(part.begin, part.end), part.end)}));
        }
    }

    /// A header without items.
    template <typename Node>
    Declaration only_header() {
        Node node;
        if (!no_items(header(node))) return Declaration(Error{session_.chunk->span});
        return Declaration(std::move(node));
    }
    bool no_items(bool good) {
        for (const Piece& part : pieces_) {
            Iterator rest = skipped(part.begin, part.end);
            if (rest == part.end) continue;
            if (good) problems_.push_back(explain_leftover(session_, part, rest));
            good = false;
        }
        return good;
    }

    /// With a name the declaration is kept even when its header is broken, so that uses of the name are not reported too.
    template <typename Node>
    Declaration with_items() {
        Node node;
        header(node);
        place(node.header);
        items(node.items);
        return keep(std::move(node));
    }
    template <typename Node>
    Declaration keep(Node node) {
        if (node.header.name.text.empty()) return Declaration(Error{session_.chunk->span});
        return Declaration(std::move(node));
    }
    /// The header's span: from the keyword to the label.
    void place(Header& header) {
        text::Span last = header.name.span;
        if (header.label) last = text::cover(last, header.label->span);
        header.span = {session_.chunk->span.begin, std::max(last.end, session_.chunk->span.begin)};
    }

    Declaration read_kind() {
        switch (kind_) {
            case Keyword::language: return only_header<LanguageDeclaration>();
            case Keyword::use: return only_header<UseDeclaration>();
            case Keyword::entity: return with_items<EntityDeclaration>();
            case Keyword::parameter: return with_items<ParameterDeclaration>();
            case Keyword::programme: return with_items<ProgrammeDeclaration>();
            case Keyword::rule: return with_items<RuleDeclaration>();
            case Keyword::agency: return agency();
            case Keyword::term: return term();
            case Keyword::test: return test();
            case Keyword::score: return score();
            default: return table();
        }
    }

    Declaration agency() {
        AgencyDeclaration node;
        bool good = header(node);
        place(node.header);
        no_items(good);
        return keep(std::move(node));
    }

    Declaration score() {
        ScoreDeclaration node;
        bool good = header(node);
        place(node.header);
        for (const Piece& part : pieces_) {
            if (skipped(part.begin, part.end) == part.end) continue;
            ScoreLine line;
            Span span = session_.span(skipped(part.begin, part.end), part.end);
            if (!read_all(part, line)) line = ScoreLine{{span}, Expr(Error{span}), {}, {}};
            node.lines.push_back(std::move(line));
        }
        if (good && node.lines.empty()) problems_.push_back({Code::score_without_lines, node.header.name.span, {}, {}, {}, {}});
        return keep(std::move(node));
    }

    Declaration table() {
        TableDeclaration node;
        bool good = header(node);
        place(node.header);
        TableReader reader(*session_.chunk, session_.language, problems_);
        const std::size_t before = problems_.size();
        reader.read_pieces(pieces_, node);
        if (good && problems_.size() == before && !node.from_csv && node.rows.empty())
            problems_.push_back({Code::table_without_rows, node.header.name.span, {}, {}, {}, {}});
        return keep(std::move(node));
    }

    Declaration term() {
        TermDeclaration node;
        bool good = header(node);
        place(node.header);
        for (const Piece& part : pieces_)
            if (skipped(part.begin, part.end) != part.end) term_pieces(part, node);
        if (good && !node.value && node.cases.empty())
            problems_.push_back(explain_expectation(session_, pieces_.back(), pieces_.back().end, "an_expression"));
        return keep(std::move(node));
    }
    /// `selain itu` may follow a case on its line.
    void term_pieces(const Piece& part, TermDeclaration& node) {
        Iterator first = skipped(part.begin, part.end);
        while (first != part.end) {
            TermPiece read;
            Iterator start = first;
            if (!read_part({start, part.end, kind_, clause_}, first, read)) return broken_case(part, node);
            first = skipped(first, part.end);
            if (first != part.end && !starts_with(Keyword::otherwise, first, part.end)) {
                problems_.push_back(explain_leftover(session_, part, first));
                return broken_case(part, node);
            }
            add(part, std::move(read), node);
        }
    }
    /// One case that cannot be read makes the whole value unreadable: nobody judges the others without it.
    void broken_case(const Piece& part, TermDeclaration& node) {
        node.value = Error{session_.span(skipped(part.begin, part.end), part.end)};
        node.cases.clear();
        broken_term_ = true;
    }
    void add(const Piece& part, TermPiece read, TermDeclaration& node) {
        bool is_case = read.otherwise || read.condition;
        if (broken_term_ && is_case) return;
        if (is_case && !node.value) {
            Case one;
            one.span = read.span;
            one.result = std::move(read.result);
            one.condition = std::move(read.condition);
            node.cases.push_back(std::move(one));
        } else if (!is_case && !node.value && node.cases.empty()) {
            node.value = std::move(read.result);
        } else {
            std::string expected = "keyword:" + std::to_string(static_cast<int>(Keyword::when));
            problems_.push_back(explain_expectation(session_, part, part.end, expected));
            broken_case(part, node);
        }
    }

    Declaration test() {
        TestDeclaration node;
        bool good = header(node);
        for (Piece& part : pieces_) test_piece(part, node);
        if (!good) return Declaration(Error{session_.chunk->span});
        return Declaration(std::move(node));
    }
    void test_piece(Piece part, TestDeclaration& node) {
        part.begin = skipped(part.begin, part.end);
        for (Keyword clause : {Keyword::given, Keyword::expect})
            if (auto length = match_keyword({part.begin, static_cast<std::size_t>(part.end - part.begin)}, clause, session_.language)) {
                clause_ = clause;
                part.begin = skipped(part.begin + length, part.end);
            }
        if (part.begin == part.end) return;
        part.clause = clause_;
        if (clause_ == Keyword::given) one_item(part, node.givens);
        else if (clause_ == Keyword::expect) one_item(part, node.expectations);
        else {
            problems_.push_back(explain_unknown_item(session_, part));
            node.givens.push_back(Given(Error{session_.span(part.begin, part.end)}));
        }
    }
    template <typename Item>
    void one_item(const Piece& part, std::vector<Item>& into) {
        Item item;
        if (read_all(part, item)) into.push_back(std::move(item));
        else into.push_back(Item(Error{session_.span(part.begin, part.end)}));
    }

    Iterator begin_ = nullptr, end_ = nullptr;
    Keyword kind_ = Keyword::none;
    Keyword clause_ = Keyword::none;
    std::vector<Piece> pieces_;
    bool broken_term_ = false;
};

}  // namespace

Declaration read_declaration(const text::Chunk& chunk, KeywordLanguage language, std::vector<diagnostics::Diagnostic>& problems) {
    return Reader(chunk, language, problems).declaration();
}

}  // namespace tepat::grammar
