// SPDX-License-Identifier: Apache-2.0
#include "cli/test_text.hpp"

#include "cli/source_text.hpp"

namespace tepat::cli {

namespace {

using syntax::Keyword;
using syntax::KeywordLanguage;

class Writer {
public:
    Writer(const program::Program& program, const program::TestCase& test, KeywordLanguage language)
        : program_(program), test_(test), language_(language) {}

    std::string write() const {
        std::string text = word(Keyword::test) + ' ' + title() + ' ' + word(Keyword::on) + ' ' + program::to_iso(test_.date) + '\n';
        for (const program::GivenParameter& given : test_.parameters) text += parameter(given);
        for (const program::GivenRow& row : test_.rows) text += this->row(row);
        text += "  " + word(Keyword::expect) + '\n';
        for (const program::ExpectVerdict& expected : test_.verdicts) text += verdict(expected);
        return text;
    }

private:
    std::string word(Keyword keyword) const { return std::string(syntax::spelling(keyword, language_)); }
    std::string name(const std::string& text) const { return name_in_rules(text, language_); }
    std::string title() const { return value_in_rules(program_, {program::TypeKind::text, 0, false, {}}, {0, test_.title}, language_); }

    std::string parameter(const program::GivenParameter& given) const {
        const program::Parameter& parameter = program_[given.parameter];
        return "  " + word(Keyword::given) + ' ' + word(Keyword::parameter) + ' ' + name(parameter.name) + " = " +
               value_in_rules(program_, parameter.type, given.value, language_) + '\n';
    }
    /// A row without a row above it opens a group; the others stand below it in one column.
    std::string row(const program::GivenRow& row) const {
        std::string line = row.parent ? "    " : "  " + word(Keyword::given) + ' ';
        line += name(program_[row.entity].name) + ' ' + name(row.key);
        for (std::size_t i = 0; i < row.facts.size(); ++i) {
            const program::Fact& fact = program_[row.facts[i].fact];
            line += (i == 0 ? ": " : ", ") + name(fact.name) + ' ' + value_in_rules(program_, fact.type, row.facts[i].value, language_);
        }
        return line + '\n';
    }
    std::string verdict(const program::ExpectVerdict& expected) const {
        const std::string& target = expected.rule.valid() ? program_[expected.rule].name : program_[expected.programme].name;
        return "    " + name(test_.rows[expected.row].key) + ' ' + word(keyword(expected.verdict)) + ' ' + name(target) + '\n';
    }
    static Keyword keyword(program::Verdict verdict) {
        switch (verdict) {
            case program::Verdict::eligible:
                return Keyword::eligible;
            case program::Verdict::not_eligible:
                return Keyword::not_eligible;
            case program::Verdict::undecided:
                return Keyword::undecided;
            case program::Verdict::error:
                return Keyword::error;
            case program::Verdict::selected:
                return Keyword::selected;
            case program::Verdict::waiting:
                return Keyword::waiting;
        }
        return Keyword::error;
    }

    const program::Program& program_;
    const program::TestCase& test_;
    KeywordLanguage language_;
};

}  // namespace

std::string test_in_rules(const program::Program& program, const program::TestCase& test, KeywordLanguage language) {
    return Writer(program, test, language).write();
}

}  // namespace tepat::cli
