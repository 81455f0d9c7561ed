// SPDX-License-Identifier: Apache-2.0
// `uji`: the clauses as they were opened, rows indented as deep as they were (who belongs to whom is for the reader's eye).
#include <algorithm>
#include <boost/variant/get.hpp>

#include "dsl/syntax/format_declarations.hpp"

namespace tepat::syntax {

namespace {

Keyword keyword_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::eligible: return Keyword::eligible;
        case Verdict::not_eligible: return Keyword::not_eligible;
        case Verdict::undecided: return Keyword::undecided;
        case Verdict::error: return Keyword::error;
        case Verdict::selected: return Keyword::selected;
        case Verdict::waiting: return Keyword::waiting;
    }
    return Keyword::none;
}

class TestWriter {
public:
    TestWriter(Lines& lines, const Words& words) : lines_(lines), words_(words) {}

    void write(const TestDeclaration& test) {
        lines_.add_whole(0, {{words_.keyword(Keyword::test), test.span.begin}, {words_.text(test.title), test.title.span.begin},
                             {words_.keyword(Keyword::on)}, {words_.literal(test.date), test.date.span.begin}});
        std::size_t given = 0, expected = 0;
        while (given < test.givens.size() || expected < test.expectations.size()) {
            bool take_given = given < test.givens.size() &&
                              (expected == test.expectations.size() || begin_of(test.givens[given]) < begin_of(test.expectations[expected]));
            if (take_given) write(test.givens[given++]);
            else write(test.expectations[expected++]);
        }
    }

private:
    static std::uint32_t begin_of(const Given& given) {
        if (const auto* row = boost::get<GivenRow>(&given.get())) return row->span.begin;
        if (const auto* parameter = boost::get<GivenParameter>(&given.get())) return parameter->span.begin;
        return boost::get<Error>(given.get()).span.begin;
    }
    static std::uint32_t begin_of(const Expectation& expectation) {
        if (const auto* verdict = boost::get<ExpectVerdict>(&expectation.get())) return verdict->span.begin;
        if (const auto* value = boost::get<ExpectValue>(&expectation.get())) return value->span.begin;
        return boost::get<Error>(expectation.get()).span.begin;
    }

    void write(const Given& given) {
        std::uint32_t begin = begin_of(given);
        std::uint32_t keyword = lines_.word_before(begin, spelling(Keyword::given, words_.written));
        std::size_t indent = 2;
        Doc doc;
        if (keyword != 0) {
            columns_.clear();
            Piece head{words_.keyword(Keyword::given), keyword};
            if (!lines_.on_other_line(keyword, begin)) doc.push_back(std::move(head));
            else lines_.add_whole(2, {head});
        }
        if (doc.empty()) indent = 4 + 2 * depth(lines_.column(begin));
        if (const auto* parameter = boost::get<GivenParameter>(&given.get())) {
            doc += Doc{{words_.keyword(Keyword::parameter), begin}, {words_.name(parameter->parameter)}, {"="}};
            doc += format_expression(words_, parameter->value, Binding::factor, 1);
        } else {
            row(boost::get<GivenRow>(given.get()), indent > 4, doc);
        }
        lines_.add(indent, doc, doc.front().text == words_.keyword(Keyword::given) ? 4 : 2);
    }
    void row(const GivenRow& row, bool deeper, Doc& doc) const {
        doc += Doc{{words_.name(row.entity), row.span.begin}, {words_.row(row.key), row.key.span.begin}};
        if (deeper || !row.facts.empty()) {
            doc.push_back({":"});
            doc.back().glued = true;
        }
        std::vector<Doc> facts;
        for (const GivenFact& fact : row.facts) {
            Doc one{{words_.name(fact.fact), fact.span.begin}};
            facts.push_back(one += format_expression(words_, fact.value, Binding::factor, 1));
        }
        doc += list_of(facts, 0);
    }
    /// How many rows above, each further left than the next, this one is under.
    std::size_t depth(std::uint32_t column) {
        while (!columns_.empty() && columns_.back() >= column) columns_.pop_back();
        columns_.push_back(column);
        return columns_.size() - 1;
    }

    void write(const Expectation& expectation) {
        std::uint32_t keyword = lines_.word_before(begin_of(expectation), spelling(Keyword::expect, words_.written));
        if (keyword != 0) lines_.add_whole(2, {{words_.keyword(Keyword::expect), keyword}});
        if (const auto* verdict = boost::get<ExpectVerdict>(&expectation.get())) lines_.add(4, verdict_doc(*verdict));
        else if (const auto* value = boost::get<ExpectValue>(&expectation.get())) lines_.add(4, value_doc(*value));
    }
    Doc verdict_doc(const ExpectVerdict& node) const {
        Doc doc{{words_.row(node.row), node.span.begin}, {words_.keyword(keyword_of(node.verdict))}, {words_.name(node.target), node.target.span.begin}};
        if (node.rank) {
            comma(doc);
            doc += Doc{{words_.keyword(Keyword::rank)}, {words_.literal(*node.rank), node.rank->span.begin}};
        }
        if (node.missing.empty()) return doc;
        comma(doc);
        doc.push_back({words_.keyword(Keyword::missing)});
        std::vector<Doc> paths;
        for (const Path& path : node.missing) paths.push_back({{words_.path(path), path.span.begin}});
        return doc += list_of(paths, 0);
    }
    Doc value_doc(const ExpectValue& node) const {
        Doc doc{{words_.row(node.what), node.span.begin}};
        if (node.error) return doc += Doc{{words_.keyword(Keyword::error)}};
        if (!node.low) return doc += Doc{{words_.keyword(Keyword::is_unknown)}};
        doc.push_back({node.high ? words_.keyword(Keyword::between) : "="});
        doc += format_expression(words_, *node.low, Binding::factor, 1);
        if (!node.high) return doc;
        doc.push_back({words_.keyword(Keyword::between_to)});
        return doc += format_expression(words_, *node.high, Binding::factor, 1);
    }
    static void comma(Doc& doc) {
        doc.push_back({","});
        doc.back().glued = true;
    }

    Lines& lines_;
    const Words& words_;
    std::vector<std::uint32_t> columns_;
};

}  // namespace

void add_test(Lines& lines, const Words& words, const TestDeclaration& test) { TestWriter(lines, words).write(test); }

}  // namespace tepat::syntax
