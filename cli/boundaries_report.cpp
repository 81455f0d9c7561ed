// SPDX-License-Identifier: Apache-2.0
// Boundary examples as `uji` declarations (test_report.hpp). What is no declaration is a comment, so all of it can be pasted.
#include "cli/source_text.hpp"
#include "cli/test_report.hpp"
#include "cli/test_text.hpp"

namespace tepat::cli {

namespace {

using trial::Boundary;

Message side_message(Boundary::Side side) {
    switch (side) {
        case Boundary::Side::below:
            return Message::boundary_below;
        case Boundary::Side::at:
            return Message::boundary_at;
        case Boundary::Side::above:
            break;
    }
    return Message::boundary_above;
}

/// In the language of the rules, like the declaration around it.
std::string title_of(const RuleSet& rules, const Boundary& boundary, syntax::KeywordLanguage language) {
    const Language spoken = language == syntax::KeywordLanguage::id ? Language::id : Language::en;
    const program::Fact& fact = rules.program[boundary.fact];
    return text_of(Message::boundary_title, spoken,
                   {one_line(rules.sources, boundary.comparison), rules.program[boundary.rule].name,
                    text_of(side_message(boundary.side), spoken), fact.name,
                    value_in_rules(rules.program, fact.type, boundary.value, language)});
}

std::string declaration(const RuleSet& rules, const Boundary& boundary, syntax::KeywordLanguage language) {
    program::TestCase test = boundary.test;
    test.title = title_of(rules, boundary, language);
    return test_in_rules(rules.program, test, language);
}

/// One language for the whole sheet: that of most files.
syntax::KeywordLanguage language_for(const RuleSet& rules) {
    return language_of(rules) == Language::en ? syntax::KeywordLanguage::en : syntax::KeywordLanguage::id;
}

const char* side_word(Boundary::Side side) {
    constexpr const char* words[] = {"below", "at", "above"};
    return words[static_cast<std::size_t>(side)];
}

}  // namespace

void print_boundaries(const RuleSet& rules, const trial::Boundaries& boundaries, Session& session) {
    const syntax::KeywordLanguage language = language_for(rules);
    session.out << syntax::spelling(syntax::Keyword::language, language) << (language == syntax::KeywordLanguage::id ? " id\n" : " en\n");
    const text::Span* last = nullptr;
    for (const Boundary& boundary : boundaries.offered) {
        if (last == nullptr || *last != boundary.comparison)
            session.out << "\n# " << place_of(rules.sources, boundary.comparison) << ": " << one_line(rules.sources, boundary.comparison) << '\n';
        last = &boundary.comparison;
        session.out << declaration(rules, boundary, language) << '\n';
    }
    for (const text::Span place : boundaries.without_example)
        session.out << "# " << session.text(Message::boundary_none, {place_of(rules.sources, place), one_line(rules.sources, place)}) << '\n';
    session.out << "# " << session.text(Message::boundary_total, {Count{static_cast<std::int64_t>(boundaries.offered.size())},
                                                                  Count{static_cast<std::int64_t>(boundaries.covered)},
                                                                  Count{static_cast<std::int64_t>(boundaries.without_example.size())}})
                << '\n';
}

ReportJson boundaries_json(const RuleSet& rules, const trial::Boundaries& boundaries, const Session&) {
    const syntax::KeywordLanguage language = language_for(rules);
    const auto place = [&](text::Span span) {
        return ReportJson{{"text", one_line(rules.sources, span)},
                          {"file", rules.sources.file_of(span).name},
                          {"line", rules.sources.locate(span.begin).line}};
    };
    ReportJson offered = ReportJson::array(), without = ReportJson::array();
    for (const Boundary& boundary : boundaries.offered) {
        ReportJson item = place(boundary.comparison);
        item["rule"] = rules.program[boundary.rule].name;
        item["side"] = side_word(boundary.side);
        item["declaration"] = declaration(rules, boundary, language);
        offered.push_back(std::move(item));
    }
    for (const text::Span span : boundaries.without_example) without.push_back(place(span));
    return {{"offered", offered}, {"covered", boundaries.covered}, {"without_example", without}};
}

}  // namespace tepat::cli
