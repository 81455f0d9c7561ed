// SPDX-License-Identifier: Apache-2.0
// A test as it is written in a file (witness.hpp).
#include <algorithm>

#include "dsl/program/print.hpp"
#include "dsl/prove/witness.hpp"
#include "dsl/syntax/keyword.hpp"

namespace tepat::prove {

namespace {

using program::TestCase;
using program::TypeKind;
using syntax::Keyword;

class TestWriter {
public:
    TestWriter(const Program& program, const TestCase& test, syntax::KeywordLanguage language)
        : program_(program), test_(test), language_(language) {}

    std::string write() {
        line(0, word(Keyword::test) + " " + quoted(test_.title) + " " + word(Keyword::on) + " " + program::to_iso(test_.date));
        for (const program::GivenParameter& given : test_.parameters)
            line(1, word(Keyword::given) + " " + word(Keyword::parameter) + " " + name(program_[given.parameter].name) + " = " +
                        value(program_[given.parameter].type, given.value));
        write_rows();
        line(1, word(Keyword::expect));
        for (const program::ExpectVerdict& expect : test_.verdicts)
            line(2, row_name(test_.rows[expect.row].key) + " " + verdict(expect.verdict) + " " +
                        name(expect.rule.valid() ? program_[expect.rule].name : program_[expect.programme].name));
        for (const program::ExpectValue& expect : test_.values)
            line(2, row_name(test_.rows[expect.row].key) + "." + name(name_of(expect.what)) + " " + word(Keyword::error));
        return text_;
    }

private:
    std::string word(Keyword keyword) const { return std::string(syntax::spelling(keyword, language_)); }
    std::string name(const std::string& text) const { return syntax::is_reserved(text, language_) ? "`" + text + "`" : text; }
    /// A key that is no name stands in quotes.
    std::string row_name(const std::string& key) const {
        const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
        const bool is_name = !key.empty() && std::all_of(key.begin(), key.end(), plain) && key[0] > '9' && key[0] != '_';
        return is_name ? name(key) : quoted(key);
    }
    static std::string quoted(const std::string& text) {
        std::string result = "\"";
        for (const char c : text) result += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
        return result + "\"";
    }
    void line(int depth, const std::string& text) { text_ += std::string(static_cast<std::size_t>(depth) * 2, ' ') + text + "\n"; }

    /// A row belongs to the nearest row of its parent entity above it, so one that stands by itself (somebody's mother) comes before all rows
    /// it might be taken to lie in: deeper entities first, each with what lies below it.
    void write_rows() {
        std::vector<std::size_t> heads;
        for (std::size_t i = 0; i < test_.rows.size(); ++i)
            if (!test_.rows[i].parent) heads.push_back(i);
        std::stable_sort(heads.begin(), heads.end(), [&](std::size_t a, std::size_t b) { return test_.rows[a].entity > test_.rows[b].entity; });
        for (const std::size_t head : heads) {
            write_row(test_.rows[head]);
            for (std::size_t i = head + 1; i < test_.rows.size() && test_.rows[i].parent; ++i) write_row(test_.rows[i]);
        }
    }
    /// A row without a parent among the rows starts a `misalkan`; the others are its items, in one column.
    void write_row(const program::GivenRow& row) {
        std::string text = (row.parent ? "" : word(Keyword::given) + " ") + name(program_[row.entity].name) + " " + row_name(row.key);
        for (std::size_t i = 0; i < row.facts.size(); ++i) {
            const program::Fact& fact = program_[row.facts[i].fact];
            text += (i == 0 ? ": " : ", ") + name(fact.name) + " " + value(fact.type, row.facts[i].value);
        }
        line(row.parent ? 2 : 1, text);
    }
    std::string verdict(program::Verdict verdict) const {
        switch (verdict) {
            case program::Verdict::eligible: return word(Keyword::eligible);
            case program::Verdict::not_eligible: return word(Keyword::not_eligible);
            case program::Verdict::undecided: return word(Keyword::undecided);
            case program::Verdict::error: return word(Keyword::error);
            case program::Verdict::selected: return word(Keyword::selected);
            case program::Verdict::waiting: return word(Keyword::waiting);
        }
        return {};
    }
    std::string name_of(ExprId id) const {
        const auto* term = std::get_if<program::TermRef>(&program_[id].kind);
        return term == nullptr ? program_[std::get<program::FactRef>(program_[id].kind).fact].name : program_[term->term].name;
    }
    std::string value(const program::Type& type, const program::Value& value) const {
        switch (type.kind) {
            case TypeKind::yes_no: return word(value.number != 0 ? Keyword::yes : Keyword::no_value);
            case TypeKind::rupiah: return rupiah(value.number);
            case TypeKind::date: return program::to_iso({static_cast<std::int32_t>(value.number)});
            case TypeKind::text: return quoted(value.text);
            case TypeKind::reference: return name(value.text);
            case TypeKind::choice: return name(program_[type.choices].values[static_cast<std::size_t>(value.number)].name);
            case TypeKind::set: return set(type, value.number);
            default: return program::print_scaled(value.number, type.scale);
        }
    }
    std::string set(const program::Type& type, std::int64_t bits) const {
        std::string text;
        const auto& values = program_[type.choices].values;
        for (std::size_t i = 0; i < values.size(); ++i)
            if ((bits >> i & 1) != 0) text += (text.empty() ? "" : ", ") + name(values[i].name);
        return "(" + text + ")";
    }
    static std::string rupiah(std::int64_t sen) {
        std::string digits = std::to_string(sen < 0 ? -(sen / 100) : sen / 100);
        for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ".");
        const std::int64_t rest = std::abs(sen % 100);
        const std::string fraction = rest == 0 ? "" : "," + std::string(rest < 10 ? "0" : "") + std::to_string(rest);
        return (sen < 0 ? "-Rp" : "Rp") + digits + fraction;
    }

    const Program& program_;
    const TestCase& test_;
    syntax::KeywordLanguage language_;
    std::string text_;
};

}  // namespace

std::string print_test(const Program& program, const TestCase& test, diagnostics::Language language) {
    return TestWriter(program, test, language == diagnostics::Language::en ? syntax::KeywordLanguage::en : syntax::KeywordLanguage::id).write();
}

}  // namespace tepat::prove
